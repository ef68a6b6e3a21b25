using System.Globalization;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>Plans a frozen network of integers: one text, which takes one sample or a tile of them.</summary>
internal static class IntegerPlanner
{
    /// <summary>The plan.</summary>
    public static NetworkPlan Plan(NetworkSpec spec, IntegerNetwork network, EquatableArray<LayerPlan> layers)
    {
        int widestCodes = layers.Max(static layer => IntegerPlan.Padded(layer.Inputs));
        int widestSums = layers.Max(static layer => IntegerPlan.Padded(layer.Outputs));
        int bytes = 2 * network.WeightBytes * widestCodes + sizeof(int) * widestSums;
        var plan = new IntegerPlan(network, widestCodes, widestSums, Tile(bytes));
        MemberPlan[] members =
        [
            new(Member.Forward, To(Destination.Integers), bytes),
            new(Member.ForwardBatch, To(Destination.IntegerTiles), plan.Tile * bytes),
        ];
        var method = new MethodPlan(
            MethodKind.Forward, SourceFile.Textbook, Layout.Integers, Steps(network, layers).ToEquatableArray());
        return new NetworkPlan(
            spec,
            layers,
            new EquatableArray<MemberPlan>(members),
            new EquatableArray<MethodPlan>([method]),
            MemoryPlanner.Plan(spec, layers, FewestSamples.Always(Budget.SamplesOfTile)),
            Remarks(plan, layers, bytes).ToEquatableArray())
        {
            Integers = plan,
        };
    }

    /// <summary>As many samples as the stack takes, a multiple of those that the kernels take together.</summary>
    private static int Tile(int bytes)
    {
        int tile = Budget.TileFor(bytes);
        return tile > Together ? tile - tile % Together : tile;
    }

    private const int Together = 6;

    private static EquatableArray<Route> To(Destination destination) => new([new Route(Hardware.Any, destination)]);

    private static IEnumerable<Step> Steps(IntegerNetwork network, EquatableArray<LayerPlan> layers)
    {
        yield return new QuantizeStep(layers[0], network);
        foreach (LayerPlan layer in layers)
        {
            IntegerLayer integers = network.Layers[layer.Number - 1];
            yield return new IntegerSumStep(layer, integers);
            yield return integers.Rescale is not { } rescale ? new DequantizeStep(layer)
                : rescale.Table is { } table ? new LookUpStep(layer, rescale, table.Count)
                : new RescaleStep(layer, rescale);
        }
    }

    private static IEnumerable<string> Remarks(IntegerPlan plan, EquatableArray<LayerPlan> layers, int bytes)
    {
        IntegerNetwork network = plan.Network;
        long weights = layers.Sum(layer => (long)network.WeightBytes * layer.Spec.WeightCount);
        long floats = layers.Sum(static layer => (long)sizeof(float) * layer.Spec.WeightCount);
        yield return $"In integers: weights of {8 * network.WeightBytes} bits, {Count(weights)} bytes in place of {Count(floats)}; sums of 32 bits, none of which can overflow.";
        yield return $"Inputs lie between {Plain(network.Lowest)} and {Plain(network.Highest)}, {network.RangeSource}; what lies outside counts as the nearest end.";
        yield return $"No output is further than {((float)network.ErrorBound).ToString("R", CultureInfo.InvariantCulture)} from that of the same network in floats, which is proven.";
        yield return "The same bits on every platform, for a sample alone and in a batch.";
        yield return $"Batches: in tiles of {plan.Tile} sample{(plan.Tile == 1 ? "" : "s")}.";
        yield return $"Stack: {Count(bytes)} bytes a sample; no call takes more than 128 KiB.";
    }

    private static string Plain(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
