namespace MlpGen;

/// <summary>What the members of a network computed for one sample, as doubles: the numbers that a walkthrough is made of.</summary>
internal sealed record WalkedSample
{
    /// <summary>The layers in order.</summary>
    public required LayerInfo[] Layers { get; init; }

    /// <summary>Which loss it is.</summary>
    public required LossInfo Loss { get; init; }

    /// <summary>W1, b1, W2, b2, ….</summary>
    public required double[] Parameters { get; init; }

    /// <summary>x.</summary>
    public required double[] Input { get; init; }

    /// <summary>t; 1 at the label and 0 elsewhere if a label was given.</summary>
    public required double[] Target { get; init; }

    /// <summary>The label, if one was given in place of a target.</summary>
    public required int? Label { get; init; }

    /// <summary>What <c>ForwardTrace</c> wrote: z1, a1, z2, a2, ….</summary>
    public required double[] Trace { get; init; }

    /// <summary>What <c>LossAndGradient</c> returned.</summary>
    public required double LossValue { get; init; }

    /// <summary>The gradient that it wrote: dW1, db1, dW2, db2, ….</summary>
    public required double[] Gradient { get; init; }

    /// <summary>The gradient with respect to the input that it wrote: dx.</summary>
    public required double[] InputGradient { get; init; }
}
