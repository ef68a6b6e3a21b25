using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

/// <summary>JᵀJ and Jᵀ·R, accumulated in double precision, in tiles of samples; J are the derivatives of the residuals R.</summary>
/// <remarks>R is one more column behind J, so that both products are one. All memory is allocated by the constructor.</remarks>
internal sealed class NormalEquations<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Width = PanelMatrix.Width;

    /// <summary>A tile is to stay in the second cache, and to have enough rows to be worth fetching JᵀJ for.</summary>
    private const int TileBytes = 512 * 1024, LeastRows = 32, MostRows = 256;

    private readonly ReadOnlyMemory<T> _inputs;
    private readonly SquaredErrors<TNetwork, T> _errors;
    private readonly int _tileSamples, _tileRows;
    private readonly T[] _jacobians;
    private readonly PanelRows _tile;

    /// <param name="inputs">Of all samples.</param>
    /// <param name="errors">The residuals; they know what derivatives are multiplied by.</param>
    public NormalEquations(ReadOnlyMemory<T> inputs, SquaredErrors<TNetwork, T> errors)
    {
        _inputs = inputs;
        _errors = errors;
        int parameters = TNetwork.ParameterCount, outputs = TNetwork.OutputSize, samples = inputs.Length / TNetwork.InputSize;
        int rows = Math.Clamp(TileBytes / sizeof(double) / (parameters + 1), LeastRows, MostRows);
        _tileSamples = Math.Min(samples, Math.Max(1, rows / outputs));
        _tileRows = _tileSamples * outputs;
        _jacobians = new T[checked(_tileRows * parameters)];
        _tile = new PanelRows(_tileRows, parameters + 1);
        Matrix = new PanelMatrix(parameters + 1);
    }

    /// <summary>JᵀJ. Behind its last column there are zeros.</summary>
    public PanelMatrix Matrix { get; }

    /// <summary>Computes both.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="residuals">R, those of the same parameters.</param>
    /// <param name="gradient">Jᵀ·R, overwritten.</param>
    /// <param name="cancellation">Looked at before each tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<T> parameters, ReadOnlySpan<double> residuals, Span<double> gradient, CancellationToken cancellation)
    {
        Matrix.All.Clear();
        for (int first = 0; first < residuals.Length; first += _tileRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(_tileRows, residuals.Length - first);
            Fill(parameters, first, residuals.Slice(first, rows));
            AddTile(rows);
        }

        int count = TNetwork.ParameterCount;
        for (int p = 0; p < count; p++)
        {
            ref double product = ref Matrix.At(p, count);
            gradient[p] = product;
            product = 0;
        }
    }

    /// <summary>The Jacobians of some samples, and their residuals, as rows of the tile.</summary>
    private void Fill(ReadOnlySpan<T> parameters, int first, ReadOnlySpan<double> residuals)
    {
        int inputs = TNetwork.InputSize, outputs = TNetwork.OutputSize, count = parameters.Length;
        Span<T> jacobians = _jacobians.AsSpan(0, residuals.Length * count);
        TNetwork.ParameterJacobianBatch(
            parameters, _inputs.Span.Slice(first / outputs * inputs, residuals.Length / outputs * inputs), jacobians);
        for (int row = 0; row < residuals.Length; row++)
        {
            _tile.Set(row, jacobians.Slice(row * count, count), _errors.ScaleOf((first + row) / outputs));
            _tile.Set(row, count, residuals[row]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTile(int rows)
    {
        for (int panel = 0; panel < Matrix.Panels; panel++)
        {
            ReadOnlySpan<double> own = _tile.Panel(panel, rows);
            for (int other = 0; other <= panel; other++)
            {
                PanelProduct.Add(_tile.Panel(other, rows), own, Matrix.Block(other, panel));
            }
        }
    }
}
