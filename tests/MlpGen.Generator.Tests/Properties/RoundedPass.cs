namespace MlpGen.Generator.Tests.Properties;

/// <summary>The forward pass of one sample, kept.</summary>
/// <param name="x">The input.</param>
/// <param name="layers">The number of layers.</param>
/// <param name="masks">What each unit of each layer is multiplied by in training; null where nothing drops.</param>
internal sealed class RoundedPass(Rounded[] x, int layers, double[]?[]? masks)
{
    public double[]?[]? Masks => masks;

    public Rounded[][] Z { get; } = new Rounded[layers][];

    public Rounded[][] A { get; } = new Rounded[layers][];

    /// <summary>What the next layer reads.</summary>
    public Rounded[][] H { get; } = new Rounded[layers][];

    public Rounded[] Output => A[^1];

    /// <summary>z1, a1, z2, a2, ….</summary>
    public Rounded[] Trace => [.. Z.Zip(A).SelectMany(layer => (Rounded[])[.. layer.First, .. layer.Second])];

    public Rounded[] InputOf(int layer) => layer == 0 ? x : H[layer - 1];
}

/// <summary>A gradient summed over samples.</summary>
internal sealed class RoundedSum(int parameters)
{
    public int Samples { get; set; }

    public double[] Values { get; } = new double[parameters];

    /// <summary>The sum of the magnitudes of the terms.</summary>
    public double[] Sizes { get; } = new double[parameters];

    public double[] Variances { get; } = new double[parameters];

    /// <summary>What stands in the caller's span once the sum, times <paramref name="scale"/>, is added to <paramref name="before"/>.</summary>
    public Rounded AddedTo(double before, int k, double scale, double unit) => new(
        before + (scale * Values[k]),
        (scale * scale * Variances[k]) + Rounded.OfSum(Samples + 4, Math.Abs(before) + (scale * Sizes[k]), unit));
}
