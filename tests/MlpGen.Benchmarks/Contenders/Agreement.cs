using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>A contender that computes something else is not a peer: all must agree before anything is timed.</summary>
internal static class Agreement
{
    /// <summary>Roundings differ with the order of sums, and the activations by a few units of the last place.</summary>
    private const float Tolerance = 2e-4f;

    /// <summary>Compares everyone's outputs, gradient of one sample, and parameters after a step, with those of the plain loops.</summary>
    /// <exception cref="InvalidOperationException">Somebody is wrong.</exception>
    public static void Check(Candidate network)
    {
        foreach (Case work in Case.All)
        {
            float[] expected = Result(new PlainLoops(network, work.Samples), work.Work);
            foreach (Peer peer in Peer.All.Where(peer => peer.Does(work.Work)))
            {
                Compare($"{network.Name} {work.Name}, {peer.Name}", Result(peer.Create(network, work.Samples), work.Work), expected);
            }
        }
    }

    private static float[] Result(Contender contender, Work work)
    {
        contender.LearningRate = 0.1f;
        contender.Run(work, 1);
        return work switch
        {
            Work.Forward => contender.CopyOutputs(),
            Work.Backward => contender.CopyGradient(),
            _ => [.. contender.CopyParameters(), .. contender.CopyGradient()],
        };
    }

    private static void Compare(string what, float[] actual, float[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(MathF.Abs(actual[i] - expected[i]) <= Tolerance * (1 + MathF.Abs(expected[i]))))
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"{what}: element {i} is {actual[i]}, but plain loops say {expected[i]}."));
            }
        }
    }
}
