using System.Numerics;

namespace MlpGen.Portability.Members;

/// <summary>The members of a frozen network, which are static alone, beside those of the network that its weights come from.</summary>
internal static class FrozenMembers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly int[] s_sizes = [1, 8, 9, 33, 65];

    /// <summary>Forward, ForwardBatch or ForwardTrace.</summary>
    public delegate void Pass(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <typeparam name="TTwin">The network that has the same layers, and the same weights when they are drawn from the seed 1.</typeparam>
    public static void Run<TTwin>(Results results, string name, Pass forward, Pass forwardBatch, Pass forwardTrace)
        where TTwin : ITrainableNetwork<TTwin, T>
    {
        T[] parameters = new T[TTwin.ParameterCount];
        TTwin.Initialize(parameters, 1);
        foreach (int samples in s_sizes)
        {
            T[] x = new Numbers(2).Draw<T>(samples * TTwin.InputSize);
            T[] expected = new T[samples * TTwin.OutputSize], batch = new T[samples * TTwin.OutputSize], alone = new T[samples * TTwin.OutputSize];
            T[] trace = new T[TTwin.TraceSize];
            TTwin.ForwardBatch(parameters, x, expected);
            forwardBatch(x, batch);
            for (int s = 0; s < samples; s++)
            {
                forward(x.AsSpan(s * TTwin.InputSize, TTwin.InputSize), alone.AsSpan(s * TTwin.OutputSize, TTwin.OutputSize));
            }

            forwardTrace(x.AsSpan(0, TTwin.InputSize), trace);
            double[] textbook = Array.ConvertAll(expected, double.CreateChecked);
            results.Close<T>(name, "ForwardBatch", samples, textbook, batch);
            results.Close<T>(name, "Forward", samples, textbook, alone);
            results.Close<T>(name, "ForwardTrace", 1, textbook.AsSpan(0, TTwin.OutputSize), trace.AsSpan(TTwin.TraceSize - TTwin.OutputSize));
            results.Keep(name, "Forward", samples, alone);
            results.Keep(name, "ForwardBatch", samples, batch);
        }
    }
}
