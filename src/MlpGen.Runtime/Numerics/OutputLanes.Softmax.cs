using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlpGen.Numerics;

/// <content>Softmax of the lanes of a vector, which couples them; up to four have a way with fewer steps one behind the other.</content>
public static partial class OutputLanes
{
    /// <summary>softmax of the first <paramref name="count"/> lanes; the others become zero, whatever they held.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Softmax(Vector256<float> z, int count)
    {
        if (count <= Vector128<float>.Count)
        {
            Vector128<float> few = ActivationMath.ExpOfNegative(Shifted(z.GetLower(), count));
            return ((few & LanesOfHalf(count)) / SumOfFew(few, count)).ToVector256Unsafe();
        }

        Vector256<float> e = ActivationMath.ExpOfNegative(Shifted(z, count)) & Lanes(count);
        return e / Vector256.Create(Vector256.Sum(e));
    }

    /// <inheritdoc cref="Softmax(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> Softmax(Vector256<double> z, int count)
    {
        Vector256<double> e = ActivationMath.ExpOfNegative(Shifted(z, count));
        return (e & LanesOfDouble(count)) / SumOfFew(e, count);
    }

    /// <summary>log softmax(z) = z − max z − log Σ e^(z − max z) in the first <paramref name="count"/> lanes; what the others hold means
    /// nothing.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> LogSoftmax(Vector256<float> z, int count)
    {
        if (count <= Vector128<float>.Count)
        {
            Vector128<float> few = Shifted(z.GetLower(), count);
            return (few - Vector128.Create(MathF.Log(SumOfFew(ActivationMath.ExpOfNegative(few), count).ToScalar()))).ToVector256Unsafe();
        }

        Vector256<float> shifted = Shifted(z, count);
        float sum = Vector256.Sum(ActivationMath.ExpOfNegative(shifted) & Lanes(count));
        return shifted - Vector256.Create(MathF.Log(sum));
    }

    /// <inheritdoc cref="LogSoftmax(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> LogSoftmax(Vector256<double> z, int count)
    {
        Vector256<double> shifted = Shifted(z, count);
        return shifted - Vector256.Create(Math.Log(SumOfFew(ActivationMath.ExpOfNegative(shifted), count).ToScalar()));
    }

    /// <summary>dz = a ⊙ (dy − Σ a·dy) for a = softmax(z) in the first <paramref name="count"/> lanes; what the others hold means nothing.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> SoftmaxGradient(Vector256<float> a, Vector256<float> dy, int count)
    {
        if (count <= Vector128<float>.Count)
        {
            Vector128<float> few = a.GetLower();
            return (few * (dy.GetLower() - SumOfFew(few * dy.GetLower(), count))).ToVector256Unsafe();
        }

        return a * (dy - Vector256.Create(Vector256.Sum(Keep(a * dy, count))));
    }

    /// <inheritdoc cref="SoftmaxGradient(Vector256{float}, Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    public static Vector256<double> SoftmaxGradient(Vector256<double> a, Vector256<double> dy, int count) =>
        a * (dy - SumOfFew(a * dy, count));

    /// <summary>z − max z of the first <paramref name="count"/> lanes.</summary>
    /// <remarks>The other lanes become copies of the first: e^−∞ would be zero at once, but slow, as all that underflows.</remarks>
    [MethodImpl(Inline)]
    private static Vector256<float> Shifted(Vector256<float> z, int count)
    {
        Vector256<float> all = Vector256.ConditionalSelect(Lanes(count), z, Vector256.Create(z.ToScalar()));
        return all - Vector256.Create(Single256.MaxAcross(all));
    }

    /// <inheritdoc cref="Shifted(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    private static Vector128<float> Shifted(Vector128<float> z, int count) =>
        Vector128.ConditionalSelect(LanesOfHalf(count), z, Vector128.Create(z.ToScalar())) - MaxOfFew(z, count);

    /// <inheritdoc cref="Shifted(Vector256{float}, int)"/>
    [MethodImpl(Inline)]
    private static Vector256<double> Shifted(Vector256<double> z, int count) =>
        Vector256.ConditionalSelect(LanesOfDouble(count), z, Vector256.Create(z.ToScalar())) - MaxOfFew(z, count);

    /// <summary>The sum of the first <paramref name="count"/> lanes, in every lane: each lane is spread before it is added, which takes fewer
    /// steps one behind the other than adding halves and spreading the sum.</summary>
    [MethodImpl(Inline)]
    private static Vector128<float> SumOfFew(Vector128<float> values, int count) => count switch
    {
        1 => Lane(values, 0),
        2 => Lane(values, 0) + Lane(values, 1),
        3 => Lane(values, 0) + Lane(values, 1) + Lane(values, 2),
        _ => (Lane(values, 0) + Lane(values, 1)) + (Lane(values, 2) + Lane(values, 3)),
    };

    /// <inheritdoc cref="SumOfFew(Vector128{float}, int)"/>
    [MethodImpl(Inline)]
    private static Vector256<double> SumOfFew(Vector256<double> values, int count) => count switch
    {
        1 => Lane(values, 0),
        2 => Lane(values, 0) + Lane(values, 1),
        3 => Lane(values, 0) + Lane(values, 1) + Lane(values, 2),
        _ => (Lane(values, 0) + Lane(values, 1)) + (Lane(values, 2) + Lane(values, 3)),
    };

    /// <summary>The largest of the first <paramref name="count"/> lanes, in every lane; of NaN and numbers it may be either.</summary>
    [MethodImpl(Inline)]
    private static Vector128<float> MaxOfFew(Vector128<float> values, int count) => count switch
    {
        1 => Lane(values, 0),
        2 => Vector128.MaxNative(Lane(values, 0), Lane(values, 1)),
        3 => Vector128.MaxNative(Vector128.MaxNative(Lane(values, 0), Lane(values, 1)), Lane(values, 2)),
        _ => Vector128.MaxNative(
            Vector128.MaxNative(Lane(values, 0), Lane(values, 1)), Vector128.MaxNative(Lane(values, 2), Lane(values, 3))),
    };

    /// <inheritdoc cref="MaxOfFew(Vector128{float}, int)"/>
    [MethodImpl(Inline)]
    private static Vector256<double> MaxOfFew(Vector256<double> values, int count) => count switch
    {
        1 => Lane(values, 0),
        2 => Vector256.MaxNative(Lane(values, 0), Lane(values, 1)),
        3 => Vector256.MaxNative(Vector256.MaxNative(Lane(values, 0), Lane(values, 1)), Lane(values, 2)),
        _ => Vector256.MaxNative(
            Vector256.MaxNative(Lane(values, 0), Lane(values, 1)), Vector256.MaxNative(Lane(values, 2), Lane(values, 3))),
    };

    [MethodImpl(Inline)]
    private static Vector128<float> Lane(Vector128<float> values, int lane) => Vector128.Shuffle(values, Vector128.Create(lane));

    [MethodImpl(Inline)]
    private static Vector128<float> LanesOfHalf(int count) =>
        Vector128.LessThan(Vector128.Create(0, 1, 2, 3), Vector128.Create(count)).AsSingle();
}
