using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>The residuals of all samples under a squared error: R = s·(y − t), scaled so that the loss is ½·Σ R², with the weights of samples
/// if there are any.</summary>
/// <remarks>All memory is allocated by the constructor.</remarks>
internal sealed class SquaredErrors<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Tile = 256;

    private readonly DataSet<T> _data;
    private readonly SampleRows<T> _rows;
    private readonly double _perWeight;
    private readonly T[] _outputs = new T[Tile * TNetwork.OutputSize];

    /// <param name="data">The samples.</param>
    /// <param name="loss">Whose residuals these are: one of the three squared errors.</param>
    public SquaredErrors(DataSet<T> data, LossFunction loss)
    {
        _data = data;
        _rows = new SampleRows<T>(data, TNetwork.InputSize, TNetwork.OutputSize, Math.Min(Tile, data.Count), isShuffled: false);
        _perWeight = data.HasWeights ? data.Count / data.TotalWeight : 1;
        Scale = Math.Sqrt(loss switch
        {
            LossFunction.MeanSquaredError => 2.0 / data.Count / TNetwork.OutputSize,
            LossFunction.HalfSquaredError => 1.0 / data.Count,
            _ => 2.0 / data.Count,
        });
    }

    /// <summary>s.</summary>
    private double Scale { get; }

    /// <summary>What the residuals of a sample, and their derivatives, are multiplied by: s·√(w·N / Σ w).</summary>
    public double ScaleOf(int sample) =>
        _data.HasWeights ? Scale * Math.Sqrt(double.CreateTruncating(_data.Weights.Span[sample]) * _perWeight) : Scale;

    /// <summary>How many residuals there are.</summary>
    public int Count => checked(_data.Count * TNetwork.OutputSize);

    /// <summary>Computes residuals.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="residuals">Overwritten, sample by sample; <see cref="Count"/> long.</param>
    /// <returns>½·Σ R², the loss.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Compute(ReadOnlySpan<T> parameters, Span<double> residuals)
    {
        int outputs = TNetwork.OutputSize;
        for (int first = 0; first < _data.Count; first += Tile)
        {
            int count = Math.Min(Tile, _data.Count - first);
            _rows.Read([], first, count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets);
            Span<T> y = _outputs.AsSpan(0, count * outputs);
            TNetwork.ForwardBatch(parameters, inputs, y);
            Span<double> r = residuals.Slice(first * outputs, count * outputs);
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = ScaleOf(first + i / outputs) * (double.CreateTruncating(y[i]) - double.CreateTruncating(targets[i]));
            }
        }

        return DotProduct.Of<double>(residuals, residuals) / 2;
    }
}
