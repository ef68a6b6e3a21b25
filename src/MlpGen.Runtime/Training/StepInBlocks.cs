using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>What follows on the gradients of the parts of a mini-batch: their sum, the penalty, clipping, the optimizer's step.</summary>
/// <remarks>
/// <para>All of it but the norm is done number by number. So it is done block by block, as long as a block is in the first cache, and
/// large networks are shared out to the threads: neither changes a bit.</para>
/// <para>No thread writes into the gradient of a part that another computes: what one has written, the other must fetch, and between two
/// processors that takes longer than to sum it.</para>
/// </remarks>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="T">Its number type.</typeparam>
internal sealed class StepInBlocks<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Parameters in a block: gradients of some parts, parameters and state of so many fit into the first cache.</summary>
    private const int Block = 1024;

    /// <summary>From so many parameters on, sharing them out gains more than the threads lose by meeting.</summary>
    private const int WorthSharing = 4096;

    private readonly TNetwork _network;
    private readonly IOptimizer<T> _optimizer;
    private readonly Optimizer<T>? _inParts;
    private readonly Regularization<T> _regularization;
    private readonly ShardGradient<T>[] _parts;
    private readonly ThreadTeam? _team;
    private readonly int _ranges;
    private readonly bool _needsWhole;
    private readonly AlignedBuffer<T>? _sums;
    private readonly Action<int> _sum, _limitAndMove, _sumAndMove;
    private NormLimit<T> _limit;

    /// <param name="network">Its parameters are what is updated.</param>
    /// <param name="optimizer">What updates them.</param>
    /// <param name="regularization">What is done to the gradient before.</param>
    /// <param name="parts">Those of the mini-batch.</param>
    /// <param name="team">The threads, if there are several.</param>
    public StepInBlocks(
        TNetwork network, IOptimizer<T> optimizer, Regularization<T> regularization, ShardGradient<T>[] parts, ThreadTeam? team)
    {
        _network = network;
        _optimizer = optimizer;
        _regularization = regularization;
        _parts = parts;
        _team = TNetwork.ParameterCount >= WorthSharing ? team : null;
        _ranges = _team?.Threads ?? 1;

        _inParts = Optimizer<T>.Ours(optimizer);
        _needsWhole = _inParts is null || regularization.LimitsNorm;
        _sums = parts.Length == 1 ? null : new AlignedBuffer<T>(_needsWhole ? TNetwork.ParameterCount : _ranges * Block);
        _sum = Sum;
        _limitAndMove = LimitAndMove;
        _sumAndMove = SumAndMove;
    }

    /// <summary>Takes the step.</summary>
    public void Take()
    {
        _inParts?.BeginStep();
        if (!_needsWhole)
        {
            Run(_sumAndMove);
            return;
        }

        Run(_sum);
        Span<T> gradient = _sums is null ? _parts[0].Gradient : _sums.Span;
        if (_regularization.LimitsNorm)
        {
            _limit = _regularization.LimitOf(gradient);
        }

        if (_inParts is not null)
        {
            Run(_limitAndMove);
            return;
        }

        if (_regularization.LimitsNorm)
        {
            _limit.Apply(gradient);
        }

        _optimizer.Step(_network.Parameters, gradient, _regularization.Undecayed);
    }

    private void Run(Action<int> work)
    {
        if (_team is null)
        {
            work(0);
        }
        else
        {
            _team.Run(work, _ranges);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int range)
    {
        (int start, int end) = RangeOf(range);
        Span<T> parameters = _network.Parameters;
        for (int first = start; first < end; first += Block)
        {
            SumBlock(parameters, first, GradientOf(range, first, end));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LimitAndMove(int range)
    {
        (int start, int end) = RangeOf(range);
        Span<T> parameters = _network.Parameters;
        for (int first = start; first < end; first += Block)
        {
            Span<T> gradient = GradientOf(range, first, end);
            _limit.Apply(gradient);
            StepPart(parameters, first, gradient);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumAndMove(int range)
    {
        (int start, int end) = RangeOf(range);
        Span<T> parameters = _network.Parameters;
        for (int first = start; first < end; first += Block)
        {
            Span<T> gradient = GradientOf(range, first, end);
            SumBlock(parameters, first, gradient);
            StepPart(parameters, first, gradient);
        }
    }

    /// <summary>Σ (samples of the part / samples)·(gradient of the part), from the first part to the last, whoever was ready first; and
    /// what is done to the sum number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumBlock(ReadOnlySpan<T> parameters, int first, Span<T> sum)
    {
        bool isFirst = true;
        foreach (ShardGradient<T> part in _parts)
        {
            if (_sums is null || part.Share == 0)
            {
                continue;
            }

            ReadOnlySpan<T> gradient = part.Gradient.Slice(first, sum.Length);
            T share = T.CreateTruncating(part.Share);
            if (isFirst)
            {
                GradientSum.Set(sum, gradient, share);
            }
            else
            {
                GradientSum.Add(sum, gradient, share);
            }

            isFirst = false;
        }

        _regularization.Apply(parameters, first, sum);
    }

    private void StepPart(Span<T> parameters, int first, ReadOnlySpan<T> gradient)
    {
        if (_regularization.Groups.IsEmpty)
        {
            _inParts!.StepPart(parameters, first, gradient, _regularization.Undecayed);
        }
        else
        {
            _inParts!.StepPart(parameters, first, gradient, _regularization.Groups);
        }
    }

    /// <summary>Where the gradient of a block is summed up: in place if there is one part; in memory of the thread's own if nobody asks for
    /// it later.</summary>
    private Span<T> GradientOf(int range, int first, int end)
    {
        int length = Math.Min(Block, end - first);
        return _sums is null ? _parts[0].Gradient.Slice(first, length) : _sums.Span.Slice(_needsWhole ? first : range * Block, length);
    }

    /// <summary>The parameters that a thread has: whole blocks, of which all have equally many, or one more.</summary>
    private (int Start, int End) RangeOf(int range)
    {
        int count = TNetwork.ParameterCount, blocks = 1 + (count - 1) / Block;
        return (StartOf(range), StartOf(range + 1));

        int StartOf(int range) => Math.Min(count, (int)((long)blocks * range / _ranges) * Block);
    }
}
