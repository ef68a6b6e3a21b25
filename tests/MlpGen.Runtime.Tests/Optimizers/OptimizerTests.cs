using System.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Tests.Optimizers;

/// <summary>What all optimizers promise: any length, a state that resumes exactly, decay only where it is wanted, no garbage.</summary>
public class OptimizerTests
{
    private static readonly (string Name, Func<IOptimizer<float>> Single, Func<IOptimizer<double>> Double)[] s_optimizers =
    [
        ("Sgd", () => new Sgd<float>(0.1, weightDecay: 0.1), () => new Sgd<double>(0.1, weightDecay: 0.1)),
        ("momentum", () => new Sgd<float>(0.1, 0.9, false, 0.1), () => new Sgd<double>(0.1, 0.9, false, 0.1)),
        ("Nesterov", () => new Sgd<float>(0.1, 0.9, true, 0.1), () => new Sgd<double>(0.1, 0.9, true, 0.1)),
        ("Adam", () => new Adam<float>(weightDecay: 0.1), () => new Adam<double>(weightDecay: 0.1)),
        ("AdamW", () => new AdamW<float>(weightDecay: 0.1), () => new AdamW<double>(weightDecay: 0.1)),
        ("RmsProp", () => new RmsProp<float>(weightDecay: 0.1), () => new RmsProp<double>(weightDecay: 0.1)),
        ("centered RmsProp", () => new RmsProp<float>(0.01, 0.9, 1e-8, 0.9, true, 0.1), () => new RmsProp<double>(0.01, 0.9, 1e-8, 0.9, true, 0.1)),
    ];

    public static TheoryData<string> Names => [.. s_optimizers.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_is_updated_alike_at_every_place_of_every_length(string name)
    {
        var (_, single, @double) = Find(name);
        AssertPlaces(single);
        AssertPlaces(@double);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_after_a_saved_state_are_those_that_would_have_followed(string name)
    {
        var (_, single, @double) = Find(name);
        AssertResumes(single, 21);
        AssertResumes(@double, 21);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranges_that_are_left_out_do_not_decay(string name)
    {
        IOptimizer<double> optimizer = Find(name).Double(), plain = WithoutDecay(name), decayed = Find(name).Double();
        double[] start = Draw<double>(31, 5), mixed = [.. start], bare = [.. start], shrunk = [.. start];
        for (int step = 0; step < 3; step++)
        {
            double[] gradient = Draw<double>(31, step);
            optimizer.Step(mixed, gradient, [4..9, 30..31]);
            plain.Step(bare, gradient);
            decayed.Step(shrunk, gradient);
        }

        for (int i = 0; i < 31; i++)
        {
            Assert.Equal(i is (>= 4 and < 9) or 30 ? bare[i] : shrunk[i], mixed[i]);
            Assert.NotEqual(bare[i], shrunk[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_allocate_nothing_once_the_state_is_there(string name)
    {
        IOptimizer<float> optimizer = Find(name).Single();
        float[] parameters = Draw<float>(37, 1), gradient = Draw<float>(37, 2);
        Range[] undecayed = [3..5];
        optimizer.Prepare(37);
        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(parameters, gradient, undecayed);
        optimizer.Step(parameters, gradient);
        optimizer.LearningRate = 0.01;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, Allocation.Of(() => optimizer.Step(parameters, gradient)));
    }

    [Fact]
    public void A_number_of_steps_too_large_for_a_float_is_saved_exactly()
    {
        long steps = (3L << 48) + (5L << 24) + 16_777_215;
        float[] state = [16_777_215, 5, 3, 0.5f, 0.25f];
        var adam = new Adam<float>();
        adam.LoadState(state);
        float[] parameters = [1];
        adam.Step(parameters, [1]);
        float[] after = new float[adam.StateSize];
        adam.SaveState(after);
        Assert.Equal(steps + 1, (long)after[0] + ((long)after[1] << 24) + ((long)after[2] << 48));
        Assert.Equal([0, 6, 3], after[..3]);
    }

    [Fact]
    public void An_empty_state_forgets_everything()
    {
        var adam = new Adam<double>();
        double[] first = [1, 2], again = [1, 2];
        adam.Step(first, [0.5, -1]);
        adam.LoadState([]);
        adam.Step(again, [0.5, -1]);
        Assert.Equal(first, again);
        Assert.Equal(0, new Adam<double>().StateSize);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_and_nothing_changes()
    {
        var adam = new Adam<float>();
        adam.Step([1, 2], [1, 1]);
        float[] before = new float[adam.StateSize], after = new float[adam.StateSize];
        adam.SaveState(before);

        Assert.Throws<ArgumentException>("state", () => adam.LoadState([1, 0, 0, 1, 1]));
        Assert.Throws<ArgumentException>("state", () => adam.LoadState([0.5f, 0, 0, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>("state", () => adam.LoadState([float.NaN, 0, 0, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>("state", () => adam.LoadState([0, 0, 40_000, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>("state", () => new Adam<float>().LoadState([1, 0, 0, 1]));
        Assert.Throws<ArgumentException>("state", () => new Sgd<float>(0.1).LoadState([1, 0, 0]));
        Assert.Throws<ArgumentException>("state", () => adam.SaveState(new float[3]));
        adam.SaveState(after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Another_number_of_parameters_is_refused_by_what_remembers_them()
    {
        var adam = new Adam<float>();
        adam.Step([1, 2], [1, 1]);
        float[] three = [1, 2, 3];
        Assert.Contains("Expected 2 parameters", Assert.Throws<ArgumentException>(() => adam.Step(three, [1, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], three);
    }

    [Fact]
    public void Ranges_out_of_order_or_out_of_bounds_are_refused()
    {
        var sgd = new Sgd<float>(0.1, weightDecay: 0.1);
        float[] parameters = [1, 2, 3];
        Assert.Throws<ArgumentException>("undecayed", () => sgd.Step(parameters, [1, 1, 1], [1..2, 0..1]));
        Assert.Throws<ArgumentException>("undecayed", () => sgd.Step(parameters, [1, 1, 1], [2..4]));
        Assert.Throws<ArgumentException>("undecayed", () => sgd.Step(parameters, [1, 1, 1], [2..1]));
        Assert.Equal([1, 2, 3], parameters);
    }

    /// <summary>One parameter alone goes through the part-filled vector; at other places, through whole ones.</summary>
    private static void AssertPlaces<T>(Func<IOptimizer<T>> make)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int length in Enumerable.Range(1, 20))
        {
            T[] start = Draw<T>(length, 7), together = [.. start];
            IOptimizer<T> optimizer = make();
            IOptimizer<T>[] alone = [.. start.Select(_ => make())];
            T[][] single = [.. start.Select(p => new[] { p })];
            for (int step = 0; step < 3; step++)
            {
                T[] gradient = Draw<T>(length, step);
                optimizer.Step(together, gradient);
                for (int i = 0; i < length; i++)
                {
                    alone[i].Step(single[i], [gradient[i]]);
                }
            }

            Assert.Equal(single.Select(p => p[0]), together);
        }
    }

    private static void AssertResumes<T>(Func<IOptimizer<T>> make, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] whole = Draw<T>(length, 9), parts = [.. whole];
        IOptimizer<T> uninterrupted = make(), first = make(), second = make();
        for (int step = 0; step < 7; step++)
        {
            uninterrupted.Step(whole, Draw<T>(length, step));
            (step < 3 ? first : second).Step(parts, Draw<T>(length, step));
            if (step == 2)
            {
                T[] state = new T[first.StateSize];
                first.SaveState(state);
                second.LoadState(state);
            }
        }

        Assert.Equal(whole, parts);
    }

    private static (string Name, Func<IOptimizer<float>> Single, Func<IOptimizer<double>> Double) Find(string name) =>
        s_optimizers.Single(o => o.Name == name);

    private static IOptimizer<double> WithoutDecay(string name) => name switch
    {
        "Sgd" => new Sgd<double>(0.1),
        "momentum" => new Sgd<double>(0.1, 0.9),
        "Nesterov" => new Sgd<double>(0.1, 0.9, true),
        "Adam" => new Adam<double>(),
        "AdamW" => new AdamW<double>(weightDecay: 0),
        "RmsProp" => new RmsProp<double>(),
        _ => new RmsProp<double>(0.01, 0.9, 1e-8, 0.9, true),
    };

    private static T[] Draw<T>(int count, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
    }
}
