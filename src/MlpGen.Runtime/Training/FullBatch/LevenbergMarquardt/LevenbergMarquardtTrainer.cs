using System.Numerics;

namespace MlpGen.Training;

/// <summary>Trains a network by Levenberg-Marquardt, on all samples at once, under a squared error: the fastest way for up to some thousand
/// parameters.</summary>
/// <remarks>
/// <para>(JᵀJ + μ·I)·δ = −Jᵀ·R, θ ← θ + δ: the least squares of the outputs as straight lines in the parameters, held back by a damping μ that
/// falls as long as they are nearly straight and rises where they are not. Formulas and costs are in docs/fitting.md.</para>
/// <para><inheritdoc cref="FullBatchTrainer{TNetwork, T}" path="/remarks/para[1]"/></para>
/// </remarks>
/// <example>
/// <code>
/// var trainer = LevenbergMarquardtTrainer.For(net, new LevenbergMarquardtOptions { TargetLoss = 1e-8 });
/// TrainingHistory history = trainer.Fit(training);
/// Console.WriteLine($"{history.StopReason} after {trainer.Epoch} steps: {history.Last}");
/// </code>
/// </example>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed class LevenbergMarquardtTrainer<TNetwork, T> : FullBatchTrainer<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LossFunction _loss;

    /// <summary>A trainer of a network. <see cref="LevenbergMarquardtTrainer.For"/> spells its type arguments for you.</summary>
    /// <param name="network">Its parameters are what is trained.</param>
    /// <param name="options">How to train; the defaults of <see cref="LevenbergMarquardtOptions"/> if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The network has another loss than a squared error, or more parameters than
    /// <see cref="LevenbergMarquardtOptions.MaxParameters"/>.</exception>
    public LevenbergMarquardtTrainer(TNetwork network, LevenbergMarquardtOptions? options = null)
        : base(network, options ??= new LevenbergMarquardtOptions())
    {
        Options = options;
        _loss = SquaredError();
        CheckSize();
    }

    /// <summary>How to train.</summary>
    public LevenbergMarquardtOptions Options { get; }

    /// <summary>That of the next step.</summary>
    internal Damping Damping { get; set; }

    private protected override string StateKind => "Levenberg-Marquardt";

    private protected override int StateSize => Damping.StateSize;

    private protected override FullBatchRun<T> Begin(DataSet<T> training) => new LevenbergMarquardtRun<TNetwork, T>(this, training, _loss);

    private protected override void SaveRemembered(Span<T> numbers) => Damping.Save(numbers);

    private protected override void LoadRemembered(ReadOnlySpan<T> numbers) => Damping = Damping.Load(numbers);

    private static LossFunction SquaredError() => Losses.Of<TNetwork, T>() switch
    {
        LossFunction.MeanSquaredError or LossFunction.HalfSquaredError or LossFunction.SumSquaredError => TNetwork.LossInfo.Function,
        var other => throw new ArgumentException(
            $"Expected MeanSquaredError, HalfSquaredError or SumSquaredError, since Levenberg-Marquardt is a method of least squares, but the loss of " +
            $"{typeof(TNetwork).Name} is {other?.ToString() ?? "not known (it does not implement LossInfo)"}. LbfgsTrainer takes any loss.", "network"),
    };

    private void CheckSize()
    {
        int count = TNetwork.ParameterCount;
        if (count > Options.MaxParameters)
        {
            double gibibytes = 2.0 * PanelMatrix.BytesOf(count) / (1L << 30);
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Expected at most {Options.MaxParameters:N0} parameters (MaxParameters), but {typeof(TNetwork).Name} has {count:N0}: Levenberg-Marquardt keeps P² numbers of 8 bytes, {gibibytes:0.0} GiB. ") +
                "LbfgsTrainer needs a few numbers for each parameter.", "network");
        }
    }
}
