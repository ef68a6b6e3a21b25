using System.Numerics;
using MlpGen.Populations;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Populations;

/// <summary>Members of a population compute what the network computes for each of them by itself.</summary>
public class PopulationTests
{
    /// <summary>Around all numbers of lanes, one sample and more, fewer and more than a tile has columns, and so many that stripes are turned.</summary>
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int members in new[] { 1, 4, 7, 8, 9, 15, 16, 17, 33, 1000 })
            {
                foreach (int samples in members > 100 ? [1] : new[] { 1, 3, 17, 70 })
                {
                    sizes.Add(members, samples);
                }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Any_number_of_members_and_samples_is_computed(int members, int samples)
    {
        Compare<TinyNet, float>(members, samples);
        Compare<SoftmaxClassifier, float>(members, samples);
        Compare<LogitClassifier, double>(members, samples);
        Compare<OneByOne, float>(members, samples);
        Compare<TwoQuestions, float>(members, samples);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void Members_of_wide_networks_have_rows_of_their_own(int members)
    {
        Compare<OddShape, float>(members, 2);
        Compare<OddShapeDouble, double>(members, 1);
    }

    [Fact]
    public void Members_that_see_many_samples_have_rows_if_the_population_is_told()
    {
        Compare<TinyNet, float>(35, 20, samplesInLayout: 40);
        Compare<SoftmaxClassifier, float>(18, 1, samplesInLayout: 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(66)]
    public void Labels_are_targets_of_zeros_and_one(int samples)
    {
        Labels<SoftmaxClassifier, float>(30, samples);
        Labels<LogitClassifier, double>(30, samples);
    }

    [Fact]
    public void A_member_is_the_same_bits_in_any_lane_in_any_stripe_and_beside_any_other()
    {
        var one = new MembersByThemselves<SoftmaxClassifier, float>(48, 2);
        float[] apart = one.ForwardTogether(isShared: true), parameters = [.. one.Row(one.Rows, 21)];
        for (int member = 0; member < 48; member++)
        {
            one.Population.Parameters.Set(member, parameters);
        }

        float[] alike = one.ForwardTogether(isShared: true);
        foreach (float[] outputs in alike.Chunk(6))
        {
            Assert.Equal(apart[(21 * 6)..(22 * 6)], outputs);
        }
    }

    [Fact]
    public void Samples_together_are_the_same_bits_as_one_by_one()
    {
        var together = new MembersByThemselves<SoftmaxClassifier, float>(64, 5);
        float[] outputs = together.ForwardTogether(isShared: true), single = new float[64 * 3];
        for (int sample = 0; sample < 5; sample++)
        {
            together.Population.ForwardShared(together.SharedInputs.Slice(sample * 4, 4), single);
            for (int member = 0; member < 64; member++)
            {
                Assert.Equal(outputs[(member * 15 + sample * 3)..][..3], single[(member * 3)..][..3]);
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var one = new MembersByThemselves<SoftmaxClassifier, float>(1003, 2);
        var four = new MembersByThemselves<SoftmaxClassifier, float>(1003, 2, threads: 4);
        using (four.Population)
        {
            Assert.Equal(one.ForwardTogether(isShared: false), four.ForwardTogether(isShared: false));
            Assert.Equal(one.ForwardTogether(isShared: true), four.ForwardTogether(isShared: true));
            (float[] losses, float[] gradients) = one.LossAndGradientTogether(isShared: false);
            (float[] sharedOut, float[] ofAll) = four.LossAndGradientTogether(isShared: false);
            Assert.Equal(losses, sharedOut);
            Assert.Equal(gradients, ofAll);
        }
    }

    [Fact]
    public void Initialize_draws_each_member_as_the_network_does_with_the_next_seed()
    {
        var population = new Population<SoftmaxClassifier, float>(21);
        population.Initialize(5);
        float[] parameters = new float[SoftmaxClassifier.ParameterCount], expected = new float[SoftmaxClassifier.ParameterCount];
        for (int member = 0; member < 21; member++)
        {
            population.Parameters.Get(member, parameters);
            SoftmaxClassifier.Initialize(expected, 5 + member);
            Assert.Equal(expected, parameters);
        }
    }

    [Fact]
    public void Rows_go_in_and_come_out_as_they_were()
    {
        foreach (int members in Enumerable.Range(1, 40))
        {
            var net = new MembersByThemselves<TinyNet, float>(members, 1);
            Assert.Equal(net.Rows, MembersByThemselves<TinyNet, float>.Saved(net.Population.Parameters));
            float[] parameters = new float[TinyNet.ParameterCount], other = [.. Enumerable.Range(100, TinyNet.ParameterCount).Select(i => (float)i)];
            net.Population.Parameters.Get(members / 2, parameters);
            Assert.Equal(net.Row(net.Rows, members / 2).ToArray(), parameters);

            net.Population.Parameters.Set(members / 2, other);
            other.CopyTo(net.Row(net.Rows, members / 2));
            Assert.Equal(net.Rows, MembersByThemselves<TinyNet, float>.Saved(net.Population.Parameters));
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_it_is_made()
    {
        var net = new MembersByThemselves<SoftmaxClassifier, float>(37, 3);
        var many = new MembersByThemselves<SoftmaxClassifier, float>(37, 70);
        float[] outputs = new float[37 * 70 * 3], losses = new float[37];
        PopulationVector<float> gradient = net.Population.NewVector(), ofMany = many.Population.NewVector();
        var optimizer = new MlpGen.Optimizers.Adam<float>();
        double[] rates = new double[37];
        Assert.Equal(0, Allocation.Of(() =>
        {
            net.Population.Forward(net.Inputs, outputs.AsSpan(0, 37 * 3 * 3));
            net.Population.ForwardShared(net.SharedInputs, outputs.AsSpan(0, 37 * 3 * 3));
            net.Population.Loss(net.Inputs, net.Targets, losses);
            net.Population.LossAndGradient(net.Inputs, net.Labels, losses, gradient);
            many.Population.Forward(many.Inputs, outputs);
            many.Population.LossAndGradient(many.Inputs, many.Targets, losses, ofMany);
            net.Population.Step(optimizer, gradient, rates);
            net.Population.Step(optimizer, gradient);
            net.Population.Parameters.Save(net.Rows);
            net.Population.Parameters.Load(net.Rows);
        }));
    }

    [Fact]
    public void NaN_stays_with_its_member()
    {
        var net = new MembersByThemselves<SoftmaxClassifier, float>(16, 1);
        net.Row(net.Rows, 5)[0] = float.NaN;
        net.Population.Parameters.Load(net.Rows);
        float[] outputs = net.ForwardTogether(isShared: true);
        Assert.Equal(Enumerable.Range(0, 16).Select(member => member == 5), outputs.Chunk(3).Select(row => row.Any(float.IsNaN)));
    }

    internal static void Compare<TNet, T>(int members, int samples, int samplesInLayout = 1)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var net = new MembersByThemselves<TNet, T>(members, samples, samplesInLayout: samplesInLayout);
        foreach (bool isShared in new[] { false, true })
        {
            AssertClose(net.Forward(isShared), net.ForwardTogether(isShared));
            (T[] losses, T[] gradients) = net.LossAndGradient(isShared);
            (T[] lossesTogether, T[] gradientsTogether) = net.LossAndGradientTogether(isShared);
            AssertClose(losses, lossesTogether);
            AssertClose(gradients, gradientsTogether);

            T[] alone = new T[members];
            if (isShared)
            {
                net.Population.LossShared(net.SharedInputs, net.SharedTargets, alone);
            }
            else
            {
                net.Population.Loss(net.Inputs, net.Targets, alone);
            }

            AssertClose(losses, alone);
        }
    }

    private static void Labels<TNet, T>(int members, int samples)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var net = new MembersByThemselves<TNet, T>(members, samples);
        Array.Clear(net.Targets);
        for (int i = 0; i < net.Labels.Length; i++)
        {
            net.Targets[i * TNet.OutputSize + net.Labels[i]] = T.One;
        }

        T[] losses = new T[members], alone = new T[members];
        foreach (bool isShared in new[] { false, true })
        {
            PopulationVector<T> gradient = net.Population.NewVector();
            if (isShared)
            {
                net.Population.LossAndGradientShared(net.SharedInputs, net.Labels.AsSpan(0, samples), losses, gradient);
                net.Population.LossShared(net.SharedInputs, net.Labels.AsSpan(0, samples), alone);
            }
            else
            {
                net.Population.LossAndGradient(net.Inputs, net.Labels, losses, gradient);
                net.Population.Loss(net.Inputs, net.Labels, alone);
            }

            (T[] expected, T[] gradients) = net.LossAndGradient(isShared);
            AssertClose(expected, losses);
            AssertClose(expected, alone);
            AssertClose(gradients, [.. MembersByThemselves<TNet, T>.Saved(gradient).Select(g => g + T.One)]);
        }
    }

    private static void AssertClose<T>(T[] expected, T[] actual)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Close.Assert([.. expected.Select(double.CreateChecked)], [.. actual.Select(double.CreateChecked)], typeof(T) == typeof(float) ? 4e-6 : 1e-13);
}
