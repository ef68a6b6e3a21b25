using MlpGen.Numerics;
using MlpGen.Optimizers;
using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;
using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>Inverted dropout: what is dropped and how often, the gradient of what is left, and who drops at all.</summary>
public class DropoutTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.87)]
    public void A_unit_is_dropped_with_the_given_probability_and_scaled_by_its_inverse_otherwise(double p)
    {
        const int Units = 101, Samples = 2_000;
        double[] mask = Mask(Units, Samples, p, new DropoutKey(3, 17));

        Assert.All(mask, m => Assert.True(m == 0 || m == 1 / (1 - p)));
        double share = mask.Count(m => m == 0) / (double)mask.Length;
        Assert.InRange(share, p - Bound(mask.Length), p + Bound(mask.Length));
        for (int unit = 0; unit < Units; unit++)
        {
            double ofUnit = Enumerable.Range(0, Samples).Count(s => mask[(s * Units) + unit] == 0) / (double)Samples;
            Assert.InRange(ofUnit, p - Bound(Samples), p + Bound(Samples));
        }

        // Five standard deviations of a mean of so many draws.
        double Bound(int draws) => 5 * Math.Sqrt(p * (1 - p) / draws);
    }

    [Fact]
    public void What_one_key_drops_says_nothing_of_what_another_one_does()
    {
        const int Units = 64, Samples = 500;
        DropoutKey key = new(1, 100, 1_000);
        double[] mask = Mask(Units, Samples, 0.5, key);
        double[][] others =
        [
            Mask(Units, Samples, 0.5, key with { Seed = 2 }),
            Mask(Units, Samples, 0.5, key with { Seed = -1 }),
            Mask(Units, Samples, 0.5, key with { Step = 101 }),
            Mask(Units, Samples, 0.5, key with { Step = 100 + (1L << 32) }),
            Mask(Units, Samples, 0.5, key with { FirstSample = 1_000 + Samples }),
            Mask(Units, Samples, 0.5, key, layer: 2),
            [.. mask[1..], mask[0]],
            [.. mask[2..], .. mask[..2]],
            [.. mask[Units..], .. mask[..Units]],
        ];

        // Two fair coins agree half the time, here within five standard deviations.
        Assert.All(others, other => Assert.InRange(
            mask.Zip(other).Count(pair => pair.First == pair.Second) / (double)mask.Length, 0.5 - 0.014, 0.5 + 0.014));
    }

    [Fact]
    public void The_same_key_drops_the_same()
    {
        Assert.Equal(Mask(7, 9, 0.4, new DropoutKey(5, 6)), Mask(7, 9, 0.4, new DropoutKey(5, 6)));

        // On every machine and for ever: saved runs resume.
        Assert.Equal("1101100110111010", string.Concat(Mask(16, 1, 0.4, new DropoutKey(5, 6)).Select(m => m == 0 ? '0' : '1')));
    }

    [Fact]
    public void A_mask_may_be_applied_in_place_and_lengths_are_checked()
    {
        double[] values = [1, 2, 3, 4, 5, 6], inPlace = [.. values], apart = new double[6];
        DropoutMask.Apply<double>(values, apart, 3, 0.5, default, 1);
        DropoutMask.Apply<double>(inPlace, inPlace, 3, 0.5, default, 1);
        Assert.Equal(apart, inPlace);
        Assert.Throws<ArgumentException>(() => DropoutMask.Apply<double>(values, new double[5], 3, 0.5, default, 1));
        Assert.Throws<ArgumentException>(() => DropoutMask.Apply<double>(values, new double[6], 4, 0.5, default, 1));
    }

    [Fact]
    public void Tiny_is_the_gradient_of_the_loss_with_its_masks() => IsGradient<DropoutNetworks.Tiny>();

    [Fact]
    public void Deep_is_the_gradient_of_the_loss_with_its_masks() => IsGradient<DropoutNetworks.Deep>();

    [Fact]
    public void Classifier_is_the_gradient_of_the_loss_with_its_masks() => IsGradient<DropoutNetworks.Classifier>();

    [Fact]
    public void Wide_is_the_gradient_of_the_loss_with_its_masks() => IsGradient<DropoutNetworks.Wide>();

    [Fact]
    public void Tiny_drops_as_a_reference_does() => IsReference<DropoutNetworks.Tiny>();

    [Fact]
    public void Deep_drops_as_a_reference_does() => IsReference<DropoutNetworks.Deep>();

    [Fact]
    public void Classifier_drops_as_a_reference_does() => IsReference<DropoutNetworks.Classifier>();

    [Fact]
    public void Wide_drops_as_a_reference_does() => IsReference<DropoutNetworks.Wide>();

    [Fact]
    public void Labels_are_targets_of_one_and_zero()
    {
        double[] parameters = Parameters<DropoutNetworks.Classifier>(), inputs = Inputs<DropoutNetworks.Classifier>(5);
        int[] labels = [0, 2, 1, 1, 0];
        double[] targets = [.. labels.SelectMany(label => Enumerable.Range(0, 3).Select(j => j == label ? 1.0 : 0.0))];
        double[] byLabels = new double[parameters.Length], byTargets = new double[parameters.Length];
        double dxByLabels = DropoutNetworks.Classifier.TrainingLossAndGradient(parameters, inputs, labels, new DropoutKey(1, 2), byLabels);
        double dxByTargets = DropoutNetworks.Classifier.TrainingLossAndGradient(parameters, inputs, targets, new DropoutKey(1, 2), byTargets);
        Assert.Equal(dxByTargets, dxByLabels, 12);
        Close.Assert(byTargets, byLabels, 1e-12);
    }

    [Fact]
    public void A_batch_that_is_split_drops_what_the_whole_batch_would()
    {
        const int Samples = 150, Cut = 67;
        double[] parameters = Parameters<DropoutNetworks.Wide>(), inputs = Inputs<DropoutNetworks.Wide>(Samples), targets = Targets<DropoutNetworks.Wide>(Samples);
        double[] whole = new double[parameters.Length], first = new double[parameters.Length], second = new double[parameters.Length];
        var key = new DropoutKey(7, 8, 9);
        DropoutNetworks.Wide.TrainingLossAndGradient(parameters, inputs, targets, key, whole);
        DropoutNetworks.Wide.TrainingLossAndGradient(parameters, inputs.AsSpan(0, Cut * 5), targets.AsSpan(0, Cut), key, first);
        DropoutNetworks.Wide.TrainingLossAndGradient(
            parameters, inputs.AsSpan(Cut * 5), targets.AsSpan(Cut), key with { FirstSample = 9 + Cut }, second);
        Close.Assert(whole, [.. first.Zip(second, (a, b) => ((a * Cut) + (b * (Samples - Cut))) / Samples)], 1e-12);
    }

    [Fact]
    public void Forward_loss_and_its_gradient_never_drop()
    {
        var dropping = new DropoutNetworks.SingleClassifier(1);
        var plain = new DropoutNetworks.SingleClassifierWithoutDropout(dropping.Parameters);
        float[] inputs = [.. Inputs<DropoutNetworks.Classifier>(10).Take(40).Select(x => (float)x)];
        int[] labels = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
        float[] a = new float[30], b = new float[30], traceA = new float[DropoutNetworks.SingleClassifier.TraceSize], traceB = new float[traceA.Length];
        dropping.ForwardBatch(inputs, a);
        plain.ForwardBatch(inputs, b);
        Assert.Equal(b, a);
        dropping.ForwardTrace(inputs.AsSpan(0, 4), traceA);
        plain.ForwardTrace(inputs.AsSpan(0, 4), traceB);
        Assert.Equal(traceB, traceA);
        Assert.Equal(plain.Loss(inputs, labels), dropping.Loss(inputs, labels));

        float[] gradientA = new float[dropping.Parameters.Length], gradientB = new float[gradientA.Length];
        Assert.Equal(plain.LossAndGradient(inputs, labels, gradientB), dropping.LossAndGradient(inputs, labels, gradientA));
        Assert.Equal(gradientB, gradientA);
        Assert.NotEqual(plain.Loss(inputs, labels), dropping.TrainingLossAndGradient(inputs, labels, new DropoutKey(1, 1), gradientA));
    }

    [Fact]
    public void Layers_tell_what_they_drop() =>
        Assert.Equal([0.5, 0, 0.1, 0], DropoutNetworks.Deep.Layers.ToArray().Select(layer => layer.Dropout));

    [Fact]
    public void Training_allocates_nothing()
    {
        var net = new DropoutNetworks.SingleClassifier(1);
        float[] inputs = new float[4 * 70], gradient = new float[net.Parameters.Length];
        int[] labels = new int[70];
        Assert.Equal(0, Allocation.Of(() => net.TrainingLossAndGradient(inputs, labels, new DropoutKey(1, 1), gradient)));
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_refused_before_anything_is_written()
    {
        double[] parameters = Parameters<DropoutNetworks.Deep>(), gradient = new double[parameters.Length], inputs = new double[6], targets = new double[4];
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(
            () => DropoutNetworks.Deep.TrainingLossAndGradient(parameters, inputs.AsSpan(1), targets, default, gradient)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(
            () => DropoutNetworks.Deep.TrainingLossAndGradient(parameters, inputs, targets.AsSpan(1), default, gradient)).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(
            () => DropoutNetworks.Deep.TrainingLossAndGradient(parameters, inputs, targets, default, gradient.AsSpan(1))).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(
            () => DropoutNetworks.Deep.TrainingLossAndGradient(gradient, inputs, targets, default, gradient)).ParamName);
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_trainer_drops_and_threads_change_nothing(int shards)
    {
        float[] one = Train(shards, threads: 1, seed: 2);
        Assert.Equal(one, Train(shards, threads: 2, seed: 2));
        Assert.NotEqual(one, Train(shards, threads: 1, seed: 3));
    }

    [Fact]
    public void Parts_of_a_mini_batch_drop_what_the_whole_does() =>
        Close.Assert([.. Train(1, 1, 2).Select(p => (double)p)], [.. Train(3, 1, 2).Select(p => (double)p)], 1e-4);

    private static float[] Train(int shards, int threads, int seed)
    {
        var options = new TrainerOptions { BatchSize = 20, Epochs = 3, Shards = shards, Threads = threads, Seed = seed, Shuffle = false };
        float[] inputs = [.. Inputs<DropoutNetworks.Classifier>(60).Take(240).Select(x => (float)x)];
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        var trainer = Trainer.For(new DropoutNetworks.SingleClassifier(1), new Sgd<float>(0.1), options);
        trainer.Fit(new DataSet<float>(inputs, labels));
        return trainer.Network.Parameters.ToArray();
    }

    private static double[] Mask(int units, int samples, double p, DropoutKey key, int layer = 1)
    {
        double[] mask = new double[units * samples];
        Array.Fill(mask, 1);
        DropoutMask.Apply<double>(mask, mask, units, p, key, layer);
        return mask;
    }

    /// <summary>Central differences of the training loss, its masks held by the key.</summary>
    private static void IsGradient<TNetwork>()
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        const double Step = 6e-6;
        var key = new DropoutKey(11, 12, 13);
        foreach (int samples in (int[])[1, 5])
        {
            double[] theta = Parameters<TNetwork>(), x = Inputs<TNetwork>(samples), t = Targets<TNetwork>(samples);
            double[] gradient = new double[theta.Length], inputGradients = new double[x.Length];
            TNetwork.TrainingLossAndGradient(theta, x, t, key, gradient, inputGradients);
            double[] numeric = Differences(theta), numericInput = Differences(x);
            Close.Assert(numeric, gradient, 1e-7);
            Close.Assert(numericInput, inputGradients, 1e-7);

            double[] Differences(double[] variables) => [.. variables.Select((value, i) =>
            {
                variables[i] = value + Step;
                double above = TNetwork.TrainingLossAndGradient(theta, x, t, key, new double[theta.Length], default);
                variables[i] = value - Step;
                double below = TNetwork.TrainingLossAndGradient(theta, x, t, key, new double[theta.Length], default);
                variables[i] = value;
                return (above - below) / (2 * Step);
            })];
        }
    }

    /// <summary>The loss of each sample is that of the reference network whose outgoing weights carry the mask: h·W = a·(m ⊙ W).</summary>
    private static void IsReference<TNetwork>()
        where TNetwork : ITrainableNetwork<TNetwork, double>
    {
        const int Samples = 130;
        var key = new DropoutKey(21, 22);
        double[] parameters = Parameters<TNetwork>(), inputs = Inputs<TNetwork>(Samples), targets = Targets<TNetwork>(Samples);
        double expected = 0;
        for (int s = 0; s < Samples; s++)
        {
            double[] masked = [.. parameters];
            LayerInfo[] layers = TNetwork.Layers.ToArray();
            for (int l = 0; l + 1 < layers.Length; l++)
            {
                double[] mask = Mask(layers[l].Outputs, 1, layers[l].Dropout, key with { FirstSample = s }, l + 1);
                for (int k = 0; k < layers[l + 1].WeightCount; k++)
                {
                    masked[layers[l + 1].WeightOffset + k] *= mask[k / layers[l + 1].Outputs];
                }
            }

            double[] x = inputs[(s * TNetwork.InputSize)..((s + 1) * TNetwork.InputSize)];
            double[] t = targets[(s * TNetwork.OutputSize)..((s + 1) * TNetwork.OutputSize)];
            expected += ReferenceNetwork.Of(typeof(TNetwork), masked).Loss([x], [t]) / Samples;
        }

        double actual = TNetwork.TrainingLossAndGradient(parameters, inputs, targets, key, new double[parameters.Length], default);
        Assert.Equal(expected, actual, 12);
    }

    private static double[] Parameters<TNetwork>()
        where TNetwork : INetwork<TNetwork, double> => Numbers(TNetwork.ParameterCount, 0.7, 1);

    private static double[] Inputs<TNetwork>(int samples)
        where TNetwork : INetwork<TNetwork, double> => Numbers(samples * TNetwork.InputSize, 1.5, 2);

    /// <summary>From 0 to 1, and of each sample 1 in all, as cross entropies want them.</summary>
    private static double[] Targets<TNetwork>(int samples)
        where TNetwork : INetwork<TNetwork, double> =>
        [.. Enumerable.Range(0, samples * TNetwork.OutputSize).Select(k => k % TNetwork.OutputSize == k / TNetwork.OutputSize % TNetwork.OutputSize ? 1.0 : 0.0)];

    private static double[] Numbers(int count, double scale, int seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count).Select(_ => scale * random.NextNormal())];
    }
}
