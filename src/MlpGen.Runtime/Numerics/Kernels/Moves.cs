using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>Copies and zeros, for passes between kernels.</summary>
/// <remarks>Those of .NET are precompiled for processors without wide vectors, and stay so until the JIT comes round to them, if it ever does. Until then
/// each change from wide vectors to them costs some processors 150 nanoseconds, as long as dozens of samples of a tiny network.
/// <para>Counted in bytes, but in vectors of the numbers, which kernels load anyway: those of bytes would be one more type, and the first use of it a
/// millisecond.</para></remarks>
internal static class Moves
{
    /// <summary>As <see cref="ReadOnlySpan{T}.CopyTo"/>, of memory that does not overlap.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is too short.</exception>
    [MethodImpl(Loop.Hot)]
    public static void MoveTo<T>(this ReadOnlySpan<T> from, Span<T> to)
        where T : unmanaged
    {
        to = to[..from.Length];
        ref byte source = ref Bytes(ref MemoryMarshal.GetReference(from)), target = ref Bytes(ref MemoryMarshal.GetReference(to));
        nuint length = (nuint)from.Length * (nuint)Unsafe.SizeOf<T>(), i = 0;
        for (; Vector512.IsHardwareAccelerated && i + 64 <= length; i += 64)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<Vector512<T>>(ref Unsafe.Add(ref source, i)));
        }

        for (; Vector256.IsHardwareAccelerated && i + 32 <= length; i += 32)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<Vector256<T>>(ref Unsafe.Add(ref source, i)));
        }

        for (; Vector128.IsHardwareAccelerated && i + 16 <= length; i += 16)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<Vector128<T>>(ref Unsafe.Add(ref source, i)));
        }

        for (int k = (int)i / Unsafe.SizeOf<T>(); k < from.Length; k++)
        {
            to[k] = from[k];
        }
    }

    /// <inheritdoc cref="MoveTo{T}(ReadOnlySpan{T}, Span{T})"/>
    [MethodImpl(Loop.Inlined)]
    public static void MoveTo<T>(this Span<T> from, Span<T> to)
        where T : unmanaged => ((ReadOnlySpan<T>)from).MoveTo(to);

    /// <summary>As <see cref="Span{T}.Clear"/>.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Zero<T>(this Span<T> numbers)
        where T : unmanaged
    {
        ref byte target = ref Bytes(ref MemoryMarshal.GetReference(numbers));
        nuint length = (nuint)numbers.Length * (nuint)Unsafe.SizeOf<T>(), i = 0;
        for (; Vector512.IsHardwareAccelerated && i + 64 <= length; i += 64)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Vector512<T>.Zero);
        }

        for (; Vector256.IsHardwareAccelerated && i + 32 <= length; i += 32)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Vector256<T>.Zero);
        }

        for (; Vector128.IsHardwareAccelerated && i + 16 <= length; i += 16)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Vector128<T>.Zero);
        }

        for (int k = (int)i / Unsafe.SizeOf<T>(); k < numbers.Length; k++)
        {
            numbers[k] = default;
        }
    }

    [MethodImpl(Loop.Inlined)]
    private static ref byte Bytes<T>(ref T number)
        where T : unmanaged => ref Unsafe.As<T, byte>(ref number);
}
