using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Optimizers;

/// <summary>What a run of parameters is updated with: one learning rate and weight decay, or, of members of a population side by side, those of each
/// lane, over and over again.</summary>
internal readonly ref struct Rates
{
    private readonly double _learningRate, _weightDecay;
    private readonly ReadOnlySpan<double> _learningRates, _weightDecays;

    /// <summary>The same for all.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="weightDecay">λ.</param>
    public Rates(double learningRate, double weightDecay)
    {
        _learningRate = learningRate;
        _weightDecay = weightDecay;
    }

    /// <summary>Rates of the lanes of a vector.</summary>
    /// <param name="learningRates">η of each; the lanes of a vector are a multiple of its length.</param>
    /// <param name="weightDecays">λ of each.</param>
    /// <param name="step">From one vector of these lanes to the next.</param>
    public Rates(ReadOnlySpan<double> learningRates, ReadOnlySpan<double> weightDecays, int step)
    {
        _learningRates = learningRates;
        _weightDecays = weightDecays;
        Step = step;
    }

    /// <summary>From one vector to the next; 0 if they are side by side.</summary>
    public int Step { get; }

    /// <summary>Whether any parameter decays.</summary>
    public bool HasDecay => _weightDecays.IsEmpty ? _weightDecay > 0 : _weightDecays.ContainsAnyExcept(0);

    /// <summary>η / <paramref name="divisor"/>.</summary>
    [MethodImpl(Loop.Inlined)]
    public Vector<T> LearningRate<T>(double divisor = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_learningRates.IsEmpty)
        {
            return new(T.CreateChecked(_learningRate / divisor));
        }

        Vector<T> rates = default;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
        {
            Lane(ref rates, lane) = T.CreateChecked(_learningRates[lane % _learningRates.Length] / divisor);
        }

        return rates;
    }

    /// <summary>λ.</summary>
    [MethodImpl(Loop.Inlined)]
    public Vector<T> WeightDecay<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_weightDecays.IsEmpty)
        {
            return new(T.CreateChecked(_weightDecay));
        }

        Vector<T> decays = default;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
        {
            Lane(ref decays, lane) = T.CreateChecked(_weightDecays[lane % _weightDecays.Length]);
        }

        return decays;
    }

    /// <summary>1 − η·λ: what a step leaves of a parameter whose decay is decoupled.</summary>
    [MethodImpl(Loop.Inlined)]
    public Vector<T> Kept<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_learningRates.IsEmpty)
        {
            return new(T.CreateChecked(1 - _learningRate * _weightDecay));
        }

        Vector<T> kept = default;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
        {
            int k = lane % _learningRates.Length;
            Lane(ref kept, lane) = T.CreateChecked(1 - _learningRates[k] * _weightDecays[k]);
        }

        return kept;
    }

    [MethodImpl(Loop.Inlined)]
    private static ref T Lane<T>(ref Vector<T> vector, int lane) => ref Unsafe.Add(ref Unsafe.As<Vector<T>, T>(ref vector), lane);
}
