using System.Numerics;

namespace MlpGen.Training;

/// <summary>Remembers which epoch was best, and its weights; and the last weights while the network has the best.</summary>
/// <param name="parameterCount">How many weights to remember; 0 if only the epoch is wanted.</param>
internal sealed class BestWeights<T>(int parameterCount)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _best = new T[parameterCount];
    private readonly T[] _last = new T[parameterCount];
    private bool _networkHasBest;

    /// <summary>The best epoch, 1 for the first; 0 if there is none.</summary>
    public int Epoch { get; private set; }

    /// <summary>Its loss; infinite if there is none.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>Its weights; empty if there is none, or none are remembered.</summary>
    public ReadOnlySpan<T> Parameters => Epoch > 0 ? _best : [];

    /// <summary>Takes note of an epoch; true if it is the best so far.</summary>
    public bool Note(int epoch, double loss, ReadOnlySpan<T> parameters)
    {
        if (!(loss < Loss))
        {
            return false;
        }

        Epoch = epoch;
        Loss = loss;
        if (_best.Length > 0)
        {
            parameters.CopyTo(_best);
        }

        return true;
    }

    /// <summary>Training goes back to the end of <paramref name="epoch"/>: what was best later never was.</summary>
    public void ForgetAfter(int epoch)
    {
        if (Epoch > epoch)
        {
            Epoch = 0;
            Loss = double.PositiveInfinity;
        }
    }

    /// <summary>Gives the network the best weights, and keeps the last, with which training would go on.</summary>
    public void Give(Span<T> parameters)
    {
        if (Epoch > 0 && _best.Length > 0 && !_networkHasBest)
        {
            parameters.CopyTo(_last);
            _best.CopyTo(parameters);
            _networkHasBest = true;
        }
    }

    /// <summary>Gives the network the last weights again.</summary>
    public void TakeBack(Span<T> parameters)
    {
        Last(parameters).CopyTo(parameters);
        _networkHasBest = false;
    }

    /// <summary>The weights with which training would go on, wherever they are.</summary>
    /// <param name="parameters">Those of the network.</param>
    public ReadOnlySpan<T> Last(ReadOnlySpan<T> parameters) => _networkHasBest ? _last : parameters;

    /// <summary>Takes up what a state holds; the network is to have its last weights.</summary>
    public void Load(TrainingState<T> state)
    {
        Epoch = state.BestEpoch;
        Loss = state.BestEpoch > 0 ? state.BestLoss : double.PositiveInfinity;
        _networkHasBest = false;
        if (_best.Length > 0)
        {
            state.BestParameters.CopyTo(_best, 0);
        }
    }
}
