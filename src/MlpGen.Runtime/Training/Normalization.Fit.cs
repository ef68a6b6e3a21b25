using System.Numerics;

namespace MlpGen.Training;

/// <summary>Finds the constants of a <see cref="Normalization{T}"/> in data, or in a file.</summary>
public static partial class Normalization
{
    /// <summary>A column whose values differ by less than this, relative to their mean, differs by rounding alone.</summary>
    private const double Negligible = 1e-12;

    /// <summary>The constants of the inputs of a set.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="training">The training set alone: what is only validated or tested must not be looked at.</param>
    public static Normalization<T> OfInputs<T>(DataSet<T> training)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        return Of(training.Inputs.Span, training.InputSize);
    }

    /// <summary>The constants of the targets of a set.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="training">The training set alone.</param>
    /// <exception cref="ArgumentException">The set has labels.</exception>
    public static Normalization<T> OfTargets<T>(DataSet<T> training)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        return training.HasLabels
            ? throw new ArgumentException("Expected targets to normalise, but this set has labels.", nameof(training))
            : Of(training.Targets.Span, training.TargetSize);
    }

    /// <summary>Mean and deviation (of the whole, Σ(x − mean)² / n) in two passes, which lose no digits.</summary>
    private static Normalization<T> Of<T>(ReadOnlySpan<T> rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = rows.Length / columns;
        T[] means = new T[columns], deviations = new T[columns];
        for (int i = 0; i < columns; i++)
        {
            double sum = 0, squares = 0;
            for (int row = 0; row < count; row++)
            {
                sum += double.CreateTruncating(rows[row * columns + i]);
            }

            double mean = sum / count;
            for (int row = 0; row < count; row++)
            {
                double difference = double.CreateTruncating(rows[row * columns + i]) - mean;
                squares += difference * difference;
            }

            double deviation = Math.Sqrt(squares / count);
            means[i] = T.CreateTruncating(mean);
            deviations[i] = deviation > Negligible * Math.Abs(mean) ? T.CreateTruncating(deviation) : T.One;
        }

        return new Normalization<T>(means, deviations);
    }
}
