using MlpGen.Optimizers;
using MlpGen.Training;
using static MlpGen.Activation;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>Steps of a trainer against one loop after the other, on one thread, over all parameters: bit for bit the same.</summary>
public partial class StepReferenceTests
{
    private const int BatchSize = 23, Epochs = 3;

    /// <summary>So large that threads share out its parameters, in several blocks each, the last of which is not whole.</summary>
    [Layer(4, 70, Tanh), Layer(70, 70, Relu), Layer(70, 3, Softmax), Loss(LossFunction.CrossEntropy)]
    private sealed partial class Wide;

    [Layer(4, 5, Tanh), Layer(5, 3, Softmax), Loss(LossFunction.CrossEntropy)]
    private sealed partial class Narrow;

    private static readonly TrainerOptions[] s_options =
    [
        new(),
        new() { ClipValue = 0.02 },
        new() { ClipNorm = 0.1 },
        new() { ClipNorm = 0.1, ClipValue = 0.02, L1 = 0.001 },
        new() { L1 = 0.001, DecayBiases = true },
    ];

    private static readonly Func<IOptimizer<float>>[] s_optimizers =
    [
        () => new Sgd<float>(0.1),
        () => new Sgd<float>(0.1, 0.9, nesterov: true, weightDecay: 0.01),
        () => new AdamW<float>(0.01, weightDecay: 0.1),
        () => new RmsProp<float>(0.01, momentum: 0.5, centered: true, weightDecay: 0.01),
        () => new StrangeAdam(),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_step_has_the_bits_of_plain_loops_with_any_options(int shards)
    {
        foreach (Func<IOptimizer<float>> optimizer in s_optimizers)
        {
            foreach (TrainerOptions options in s_options)
            {
                AssertSame(new Wide(1), optimizer, options, shards);
                AssertSame(new Narrow(1), optimizer, options, shards);
            }
        }
    }

    private static void AssertSame<TNetwork>(TNetwork network, Func<IOptimizer<float>> optimizer, TrainerOptions options, int shards)
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
    {
        DataSet<float> data = Clouds(50);
        options = options with { BatchSize = BatchSize, Epochs = Epochs, Shuffle = false, Shards = shards };
        float[] expected = Train<TNetwork>(network.Parameters.ToArray(), optimizer(), options, data);
        Assert.NotEqual(expected, network.Parameters.ToArray());
        Trainer.For(network, optimizer(), options).Fit(data);
        Assert.Equal(expected, network.Parameters.ToArray());
    }

    private static float[] Train<TNetwork>(float[] parameters, IOptimizer<float> optimizer, TrainerOptions options, DataSet<float> data)
        where TNetwork : ITrainableNetwork<TNetwork, float>
    {
        Range[] weights = [.. TNetwork.Layers.ToArray().Select(layer => layer.WeightOffset..(layer.WeightOffset + layer.WeightCount))];
        Range[] biases = [.. TNetwork.Layers.ToArray().Select(layer => layer.BiasOffset..(layer.BiasOffset + layer.Outputs))];
        Range[] penalized = options.DecayBiases ? [.. weights, .. biases] : weights;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            for (int first = 0; first < data.Count; first += BatchSize)
            {
                float[] gradient = Gradient<TNetwork>(parameters, data, first, Math.Min(BatchSize, data.Count - first), options.Shards);
                foreach (int i in penalized.SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value)))
                {
                    gradient[i] += (float)options.L1 * MathF.Sign(parameters[i]);
                }

                for (int i = 0; i < gradient.Length; i++)
                {
                    gradient[i] = Math.Clamp(gradient[i], -(float)options.ClipValue, (float)options.ClipValue);
                }

                GradientClipping.ByNorm<float>(gradient, options.ClipNorm);
                optimizer.Step(parameters, gradient, options.DecayBiases ? [] : biases);
            }
        }

        return parameters;
    }

    /// <summary>The gradient of a mini-batch, by its parts.</summary>
    private static float[] Gradient<TNetwork>(float[] parameters, DataSet<float> data, int first, int count, int shards)
        where TNetwork : ITrainableNetwork<TNetwork, float>
    {
        float[]? sum = null;
        for (int shard = 0; shard < shards; shard++)
        {
            int start = first + count * shard / shards, end = first + count * (shard + 1) / shards;
            if (start == end)
            {
                continue;
            }

            float[] part = new float[parameters.Length], targets = new float[3 * (end - start)];
            for (int i = start; i < end; i++)
            {
                targets[3 * (i - start) + data.Labels.Span[i]] = 1;
            }

            TNetwork.LossAndGradient(parameters, data.Inputs.Span[(4 * start)..(4 * end)], targets, part);
            float share = (float)((double)(end - start) / count);
            sum = sum is null ? [.. part.Select(g => share * g)] : [.. sum.Zip(part, (s, g) => s + share * g)];
        }

        return sum!;
    }

    /// <summary>Derived from one of ours, with a step that is not: it goes up.</summary>
    private sealed class StrangeAdam() : Adam<float>(0.01), IOptimizer<float>
    {
        void IOptimizer<float>.Step(Span<float> parameters, ReadOnlySpan<float> gradient, ReadOnlySpan<Range> undecayed)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] += 0.01f * gradient[i];
            }
        }
    }
}
