using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>Where the numbers of a layer lie while a sample goes through: on the stack, each in an array of its own, or in two that take
/// turns where that would be too much.</summary>
internal static class Scratch
{
    private const long MostBytes = 32 * 1024;

    /// <summary>Whether two arrays take turns.</summary>
    public static bool TakesTurns(DenseNetwork network) => network.Layers.ToArray().Sum(static layer => (long)layer.Outputs) * sizeof(double) > MostBytes;

    /// <summary>The array of a layer, the first of which is 1.</summary>
    public static string Of(int layer) => layer % 2 == 0 ? "even" : "odd";

    /// <summary>How long the array of odd (1) or even (0) layers is.</summary>
    public static int Length(DenseNetwork network, int rest) =>
        Enumerable.Range(1, network.Layers.Length).Where(l => l % 2 == rest).Select(l => network.Layers[l - 1].Outputs).DefaultIfEmpty(1).Max();
}
