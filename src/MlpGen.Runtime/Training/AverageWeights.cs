using System.Numerics;

namespace MlpGen.Training;

/// <summary>The mean of the weights at the ends of epochs, and the last weights while the network has the mean.</summary>
/// <param name="parameterCount">How many weights there are; 0 if no mean is wanted.</param>
/// <param name="from">The first epoch that counts, 1 for the first.</param>
internal sealed class AverageWeights<T>(int parameterCount, int from)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _mean = new T[parameterCount];
    private readonly T[] _last = new T[parameterCount];
    private readonly T[] _before = new T[parameterCount];
    private int _noted;
    private bool _networkHasMean;

    /// <summary>The mean after an epoch; empty if none counts yet.</summary>
    public ReadOnlySpan<T> After(int epoch) => epoch >= from ? _mean : [];

    /// <summary>Takes note of an epoch: mean ← mean + (θ − mean) / n, n being how many there are with it.</summary>
    public void Note(int epoch, ReadOnlySpan<T> parameters)
    {
        if (_mean.Length == 0 || epoch < from)
        {
            return;
        }

        _mean.CopyTo(_before, 0);
        _noted = epoch;
        T count = T.CreateTruncating((long)epoch - from + 1);
        for (int i = 0; i < _mean.Length; i++)
        {
            _mean[i] = epoch == from ? parameters[i] : _mean[i] + (parameters[i] - _mean[i]) / count;
        }
    }

    /// <summary>Training goes back to the end of <paramref name="epoch"/>, the last or the one before: what came later never was.</summary>
    public void ForgetAfter(int epoch)
    {
        if (_noted > epoch)
        {
            _before.CopyTo(_mean, 0);
            _noted = epoch;
        }
    }

    /// <summary>Gives the network the mean, and keeps the last weights, with which training would go on.</summary>
    public void Give(int epoch, Span<T> parameters)
    {
        if (_mean.Length > 0 && epoch >= from && !_networkHasMean)
        {
            parameters.CopyTo(_last);
            _mean.CopyTo(parameters);
            _networkHasMean = true;
        }
    }

    /// <summary>Gives the network the last weights again.</summary>
    public void TakeBack(Span<T> parameters)
    {
        Last(parameters).CopyTo(parameters);
        _networkHasMean = false;
    }

    /// <summary>The weights with which training would go on, wherever they are.</summary>
    /// <param name="parameters">Those of the network.</param>
    public ReadOnlySpan<T> Last(ReadOnlySpan<T> parameters) => _networkHasMean ? _last : parameters;

    /// <summary>Takes up a mean that was saved; the network is to have its last weights.</summary>
    public void Load(ReadOnlySpan<T> mean)
    {
        (_networkHasMean, _noted) = (false, 0);
        if (_mean.Length > 0 && !mean.IsEmpty)
        {
            mean.CopyTo(_mean);
        }
    }
}
