using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>dW += aᵀ·dz for one sample: every row of the gradient gets the row dz, scaled by one input.</summary>
/// <remarks>
/// Bound by the stores: up to four vectors of dz stay in registers, or their loads would be what it waits for. A row's last, partial
/// vector overlaps its neighbour: both are read before either is written, so the shared elements get the same sum twice instead of
/// being added to twice.
/// <para>An array begins 16 bytes into a line of 64, and each of its widest vectors would straddle two lines, which costs a tenth of a whole pass of
/// 784-16-16-10, forward and back.</para>
/// </remarks>
internal static class OuterProduct<V, T, S>
    where V : struct
    where T : unmanaged
    where S : ISimd<V, T>
{
    private const MethodImplOptions Block = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>The fewest weights whose gradient is worth a head and a tail of its own, 10 ns.</summary>
    private const int LargeGradient = 1024;

    /// <summary>gradient[i, j] += a[i] · dz[j].</summary>
    /// <param name="a">The layer's input, <paramref name="inputs"/> long.</param>
    /// <param name="dz">∂L/∂z, <paramref name="outputs"/> long.</param>
    /// <param name="gradient">∂L/∂W, <paramref name="inputs"/> × <paramref name="outputs"/>; overlaps neither.</param>
    /// <param name="inputs">Rows of the gradient.</param>
    /// <param name="outputs">Columns of the gradient, at least one vector.</param>
    [MethodImpl(Loop.Inlined)]
    public static void Add(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        // Each a method of its own: a layer needs one, and the JIT would take as long for the others. Asked of sizes that it
        // knows while it reads this, so that it does not go into the others.
        if (outputs * Unsafe.SizeOf<T>() % Unsafe.SizeOf<V>() == 0 && inputs * outputs >= LargeGradient && Head(ref gradient) is > 0 and int head)
        {
            AddFromBoundary(ref a, ref dz, ref gradient, inputs, outputs, head);
        }
        else if (outputs * Unsafe.SizeOf<T>() == Unsafe.SizeOf<V>())
        {
            AddOne(ref a, ref dz, ref gradient, inputs);
        }
        else if (outputs * Unsafe.SizeOf<T>() <= 2 * Unsafe.SizeOf<V>())
        {
            AddTwo(ref a, ref dz, ref gradient, inputs, outputs);
        }
        else if (outputs * Unsafe.SizeOf<T>() <= 3 * Unsafe.SizeOf<V>())
        {
            AddThree(ref a, ref dz, ref gradient, inputs, outputs);
        }
        else if (outputs * Unsafe.SizeOf<T>() <= 4 * Unsafe.SizeOf<V>())
        {
            AddFour(ref a, ref dz, ref gradient, inputs, outputs);
        }
        else
        {
            AddWide(ref a, ref dz, ref gradient, inputs, outputs);
        }
    }

    [MethodImpl(Block)]
    private static void AddOne(ref T a, ref T dz, ref T gradient, int inputs)
    {
        V d = S.Load(ref dz);
        for (; inputs >= 4; inputs -= 4)
        {
            AddVector(a, d, ref gradient);
            AddVector(Unsafe.Add(ref a, 1), d, ref Unsafe.Add(ref gradient, S.Count));
            AddVector(Unsafe.Add(ref a, 2), d, ref Unsafe.Add(ref gradient, 2 * S.Count));
            AddVector(Unsafe.Add(ref a, 3), d, ref Unsafe.Add(ref gradient, 3 * S.Count));
            gradient = ref Unsafe.Add(ref gradient, 4 * S.Count);
            a = ref Unsafe.Add(ref a, 4);
        }

        for (; inputs > 0; inputs--)
        {
            AddVector(a, d, ref gradient);
            gradient = ref Unsafe.Add(ref gradient, S.Count);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(Block)]
    private static void AddTwo(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - S.Count;
        V d0 = S.Load(ref dz);
        V d1 = S.Load(ref Unsafe.Add(ref dz, tail));
        for (; inputs > 0; inputs--)
        {
            V value = S.Broadcast(a);
            V g0 = S.MultiplyAdd(value, d0, S.Load(ref gradient));
            V g1 = S.MultiplyAdd(value, d1, S.Load(ref Unsafe.Add(ref gradient, tail)));
            S.Store(g0, ref gradient);
            S.Store(g1, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(Block)]
    private static void AddThree(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - S.Count;
        V d0 = S.Load(ref dz), d1 = S.Load(ref Unsafe.Add(ref dz, S.Count)), d2 = S.Load(ref Unsafe.Add(ref dz, tail));
        for (; inputs > 0; inputs--)
        {
            V value = S.Broadcast(a);
            V g0 = S.MultiplyAdd(value, d0, S.Load(ref gradient));
            V g1 = S.MultiplyAdd(value, d1, S.Load(ref Unsafe.Add(ref gradient, S.Count)));
            V g2 = S.MultiplyAdd(value, d2, S.Load(ref Unsafe.Add(ref gradient, tail)));
            S.Store(g0, ref gradient);
            S.Store(g1, ref Unsafe.Add(ref gradient, S.Count));
            S.Store(g2, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(Block)]
    private static void AddFour(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - S.Count;
        V d0 = S.Load(ref dz), d1 = S.Load(ref Unsafe.Add(ref dz, S.Count));
        V d2 = S.Load(ref Unsafe.Add(ref dz, 2 * S.Count)), d3 = S.Load(ref Unsafe.Add(ref dz, tail));
        for (; inputs > 0; inputs--)
        {
            V value = S.Broadcast(a);
            V g0 = S.MultiplyAdd(value, d0, S.Load(ref gradient));
            V g1 = S.MultiplyAdd(value, d1, S.Load(ref Unsafe.Add(ref gradient, S.Count)));
            V g2 = S.MultiplyAdd(value, d2, S.Load(ref Unsafe.Add(ref gradient, 2 * S.Count)));
            V g3 = S.MultiplyAdd(value, d3, S.Load(ref Unsafe.Add(ref gradient, tail)));
            S.Store(g0, ref gradient);
            S.Store(g1, ref Unsafe.Add(ref gradient, S.Count));
            S.Store(g2, ref Unsafe.Add(ref gradient, 2 * S.Count));
            S.Store(g3, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(Block)]
    private static void AddWide(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - S.Count;
        for (; inputs > 0; inputs--)
        {
            V value = S.Broadcast(a);
            nint column = 0;
            for (; column <= tail - (4 * S.Count); column += 4 * S.Count)
            {
                AddVector(value, ref Unsafe.Add(ref dz, column), ref Unsafe.Add(ref gradient, column));
                AddVector(value, ref Unsafe.Add(ref dz, column + S.Count), ref Unsafe.Add(ref gradient, column + S.Count));
                AddVector(value, ref Unsafe.Add(ref dz, column + (2 * S.Count)), ref Unsafe.Add(ref gradient, column + (2 * S.Count)));
                AddVector(value, ref Unsafe.Add(ref dz, column + (3 * S.Count)), ref Unsafe.Add(ref gradient, column + (3 * S.Count)));
            }

            // One to four vectors are left. The last of them may overlap the one before, so it is read first.
            V last = S.MultiplyAdd(
                value, S.Load(ref Unsafe.Add(ref dz, tail)), S.Load(ref Unsafe.Add(ref gradient, tail)));
            for (; column < tail; column += S.Count)
            {
                AddVector(value, ref Unsafe.Add(ref dz, column), ref Unsafe.Add(ref gradient, column));
            }

            S.Store(last, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    /// <summary>The same where rows are whole vectors: these go from boundary to boundary, so that the last of a row takes the
    /// <paramref name="head"/> of the next along.</summary>
    /// <remarks>Each number gets the same sum as elsewhere, to the bit.</remarks>
    [MethodImpl(Block)]
    private static void AddFromBoundary(ref T a, ref T dz, ref T gradient, int inputs, int outputs, int head)
    {
        nint tail = outputs - S.Count;
        V first = S.Load(ref dz), last = S.Load(ref Unsafe.Add(ref dz, tail));
        V seam = Joined(last, first, head);
        V isHead = S.FirstLanes(head), isOfRow = S.FirstLanes(S.Count - head);

        V value = S.Broadcast(a);
        V g = S.Load(ref gradient);
        S.Store(S.Choose(isHead, S.MultiplyAdd(value, first, g), g), ref gradient);
        while (true)
        {
            nint column = head;
            for (; column <= tail; column += S.Count)
            {
                AddVector(value, ref Unsafe.Add(ref dz, column), ref Unsafe.Add(ref gradient, column));
            }

            if (--inputs == 0)
            {
                break;
            }

            a = ref Unsafe.Add(ref a, 1);
            V next = S.Broadcast(a);
            AddVector(S.Choose(isOfRow, value, next), seam, ref Unsafe.Add(ref gradient, column));
            value = next;
            gradient = ref Unsafe.Add(ref gradient, outputs);
        }

        gradient = ref Unsafe.Add(ref gradient, tail);
        g = S.Load(ref gradient);
        S.Store(S.Choose(isHead, g, S.MultiplyAdd(value, last, g)), ref gradient);
    }

    /// <summary>How many numbers lie before the first place that is a multiple of a vector's bytes.</summary>
    [MethodImpl(Loop.Inlined)]
    private static unsafe int Head(ref T gradient) =>
        (int)(-(nint)Unsafe.AsPointer(ref gradient) & ((S.Count * sizeof(T)) - 1)) / sizeof(T);

    /// <summary>The lanes of two vectors, one behind the other, from lane <paramref name="first"/> on.</summary>
    [MethodImpl(Loop.Inlined)]
    private static V Joined(V low, V high, int first)
    {
        Unsafe.SkipInit(out TwoVectors both);
        ref T lanes = ref Unsafe.As<TwoVectors, T>(ref both);
        S.Store(low, ref lanes);
        S.Store(high, ref Unsafe.Add(ref lanes, S.Count));
        return S.Load(ref Unsafe.Add(ref lanes, first));
    }

    [InlineArray(2)]
    private struct TwoVectors
    {
        private V _first;
    }

    [MethodImpl(Loop.Inlined)]
    private static void AddVector(T value, V d, ref T gradient) => AddVector(S.Broadcast(value), d, ref gradient);

    [MethodImpl(Loop.Inlined)]
    private static void AddVector(V value, V d, ref T gradient) => S.Store(S.MultiplyAdd(value, d, S.Load(ref gradient)), ref gradient);

    [MethodImpl(Loop.Inlined)]
    private static void AddVector(V value, ref T d, ref T gradient) => AddVector(value, S.Load(ref d), ref gradient);
}
