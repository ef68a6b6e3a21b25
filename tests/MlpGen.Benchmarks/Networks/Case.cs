namespace MlpGen.Benchmarks.Networks;

/// <summary>What is done to a network.</summary>
internal enum Work
{
    /// <summary>The output of each sample.</summary>
    Forward,

    /// <summary>Forward and backward pass of one sample for a given ∂L/∂y; parameter gradients alone.</summary>
    Backward,

    /// <summary>Clear the gradient, loss and gradient of the batch, one step of gradient descent.</summary>
    Train,
}

/// <summary>A kind of work on a number of samples.</summary>
/// <param name="Work">What is done.</param>
/// <param name="Samples">On how many samples in one call.</param>
internal sealed record Case(Work Work, int Samples)
{
    public static Case[] All { get; } =
        [new(Work.Forward, 1), new(Work.Backward, 1), new(Work.Forward, 32), new(Work.Forward, 256), new(Work.Train, 32), new(Work.Train, 256)];

    /// <summary>forward1, train256 and the like.</summary>
    public string Name => $"{Work.ToString().ToLowerInvariant()}{Samples}";
}
