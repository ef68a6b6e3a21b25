using MlpGen.Optimizers;
using MlpGen.Training;
using static MlpGen.Activation;

namespace MlpGen.Tests.Training;

/// <summary>XOR from 20 seeds: how often it is learned.</summary>
public partial class XorTests
{
    private static readonly DataSet<float> s_xor = new(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, new float[] { 0, 1, 1, 0 }, 4);

    [Layer(2, 8, Tanh), Layer(8, 1, Sigmoid), Loss(LossFunction.BinaryCrossEntropy)]
    private sealed partial class EightTanh;

    [Layer(2, 2, Tanh), Layer(2, 1, Sigmoid), Loss(LossFunction.BinaryCrossEntropy)]
    private sealed partial class TwoTanh;

    [Fact]
    public void Eight_hidden_units_learn_it_from_every_seed() => Assert.Equal(20, Successes<EightTanh>(seed => new EightTanh(seed)));

    /// <summary>The smallest network that can: some seeds end where no direction leads down.</summary>
    [Fact]
    public void Two_hidden_units_learn_it_from_most_seeds() => Assert.InRange(Successes<TwoTanh>(seed => new TwoTanh(seed)), 10, 19);

    private static int Successes<TNetwork>(Func<int, TNetwork> make)
        where TNetwork : ITrainableNetwork<TNetwork, float> => Enumerable.Range(1, 20).Count(seed =>
    {
        TNetwork net = make(seed);
        new Trainer<TNetwork, float>(net, new Adam<float>(0.05), new TrainerOptions { BatchSize = TrainerOptions.AllSamples, Epochs = 1000 }).Fit(s_xor);
        float[] y = new float[4];
        TNetwork.ForwardBatch(net.Parameters, s_xor.Inputs.Span, y);
        return y.Zip(s_xor.Targets.ToArray()).All(pair => MathF.Abs(pair.First - pair.Second) < 0.1f);
    });
}
