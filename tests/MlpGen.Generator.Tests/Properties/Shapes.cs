namespace MlpGen.Generator.Tests.Properties;

/// <summary>Widths that between them reach every way in which a network may be laid out.</summary>
internal static class Shapes
{
    /// <summary>The shapes; what else a network has is drawn.</summary>
    public static IEnumerable<Architecture> Of(int seed)
    {
        var draw = new ArchitectureDraw(seed);

        // Written out number by number.
        yield return draw.Of([2, 3, 2], Activation.Relu);
        yield return draw.Of([2, 3, 2]);
        yield return draw.Of([1, 1]);
        yield return draw.Of([1, 1, 1, 1], Activation.Sigmoid);
        yield return draw.Of([3, 1]);
        yield return draw.Of([2, 8, 1]);

        // Written out in vectors.
        yield return draw.Of([4, 8, 2], Activation.Tanh);
        yield return draw.Of([4, 8, 2]);
        yield return draw.Of([4, 16, 16, 3], Activation.Relu);
        yield return draw.Of([4, 16, 16, 3]);
        yield return draw.Of([6, 24, 24, 1]);
        yield return draw.Of([5, 12, 7]);

        // One wide layer, then one output.
        yield return draw.Of([1, 100, 1], Activation.Tanh);
        yield return draw.Of([4, 40, 1]);
        yield return draw.Of([2, 10, 33, 1]);
        yield return draw.Of([33, 1]);
        yield return draw.Of([300, 1]);

        // Narrow: batches in columns.
        yield return draw.Of([12, 32, 16, 4]);
        yield return draw.Of([20, 20, 20]);
        yield return draw.Of([30, 50, 20, 5]);
        yield return draw.Of([17, 33, 9, 3]);

        // Wide: batches in tiles.
        yield return draw.Of([784, 16, 16, 10], Activation.Sigmoid);
        yield return draw.Of([784, 128, 10], Activation.Relu);
        yield return draw.Of([64, 64, 64, 64, 8], Activation.Tanh);
        yield return draw.Of([128, 256, 128]);
        yield return draw.Of([150, 200, 131]);

        // So wide that fewer samples fit.
        yield return draw.Of([10, 2_500, 10]);
        yield return draw.Of([7, 1_300, 20, 1]);

        // Deep.
        yield return draw.Of([.. Enumerable.Repeat(3, 31)]);
        yield return draw.Of([.. Enumerable.Repeat(10, 13)]);
        yield return draw.Of([.. Enumerable.Repeat(40, 8)]);

        // So deep that the trace of one sample does not fit on the stack.
        yield return draw.Of([3, 4_000, 2, 4_000, 2, 4_000, 3], precision: Precision.Single);
        yield return draw.Of([2, 3_000, 1, 3_000, 2], precision: Precision.Double);
    }

    /// <summary>One of each layout, for paths that are slow.</summary>
    public static IEnumerable<Architecture> Few(int seed)
    {
        var draw = new ArchitectureDraw(seed);
        yield return draw.Of([2, 3, 2], Activation.Relu);
        yield return draw.Of([4, 8, 2], Activation.Tanh);
        yield return draw.Of([4, 16, 16, 3]);
        yield return draw.Of([1, 100, 1], Activation.Tanh);
        yield return draw.Of([33, 1]);
        yield return draw.Of([12, 32, 16, 4]);
        yield return draw.Of([30, 50, 20, 5]);
        yield return draw.Of([64, 129, 10]);
        yield return draw.Of([10, 2_500, 3]);
        yield return draw.Of([.. Enumerable.Repeat(3, 31)]);
        yield return draw.Of([2, 3_000, 1, 3_000, 2], precision: Precision.Double);
    }

    /// <summary>Deep and wide, which takes a while.</summary>
    public static IEnumerable<Architecture> Huge(int seed)
    {
        var draw = new ArchitectureDraw(seed);
        yield return draw.Of([.. Enumerable.Repeat(250, 61)], precision: Precision.Single);
        yield return draw.Of([.. Enumerable.Repeat(210, 33)], precision: Precision.Double);
    }
}
