using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Reports;

/// <summary>What the machine allows, and what follows for each network.</summary>
internal static class CeilingReport
{
    private const int InFirstCache = 16 * 1024, InSecondCache = 384 * 1024;

    public static void Run(Ceiling ceiling)
    {
        Out.Heading("The ceiling: the best of many short runs");
        Out.Header("what", "rate");
        Out.Row($"multiply-adds of {Ceiling.VectorBits}-bit vectors", $"{Out.Short(ceiling.MultiplyAddRate)} floats/ns");
        Out.Row("loads, first cache (16 KB)", $"{Out.Short(ceiling.LoadRate(InFirstCache))} bytes/ns");
        Out.Row("loads, second cache (384 KB)", $"{Out.Short(ceiling.LoadRate(InSecondCache))} bytes/ns");
        Out.Row("p += c, second cache (384 KB)", $"{Out.Short(ceiling.UpdateRate(InSecondCache))} bytes/ns");
        Out.Row("tanh", $"{Out.Short(ceiling.ActivationRate(Activation.Tanh))} floats/ns");
        Out.Row("sigmoid", $"{Out.Short(ceiling.ActivationRate(Activation.Sigmoid))} floats/ns");

        Out.Heading("The floor that follows, nanoseconds a sample");
        Out.Header(["network", .. Case.All.Select(work => work.Name)]);
        foreach (Candidate network in Candidate.All)
        {
            Out.Row([$"{network.Name} {network.Shape}", .. Case.All.Select(work => Out.Short(ceiling.Floor(network, work)))]);
        }
    }
}
