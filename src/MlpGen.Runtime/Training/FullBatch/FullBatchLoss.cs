using System.Numerics;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Training;

/// <summary>The loss of all samples with its penalty, and the gradient of both; without dropout. In parts, which threads may share.</summary>
/// <remarks>All memory is allocated by the constructor.</remarks>
internal sealed class FullBatchLoss<TNetwork, T> : IDisposable
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Penalty<T> _penalty;
    private readonly Part[] _parts;
    private readonly ThreadTeam? _team;
    private readonly Action<int> _computePart;
    private readonly T[] _parameters = new T[TNetwork.ParameterCount];

    /// <param name="data">The samples.</param>
    /// <param name="penalty">What is added to their loss.</param>
    /// <param name="shards">Into how many parts they are split.</param>
    /// <param name="threads">How many threads share them at most; as many as there are parts, if 0.</param>
    public FullBatchLoss(DataSet<T> data, Penalty<T> penalty, int shards, int threads)
    {
        shards = Math.Min(shards, data.Count);
        _penalty = penalty;
        _parts = [.. Enumerable.Range(0, shards).Select(part => new Part(data, PlaceOf(part), PlaceOf(part + 1)))];
        threads = Math.Min(shards, Math.Min(threads > 0 ? threads : int.MaxValue, Environment.ProcessorCount));
        _team = threads > 1 ? new ThreadTeam(threads) : null;
        _computePart = part => _parts[part].Compute(_parameters);

        int PlaceOf(int part) => (int)((long)data.Count * part / shards);
    }

    /// <summary>The loss of what was computed last, without the penalty.</summary>
    public double Loss { get; private set; }

    /// <summary>Computes loss and gradient.</summary>
    /// <param name="parameters">Of the network; copied.</param>
    /// <param name="gradient">Overwritten: that of the loss and the penalty.</param>
    /// <returns>The loss with the penalty.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Compute(ReadOnlySpan<T> parameters, Span<T> gradient)
    {
        parameters.CopyTo(_parameters);
        if (_team is not null)
        {
            _team.Run(_computePart, _parts.Length);
        }
        else
        {
            foreach (Part part in _parts)
            {
                part.Compute(_parameters);
            }
        }

        double loss = 0, weight = 0;
        foreach (Part part in _parts)
        {
            weight += part.Weight;
        }

        for (int i = 0; i < _parts.Length; i++)
        {
            Part part = _parts[i];
            double share = part.Weight / weight;
            loss += share * double.CreateTruncating(part.Loss);
            if (_parts.Length == 1)
            {
                part.Gradient.CopyTo(gradient);
            }
            else if (i == 0)
            {
                GradientSum.Set(gradient, part.Gradient, T.CreateTruncating(share));
            }
            else
            {
                GradientSum.Add(gradient, part.Gradient, T.CreateTruncating(share));
            }
        }

        _penalty.AddGradient(parameters, gradient);
        Loss = loss;
        return loss + _penalty.Of(parameters);
    }

    public void Dispose() => _team?.Dispose();

    /// <summary>Some of the samples, and the gradient of their mean loss.</summary>
    private sealed class Part(DataSet<T> data, int start, int end)
    {
        private readonly LossOfSamples<TNetwork, T> _samples = new(data, end - start, isShuffled: false);
        private readonly AlignedBuffer<T> _gradient = new(TNetwork.ParameterCount);

        public double Weight => _samples.Weight;

        public T Loss { get; private set; }

        public Span<T> Gradient => _gradient.Span;

        public void Compute(ReadOnlySpan<T> parameters)
        {
            Span<T> gradient = _gradient.Span;
            gradient.Clear();
            Loss = _samples.Compute(parameters, [], start, end - start, key: null, gradient);
        }
    }
}
