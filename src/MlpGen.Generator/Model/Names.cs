using System.Globalization;

namespace MlpGen.Generator.Model;

/// <summary>Every name that the generated code uses for a public member, in one place.</summary>
internal static class Names
{
    public const string Layers = "Layers";
    public const string LayersField = "s_layers";
    public const string ParametersProperty = "Parameters";
    public const string ParametersField = "_parameters";

    public static readonly string[] Constants = ["InputSize", "OutputSize", "ParameterCount", "TraceSize"];

    /// <summary>The private sum + a·b of vectors.</summary>
    public const string AddProduct = "addProduct";

    /// <summary>The private function that reads a vector.</summary>
    public const string Load = "load";

    /// <summary>The private function that writes one.</summary>
    public const string Store = "store";

    /// <summary>The private function that adds one to memory.</summary>
    public const string Add = "add";

    /// <summary>The private function that keeps the first lanes of a vector.</summary>
    public const string Keep = "keep";

    /// <summary>The private function that puts one lane into all.</summary>
    public const string Lane = "lane";

    /// <summary>The private function that puts lanes where they are wanted.</summary>
    public const string Spread = "spread";

    /// <summary>The private function that takes a column out of short rows.</summary>
    public const string Column = "column";

    /// <summary>The private function that takes a vector out of two neighbours.</summary>
    public const string Join = "join";

    /// <summary>The private function that sums each of several vectors.</summary>
    public const string Sums = "sums";

    /// <summary>The nested types and private methods behind the public members.</summary>
    public static readonly string[] Private =
    [
        "Passes", "Vectors", "ForwardNumbers", "BackwardNumbers", "LossNumbers", "ForwardLayers", "BackwardLayers", "LossLayers",
    ];

    /// <summary>The method that names what lies in a flat buffer, and the type that it returns.</summary>
    public const string View = "View", ParameterView = "ParameterView";

    /// <summary>The same for a trace.</summary>
    public const string ViewTrace = "ViewTrace", TraceView = "TraceView";

    /// <summary>The private property with the weights of a frozen network.</summary>
    public const string FrozenParameters = "FrozenParameters";

    /// <summary>The C# keyword of the number type.</summary>
    public static string Scalar(Precision precision) => precision == Precision.Double ? "double" : "float";

    /// <summary>The bytes of a number.</summary>
    public static int ScalarBytes(Precision precision) => precision == Precision.Double ? sizeof(double) : sizeof(float);

    /// <summary>The bits of a vector of generated code.</summary>
    public const int VectorBits = 256;

    /// <summary>The bits of a vector where a batch goes side by side in wider ones.</summary>
    public const int WideVectorBits = 512;

    /// <summary>The numbers in a vector.</summary>
    public static int Lanes(Precision precision, int vectorBits = VectorBits) => vectorBits / 8 / ScalarBytes(precision);

    /// <summary>The type of a vector, without its namespace.</summary>
    public static string Vector(Precision precision, int vectorBits = VectorBits) => $"Vector{vectorBits}<{Scalar(precision)}>";

    /// <summary>The private function of a number that wraps one of the runtime's: camel case, since a member named <c>Relu</c> would hide
    /// the <c>Activation.Relu</c> that the class's own attributes name.</summary>
    public static string Function(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The widest interface that a network implements; it includes the others.</summary>
    /// <param name="loss">The loss, if there is one.</param>
    /// <param name="backward">Whether there are gradients.</param>
    public static string Interface(LossFunction? loss, bool backward) =>
        loss is { } function ? LossTraits.Of(function).TakesLabels ? "IClassifier" : "ITrainableNetwork"
        : backward ? "IDifferentiableNetwork"
        : "INetwork";

    public static string WeightsProperty(int layer) => "W" + layer.ToString(CultureInfo.InvariantCulture);

    public static string BiasProperty(int layer) => "B" + layer.ToString(CultureInfo.InvariantCulture);
}
