using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlpGen.Benchmarks.Contenders;
using MlpGen.Benchmarks.Networks;
using MlpGen.Numerics;

namespace MlpGen.Benchmarks.Machine;

/// <summary>What this machine allows, measured in the same process as the networks: the best of many short runs, since noise only ever
/// takes away.</summary>
internal sealed class Ceiling
{
    private const double SliceNanoseconds = 200_000;
    private const int Passes = 8;

    private readonly Dictionary<int, Rate> _loads = [];
    private readonly Dictionary<int, Rate> _updates = [];
    private readonly Dictionary<Activation, Rate> _activations = [];
    private readonly Rate _multiplyAdds = new(static () => MultiplyAdds(10_000));

    /// <summary>The widest vectors, in bits.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : 8 * Vector<byte>.Count;

    /// <summary>Multiply-adds of floats per nanosecond, at the widest vectors, from registers.</summary>
    public double MultiplyAddRate => _multiplyAdds.PerNanosecond;

    /// <summary>Bytes per nanosecond read from a buffer of that size, again and again: the cache that holds it decides.</summary>
    public double LoadRate(int bytes) => Footprint(_loads, bytes, static buffer => Loads(buffer.Span));

    /// <summary>Bytes per nanosecond of p ← p + c.</summary>
    public double UpdateRate(int bytes) => Footprint(_updates, bytes, static buffer => Updates(buffer.Span));

    /// <summary>Elements per nanosecond of the runtime's own activation, over a buffer in the first cache. Infinite where it is a
    /// comparison at most. An exponential of a softmax counts as a sigmoid.</summary>
    public double ActivationRate(Activation activation)
    {
        if (activation is Activation.Identity or Activation.Relu)
        {
            return double.PositiveInfinity;
        }

        if (!_activations.TryGetValue(activation, out Rate? rate))
        {
            var buffer = new AlignedBuffer<float>([.. Enumerable.Range(0, 1024).Select(i => i / 128f - 4)]);
            var result = new AlignedBuffer<float>(buffer.Span.Length);
            rate = new Rate(() => Activate(activation, buffer.Span, result.Span));
            _activations.Add(activation, rate);
        }

        return rate.PerNanosecond;
    }

    /// <summary>Measures once more all that was ever asked for, at another moment of a noisy machine, and keeps the best.</summary>
    public void Refresh()
    {
        foreach (Rate rate in (IEnumerable<Rate>)[_multiplyAdds, .. _loads.Values, .. _updates.Values, .. _activations.Values])
        {
            rate.Refresh();
        }
    }

    /// <summary>The least time that a call could take, in nanoseconds a sample.</summary>
    /// <remarks>
    /// Arithmetic, or the traffic of what does not change from sample to sample, whichever is longer, and the activations. A single
    /// sample reads each parameter once, and for a gradient W of all layers but the first once more, and adds to every element of the
    /// gradient. A batch could keep parameters in registers, so its traffic is only that of the step: the gradient read, the
    /// parameters updated. Calls, latencies and derivatives count nothing: where they rule, in tiny networks, no program comes near.
    /// </remarks>
    public double Floor(Candidate network, Case work)
    {
        double multiplyAdds = 0, activations = 0;
        int laterWeights = network.Layers.Skip(1).Sum(layer => layer.WeightCount);
        foreach (LayerInfo layer in network.Layers)
        {
            multiplyAdds += layer.WeightCount;
            activations += layer.Outputs / ActivationRate(layer.Activation);
        }

        if (work.Work != Work.Forward)
        {
            multiplyAdds += multiplyAdds + laterWeights; // dW = aᵀ·dz of every layer, da = dz·Wᵀ of all but the first
        }

        int parameterBytes = network.ParameterCount * sizeof(float);
        double arithmetic = multiplyAdds / MultiplyAddRate;
        double step = work.Work != Work.Train ? 0
            : (parameterBytes / LoadRate(2 * parameterBytes) + parameterBytes / UpdateRate(2 * parameterBytes)) / work.Samples;
        double traffic = work switch
        {
            { Work: Work.Forward, Samples: 1 } => parameterBytes / LoadRate(parameterBytes),
            { Work: Work.Backward } => (parameterBytes + laterWeights * sizeof(float)) / LoadRate(2 * parameterBytes)
                + parameterBytes / UpdateRate(2 * parameterBytes),
            _ => 0,
        };
        return Math.Max(arithmetic, traffic) + activations + step;
    }

    private static double Footprint(Dictionary<int, Rate> rates, int bytes, Func<AlignedBuffer<float>, double> run)
    {
        // Less would measure the loop more than the cache.
        int size = Math.Max(8192, bytes);
        if (!rates.TryGetValue(size, out Rate? rate))
        {
            var buffer = new AlignedBuffer<float>(size / sizeof(float));
            rates.Add(size, rate = new Rate(() => run(buffer)));
        }

        return rate.PerNanosecond;
    }

    private static double Activate(Activation activation, Span<float> z, Span<float> a)
    {
        if (activation == Activation.Tanh)
        {
            ActivationPass.Value<float, TanhFunction>(z, a);
        }
        else
        {
            ActivationPass.Value<float, SigmoidFunction>(z, a);
        }

        return z.Length;
    }

    /// <summary>Sixteen independent sums: enough to hide the latency of any multiply-add unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MultiplyAdds(int rounds)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            return NarrowMultiplyAdds(rounds);
        }

        var x = Vector512.Create(0.999f);
        Vector512<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x;
        Vector512<float> s8 = x, s9 = x, s10 = x, s11 = x, s12 = x, s13 = x, s14 = x, s15 = x;
        for (int i = 0; i < rounds; i++)
        {
            s0 = Vector512.MultiplyAddEstimate(s0, x, x);
            s1 = Vector512.MultiplyAddEstimate(s1, x, x);
            s2 = Vector512.MultiplyAddEstimate(s2, x, x);
            s3 = Vector512.MultiplyAddEstimate(s3, x, x);
            s4 = Vector512.MultiplyAddEstimate(s4, x, x);
            s5 = Vector512.MultiplyAddEstimate(s5, x, x);
            s6 = Vector512.MultiplyAddEstimate(s6, x, x);
            s7 = Vector512.MultiplyAddEstimate(s7, x, x);
            s8 = Vector512.MultiplyAddEstimate(s8, x, x);
            s9 = Vector512.MultiplyAddEstimate(s9, x, x);
            s10 = Vector512.MultiplyAddEstimate(s10, x, x);
            s11 = Vector512.MultiplyAddEstimate(s11, x, x);
            s12 = Vector512.MultiplyAddEstimate(s12, x, x);
            s13 = Vector512.MultiplyAddEstimate(s13, x, x);
            s14 = Vector512.MultiplyAddEstimate(s14, x, x);
            s15 = Vector512.MultiplyAddEstimate(s15, x, x);
        }

        s_sink = Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15);
        return 16.0 * Vector512<float>.Count * rounds;
    }

    /// <summary>The same at 256 bits or fewer: eight sums and a factor, so as to fit sixteen registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double NarrowMultiplyAdds(int rounds)
    {
        var x = new Vector<float>(0.999f);
        Vector<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x;
        for (int i = 0; i < rounds; i++)
        {
            s0 = Vector.MultiplyAddEstimate(s0, x, x);
            s1 = Vector.MultiplyAddEstimate(s1, x, x);
            s2 = Vector.MultiplyAddEstimate(s2, x, x);
            s3 = Vector.MultiplyAddEstimate(s3, x, x);
            s4 = Vector.MultiplyAddEstimate(s4, x, x);
            s5 = Vector.MultiplyAddEstimate(s5, x, x);
            s6 = Vector.MultiplyAddEstimate(s6, x, x);
            s7 = Vector.MultiplyAddEstimate(s7, x, x);
            s8 = Vector.MultiplyAddEstimate(s8, x, x);
            s9 = Vector.MultiplyAddEstimate(s9, x, x);
        }

        s_sink = Vector.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9);
        return 10.0 * Vector<float>.Count * rounds;
    }

    /// <summary>Eight sums, so that no addition waits for another; two streams, which the prefetchers like best; several passes, so that
    /// a short buffer is not all beginning and end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Loads(Span<float> buffer)
    {
        ref float p = ref MemoryMarshal.GetReference(buffer);
        nuint length = (nuint)buffer.Length & ~(nuint)127, half = length / 2;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            for (int pass = 0; pass < Passes; pass++)
            {
                for (nuint i = 0; i < half; i += 64)
                {
                    s0 += Vector512.LoadUnsafe(ref p, i);
                    s1 += Vector512.LoadUnsafe(ref p, i + 16);
                    s2 += Vector512.LoadUnsafe(ref p, i + 32);
                    s3 += Vector512.LoadUnsafe(ref p, i + 48);
                    s4 += Vector512.LoadUnsafe(ref p, half + i);
                    s5 += Vector512.LoadUnsafe(ref p, half + i + 16);
                    s6 += Vector512.LoadUnsafe(ref p, half + i + 32);
                    s7 += Vector512.LoadUnsafe(ref p, half + i + 48);
                }
            }

            s_sink = Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
        }
        else
        {
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            for (int pass = 0; pass < Passes; pass++)
            {
                for (nuint i = 0; i < half; i += 32)
                {
                    s0 += Vector256.LoadUnsafe(ref p, i);
                    s1 += Vector256.LoadUnsafe(ref p, i + 8);
                    s2 += Vector256.LoadUnsafe(ref p, i + 16);
                    s3 += Vector256.LoadUnsafe(ref p, i + 24);
                    s4 += Vector256.LoadUnsafe(ref p, half + i);
                    s5 += Vector256.LoadUnsafe(ref p, half + i + 8);
                    s6 += Vector256.LoadUnsafe(ref p, half + i + 16);
                    s7 += Vector256.LoadUnsafe(ref p, half + i + 24);
                }
            }

            s_sink = Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
        }

        return (double)length * sizeof(float) * Passes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Updates(Span<float> buffer)
    {
        ref float p = ref MemoryMarshal.GetReference(buffer);
        nuint length = (nuint)buffer.Length & ~(nuint)63;
        for (int pass = 0; pass < Passes; pass++)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                var c = Vector512.Create(1e-3f);
                for (nuint i = 0; i < length; i += 64)
                {
                    (Vector512.LoadUnsafe(ref p, i) + c).StoreUnsafe(ref p, i);
                    (Vector512.LoadUnsafe(ref p, i + 16) + c).StoreUnsafe(ref p, i + 16);
                    (Vector512.LoadUnsafe(ref p, i + 32) + c).StoreUnsafe(ref p, i + 32);
                    (Vector512.LoadUnsafe(ref p, i + 48) + c).StoreUnsafe(ref p, i + 48);
                }
            }
            else
            {
                var c = Vector256.Create(1e-3f);
                for (nuint i = 0; i < length; i += 32)
                {
                    (Vector256.LoadUnsafe(ref p, i) + c).StoreUnsafe(ref p, i);
                    (Vector256.LoadUnsafe(ref p, i + 8) + c).StoreUnsafe(ref p, i + 8);
                    (Vector256.LoadUnsafe(ref p, i + 16) + c).StoreUnsafe(ref p, i + 16);
                    (Vector256.LoadUnsafe(ref p, i + 24) + c).StoreUnsafe(ref p, i + 24);
                }
            }
        }

        return (double)length * sizeof(float) * Passes;
    }

    private static float s_sink;

    /// <summary>The best rate seen so far of something that returns how much it did.</summary>
    private sealed class Rate(Func<double> run)
    {
        private const int Slices = 40;

        private double _best;
        private int _times;

        public double PerNanosecond
        {
            get
            {
                if (_best == 0)
                {
                    Refresh();
                }

                return _best;
            }
        }

        public void Refresh()
        {
            if (_times == 0)
            {
                run();
                long start = Stopwatch.GetTimestamp();
                run();
                _times = 1 + (int)(SliceNanoseconds / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }

            for (int slice = 0; slice < Slices; slice++)
            {
                double done = 0;
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < _times; i++)
                {
                    done += run();
                }

                _best = Math.Max(_best, done / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }
        }
    }
}
