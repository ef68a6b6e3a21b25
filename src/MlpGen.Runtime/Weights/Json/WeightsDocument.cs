#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>A layer as a weights file is held against it.</summary>
/// <param name="Inputs">The length of a row of its weights in the file.</param>
/// <param name="Outputs">The number of rows.</param>
/// <param name="Activation">The name of its activation.</param>
/// <param name="Alpha">The α of LeakyRelu and Elu; null for all others.</param>
/// <param name="HasBias">Whether it has a bias.</param>
internal sealed record DocumentLayer(int Inputs, int Outputs, string Activation, double? Alpha, bool HasBias);

/// <summary>What a weights file says, once it is known to fit.</summary>
/// <param name="Parameters">W1, b1, …: the flat buffer of the network, in which W is inputs × outputs.</param>
/// <param name="Golden">The examples by which the file can be checked.</param>
/// <param name="HasOtherActivations">Whether it names activations that the network has not, which was allowed: its examples are not the
/// network's then.</param>
internal sealed record WeightsDocument(double[] Parameters, IReadOnlyList<GoldenExample> Golden, bool HasOtherActivations)
{
    /// <summary>Between what numbers each input lies, if the file says it.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>What it says of the data around the network. Golden examples and calibration are in the units of the data, before inputs are normalised and
    /// after outputs are turned back.</summary>
    public DataDocument Data { get; init; } = new();

    /// <summary>By how much integers may miss a golden output, if the file says it.</summary>
    public double? Tolerance { get; init; }
}

/// <summary>Between what numbers each input lies.</summary>
/// <param name="Minimum">The smallest of each.</param>
/// <param name="Maximum">The largest of each, not below the smallest.</param>
internal sealed record Calibration(double[] Minimum, double[] Maximum);

/// <summary>An input, and what the network must make of it.</summary>
/// <param name="Input">x.</param>
/// <param name="Output">y.</param>
/// <param name="Places">Where each number of y begins in the file.</param>
/// <param name="End">Where y ends.</param>
internal sealed record GoldenExample(double[] Input, double[] Output, int[] Places, int End);
