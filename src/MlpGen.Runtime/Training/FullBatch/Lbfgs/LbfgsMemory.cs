using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>What L-BFGS knows of the second derivatives: the last steps s and the changes y of the gradient over them.</summary>
/// <param name="capacity">m, how many pairs are kept.</param>
/// <param name="size">How many parameters there are.</param>
internal sealed class LbfgsMemory<T>(int capacity, int size)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _pairs = new T[checked(2 * capacity * size)];
    private readonly double[] _products = new double[capacity];
    private readonly double[] _coefficients = new double[capacity];
    private int _oldest;

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many numbers <see cref="Save"/> writes.</summary>
    public int StateSize => 1 + _pairs.Length;

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => Count = _oldest = 0;

    /// <summary>Takes up a pair, in place of the oldest if there are enough; or not, if along s there is no curvature that exceeds rounding.</summary>
    /// <param name="step">s = θ′ − θ.</param>
    /// <param name="change">y = g′ − g.</param>
    public void Add(ReadOnlySpan<T> step, ReadOnlySpan<T> change)
    {
        double product = DotProduct.Of(step, change);
        if (!(product > double.CreateTruncating(Epsilon) * Math.Sqrt(DotProduct.Of(step, step) * DotProduct.Of(change, change))))
        {
            return;
        }

        int place = (_oldest + Count) % capacity;
        step.CopyTo(Step(place));
        change.CopyTo(Change(place));
        _products[place] = product;
        if (Count < capacity)
        {
            Count++;
        }
        else
        {
            _oldest = (_oldest + 1) % capacity;
        }
    }

    /// <summary>d = −H·g, H being what the pairs make of γ·I, γ = s·y / y·y of the newest pair: Nocedal and Wright, Numerical Optimization,
    /// 2nd ed. (2006), algorithm 7.4. Without pairs, d = −g.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="direction">d, overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Direction(ReadOnlySpan<T> gradient, Span<T> direction)
    {
        gradient.CopyTo(direction);
        for (int k = Count - 1; k >= 0; k--)
        {
            int place = (_oldest + k) % capacity;
            double coefficient = _coefficients[place] = DotProduct.Of<T>(Step(place), direction) / _products[place];
            GradientSum.Add(direction, Change(place), T.CreateTruncating(-coefficient));
        }

        double scale = 1;
        if (Count > 0)
        {
            int newest = (_oldest + Count - 1) % capacity;
            scale = _products[newest] / DotProduct.Of<T>(Change(newest), Change(newest));
        }

        GradientSum.Set(direction, direction, T.CreateTruncating(-scale));
        for (int k = 0; k < Count; k++)
        {
            // Of −H·g: the signs of the textbook, turned round.
            int place = (_oldest + k) % capacity;
            double coefficient = DotProduct.Of<T>(Change(place), direction) / _products[place];
            GradientSum.Add(direction, Step(place), T.CreateTruncating(-_coefficients[place] - coefficient));
        }
    }

    /// <summary>Writes how many pairs there are, then s and y of each from the oldest on, then zeros.</summary>
    /// <param name="numbers">Overwritten; <see cref="StateSize"/> long.</param>
    public void Save(Span<T> numbers)
    {
        numbers.Clear();
        numbers[0] = T.CreateChecked(Count);
        for (int k = 0; k < Count; k++)
        {
            int place = (_oldest + k) % capacity;
            _pairs.AsSpan(2 * place * size, 2 * size).CopyTo(numbers.Slice(1 + 2 * k * size, 2 * size));
        }
    }

    /// <summary>Takes up what <see cref="Save"/> wrote.</summary>
    /// <param name="numbers"><see cref="StateSize"/> long.</param>
    /// <exception cref="ArgumentException">They are no such pairs. Nothing changes then.</exception>
    public void Load(ReadOnlySpan<T> numbers)
    {
        double count = double.CreateTruncating(numbers[0]);
        if (!(double.IsInteger(count) && count >= 0 && count <= capacity) || !ParameterScan.AreFinite(numbers))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected up to {capacity} pairs of finite numbers that L-BFGS remembers, but found a count of {count}, or numbers that are not finite."), nameof(numbers));
        }

        numbers[1..].CopyTo(_pairs);
        _oldest = 0;
        Count = (int)count;
        for (int k = 0; k < Count; k++)
        {
            _products[k] = DotProduct.Of<T>(Step(k), Change(k));
        }
    }

    private static T Epsilon => T.BitIncrement(T.One) - T.One;

    private Span<T> Step(int place) => _pairs.AsSpan(2 * place * size, size);

    private Span<T> Change(int place) => _pairs.AsSpan((2 * place + 1) * size, size);
}
