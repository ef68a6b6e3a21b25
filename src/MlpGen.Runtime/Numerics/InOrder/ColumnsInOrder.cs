using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlpGen.Numerics;

/// <summary>A dense layer for a tile in columns of a reproducible network: the sums of <see cref="DenseInOrder"/>, term by term, samples side by side.</summary>
/// <remarks>What is summed over samples would go across vectors, so that gradients of weights are taken from rows, which the columns are turned to.</remarks>
internal static class ColumnsInOrder
{
    private const int Tile = DenseColumns.TileSamples;

    /// <summary>z = x·W + b and a = f(z); an empty z or a is not wanted.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Forward<T, TFunction>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, int samples, double alpha = 0)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), w0 = ref MemoryMarshal.GetReference(w), b0 = ref First(b);
        int length = Widths.MoreThanHalf(samples);
        if (outputs == 1)
        {
            Span<T> sums = z.IsEmpty ? a : z;
            Widths<UnfusedKernel<DotsOfColumns>>.Run(
                length, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(sums), inputs, 1, samples);
            if (!a.IsEmpty)
            {
                int filled = Widths.Filled<T>(samples); // what reads a reads whole vectors
                RowsInOrder.Activate<T, TFunction>(sums.Slice(0, filled), a.Slice(0, filled), alpha);
            }

            return;
        }

        if (a.IsEmpty)
        {
            Widths<UnfusedKernel<ForwardColumns<Unchanged>>>.Run(
                length, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(z), inputs, outputs, samples, alpha);
        }
        else if (typeof(TFunction) == typeof(IdentityFunction) && z.IsEmpty)
        {
            Widths<UnfusedKernel<ForwardColumns<Unchanged>>>.Run(
                length, ref w0, ref b0, ref x0, ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(a), inputs, outputs, samples, alpha);
        }
        else
        {
            Widths<UnfusedKernel<ForwardColumns<Activated<TFunction>>>>.Run(
                length, ref w0, ref b0, ref x0, ref First<T>(z), ref MemoryMarshal.GetReference(a), inputs, outputs, samples, alpha);
        }
    }

    /// <summary>da = dz·Wᵀ, and at once dz of the layer before, da ⊙ f'.</summary>
    [MethodImpl(Loop.Hot)]
    public static void InputGradient<T, TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> by, Span<T> dzBefore, int inputs, int outputs, int samples, double alpha = 0)
        where T : unmanaged
        where TFunction : struct, IElementwise
    {
        ref T dz0 = ref MemoryMarshal.GetReference(dz), w0 = ref MemoryMarshal.GetReference(w), none = ref Unsafe.NullRef<T>();
        ref T to = ref MemoryMarshal.GetReference(dzBefore);
        int length = Widths.MoreThanHalf(samples);
        if (typeof(TFunction) == typeof(IdentityFunction))
        {
            Widths<UnfusedKernel<InputGradientColumns<Unchanged>>>.Run(length, ref w0, ref none, ref dz0, ref none, ref to, inputs, outputs, samples, alpha);
        }
        else
        {
            Widths<UnfusedKernel<InputGradientColumns<Chained<TFunction>>>>.Run(
                length, ref w0, ref none, ref dz0, ref MemoryMarshal.GetReference(by), ref to, inputs, outputs, samples, alpha);
        }
    }

    /// <summary>dW += aᵀ·dz and db += Σ dz.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static void AddGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs, int samples)
        where T : unmanaged
    {
        Span<T> memory = StackMemory.Align(stackalloc T[samples * (inputs + outputs) + Loop.Spare<T>()], samples * (inputs + outputs));
        Span<T> before = memory.Slice(0, samples * inputs), behind = memory.Slice(samples * inputs);
        DenseColumns.TurnBack(a, before, inputs);
        DenseColumns.TurnBack(dz, behind, outputs);
        DenseInOrder.AddWeightGradient(before, behind, dw, inputs, outputs);
        if (!db.IsEmpty)
        {
            DenseInOrder.AddBiasGradient(behind, db);
        }
    }

    /// <summary>p = softmax(z), sample by sample.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Softmax<T>(ReadOnlySpan<T> z, Span<T> p, int outputs, int samples)
        where T : unmanaged
    {
        ref T none = ref Unsafe.NullRef<T>();
        Widths<UnfusedKernel<SoftmaxColumns>>.Run(
            Widths.MoreThanHalf(samples), ref none, ref none, ref MemoryMarshal.GetReference(z), ref none, ref MemoryMarshal.GetReference(p),
            0, outputs, samples);
    }

    /// <summary>dz = p ⊙ (dp − Σ p·dp) in place of dp, sample by sample.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void SoftmaxGradient<T>(Span<T> dz, ReadOnlySpan<T> p, int outputs, int samples)
        where T : unmanaged
    {
        ref T none = ref Unsafe.NullRef<T>();
        ref T dz0 = ref MemoryMarshal.GetReference(dz);
        Widths<UnfusedKernel<SoftmaxGradientColumns>>.Run(
            Widths.MoreThanHalf(samples), ref none, ref none, ref dz0, ref MemoryMarshal.GetReference(p), ref dz0, 0, outputs, samples);
    }

    /// <summary>The loss, and its gradient unless it is empty: of rows, which is how targets come.</summary>
    [MethodImpl(Loop.Hot), SkipLocalsInit]
    public static T Loss<T, TLoss>(
        ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, int samples, double delta)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss
    {
        int length = samples * outputs;
        Span<T> rows = StackMemory.Align(stackalloc T[length + Loop.Spare<T>()], length);
        DenseColumns.TurnBack(read, rows, outputs);
        T loss = TLoss.InOrder<T>(rows, targets, scale, gradient.IsEmpty ? default : rows, outputs, delta);
        if (!gradient.IsEmpty)
        {
            DenseColumns.Turn(rows, gradient, outputs);
        }

        return loss;
    }

    [MethodImpl(Loop.Inlined)]
    private static ref T First<T>(ReadOnlySpan<T> span) => ref span.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(span);

    /// <summary>y = x·W + b of one output: <see cref="DotsInOrder"/>, with a vector of samples for each of its sums.</summary>
    private readonly struct DotsOfColumns : IKernel
    {
        [MethodImpl(Loop.Inlined)]
        public static void Run<V, T, S>(ref T w, ref T b, ref T x, ref T other, ref T y, int inputs, int outputs, int samples, double alpha)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T> => Each<V, T, S>(ref w, ref b, ref x, ref y, inputs, samples);

        [MethodImpl(Loop.Hot), SkipLocalsInit]
        private static void Each<V, T, S>(ref T w, ref T b, ref T x, ref T y, int inputs, int samples)
            where V : struct
            where T : unmanaged
            where S : ISimd<V, T>
        {
            int lanes = SampleLanes.Group<T>();
            Span<T> memory = stackalloc T[lanes * S.Count];
            ref T sums = ref MemoryMarshal.GetReference(memory);
            for (int s = 0; s < samples; s += S.Count)
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    V sum = S.EmptySum;
                    for (int i = lane; i < inputs; i += lanes)
                    {
                        sum = S.MultiplyAdd(S.Load(ref Unsafe.Add(ref x, (i * Tile) + s)), S.Broadcast(Unsafe.Add(ref w, i)), sum);
                    }

                    S.Store(sum, ref Unsafe.Add(ref sums, lane * S.Count));
                }

                for (int half = lanes / 2; half > 0; half /= 2)
                {
                    for (int lane = 0; lane < half; lane++)
                    {
                        ref T near = ref Unsafe.Add(ref sums, lane * S.Count);
                        S.Store(S.Add(S.Load(ref near), S.Load(ref Unsafe.Add(ref near, half * S.Count))), ref near);
                    }
                }

                V dot = S.Load(ref sums);
                S.Store(Unsafe.IsNullRef(ref b) ? dot : S.Add(dot, S.Broadcast(b)), ref Unsafe.Add(ref y, s));
            }
        }
    }
}
