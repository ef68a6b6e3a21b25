using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>The members of one stripe as rows, and rows for their gradients: memory of one thread.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="size">Parameters of a member.</param>
internal sealed class StripeRows<T>(int size)
    where T : unmanaged
{
    private readonly AlignedBuffer<T> _parameters = new(size * Widths.Lanes<T>(int.MaxValue)), _gradient = new(size * Widths.Lanes<T>(int.MaxValue));

    /// <summary>The parameters of the first members of the stripe, row by row.</summary>
    [MethodImpl(Loop.Inlined)]
    public ReadOnlySpan<T> Parameters(int lanes) => _parameters.Span[..(lanes * size)];

    /// <summary>Their gradients, zeros at first.</summary>
    [MethodImpl(Loop.Inlined)]
    public Span<T> Gradients(int lanes) => _gradient.Span[..(lanes * size)];

    /// <summary>Takes up a stripe.</summary>
    [MethodImpl(Loop.Hot)]
    public void Turn(ReadOnlySpan<T> packed, int lanes, bool withGradient)
    {
        Transposition<T>.Copy(ref MemoryMarshal.GetReference(packed), lanes, ref _parameters.Span[0], size, size, lanes);
        if (withGradient)
        {
            _gradient.Span.Zero();
        }
    }

    /// <summary>Adds the gradients to those of the stripe. The parameters are gone then.</summary>
    [MethodImpl(Loop.Hot)]
    public void AddGradient(Span<T> packed, int lanes)
    {
        Span<T> turned = _parameters.Span[..packed.Length];
        Transposition<T>.Copy(ref _gradient.Span[0], size, ref turned[0], lanes, lanes, size);
        int i = 0;
        for (; i <= packed.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(packed[i..]) + new Vector<T>(turned[i..])).CopyTo(packed[i..]);
        }

        for (; i < packed.Length; i++)
        {
            packed[i] = Scalar.Add(packed[i], turned[i]);
        }
    }
}
