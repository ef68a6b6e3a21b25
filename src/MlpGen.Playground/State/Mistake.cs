using MlpGen.Playground.Examples;
using MlpGen.Playground.Learning;

namespace MlpGen.Playground.State;

/// <summary>A mistake that courses warn of, ready to be made.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What the button says.</param>
/// <param name="Why">What goes wrong, and why.</param>
/// <param name="Cure">What to do instead.</param>
/// <param name="Source">The declaration that makes it.</param>
/// <param name="Data">What it fails to learn.</param>
/// <param name="Settings">How.</param>
public sealed record Mistake(string Id, string Title, string Why, string Cure, string Source, string Data, TrainingSettings Settings)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("linear", "A stack of linear layers",
            "Without an activation, x·W1·W2 is x·W for one matrix W: two layers draw no more than one straight line, and XOR is not on two sides of a line. The loss stays at log 2 = 0.693.",
            "Give the hidden layer an activation. The warning MLP101 beside the declaration says so, and has a fix.",
            ExampleList.Declare("LinearStack", "BinaryCrossEntropy", "2, 4", "4, 1, Sigmoid"), "xor", new TrainingSettings { LearningRate = 0.05, BatchSize = 0 }),
        new("zeros", "Zero weights",
            "All hidden units begin alike, and a gradient is the same for all that are alike: they move together, or not at all, as one unit would. Look at the weights in the drawing: none differs from its neighbours.",
            "Take the initializers away: drawn weights break the symmetry. MLP102 warns of it.",
            ExampleList.Declare("ZeroNet", "BinaryCrossEntropy", "2, 4, Tanh, Initializer = Initializer.Zeros", "4, 1, Sigmoid, Initializer = Initializer.Zeros"), "xor", new TrainingSettings { LearningRate = 0.05, BatchSize = 0 }),
        new("saturated", "Saturated sigmoids",
            "The first weights are so large that σ(z) is 0 or 1 almost everywhere. There σ'(z) = a·(1 − a) is almost 0, and what is multiplied by it does not move, however wrong it is: among the numbers, look at dz2 and dz1.",
            "Begin with small weights (Xavier, the default for sigmoids), and take the cross entropy as the loss: in its gradient σ' of the output cancels, as MLP103 beside the declaration says.",
            ExampleList.Declare(
                "SaturatedNet", "HalfSquaredError", "2, 4, Sigmoid, Initializer = Initializer.ScaledNormal, InitialScale = 60",
                "4, 1, Sigmoid, Initializer = Initializer.ScaledNormal, InitialScale = 60"),
            "xor", new TrainingSettings { Optimizer = OptimizerKind.Sgd, LearningRate = 0.3, BatchSize = 0 }),
        new("rate", "Too high a rate of learning",
            "A step of η·g goes down a slope only as long as the slope is the same there. With η = 3 each step lands on the other side of the valley, higher up: the loss jumps instead of falling.",
            "Divide the rate by 10 until the curve falls smoothly.",
            ExampleList.Declare("HastyNet", "MeanSquaredError", "1, 8, Relu", "8, 1"), "cubic", new TrainingSettings { Optimizer = OptimizerKind.Sgd, LearningRate = 3, BatchSize = 0 }),
    ];
}
