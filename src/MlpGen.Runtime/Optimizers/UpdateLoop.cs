using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlpGen.Numerics;

namespace MlpGen.Optimizers;

/// <summary>Applies an update rule to all parameters, a vector of them at a time.</summary>
/// <remarks>What is left over goes through the same formula, in a vector that is filled up with zeros.</remarks>
internal static class UpdateLoop
{
    /// <summary>Updates <paramref name="parameters"/> and <paramref name="state"/> in place.</summary>
    /// <param name="rule">The formula.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="gradient">g, of the same length.</param>
    /// <param name="state">What is remembered of them.</param>
    /// <param name="step">From one vector to the next, where others lie between them; 0 if they are side by side.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TRule>(TRule rule, Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state, int step = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        ref T s = ref state.First;
        nuint stride = (nuint)state.Stride, length = (nuint)parameters.Length;
        nuint whole = length - length % (nuint)Vector<T>.Count, next = (nuint)(step == 0 ? Vector<T>.Count : step);
        for (nuint i = 0; i < whole; i += next)
        {
            rule.Update(ref Unsafe.Add(ref p, i), Vector.LoadUnsafe(ref g, i), ref Unsafe.Add(ref s, state.Count == 0 ? 0 : i), stride);
        }

        if (whole < length && step == 0)
        {
            RunRest(rule, parameters[(int)whole..], gradient[(int)whole..], state.From((int)whole));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRest<T, TRule>(TRule rule, Span<T> parameters, ReadOnlySpan<T> gradient, StateParts<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        int width = Vector<T>.Count, rest = parameters.Length;
        Span<T> lanes = stackalloc T[width * (2 + MaxParts)];
        lanes.Zero();
        Span<T> p = lanes[..width], g = lanes.Slice(width, width), s = lanes[(2 * width)..];
        parameters.MoveTo(p);
        gradient.MoveTo(g);
        for (int part = 0; part < state.Count; part++)
        {
            Of(state, part, rest).MoveTo(s[(part * width)..]);
        }

        rule.Update(ref p[0], new Vector<T>(g), ref s[0], (nuint)width);

        p[..rest].MoveTo(parameters);
        for (int part = 0; part < state.Count; part++)
        {
            s.Slice(part * width, rest).MoveTo(Of(state, part, rest));
        }
    }

    private static Span<T> Of<T>(StateParts<T> state, int part, int length)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref state.First, part * state.Stride), length);

    /// <summary>No rule remembers more of a parameter.</summary>
    private const int MaxParts = 3;
}
