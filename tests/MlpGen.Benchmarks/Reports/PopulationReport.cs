using System.Numerics;
using MlpGen.Benchmarks.Machine;
using MlpGen.Benchmarks.Networks;
using MlpGen.Populations;

namespace MlpGen.Benchmarks.Reports;

/// <summary>Populations beside a loop over their members, forward and with gradients, by the number of members and of their samples.</summary>
internal static class PopulationReport
{
    private const double RaceMilliseconds = 120;

    private static readonly int[] s_members = [16, 100, 1024], s_samples = [1, 8, 32];

    public static void Run()
    {
        (string Name, int Members, int Samples, string Call, Race Race)[] rows =
        [
            .. Of<N1, float>("2-3-2"), .. Of<N1Double, double>("2-3-2 double"), .. Of<N3, float>("4-16-16-3"), .. Of<N3Double, double>("4-16-16-3 double"),
            .. Of<Middling, float>("13-64-64-4"),
        ];
        WarmUp.All(rows.Select(row => row.Race));

        Out.Heading("Populations: nanoseconds a sample of a member, and how many times longer a loop over the members takes");
        Out.Header("network", "members", "samples each", "call", "together, ns", "loop", "bytes");
        foreach ((string name, int members, int samples, string call, Race race) in rows)
        {
            race.Run(RaceMilliseconds);
            Out.Row(
                name, Out.Whole(members), Out.Whole(samples), call, Out.Short(race.Nanoseconds(0)), $"{Out.Short(race.Ratio(1))} ×",
                Out.Whole(race.AllocatedBytes));
        }
    }

    private static IEnumerable<(string Name, int Members, int Samples, string Call, Race Race)> Of<TNet, T>(string name)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        from members in s_members
        from samples in s_samples
        from race in Races<TNet, T>(members, samples)
        select (name, members, samples, race.Call, race.Race);

    private static IEnumerable<(string Call, Race Race)> Races<TNet, T>(int members, int samples)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.ParameterCount, inputs = samples * TNet.InputSize, outputs = samples * TNet.OutputSize;
        var population = new Population<TNet, T>(members, samples: samples);
        population.Initialize(1);
        T[] rows = new T[members * size], x = Draw<T>(members * inputs), t = Draw<T>(members * outputs), y = new T[members * outputs];
        T[] losses = new T[members], gradients = new T[members * size];
        population.Parameters.Save(rows);
        PopulationVector<T> gradient = population.NewVector();

        yield return ("forward", new(members * samples, Times(() => population.Forward(x, y)), Times(() => ForwardLoop<TNet, T>(rows, x, y, members))));
        yield return ("forward, shared", new(
            members * samples, Times(() => population.ForwardShared(x.AsSpan(0, inputs), y)), Times(() => SharedLoop<TNet, T>(rows, x.AsSpan(0, inputs), y, members))));
        yield return ("gradient", new(
            members * samples, Times(() => population.LossAndGradient(x, t, losses, gradient)),
            Times(() => GradientLoop<TNet, T>(rows, x, t, losses, gradients, members))));
    }

    private static void ForwardLoop<TNet, T>(T[] rows, T[] x, T[] y, int members)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.ParameterCount, inputs = x.Length / members, outputs = y.Length / members;
        for (int member = 0; member < members; member++)
        {
            if (inputs == TNet.InputSize)
            {
                TNet.Forward(rows.AsSpan(member * size, size), x.AsSpan(member * inputs, inputs), y.AsSpan(member * outputs, outputs));
            }
            else
            {
                TNet.ForwardBatch(rows.AsSpan(member * size, size), x.AsSpan(member * inputs, inputs), y.AsSpan(member * outputs, outputs));
            }
        }
    }

    private static void SharedLoop<TNet, T>(T[] rows, ReadOnlySpan<T> x, T[] y, int members)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.ParameterCount, outputs = y.Length / members;
        for (int member = 0; member < members; member++)
        {
            if (x.Length == TNet.InputSize)
            {
                TNet.Forward(rows.AsSpan(member * size, size), x, y.AsSpan(member * outputs, outputs));
            }
            else
            {
                TNet.ForwardBatch(rows.AsSpan(member * size, size), x, y.AsSpan(member * outputs, outputs));
            }
        }
    }

    private static void GradientLoop<TNet, T>(T[] rows, T[] x, T[] t, T[] losses, T[] gradients, int members)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = TNet.ParameterCount, inputs = x.Length / members, outputs = t.Length / members;
        for (int member = 0; member < members; member++)
        {
            losses[member] = TNet.LossAndGradient(
                rows.AsSpan(member * size, size), x.AsSpan(member * inputs, inputs), t.AsSpan(member * outputs, outputs), gradients.AsSpan(member * size, size));
        }
    }

    private static Action<int> Times(Action call) => times =>
    {
        for (int i = 0; i < times; i++)
        {
            call();
        }
    };

    private static T[] Draw<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble()))];
    }
}
