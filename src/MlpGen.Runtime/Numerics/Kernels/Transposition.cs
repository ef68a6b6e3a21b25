using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlpGen.Numerics;

/// <summary>Copies a block of W into its transpose, in registers: with 256 bits eight by eight (floats) or four by four (doubles), else half as many.</summary>
internal static class Transposition<T>
    where T : unmanaged
{
    /// <summary>target[j, i] = source[i, j].</summary>
    /// <param name="source">Element (0, 0) of the block.</param>
    /// <param name="sourceRow">Distance between rows of the source.</param>
    /// <param name="target">Element (0, 0) of the transposed block; overlaps nothing.</param>
    /// <param name="targetRow">Distance between rows of the target.</param>
    /// <param name="rows">Rows of the source, columns of the target.</param>
    /// <param name="columns">Columns of the source, rows of the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Copy(ref T source, nint sourceRow, ref T target, nint targetRow, int rows, int columns)
    {
        ref T from = ref source;
        int size = Widths.Bytes128 / Unsafe.SizeOf<T>();
        if (typeof(T) == typeof(float) && rows >= size && columns == 3 && sourceRow == 3 && Sse.IsSupported)
        {
            CopyThreeColumns(ref Unsafe.As<T, float>(ref from), ref Unsafe.As<T, float>(ref target), targetRow, rows);
            return;
        }

        if (typeof(T) == typeof(float) && columns >= size && rows == 3 && targetRow == 3 && Sse.IsSupported)
        {
            CopyThreeRows(ref Unsafe.As<T, float>(ref from), sourceRow, ref Unsafe.As<T, float>(ref target), columns);
            return;
        }

        if (rows < size || columns < size || !(Sse2.IsSupported || AdvSimd.Arm64.IsSupported))
        {
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    Unsafe.Add(ref target, (j * targetRow) + i) = Unsafe.Add(ref from, (i * sourceRow) + j);
                }
            }

            return;
        }

        bool isWide = Avx.IsSupported && rows >= 2 * size && columns >= 2 * size;
        size = isWide ? 2 * size : size;

        // Blocks at the far edges overlap their neighbours and write the same elements again.
        for (int i = 0; i < rows; i += size)
        {
            int top = i + size <= rows ? i : rows - size;
            for (int j = 0; j < columns; j += size)
            {
                int left = j + size <= columns ? j : columns - size;
                ref T block = ref Unsafe.Add(ref from, (top * sourceRow) + left);
                ref T turned = ref Unsafe.Add(ref target, (left * targetRow) + top);
                if (isWide)
                {
                    CopyWideBlock(ref block, sourceRow, ref turned, targetRow);
                }
                else
                {
                    CopyBlock(ref block, sourceRow, ref turned, targetRow);
                }
            }
        }
    }

    /// <summary>n × 3 to 3 × n: rows are read as four floats, so the last block goes element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyThreeColumns(ref float source, ref float target, nint targetRow, int rows)
    {
        int i = 0;
        for (; i + 4 < rows; i += 4)
        {
            ref float row = ref Unsafe.Add(ref source, 3 * i);
            Vector128<float> r0 = Vector128.LoadUnsafe(ref row), r1 = Vector128.LoadUnsafe(ref row, 3);
            Vector128<float> r2 = Vector128.LoadUnsafe(ref row, 6), r3 = Vector128.LoadUnsafe(ref row, 9);
            (Vector128<float> even01, Vector128<float> even23) = (Single128.ZipLow(r0, r2), Single128.ZipLow(r1, r3));
            Single128.ZipLow(even01, even23).StoreUnsafe(ref Unsafe.Add(ref target, i));
            Single128.ZipHigh(even01, even23).StoreUnsafe(ref Unsafe.Add(ref target, targetRow + i));
            Single128.ZipLow(Single128.ZipHigh(r0, r2), Single128.ZipHigh(r1, r3)).StoreUnsafe(ref Unsafe.Add(ref target, (2 * targetRow) + i));
        }

        for (; i < rows; i++)
        {
            ref float row = ref Unsafe.Add(ref source, 3 * i);
            Unsafe.Add(ref target, i) = row;
            Unsafe.Add(ref target, targetRow + i) = Unsafe.Add(ref row, 1);
            Unsafe.Add(ref target, (2 * targetRow) + i) = Unsafe.Add(ref row, 2);
        }
    }

    /// <summary>3 × n to n × 3: rows are written as four floats, each overwriting the fourth of the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyThreeRows(ref float source, nint sourceRow, ref float target, int columns)
    {
        int j = 0;
        for (; j + 4 < columns; j += 4)
        {
            Vector128<float> a = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, j));
            Vector128<float> b = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceRow + j));
            Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, (2 * sourceRow) + j));
            (Vector128<float> ac01, Vector128<float> ac23) = (Single128.ZipLow(a, c), Single128.ZipHigh(a, c));
            (Vector128<float> b01, Vector128<float> b23) = (Single128.ZipLow(b, b), Single128.ZipHigh(b, b));
            ref float row = ref Unsafe.Add(ref target, 3 * j);
            Single128.ZipLow(ac01, b01).StoreUnsafe(ref row);
            Single128.ZipHigh(ac01, b01).StoreUnsafe(ref row, 3);
            Single128.ZipLow(ac23, b23).StoreUnsafe(ref row, 6);
            Single128.ZipHigh(ac23, b23).StoreUnsafe(ref row, 9);
        }

        for (; j < columns; j++)
        {
            ref float row = ref Unsafe.Add(ref target, 3 * j);
            row = Unsafe.Add(ref source, j);
            Unsafe.Add(ref row, 1) = Unsafe.Add(ref source, sourceRow + j);
            Unsafe.Add(ref row, 2) = Unsafe.Add(ref source, (2 * sourceRow) + j);
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void CopyBlock(ref T source, nint sourceRow, ref T target, nint targetRow)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> r0 = Vector128.LoadUnsafe(ref source).AsSingle();
            Vector128<float> r1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceRow)).AsSingle();
            Vector128<float> r2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceRow)).AsSingle();
            Vector128<float> r3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceRow)).AsSingle();
            (Vector128<float> even01, Vector128<float> odd01) = (Single128.ZipLow(r0, r2), Single128.ZipHigh(r0, r2));
            (Vector128<float> even23, Vector128<float> odd23) = (Single128.ZipLow(r1, r3), Single128.ZipHigh(r1, r3));
            Single128.ZipLow(even01, even23).As<float, T>().StoreUnsafe(ref target);
            Single128.ZipHigh(even01, even23).As<float, T>().StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
            Single128.ZipLow(odd01, odd23).As<float, T>().StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
            Single128.ZipHigh(odd01, odd23).As<float, T>().StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
        }
        else
        {
            Vector128<double> r0 = Vector128.LoadUnsafe(ref source).AsDouble();
            Vector128<double> r1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceRow)).AsDouble();
            Double128.ZipLow(r0, r1).As<double, T>().StoreUnsafe(ref target);
            Double128.ZipHigh(r0, r1).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static void CopyWideBlock(ref T source, nint sourceRow, ref T target, nint targetRow)
    {
        if (typeof(T) == typeof(float))
        {
            // Rows r and r + 4 of a half of the columns are one vector, so that what follows stays within halves of vectors.
            ref float from = ref Unsafe.As<T, float>(ref source), to = ref Unsafe.As<T, float>(ref target);
            for (int half = 0; half < 2; half++)
            {
                Vector256<float> r0 = Halves(ref from, 0 * sourceRow, 4 * sourceRow), r1 = Halves(ref from, 1 * sourceRow, 5 * sourceRow);
                Vector256<float> r2 = Halves(ref from, 2 * sourceRow, 6 * sourceRow), r3 = Halves(ref from, 3 * sourceRow, 7 * sourceRow);
                (Vector256<float> even01, Vector256<float> odd01) = (Avx.UnpackLow(r0, r2), Avx.UnpackHigh(r0, r2));
                (Vector256<float> even23, Vector256<float> odd23) = (Avx.UnpackLow(r1, r3), Avx.UnpackHigh(r1, r3));
                Avx.UnpackLow(even01, even23).StoreUnsafe(ref to);
                Avx.UnpackHigh(even01, even23).StoreUnsafe(ref Unsafe.Add(ref to, targetRow));
                Avx.UnpackLow(odd01, odd23).StoreUnsafe(ref Unsafe.Add(ref to, 2 * targetRow));
                Avx.UnpackHigh(odd01, odd23).StoreUnsafe(ref Unsafe.Add(ref to, 3 * targetRow));
                from = ref Unsafe.Add(ref from, 4);
                to = ref Unsafe.Add(ref to, 4 * targetRow);
            }
        }
        else
        {
            ref double from = ref Unsafe.As<T, double>(ref source), to = ref Unsafe.As<T, double>(ref target);
            for (int half = 0; half < 2; half++)
            {
                Vector256<double> r0 = Halves(ref from, 0 * sourceRow, 2 * sourceRow), r1 = Halves(ref from, 1 * sourceRow, 3 * sourceRow);
                Avx.UnpackLow(r0, r1).StoreUnsafe(ref to);
                Avx.UnpackHigh(r0, r1).StoreUnsafe(ref Unsafe.Add(ref to, targetRow));
                from = ref Unsafe.Add(ref from, 2);
                to = ref Unsafe.Add(ref to, 2 * targetRow);
            }
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static Vector256<TNumber> Halves<TNumber>(ref TNumber from, nint lower, nint upper)
        where TNumber : unmanaged => Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref from, lower)), Vector128.LoadUnsafe(ref Unsafe.Add(ref from, upper)));
}
