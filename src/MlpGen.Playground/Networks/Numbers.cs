using System.Numerics;

namespace MlpGen.Playground.Networks;

/// <summary>Between the page's doubles and the numbers of a network.</summary>
internal static class Numbers
{
    /// <summary>Rounded to the precision of a network.</summary>
    public static T[] To<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var numbers = new T[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateTruncating(values[i]);
        }

        return numbers;
    }

    /// <summary>As they are.</summary>
    public static double[] From<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.CreateTruncating(values[i]);
        }

        return numbers;
    }
}
