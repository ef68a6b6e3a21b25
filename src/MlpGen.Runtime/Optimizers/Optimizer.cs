using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;

namespace MlpGen.Optimizers;

/// <summary>What the optimizers of MlpGen have in common: the learning rate, the checks of a step, and a state of some numbers for
/// each parameter.</summary>
/// <remarks>
/// <para>Settings are <see cref="double"/> whatever the network's precision, and are rounded to <typeparamref name="T"/> where they
/// meet it, as in PyTorch: 1 − β₂ = 0.001 keeps its digits that way.</para>
/// <para>The state is allocated by the first step, or by <see cref="Prepare"/>, and never again. Saved, it is the number of steps
/// as three numbers (24 bits each, which a float holds exactly; the lowest first), then the state, part by part. An optimizer that
/// remembers nothing (plain <see cref="Sgd{T}"/>) has no state at all.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class Optimizer<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int CounterLength = 3;
    private const int CounterBits = 24;

    private readonly int _parts;
    private double _learningRate;
    private T[] _state = [];
    private int _parameterCount = -1;
    private long _steps;

    /// <param name="learningRate">η.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="parts">How many numbers are remembered of each parameter.</param>
    private protected Optimizer(double learningRate, double weightDecay, int parts)
    {
        _learningRate = Setting.NotNegative(learningRate, nameof(learningRate), "a learning rate");
        WeightDecay = Setting.NotNegative(weightDecay, nameof(weightDecay));
        _parts = parts;
    }

    /// <summary>η, the length of a step. May be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, NaN or infinite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Setting.NotNegative(value, nameof(value), "a learning rate");
    }

    /// <summary>λ, how strongly parameters are drawn to zero.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    public int StateSize => _parts == 0 || _parameterCount < 0 ? 0 : CounterLength + _state.Length;

    /// <inheritdoc/>
    public abstract string StateKind { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The optimizer already belongs to another number of parameters.</exception>
    public void Prepare(int parameterCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        if (_parts > 0 && parameterCount != _parameterCount)
        {
            Allocate(parameterCount);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths differ, or are not those of earlier steps; the spans overlap without being
    /// the same; ranges are not ascending, or reach beyond the parameters. Nothing is written then.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient, ReadOnlySpan<Range> undecayed = default)
    {
        if (gradient.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"Expected gradient to have length {parameters.Length}, as parameters does, but it has length {gradient.Length}.", nameof(gradient));
        }

        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(gradient)))
        {
            SpanGuard.CheckSeparate(parameters, gradient, nameof(gradient), nameof(parameters));
        }

        CheckRanges(undecayed, parameters.Length);
        Prepare(parameters.Length);
        BeginStep();
        StepPart(parameters, 0, gradient, undecayed);
    }

    /// <summary>An optimizer whose step may be taken part by part; null if it is another. A class derived from one of ours may have a step of its
    /// own.</summary>
    internal static Optimizer<T>? Ours(IOptimizer<T> optimizer) =>
        optimizer.GetType().Assembly == typeof(Optimizer<T>).Assembly ? optimizer as Optimizer<T> : null;

    /// <summary>Begins a step that is then taken part by part, by <see cref="StepPart(Span{T}, int, ReadOnlySpan{T}, ReadOnlySpan{Range})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void BeginStep()
    {
        if (_parts > 0)
        {
            BeginStep(++_steps);
        }
    }

    /// <summary>Takes a step of some of the parameters. No parameter's step depends on another's: parts may be taken in any order, and on
    /// several threads at once. Nothing is checked.</summary>
    /// <param name="parameters">All of them, as many as the optimizer is prepared for.</param>
    /// <param name="first">The first parameter of the part.</param>
    /// <param name="gradient">That of the part.</param>
    /// <param name="undecayed">As for <see cref="Step"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void StepPart(Span<T> parameters, int first, ReadOnlySpan<T> gradient, ReadOnlySpan<Range> undecayed)
    {
        Span<T> part = parameters.Slice(first, gradient.Length);
        StateParts<T> state = State.From(first);
        Rates decayed = new(LearningRate, WeightDecay);
        int next = 0;
        if (WeightDecay != 0)
        {
            foreach (Range range in undecayed)
            {
                int start = Math.Max(next, range.Start.GetOffset(parameters.Length) - first);
                int end = Math.Min(gradient.Length, range.End.GetOffset(parameters.Length) - first);
                if (start < end)
                {
                    UpdateRange(part, gradient, state, next, start, decayed);
                    UpdateRange(part, gradient, state, start, end, new Rates(LearningRate, 0));
                    next = end;
                }
            }
        }

        UpdateRange(part, gradient, state, next, gradient.Length, decayed);
    }

    /// <summary>As <see cref="StepPart(Span{T}, int, ReadOnlySpan{T}, ReadOnlySpan{Range})"/>, each group in its own way.</summary>
    /// <param name="parameters">All of them.</param>
    /// <param name="first">The first parameter of the part.</param>
    /// <param name="gradient">That of the part.</param>
    /// <param name="groups">Ascending and without gaps: all parameters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void StepPart(Span<T> parameters, int first, ReadOnlySpan<T> gradient, ReadOnlySpan<ParameterGroup> groups)
    {
        Span<T> part = parameters.Slice(first, gradient.Length);
        StateParts<T> state = State.From(first);
        foreach (ParameterGroup group in groups)
        {
            if (group.LearningRateFactor > 0)
            {
                int start = Math.Max(0, group.Start - first), end = Math.Min(gradient.Length, group.End - first);
                UpdateRange(part, gradient, state, start, end, new Rates(LearningRate * group.LearningRateFactor, group.WeightDecay));
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The length is not <see cref="StateSize"/>.</exception>
    public void SaveState(Span<T> state)
    {
        if (state.Length != StateSize)
        {
            throw new ArgumentException(
                $"Expected state to have length {StateSize} (StateSize), but it has length {state.Length}.", nameof(state));
        }

        if (!state.IsEmpty)
        {
            for (int i = 0; i < CounterLength; i++)
            {
                state[i] = T.CreateChecked((_steps >> (CounterBits * i)) & ((1 << CounterBits) - 1));
            }

            _state.CopyTo(state[CounterLength..]);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The length is not that of a state of this kind of optimizer and of this number of
    /// parameters, or it does not begin with a number of steps. Nothing changes then.</exception>
    public void LoadState(ReadOnlySpan<T> state)
    {
        if (state.IsEmpty)
        {
            _steps = 0;
            _state.AsSpan().Clear();
            return;
        }

        int numbers = state.Length - CounterLength;
        if (_parts == 0 || numbers < 0 || numbers % _parts != 0 || (_parameterCount >= 0 && numbers != _state.Length))
        {
            throw new ArgumentException(
                $"Expected state to have {ExpectedLength()}, but it has length {state.Length}. " +
                "Was it saved by another kind of optimizer, with other settings, or for another network?", nameof(state));
        }

        long steps = ReadCounter(state);
        if (_parameterCount < 0)
        {
            Allocate(numbers / _parts);
        }

        _steps = steps;
        state[CounterLength..].CopyTo(_state);
    }

    /// <summary>Called once a step, before <see cref="Update"/>.</summary>
    /// <param name="step">1 for the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected virtual void BeginStep(long step)
    {
    }

    /// <summary>Updates a run of parameters.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradient">g, of the same length.</param>
    /// <param name="state">What is remembered of these parameters.</param>
    /// <param name="rates">η and λ.</param>
    private protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state, Rates rates);

    private StateParts<T> State => new(ref MemoryMarshal.GetArrayDataReference(_state), Math.Max(_parameterCount, 0), _parts);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateRange(Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state, int start, int end, Rates rates)
    {
        if (start < end)
        {
            Update(parameters[start..end], gradient[start..end], state.From(start), rates);
        }
    }

    private void Allocate(int parameterCount)
    {
        if (_parameterCount >= 0)
        {
            throw new ArgumentException(
                $"Expected {_parameterCount} parameters, as in the steps before, but got {parameterCount}: an optimizer belongs to one network.",
                nameof(parameterCount));
        }

        _state = new T[checked(_parts * parameterCount)];
        _parameterCount = parameterCount;
    }

    private static long ReadCounter(ReadOnlySpan<T> state)
    {
        long steps = 0;
        for (int i = CounterLength - 1; i >= 0; i--)
        {
            T limb = state[i];
            if (!(T.IsInteger(limb) && limb >= T.Zero && limb < T.CreateChecked(i == CounterLength - 1 ? 1 << 15 : 1 << CounterBits)))
            {
                throw new ArgumentException(
                    $"Expected state to begin with a number of steps, but number {i} is {limb.ToString(null, CultureInfo.InvariantCulture)}.",
                    nameof(state));
            }

            steps = (steps << CounterBits) | long.CreateChecked(limb);
        }

        return steps;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CheckRanges(ReadOnlySpan<Range> undecayed, int length)
    {
        int next = 0;
        foreach (Range range in undecayed)
        {
            int start = range.Start.GetOffset(length), end = range.End.GetOffset(length);
            if (start < next || end < start || end > length)
            {
                throw new ArgumentException(
                    $"Expected ascending ranges, apart from each other, of {length} parameters, but found {range} after {next}.", nameof(undecayed));
            }

            next = end;
        }
    }

    private string ExpectedLength() => _parts == 0
        ? "length 0, since these settings remember nothing"
        : _parameterCount >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"length {CounterLength + _state.Length}")
            : string.Create(CultureInfo.InvariantCulture, $"{CounterLength} numbers and {_parts} for each parameter");
}
