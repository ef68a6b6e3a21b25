using System.Numerics;

namespace MlpGen.Training;

/// <summary>Trains a network by L-BFGS, the quasi-Newton method of limited memory, on all samples at once and for any loss.</summary>
/// <remarks>
/// <para>θ ← θ + t·d, d = −H·g, where H is an estimate of the inverse second derivatives that the last
/// <see cref="LbfgsOptions.Memory"/> steps give (Liu and Nocedal, 1989), and t satisfies the strong Wolfe conditions. Formulas and costs
/// are in docs/fitting.md.</para>
/// <para><inheritdoc cref="FullBatchTrainer{TNetwork, T}" path="/remarks/para[1]"/></para>
/// </remarks>
/// <example>
/// <code>
/// var trainer = LbfgsTrainer.For(net, new LbfgsOptions { TargetLoss = 1e-8 });
/// TrainingHistory history = trainer.Fit(training);
/// Console.WriteLine($"{history.StopReason} after {trainer.Epoch} steps: {history.Last}");
/// </code>
/// </example>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
public sealed class LbfgsTrainer<TNetwork, T> : FullBatchTrainer<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LbfgsMemory<T> _memory;

    /// <summary>A trainer of a network. <see cref="LbfgsTrainer.For"/> spells its type arguments for you.</summary>
    /// <param name="network">Its parameters are what is trained.</param>
    /// <param name="options">How to train; the defaults of <see cref="LbfgsOptions"/> if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LbfgsTrainer(TNetwork network, LbfgsOptions? options = null)
        : base(network, options ??= new LbfgsOptions())
    {
        Options = options;
        _memory = new LbfgsMemory<T>(options.Memory, TNetwork.ParameterCount);
    }

    /// <summary>How to train.</summary>
    public LbfgsOptions Options { get; }

    private protected override string StateKind => "L-BFGS";

    private protected override int StateSize => _memory.StateSize;

    private protected override FullBatchRun<T> Begin(DataSet<T> training) => new LbfgsRun<TNetwork, T>(Network, training, _memory, Options);

    private protected override void SaveRemembered(Span<T> numbers) => _memory.Save(numbers);

    private protected override void LoadRemembered(ReadOnlySpan<T> numbers) => _memory.Load(numbers);
}
