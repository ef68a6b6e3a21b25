using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>The runs whose states are written to files: networks of both precisions, and what they learn.</summary>
internal static partial class SavedRuns
{
    [Layer(4, 6, Activation.Tanh), Layer(6, 5, Activation.Relu, Bias = false), Layer(5, 3), Loss(LossFunction.CrossEntropy)]
    internal sealed partial class Single;

    [Layer(4, 6, Activation.Tanh), Layer(6, 5, Activation.Relu, Bias = false), Layer(5, 3), Loss(LossFunction.CrossEntropy)]
    [Network(Precision = Precision.Double)]
    internal sealed partial class Double;

    [Layer(4, 6, Activation.Tanh, Dropout = 0.25), Layer(6, 5, Activation.Relu, Bias = false, Dropout = 0.1), Layer(5, 3)]
    [Loss(LossFunction.CrossEntropy)]
    internal sealed partial class Dropping;

    [Layer(4, 6, Activation.Tanh), Layer(6, 5, Activation.Tanh, Bias = false), Layer(5, 3), Loss(LossFunction.CrossEntropy)]
    internal sealed partial class OtherActivation;

    [Layer(4, 6, Activation.Tanh), Layer(6, 5, Activation.Relu), Layer(5, 3), Loss(LossFunction.CrossEntropy)]
    internal sealed partial class OtherBias;

    [Layer(4, 6, Activation.Tanh), Layer(6, 3), Loss(LossFunction.CrossEntropy)]
    internal sealed partial class OtherDepth;

    /// <summary>Five mini-batches an epoch.</summary>
    public static TrainerOptions Options { get; } = new()
    {
        BatchSize = 16,
        Epochs = 8,
        Seed = 3,
        Patience = 100,
        Schedule = LearningRateSchedule.Cosine(8),
    };

    public static DataSet<T> Training<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Of<T>(TrainingData.Clouds(70));

    public static DataSet<T> Validation<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Of<T>(TrainingData.Clouds(40, seed: 2));

    /// <summary>An optimizer by name.</summary>
    public static IOptimizer<T> Optimizer<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T> => name switch
        {
            "Sgd" => new Sgd<T>(0.1),
            "Sgd with momentum" => new Sgd<T>(0.1, 0.9, nesterov: true),
            "Adam" => new Adam<T>(0.02),
            "AdamW" => new AdamW<T>(0.02),
            "RmsProp with momentum" => new RmsProp<T>(0.01, momentum: 0.9),
            "centered RmsProp" => new RmsProp<T>(0.01, centered: true),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

    public static void AssertSame<T>(TrainingState<T> expected, TrainingState<T> actual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(expected.OptimizerState, actual.OptimizerState);
        Assert.Equal(expected.BestParameters, actual.BestParameters);
        Assert.Equal(expected.History.Select(WithoutTime), actual.History.Select(WithoutTime));
        Assert.Equal(Counters(expected), Counters(actual));
    }

    public static EpochReport WithoutTime(EpochReport report) => report with { Elapsed = default };

    private static object Counters<T>(TrainingState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (state.OptimizerKind, state.Epoch, state.Batch, state.LossSum, state.Step, state.Seed, (state.BatchSize, state.Samples, state.BestEpoch, state.BestLoss));

    private static DataSet<T> Of<T>(DataSet<float> set)
        where T : unmanaged, IFloatingPointIeee754<T> => new(set.Inputs.ToArray().Select(T.CreateChecked).ToArray(), set.Labels.ToArray());
}
