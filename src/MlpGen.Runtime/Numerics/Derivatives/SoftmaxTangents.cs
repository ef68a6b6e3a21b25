using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlpGen.Numerics;

/// <summary>A softmax along a direction, and its chain rule along one. It is the last layer, a few outputs of each sample, and so written as loops over
/// them, wherever they lie.</summary>
internal static class SoftmaxTangents
{
    /// <summary>ȧ = a ⊙ (ż − m), m = Σ a·ż, in place of ż; ä = ȧ ⊙ (ż − m) + a ⊙ (z̈ − Σ(ȧ·ż + a·z̈)) in place of z̈.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Curve<T, TSamples>(TSamples samples, ReadOnlySpan<T> a, Span<T> tangent, Span<T> curvature, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        (int unit, int sample) = Strides<T, TSamples>(samples, outputs);
        for (int s = 0; s < samples.Samples; s++)
        {
            int first = s * sample;
            T mean = T.Zero, second = T.Zero;
            for (int j = 0; j < outputs; j++)
            {
                mean += a[first + j * unit] * tangent[first + j * unit];
            }

            for (int j = 0; j < outputs; j++)
            {
                int at = first + j * unit;
                second += a[at] * ((tangent[at] - mean) * tangent[at] + curvature[at]);
            }

            for (int j = 0; j < outputs; j++)
            {
                int at = first + j * unit;
                T distance = tangent[at] - mean;
                curvature[at] = a[at] * (distance * distance + curvature[at] - second);
                tangent[at] = a[at] * distance;
            }
        }
    }

    /// <summary>dz = a ⊙ (da − s), s = Σ a·da, in place of da; ḋz = ȧ ⊙ (da − s) + a ⊙ (ḋa − Σ(ȧ·da + a·ḋa)) in place of ḋa.</summary>
    [MethodImpl(Loop.Hot)]
    public static void Chain<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> a, ReadOnlySpan<T> tangent, Span<T> gradient, Span<T> gradientTangent, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        (int unit, int sample) = Strides<T, TSamples>(samples, outputs);
        for (int s = 0; s < samples.Samples; s++)
        {
            int first = s * sample;
            T mean = T.Zero, second = T.Zero;
            for (int j = 0; j < outputs; j++)
            {
                int at = first + j * unit;
                mean += a[at] * gradient[at];
                second += tangent[at] * gradient[at] + a[at] * gradientTangent[at];
            }

            for (int j = 0; j < outputs; j++)
            {
                int at = first + j * unit;
                T distance = gradient[at] - mean;
                gradientTangent[at] = tangent[at] * distance + a[at] * (gradientTangent[at] - second);
                gradient[at] = a[at] * distance;
            }
        }
    }

    /// <summary>The gradients by z, ż and z̈ in place of those by a, ȧ and ä, which lie one behind the other: dz = J·da + J'·dȧ + J''·dä, dż = J·dȧ + 2·J'·dä,
    /// dz̈ = J·dä. J·u = a ⊙ (u − Σ a·u) is the derivative of the softmax, J'·u = ȧ ⊙ (u − Σ a·u) − a·Σ ȧ·u how it moves, and
    /// J''·u = ä ⊙ (u − Σ a·u) − 2·ȧ·Σ ȧ·u − a·Σ ä·u how that does.</summary>
    [MethodImpl(Loop.Hot)]
    public static void ChainCurved<T, TSamples>(
        TSamples samples, ReadOnlySpan<T> a, ReadOnlySpan<T> tangent, ReadOnlySpan<T> curvature, Span<T> gradients, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T>
    {
        (int unit, int sample) = Strides<T, TSamples>(samples, outputs);
        int length = gradients.Length / 3;
        Span<T> byValue = gradients.Slice(0, length), byTangent = gradients.Slice(length, length), byCurvature = gradients.Slice(2 * length, length);
        T two = T.One + T.One;
        for (int s = 0; s < samples.Samples; s++)
        {
            int first = s * sample;

            // Σ of a, ȧ and ä times the gradients that they meet.
            T valueOfValue = T.Zero, valueOfTangent = T.Zero, valueOfCurvature = T.Zero, tangentOfTangent = T.Zero, tangentOfCurvature = T.Zero;
            T curvatureOfCurvature = T.Zero;
            for (int j = 0; j < outputs; j++)
            {
                int at = first + j * unit;
                valueOfValue += a[at] * byValue[at];
                valueOfTangent += a[at] * byTangent[at];
                valueOfCurvature += a[at] * byCurvature[at];
                tangentOfTangent += tangent[at] * byTangent[at];
                tangentOfCurvature += tangent[at] * byCurvature[at];
                curvatureOfCurvature += curvature[at] * byCurvature[at];
            }

            for (int j = 0; j < outputs; j++)
            {
                int at = first + j * unit;
                T da = byValue[at] - valueOfValue, dta = byTangent[at] - valueOfTangent, dca = byCurvature[at] - valueOfCurvature;
                byValue[at] = a[at] * (da - tangentOfTangent - curvatureOfCurvature) + tangent[at] * (dta - two * tangentOfCurvature) + curvature[at] * dca;
                byTangent[at] = a[at] * (dta - two * tangentOfCurvature) + two * tangent[at] * dca;
                byCurvature[at] = a[at] * dca;
            }
        }
    }

    /// <summary>How far the next unit of a sample lies, and the same unit of the next sample.</summary>
    [MethodImpl(Loop.Inlined)]
    private static (int Unit, int Sample) Strides<T, TSamples>(TSamples samples, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSamples : struct, ISamples<T> => samples.InColumns ? (DenseColumns.TileSamples, 1) : (1, outputs);
}
