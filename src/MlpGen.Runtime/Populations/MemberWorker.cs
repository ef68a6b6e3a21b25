using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The memory of one thread, and the passes in it: tiles of members in stripes, one after the other.</summary>
/// <remarks>A tile has rows of x and of a of each layer; where there is a loss, of z, too, of targets, of dz of two layers, of losses, and one for their scale.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class MemberWorker<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What the rows of a tile may take, so that they stay in the first cache beside weights.</summary>
    private const int TileBytes = 20 * 1024;

    /// <summary>More columns gain nothing.</summary>
    private const int MostColumns = 48;

    private readonly MemberLayer<T>[] _layers;
    private readonly int _size, _widest, _lossRows, _forwardColumns, _lossColumns;
    private readonly AlignedBuffer<T> _memory, _scratch;
    private readonly double[] _sums;
    private MemberTile _staged;
    private int _stagedFirst = -1;

    /// <param name="layers">Those of the network.</param>
    /// <param name="size">Parameters of a member.</param>
    public MemberWorker(MemberLayer<T>[] layers, int size)
    {
        _layers = layers;
        _size = size;
        _widest = layers.Max(static layer => Math.Max(layer.Info.Inputs, layer.Info.Outputs));
        int inputs = layers[0].Info.Inputs, outputs = layers[^1].Info.Outputs, units = layers.Sum(static layer => layer.Info.Outputs);
        int forwardRows = inputs + units;
        _lossRows = inputs + (2 * units) + outputs + (2 * _widest) + 2;
        _forwardColumns = Columns(forwardRows);
        _lossColumns = Columns(_lossRows);
        int lanes = Widths.Lanes<T>(int.MaxValue);
        _memory = new AlignedBuffer<T>(Math.Max(forwardRows * Pitch(_forwardColumns, lanes), _lossRows * Pitch(_lossColumns, lanes)));
        _scratch = new AlignedBuffer<T>(MemberStaging.Scratch(MostColumns, lanes));
        _sums = new double[MostColumns * lanes];
    }

    /// <summary>Some stripes of a run.</summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="losses">The loss; null in a forward pass.</param>
    /// <param name="packed">The parameters of all members.</param>
    /// <param name="run">The run.</param>
    /// <param name="from">The first of the stripes.</param>
    /// <param name="to">Behind the last.</param>
    [MethodImpl(Loop.Hot)]
    public void Run(in MemberJob<T> job, MemberLosses<T>? losses, Span<T> packed, MemberRun run, int from, int to)
    {
        _stagedFirst = -1;
        int columns = losses is null ? _forwardColumns : _lossColumns, pitch = Pitch(columns, run.Lanes);
        int samples = Math.Min(job.Samples, columns), stripes = samples == 1 ? columns : columns / samples;
        for (int stripe = from; stripe < to; stripe += stripes)
        {
            int count = Math.Min(stripes, to - stripe), member = run.First + (stripe * run.Lanes);
            if (losses is not null)
            {
                Array.Clear(_sums, 0, count * run.Lanes);
            }

            for (int first = 0; first < job.Samples; first += samples)
            {
                var tile = new MemberTile(count, Math.Min(samples, job.Samples - first), pitch, run.Lanes * _size);
                Tile(in job, losses, packed, run.Lanes, member, first, in tile);
            }

            if (losses is not null)
            {
                Means(in job, losses, member, count * run.Lanes);
            }
        }
    }

    [MethodImpl(Loop.Hot)]
    private unsafe void Tile(
        in MemberJob<T> job, MemberLosses<T>? losses, Span<T> packed, int lanes, int member, int first, in MemberTile tile)
    {
        ref T memory = ref MemoryMarshal.GetReference(_memory.Span);
        ref T x = ref memory;
        bool isStaged = job.IsShared && first == _stagedFirst && tile == _staged;
        if (!isStaged)
        {
            Stage(in job, job.Inputs, lanes, member, first, _layers[0].Info.Inputs, in tile, ref x);
        }

        ref T w = ref Unsafe.Add(ref MemoryMarshal.GetReference(packed), member * _size);
        ref T last = ref Forward(lanes, ref w, ref x, losses, in tile);
        int outputs = _layers[^1].Info.Outputs;
        if (losses is null)
        {
            MemberStaging.TurnBack(
                lanes, ref last, in tile, job.Samples, outputs, ref Unsafe.AsRef<T>(job.Outputs + (((nint)member * job.Samples) + first) * outputs),
                ref MemoryMarshal.GetReference(_scratch.Span));
        }
        else
        {
            ref T targets = ref Row(ref memory, TargetRow, tile.Pitch);
            if (!isStaged)
            {
                Targets(in job, lanes, member, first, outputs, in tile, ref targets);
            }

            Loss(in job, losses, lanes, ref last, ref targets, outputs, in tile);
            if (job.Gradient is not null)
            {
                ref T dw = ref Unsafe.AsRef<T>(job.Gradient + ((nint)member * _size));
                Backward(lanes, ref w, ref dw, ref x, ref last, losses, in tile);
            }
        }

        _staged = tile;
        _stagedFirst = first;
    }

    /// <summary>a of the last layer; its z, where a loss reads that.</summary>
    [MethodImpl(Loop.Inlined)]
    private ref T Forward(int lanes, ref T w, ref T x, MemberLosses<T>? losses, in MemberTile tile)
    {
        ref T from = ref x;
        ref T next = ref Unsafe.Add(ref x, _layers[0].Info.Inputs * tile.Pitch);
        for (int l = 0; l < _layers.Length; l++)
        {
            MemberLayer<T> layer = _layers[l];
            ref T weights = ref Unsafe.Add(ref w, layer.Info.WeightOffset * lanes);
            scoped ref T z = ref Unsafe.NullRef<T>();
            if (losses is not null)
            {
                z = ref layer.ReadsZ ? ref next : ref z;
                next = ref Unsafe.Add(ref next, layer.Info.Outputs * tile.Pitch);
            }

            if (l == _layers.Length - 1 && losses is { ReadsZ: true })
            {
                layer.Logits(lanes, ref weights, ref from, ref next, in tile);
            }
            else
            {
                layer.Forward(lanes, ref weights, ref from, ref z, ref next, in tile);
            }

            from = ref next;
            next = ref Unsafe.Add(ref next, layer.Info.Outputs * tile.Pitch);
        }

        return ref from;
    }

    /// <summary>Losses to the sums, slopes to the first row of dz.</summary>
    [MethodImpl(Loop.Inlined)]
    private unsafe void Loss(
        in MemberJob<T> job, MemberLosses<T> losses, int lanes, ref T last, ref T targets, int outputs, in MemberTile tile)
    {
        ref T memory = ref MemoryMarshal.GetReference(_memory.Span);
        ref T terms = ref Row(ref memory, _lossRows - 2, tile.Pitch);
        Unsafe.Add(ref terms, tile.Pitch) = Scale(losses, job.Samples);
        losses.Run(lanes, ref terms, ref last, ref targets, ref Row(ref memory, SlopeRow, tile.Pitch), outputs, job.Gradient is not null, in tile);
        Span<double> sums = _sums;
        for (int stripe = 0, column = 0; stripe < tile.Stripes; stripe++)
        {
            Span<double> own = sums.Slice(stripe * lanes, lanes);
            for (int sample = 0; sample < tile.Samples; sample++)
            {
                for (int lane = 0; lane < own.Length; lane++, column++)
                {
                    own[lane] += Scalar.Widen(Unsafe.Add(ref terms, column));
                }
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private void Backward(int lanes, ref T w, ref T dw, ref T x, ref T last, MemberLosses<T> losses, in MemberTile tile)
    {
        ref T dz = ref Row(ref MemoryMarshal.GetReference(_memory.Span), SlopeRow, tile.Pitch);
        ref T next = ref Unsafe.Add(ref dz, _widest * tile.Pitch);
        ref T a = ref last;
        if (!losses.ReadsZ)
        {
            _layers[^1].Chain(lanes, ref By(ref a, _layers[^1], tile.Pitch), ref dz, in tile);
        }

        for (int l = _layers.Length - 1; l > 0; l--)
        {
            MemberLayer<T> layer = _layers[l], before = _layers[l - 1];
            ref T aBefore = ref Unsafe.Subtract(ref a, (before.Info.Outputs + layer.Info.Outputs) * tile.Pitch);
            layer.AddGradient(lanes, ref Unsafe.Add(ref dw, layer.Info.WeightOffset * lanes), ref aBefore, ref dz, in tile);
            before.BackFrom(
                lanes, layer, ref Unsafe.Add(ref w, layer.Info.WeightOffset * lanes), ref dz, ref By(ref aBefore, before, tile.Pitch), ref next, in tile);
            ref T free = ref dz;
            dz = ref next;
            next = ref free;
            a = ref aBefore;
        }

        _layers[0].AddGradient(lanes, ref Unsafe.Add(ref dw, _layers[0].Info.WeightOffset * lanes), ref x, ref dz, in tile);
    }

    [MethodImpl(Loop.Inlined)]
    private unsafe void Stage(in MemberJob<T> job, T* rows, int lanes, int member, int first, int width, in MemberTile tile, ref T columns)
    {
        ref T from = ref Unsafe.AsRef<T>(rows + ((job.First(member) + first) * width));
        if (job.IsShared)
        {
            ref T none = ref Unsafe.NullRef<T>();
            MemberWidths<MemberBroadcast>.Run(lanes, ref none, ref from, ref none, ref columns, new(0, width, false, 0), in tile);
        }
        else
        {
            MemberStaging.Turn(lanes, ref from, job.Samples, width, in tile, ref columns, ref MemoryMarshal.GetReference(_scratch.Span));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private unsafe void Targets(in MemberJob<T> job, int lanes, int member, int first, int outputs, in MemberTile tile, ref T columns)
    {
        if (job.Labels is not null)
        {
            ref int labels = ref Unsafe.AsRef<int>(job.Labels + job.First(member) + first);
            MemberStaging.OneHot(lanes, ref labels, job.IsShared ? 0 : job.Samples, outputs, in tile, ref columns);
        }
        else
        {
            Stage(in job, job.Targets, lanes, member, first, outputs, in tile, ref columns);
        }
    }

    [MethodImpl(Loop.Hot)]
    private unsafe void Means(in MemberJob<T> job, MemberLosses<T> losses, int member, int count)
    {
        T scale = Scale(losses, job.Samples);
        for (int m = 0; m < count; m++)
        {
            job.Losses[member + m] = Loop.Mean(_sums[m], scale);
        }
    }

    /// <summary>What makes the sum over the samples of a member a mean.</summary>
    [MethodImpl(Loop.Inlined)]
    private T Scale(MemberLosses<T> losses, int samples)
    {
        T count = Scalar.Round<T>(samples);
        return Scalar.Inverse(losses.MeansOutputs ? Scalar.Multiply(count, Scalar.Round<T>(_layers[^1].Info.Outputs)) : count);
    }

    private int SlopeRow => _lossRows - 2 - (2 * _widest);

    private int TargetRow => SlopeRow - _layers[^1].Info.Outputs;

    [MethodImpl(Loop.Inlined)]
    private static ref T By(ref T a, MemberLayer<T> layer, int pitch) =>
        ref layer.ReadsZ ? ref Unsafe.Subtract(ref a, layer.Info.Outputs * pitch) : ref a;

    [MethodImpl(Loop.Inlined)]
    private static ref T Row(ref T memory, int row, int pitch) => ref Unsafe.Add(ref memory, row * pitch);

    [MethodImpl(Loop.Inlined)]
    private static int Columns(int rows) => Math.Clamp(TileBytes / (rows * Widths.Bytes512), 2, MostColumns);

    /// <summary>Rows are an odd number of vectors apart, so that those of a column do not meet in the same lines of the cache.</summary>
    [MethodImpl(Loop.Inlined)]
    private static int Pitch(int columns, int lanes) => (columns | 1) * lanes;
}
