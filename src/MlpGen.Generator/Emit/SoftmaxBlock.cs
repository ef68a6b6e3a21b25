using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Softmax over the outputs of one sample, shifted by the largest so that nothing overflows.</summary>
internal static class SoftmaxBlock
{
    /// <summary>Writes p = softmax(z) in locals; leaves the shifted z in <c>s_j</c>, e^s in <c>e_j</c> and Σ e^s in <c>sum</c>, each
    /// with the layer's number behind it.</summary>
    public static void Unrolled(EmitContext context, ValueText values, int count, string z, string p, string layer)
    {
        SourceWriter writer = context.Writer;
        string t = values.Local;
        writer.Line($"{t} max{layer} = {Largest(values, z, 0, count)};");
        for (int j = 0; j < count; j++)
        {
            writer.Line($"{t} s{layer}_{j} = {z}_{j} - max{layer};");
        }

        for (int j = 0; j < count; j++)
        {
            writer.Line($"{t} e{layer}_{j} = {ValueText.Exp($"s{layer}_{j}")};");
        }

        writer.Wrapped($"{t} sum{layer} =", Enumerable.Range(0, count).Select(j => j == 0 ? $" e{layer}_0" : $" + e{layer}_{j}"));
        for (int j = 0; j < count; j++)
        {
            writer.Line($"{t} {p}_{j} = e{layer}_{j} / sum{layer};");
        }
    }

    /// <summary>A tree of calls to Max over <c>z_from … z_(to − 1)</c>, balanced so that no layer nests too deep for the compiler.</summary>
    private static string Largest(ValueText values, string z, int from, int to)
    {
        int middle = (from + to + 1) / 2;
        return to - from == 1
            ? $"{z}_{from}"
            : values.Max(Largest(values, z, from, middle), Largest(values, z, middle, to));
    }
}
