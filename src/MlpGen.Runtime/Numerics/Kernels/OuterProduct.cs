using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>dW += aᵀ·dz for one sample: every row of the gradient gets the row dz, scaled by one input.</summary>
/// <remarks>
/// Bound by the stores: up to four vectors of dz stay in registers, or their loads would be what it waits for. A row's last, partial
/// vector overlaps its neighbour: both are read before either is written, so the shared elements get the same sum twice instead of
/// being added to twice.
/// </remarks>
internal static class OuterProduct<TWidth, TVector, T>
    where TWidth : struct, IVectorWidth<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>gradient[i, j] += a[i] · dz[j].</summary>
    /// <param name="a">The layer's input, <paramref name="inputs"/> long.</param>
    /// <param name="dz">∂L/∂z, <paramref name="outputs"/> long.</param>
    /// <param name="gradient">∂L/∂W, <paramref name="inputs"/> × <paramref name="outputs"/>; overlaps neither.</param>
    /// <param name="inputs">Rows of the gradient.</param>
    /// <param name="outputs">Columns of the gradient, at least one vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - TWidth.Count;
        if (outputs == TWidth.Count)
        {
            TVector d = TWidth.Load(ref dz);
            for (; inputs >= 4; inputs -= 4)
            {
                AddVector(a, d, ref gradient);
                AddVector(Unsafe.Add(ref a, 1), d, ref Unsafe.Add(ref gradient, TWidth.Count));
                AddVector(Unsafe.Add(ref a, 2), d, ref Unsafe.Add(ref gradient, 2 * TWidth.Count));
                AddVector(Unsafe.Add(ref a, 3), d, ref Unsafe.Add(ref gradient, 3 * TWidth.Count));
                gradient = ref Unsafe.Add(ref gradient, 4 * TWidth.Count);
                a = ref Unsafe.Add(ref a, 4);
            }

            for (; inputs > 0; inputs--)
            {
                AddVector(a, d, ref gradient);
                gradient = ref Unsafe.Add(ref gradient, TWidth.Count);
                a = ref Unsafe.Add(ref a, 1);
            }
        }
        else if (outputs <= 2 * TWidth.Count)
        {
            TVector d0 = TWidth.Load(ref dz);
            TVector d1 = TWidth.Load(ref Unsafe.Add(ref dz, tail));
            for (; inputs > 0; inputs--)
            {
                TVector value = TWidth.Broadcast(a);
                TVector g0 = TWidth.MultiplyAdd(value, d0, TWidth.Load(ref gradient));
                TVector g1 = TWidth.MultiplyAdd(value, d1, TWidth.Load(ref Unsafe.Add(ref gradient, tail)));
                TWidth.Store(g0, ref gradient);
                TWidth.Store(g1, ref Unsafe.Add(ref gradient, tail));
                gradient = ref Unsafe.Add(ref gradient, outputs);
                a = ref Unsafe.Add(ref a, 1);
            }
        }
        else if (outputs <= 3 * TWidth.Count)
        {
            AddThree(ref a, ref dz, ref gradient, inputs, outputs);
        }
        else if (outputs <= 4 * TWidth.Count)
        {
            AddFour(ref a, ref dz, ref gradient, inputs, outputs);
        }
        else
        {
            AddWide(ref a, ref dz, ref gradient, inputs, outputs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddThree(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - TWidth.Count;
        TVector d0 = TWidth.Load(ref dz), d1 = TWidth.Load(ref Unsafe.Add(ref dz, TWidth.Count)), d2 = TWidth.Load(ref Unsafe.Add(ref dz, tail));
        for (; inputs > 0; inputs--)
        {
            TVector value = TWidth.Broadcast(a);
            TVector g0 = TWidth.MultiplyAdd(value, d0, TWidth.Load(ref gradient));
            TVector g1 = TWidth.MultiplyAdd(value, d1, TWidth.Load(ref Unsafe.Add(ref gradient, TWidth.Count)));
            TVector g2 = TWidth.MultiplyAdd(value, d2, TWidth.Load(ref Unsafe.Add(ref gradient, tail)));
            TWidth.Store(g0, ref gradient);
            TWidth.Store(g1, ref Unsafe.Add(ref gradient, TWidth.Count));
            TWidth.Store(g2, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - TWidth.Count;
        TVector d0 = TWidth.Load(ref dz), d1 = TWidth.Load(ref Unsafe.Add(ref dz, TWidth.Count));
        TVector d2 = TWidth.Load(ref Unsafe.Add(ref dz, 2 * TWidth.Count)), d3 = TWidth.Load(ref Unsafe.Add(ref dz, tail));
        for (; inputs > 0; inputs--)
        {
            TVector value = TWidth.Broadcast(a);
            TVector g0 = TWidth.MultiplyAdd(value, d0, TWidth.Load(ref gradient));
            TVector g1 = TWidth.MultiplyAdd(value, d1, TWidth.Load(ref Unsafe.Add(ref gradient, TWidth.Count)));
            TVector g2 = TWidth.MultiplyAdd(value, d2, TWidth.Load(ref Unsafe.Add(ref gradient, 2 * TWidth.Count)));
            TVector g3 = TWidth.MultiplyAdd(value, d3, TWidth.Load(ref Unsafe.Add(ref gradient, tail)));
            TWidth.Store(g0, ref gradient);
            TWidth.Store(g1, ref Unsafe.Add(ref gradient, TWidth.Count));
            TWidth.Store(g2, ref Unsafe.Add(ref gradient, 2 * TWidth.Count));
            TWidth.Store(g3, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWide(ref T a, ref T dz, ref T gradient, int inputs, int outputs)
    {
        nint tail = outputs - TWidth.Count;
        for (; inputs > 0; inputs--)
        {
            TVector value = TWidth.Broadcast(a);
            nint column = 0;
            for (; column <= tail - (4 * TWidth.Count); column += 4 * TWidth.Count)
            {
                AddVector(value, ref Unsafe.Add(ref dz, column), ref Unsafe.Add(ref gradient, column));
                AddVector(value, ref Unsafe.Add(ref dz, column + TWidth.Count), ref Unsafe.Add(ref gradient, column + TWidth.Count));
                AddVector(value, ref Unsafe.Add(ref dz, column + (2 * TWidth.Count)), ref Unsafe.Add(ref gradient, column + (2 * TWidth.Count)));
                AddVector(value, ref Unsafe.Add(ref dz, column + (3 * TWidth.Count)), ref Unsafe.Add(ref gradient, column + (3 * TWidth.Count)));
            }

            // One to four vectors are left. The last of them may overlap the one before, so it is read first.
            TVector last = TWidth.MultiplyAdd(
                value, TWidth.Load(ref Unsafe.Add(ref dz, tail)), TWidth.Load(ref Unsafe.Add(ref gradient, tail)));
            for (; column < tail; column += TWidth.Count)
            {
                AddVector(value, ref Unsafe.Add(ref dz, column), ref Unsafe.Add(ref gradient, column));
            }

            TWidth.Store(last, ref Unsafe.Add(ref gradient, tail));
            gradient = ref Unsafe.Add(ref gradient, outputs);
            a = ref Unsafe.Add(ref a, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddVector(T value, TVector d, ref T gradient)
        => TWidth.Store(TWidth.MultiplyAdd(TWidth.Broadcast(value), d, TWidth.Load(ref gradient)), ref gradient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddVector(TVector value, ref T d, ref T gradient)
        => TWidth.Store(TWidth.MultiplyAdd(value, TWidth.Load(ref d), TWidth.Load(ref gradient)), ref gradient);
}
