using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <summary>The losses of samples side by side in a reproducible network, in double precision: a sum for each lane.</summary>
/// <param name="losses">The sums of all lanes of the group.</param>
/// <param name="part">The lane of them that is the first of these vectors.</param>
/// <typeparam name="V">The vector that they come in.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct LaneLosses<V>(Span<double> losses, int part)
    where V : struct
{
    private readonly Span<double> _sums = losses.IsEmpty ? default : losses[part..];

    /// <summary>Adds the loss of each lane to its sum.</summary>
    [MethodImpl(Loop.Inlined)]
    public void Add(V losses)
    {
        ref double sums = ref MemoryMarshal.GetReference(_sums);
        if (typeof(V) == typeof(Vector512<float>))
        {
            var values = (Vector512<float>)(object)losses;
            (Vector512.LoadUnsafe(ref sums) + Vector512.WidenLower(values)).StoreUnsafe(ref sums);
            (Vector512.LoadUnsafe(ref sums, 8) + Vector512.WidenUpper(values)).StoreUnsafe(ref sums, 8);
        }
        else if (typeof(V) == typeof(Vector256<float>))
        {
            var values = (Vector256<float>)(object)losses;
            (Vector256.LoadUnsafe(ref sums) + Vector256.WidenLower(values)).StoreUnsafe(ref sums);
            (Vector256.LoadUnsafe(ref sums, 4) + Vector256.WidenUpper(values)).StoreUnsafe(ref sums, 4);
        }
        else if (typeof(V) == typeof(Vector128<float>))
        {
            var values = (Vector128<float>)(object)losses;
            (Vector128.LoadUnsafe(ref sums) + Vector128.WidenLower(values)).StoreUnsafe(ref sums);
            (Vector128.LoadUnsafe(ref sums, 2) + Vector128.WidenUpper(values)).StoreUnsafe(ref sums, 2);
        }
        else if (typeof(V) == typeof(Vector512<double>))
        {
            (Vector512.LoadUnsafe(ref sums) + (Vector512<double>)(object)losses).StoreUnsafe(ref sums);
        }
        else if (typeof(V) == typeof(Vector256<double>))
        {
            (Vector256.LoadUnsafe(ref sums) + (Vector256<double>)(object)losses).StoreUnsafe(ref sums);
        }
        else
        {
            (Vector128.LoadUnsafe(ref sums) + (Vector128<double>)(object)losses).StoreUnsafe(ref sums);
        }
    }
}
