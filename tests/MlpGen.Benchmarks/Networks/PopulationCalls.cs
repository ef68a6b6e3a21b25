using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Populations;

namespace MlpGen.Benchmarks.Networks;

/// <summary>The calls of a population, and loops over its members that do the same.</summary>
internal sealed class PopulationCalls<TNet, TCalls, T>
    where TNet : ITrainableNetwork<TNet, T>
    where TCalls : struct, IMemberCalls<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _members, _size = TNet.ParameterCount, _inputs, _outputs;
    private readonly bool _isOne;
    private readonly Population<TNet, T> _population;
    private readonly PopulationVector<T> _gradient;
    private readonly T[] _rows, _x, _t, _y, _losses, _gradients;

    /// <param name="population">The members, whose parameters are drawn anew.</param>
    /// <param name="samples">How many samples each sees in a call.</param>
    public PopulationCalls(Population<TNet, T> population, int samples)
    {
        _population = population;
        _members = population.Members;
        _isOne = samples == 1;
        _inputs = samples * TNet.InputSize;
        _outputs = samples * TNet.OutputSize;
        _population.Initialize(1);
        _gradient = _population.NewVector();
        (_rows, _gradients) = (new T[_members * _size], new T[_members * _size]);
        _population.Parameters.Save(_rows);
        (_x, _t, _y) = (Draw(_members * _inputs), Draw(_members * _outputs), new T[_members * _outputs]);
        _losses = new T[_members];
    }

    public void Forward() => _population.Forward(_x, _y);

    public void ForwardShared() => _population.ForwardShared(_x.AsSpan(0, _inputs), _y);

    public void Gradient() => _population.LossAndGradient(_x, _t, _losses, _gradient);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ForwardLoop()
    {
        for (int member = 0; member < _members; member++)
        {
            Forward(member, _x.AsSpan(member * _inputs, _inputs));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SharedLoop()
    {
        for (int member = 0; member < _members; member++)
        {
            Forward(member, _x.AsSpan(0, _inputs));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GradientLoop()
    {
        for (int member = 0; member < _members; member++)
        {
            _losses[member] = TCalls.LossAndGradient(
                Row(_rows, member), _x.AsSpan(member * _inputs, _inputs), _t.AsSpan(member * _outputs, _outputs), Row(_gradients, member));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Forward(int member, ReadOnlySpan<T> inputs)
    {
        Span<T> outputs = _y.AsSpan(member * _outputs, _outputs);
        if (_isOne)
        {
            TCalls.Forward(Row(_rows, member), inputs, outputs);
        }
        else
        {
            TCalls.ForwardBatch(Row(_rows, member), inputs, outputs);
        }
    }

    private Span<T> Row(T[] rows, int member) => rows.AsSpan(member * _size, _size);

    private static T[] Draw(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble()))];
    }
}
