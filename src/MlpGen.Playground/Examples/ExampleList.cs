namespace MlpGen.Playground.Examples;

/// <summary>The examples of the page, small ones first.</summary>
public static class ExampleList
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Example> All { get; } =
    [
        new("tiny", "2-3-2, by hand", "Small enough to check with pencil and paper: y should be 0.5 and 0.8.", Declare("TinyNet", "HalfSquaredError", "2, 3, Relu", "3, 2, Relu"))
        {
            Parameters = [-3, -2, -1, 0, 1, 2, -0.2, 0.3, -0.1, -2, -1, 0, 1, 2, 3, 0.1, -0.1],
            Input = [0.1, 0.2],
            Target = [0, 1],
        },
        new("xor", "XOR", "Exclusive or, which no single layer can compute. Its weights are drawn; press Learn.", Declare("XorNet", "BinaryCrossEntropy", "2, 4, Tanh", "4, 1, Sigmoid"))
        {
            Input = [0, 1],
            Target = [1],
            Data = "xor",
        },
        new("xor-given", "XOR with given weights", "Two ReLUs are enough: one counts, the other notices two.", Declare("XorByHand", "HalfSquaredError", "2, 2, Relu", "2, 1"))
        {
            Parameters = [1, 1, 1, 1, 0, -1, 1, -2, 0],
            Input = [0, 1],
            Target = [1],
            Data = "xor",
        },
        new("cubic", "A curve: x³ + 2x²", "One input, one output: the network bends a line. Take Identity for an activation, and it stays straight.", Declare("CurveNet", "MeanSquaredError", "1, 8, Tanh", "8, 1"))
        {
            Input = [1],
            Target = [0.75],
            Data = "cubic",
        },
        new("chain", "The chain 1-1-1-1", "One unit a layer: the chain rule, one factor a link.", Declare("ChainNet", "HalfSquaredError", "1, 1, Sigmoid", "1, 1, Sigmoid", "1, 1, Sigmoid"))
        {
            Parameters = [0.5, 0, -1, 0, 2, 0],
            Input = [1],
            Target = [0],
        },
        new("ng", "Two layers for a planar flower", "A hidden tanh layer and a logistic output, as in the exercise of many courses.", Declare("PlanarNet", "BinaryCrossEntropy", "2, 4, Tanh", "4, 1, Sigmoid"))
        {
            Input = [0.5, -0.5],
            Target = [1],
            Data = "circles",
        },
        new("spirals", "2-16-16-1 for spirals", "Two arms wound around each other: deep enough to be learnt.", Declare("SpiralNet", "BinaryCrossEntropy", "2, 16, Tanh", "16, 16, Tanh", "16, 1, Sigmoid"))
        {
            Input = [0.5, 0.2],
            Target = [1],
            Data = "spirals",
        },
        new("flowers", "4-16-16-3, a classifier", "Too large to be written number by number: the text has layers and vectors.", Declare("FlowerNet", "CrossEntropy", "4, 16, Relu", "16, 16, Relu", "16, 3, Softmax"))
        {
            Input = [5.1, 3.5, 1.4, 0.2],
            Target = [1, 0, 0],
        },
        new("digits", "784-16-16-10, digits", "13,002 parameters, the network of many introductions.", Declare("DigitNet", "SumSquaredError", "784, 16, Sigmoid", "16, 16, Sigmoid", "16, 10, Sigmoid")),
    ];

    /// <summary>An example by its name; the first if there is none of that name.</summary>
    /// <param name="id">Its name.</param>
    public static Example Of(string id) => All.FirstOrDefault(example => example.Id == id) ?? All[0];

    /// <summary>A file with one network.</summary>
    /// <param name="name">Of the class.</param>
    /// <param name="loss">The name of the loss.</param>
    /// <param name="layers">The arguments of each layer.</param>
    public static string Declare(string name, string loss, params string[] layers) =>
        $"""
        using MlpGen;
        using static MlpGen.Activation;

        {string.Join("\n", layers.Select(static layer => $"[Layer({layer})]"))}
        [Loss(LossFunction.{loss})]
        public partial class {name};

        """.Replace("\r", "", StringComparison.Ordinal);
}
