using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The memory of one thread, and the passes in it: tiles of members in stripes, one after the other.</summary>
/// <remarks>A tile has x and a of each layer; where there is a loss, z, too, targets, dz of two layers, losses and, in one column more, their scale.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class MemberWorker<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly MemberLayer<T>[] _layers;
    private readonly int _size, _inputs, _outputs, _widest;
    private readonly TileSize _forward, _loss, _gradient;
    private readonly AlignedBuffer<T> _memory;
    private readonly double[] _sums;
    private MemberTile _staged;
    private int _stagedFirst = -1;

    /// <param name="layers">Those of the network.</param>
    /// <param name="size">Parameters of a member.</param>
    public MemberWorker(MemberLayer<T>[] layers, int size)
    {
        _layers = layers;
        _size = size;
        _inputs = layers[0].Info.Inputs;
        _outputs = layers[^1].Info.Outputs;
        _widest = layers.Max(static layer => Math.Max(layer.Info.Inputs, layer.Info.Outputs));
        int units = layers.Sum(static layer => layer.Info.Outputs);
        int forward = _inputs + units, withLoss = _inputs + (2 * units) + _outputs + (2 * _widest) + 1;
        _forward = TileSize.Of(forward, size);
        _loss = TileSize.Of(withLoss, size);
        _gradient = TileSize.Of(withLoss, 2 * size);
        int lanes = Widths.Lanes<T>(int.MaxValue);
        _memory = new AlignedBuffer<T>(Math.Max(forward * _forward.Columns, (withLoss * _loss.Columns) + 1) * lanes);
        _sums = new double[_loss.Stripes * lanes];
    }

    /// <summary>Some stripes of a run.</summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="losses">The loss; null in a forward pass.</param>
    /// <param name="packed">The parameters of all members.</param>
    /// <param name="run">The run.</param>
    /// <param name="from">The first of the stripes.</param>
    /// <param name="to">Behind the last.</param>
    [MethodImpl(Loop.Hot)]
    public unsafe void Run(in MemberJob<T> job, MemberLosses<T>? losses, Span<T> packed, MemberRun run, int from, int to)
    {
        _stagedFirst = -1;
        TileSize size = losses is null ? _forward : job.Gradient is null ? _loss : _gradient;
        int samples = Math.Min(job.Samples, size.Columns), stripes = samples == 1 ? size.Stripes : Math.Clamp(size.Columns / samples, 1, size.Stripes);
        for (int stripe = from; stripe < to; stripe += stripes)
        {
            int count = Math.Min(stripes, to - stripe), member = run.First + (stripe * run.Lanes);
            if (losses is not null && job.Samples > 1)
            {
                _sums.AsSpan(0, count * run.Lanes).Zero();
            }

            for (int first = 0; first < job.Samples; first += samples)
            {
                var tile = new MemberTile(count, Math.Min(samples, job.Samples - first), run.Lanes * _size);
                Tile(in job, losses, packed, run.Lanes, member, first, in tile);
            }

            if (losses is not null && job.Samples > 1)
            {
                Means(in job, losses, member, count * run.Lanes);
            }
        }
    }

    [MethodImpl(Loop.Hot)]
    private unsafe void Tile(
        in MemberJob<T> job, MemberLosses<T>? losses, Span<T> packed, int lanes, int member, int first, in MemberTile tile)
    {
        ref T x = ref MemoryMarshal.GetReference(_memory.Span);
        bool isStaged = job.IsShared && first == _stagedFirst && tile == _staged;
        if (!isStaged)
        {
            Stage(in job, job.Inputs, lanes, member, first, _inputs, in tile, ref x);
        }

        int vectors = tile.Columns * lanes;
        ref T w = ref Unsafe.Add(ref MemoryMarshal.GetReference(packed), member * _size);
        ref T last = ref Forward(lanes, ref w, ref x, losses, in tile);
        if (losses is null)
        {
            MemberStaging.TurnBack(
                lanes, ref last, in tile, job.Samples, _outputs, ref Unsafe.AsRef<T>(job.Outputs + (((nint)member * job.Samples) + first) * _outputs));
        }
        else
        {
            ref T targets = ref Unsafe.Add(ref last, _outputs * vectors);
            ref T slopes = ref Unsafe.Add(ref targets, _outputs * vectors);
            if (!isStaged)
            {
                Targets(in job, lanes, member, first, in tile, ref targets);
            }

            Loss(in job, losses, lanes, member, ref last, ref targets, ref slopes, in tile);
            if (job.Gradient is not null)
            {
                ref T dw = ref Unsafe.AsRef<T>(job.Gradient + ((nint)member * _size));
                Backward(lanes, ref w, ref dw, ref x, ref last, ref slopes, losses, in tile);
            }
        }

        _staged = tile;
        _stagedFirst = first;
    }

    /// <summary>a of the last layer; its z, where a loss reads that.</summary>
    [MethodImpl(Loop.Inlined)]
    private ref T Forward(int lanes, ref T w, ref T x, MemberLosses<T>? losses, in MemberTile tile)
    {
        int vectors = tile.Columns * lanes;
        ref T from = ref x;
        ref T next = ref Unsafe.Add(ref x, _inputs * vectors);
        for (int l = 0; l < _layers.Length; l++)
        {
            MemberLayer<T> layer = _layers[l];
            ref T weights = ref Unsafe.Add(ref w, layer.Info.WeightOffset * lanes);
            scoped ref T z = ref Unsafe.NullRef<T>();
            if (losses is not null)
            {
                z = ref layer.ReadsZ ? ref next : ref z;
                next = ref Unsafe.Add(ref next, layer.Info.Outputs * vectors);
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
            next = ref Unsafe.Add(ref next, layer.Info.Outputs * vectors);
        }

        return ref from;
    }

    /// <summary>Losses to the sums, or where there is one sample, to the means; slopes.</summary>
    [MethodImpl(Loop.Hot)]
    private unsafe void Loss(
        in MemberJob<T> job, MemberLosses<T> losses, int lanes, int member, ref T last, ref T targets, ref T slopes, in MemberTile tile)
    {
        int vectors = tile.Columns * lanes;
        ref T terms = ref Unsafe.Add(ref slopes, 2 * _widest * vectors);
        ref T scale = ref Unsafe.Add(ref terms, vectors);
        scale = Scale(losses, job.Samples);
        losses.Run(lanes, ref terms, ref last, ref targets, ref slopes, _outputs, job.Gradient is not null, in tile);
        if (job.Samples == 1)
        {
            MemberWidths<MemberMeans>.Run(
                lanes, ref scale, ref terms, ref Unsafe.NullRef<T>(), ref Unsafe.AsRef<T>(job.Losses + member), default, in tile);
            return;
        }

        for (int stripe = 0; stripe < tile.Stripes; stripe++)
        {
            AddLosses(_sums.AsSpan(stripe * lanes, lanes), ref Unsafe.Add(ref terms, stripe * tile.Samples * lanes), tile.Samples);
        }
    }

    [MethodImpl(Loop.Hot)]
    private void Backward(int lanes, ref T w, ref T dw, ref T x, ref T last, ref T slopes, MemberLosses<T> losses, in MemberTile tile)
    {
        int vectors = tile.Columns * lanes;
        ref T dz = ref slopes;
        ref T next = ref Unsafe.Add(ref dz, _widest * vectors);
        ref T a = ref last;
        if (!losses.ReadsZ)
        {
            _layers[^1].Chain(lanes, ref By(ref a, _layers[^1], vectors), ref dz, in tile);
        }

        for (int l = _layers.Length - 1; l > 0; l--)
        {
            MemberLayer<T> layer = _layers[l], before = _layers[l - 1];
            ref T aBefore = ref Unsafe.Subtract(ref a, (before.Info.Outputs + layer.Info.Outputs) * vectors);
            layer.AddGradient(lanes, ref Unsafe.Add(ref dw, layer.Info.WeightOffset * lanes), ref aBefore, ref dz, in tile);
            before.BackFrom(
                lanes, layer, ref Unsafe.Add(ref w, layer.Info.WeightOffset * lanes), ref dz, ref By(ref aBefore, before, vectors), ref next, in tile);
            ref T free = ref dz;
            dz = ref next;
            next = ref free;
            a = ref aBefore;
        }

        _layers[0].AddGradient(lanes, ref Unsafe.Add(ref dw, _layers[0].Info.WeightOffset * lanes), ref x, ref dz, in tile);
    }

    [MethodImpl(Loop.Hot)]
    private static unsafe void Stage(in MemberJob<T> job, T* rows, int lanes, int member, int first, int width, in MemberTile tile, ref T columns)
    {
        ref T from = ref Unsafe.AsRef<T>(rows + ((job.First(member) + first) * width));
        if (job.IsShared)
        {
            ref T none = ref Unsafe.NullRef<T>();
            MemberWidths<MemberBroadcast>.Run(lanes, ref none, ref from, ref none, ref columns, new(0, width, false, 0), in tile);
        }
        else
        {
            MemberStaging.Turn(lanes, ref from, job.Samples, width, in tile, ref columns);
        }
    }

    [MethodImpl(Loop.Hot)]
    private unsafe void Targets(in MemberJob<T> job, int lanes, int member, int first, in MemberTile tile, ref T columns)
    {
        if (job.Labels is not null)
        {
            ref int labels = ref Unsafe.AsRef<int>(job.Labels + job.First(member) + first);
            MemberStaging.OneHot(lanes, ref labels, job.IsShared ? 0 : job.Samples, _outputs, in tile, ref columns);
        }
        else
        {
            Stage(in job, job.Targets, lanes, member, first, _outputs, in tile, ref columns);
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
        return Scalar.Inverse(losses.MeansOutputs ? Scalar.Multiply(count, Scalar.Round<T>(_outputs)) : count);
    }

    /// <summary>Adds the losses of some samples, lane by lane, in double, so that many samples lose nothing.</summary>
    [MethodImpl(Loop.Hot)]
    private static void AddLosses(Span<double> sums, ref T terms, int samples)
    {
        ref double sum = ref MemoryMarshal.GetReference(sums);
        int lanes = sums.Length, lane = 0;
        for (; lane <= lanes - Vector256<double>.Count; lane += Vector256<double>.Count)
        {
            var four = Vector256.LoadUnsafe(ref sum, (nuint)lane);
            for (int sample = 0; sample < samples; sample++)
            {
                ref T from = ref Unsafe.Add(ref terms, (sample * lanes) + lane);
                four += typeof(T) == typeof(float)
                    ? Widened(Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref from)))
                    : Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref from));
            }

            four.StoreUnsafe(ref sum, (nuint)lane);
        }

        for (; lane < lanes; lane++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                Unsafe.Add(ref sum, lane) += Scalar.Widen(Unsafe.Add(ref terms, (sample * lanes) + lane));
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector256<double> Widened(Vector128<float> four) =>
        Avx.IsSupported ? Avx.ConvertToVector256Double(four) : Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four));

    [MethodImpl(Loop.Inlined)]
    private static ref T By(ref T a, MemberLayer<T> layer, int vectors) =>
        ref layer.ReadsZ ? ref Unsafe.Subtract(ref a, layer.Info.Outputs * vectors) : ref a;
}
