using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>Normalises raw inputs, and turns outputs back: what generated code of a frozen network calls before its first layer and behind its last.</summary>
/// <remarks>The operations are those of <see cref="Training.Normalization{T}"/>, so that a frozen network gives the bits that were there in training.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Standardization
{
    /// <summary>(x − mean) / deviation.</summary>
    /// <param name="raw">One row or more, each as long as there are means.</param>
    /// <param name="means">One for each number of a row.</param>
    /// <param name="deviations">As many, above 0.</param>
    /// <param name="normalized">Overwritten; as long as <paramref name="raw"/>.</param>
    [MethodImpl(Loop.Hot)]
    public static void Apply<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> means, ReadOnlySpan<T> deviations, Span<T> normalized)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int start = 0; start < raw.Length; start += means.Length)
        {
            ReadOnlySpan<T> row = raw.Slice(start, means.Length);
            Span<T> result = normalized.Slice(start, means.Length);
            for (int i = 0; i < means.Length; i++)
            {
                result[i] = (row[i] - means[i]) / deviations[i];
            }
        }
    }

    /// <summary>y·deviation + mean, in place.</summary>
    /// <param name="rows">One row or more, each as long as there are means.</param>
    /// <param name="means">One for each number of a row.</param>
    /// <param name="deviations">As many.</param>
    [MethodImpl(Loop.Hot)]
    public static void Undo<T>(Span<T> rows, ReadOnlySpan<T> means, ReadOnlySpan<T> deviations)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int start = 0; start < rows.Length; start += means.Length)
        {
            Span<T> row = rows.Slice(start, means.Length);
            for (int i = 0; i < means.Length; i++)
            {
                row[i] = row[i] * deviations[i] + means[i];
            }
        }
    }
}
