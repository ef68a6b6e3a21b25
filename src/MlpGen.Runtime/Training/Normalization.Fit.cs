using System.Numerics;

namespace MlpGen.Training;

/// <summary>Finds the constants of a <see cref="Normalization{T}"/> in data, or in a file.</summary>
public static partial class Normalization
{
    /// <summary>A column whose values differ by less than this, relative to their mean, differs by rounding alone.</summary>
    private const double Negligible = 1e-12;

    /// <summary>A deviation below this is the root of squares that have lost digits.</summary>
    private const double SmallestSafe = 1e-150;

    /// <summary>The constants of the inputs of a set.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="training">The training set alone: what is only validated or tested must not be looked at.</param>
    /// <exception cref="ArgumentException">An input is NaN or infinite; the message names it and its sample.</exception>
    public static Normalization<T> OfInputs<T>(DataSet<T> training)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        return Of(training.Inputs.Span, training.InputSize, "input", nameof(training));
    }

    /// <summary>The constants of the targets of a set.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="training">The training set alone.</param>
    /// <exception cref="ArgumentException">The set has labels; or a target is NaN or infinite, and the message names it and its
    /// sample.</exception>
    public static Normalization<T> OfTargets<T>(DataSet<T> training)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        return training.HasLabels
            ? throw new ArgumentException("Expected targets to normalise, but this set has labels.", nameof(training))
            : Of(training.Targets.Span, training.TargetSize, "target", nameof(training));
    }

    private static Normalization<T> Of<T>(ReadOnlySpan<T> rows, int columns, string what, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (DataSetFit.NonFinite(rows, columns, what) is { } place)
        {
            throw new ArgumentException($"Expected finite numbers, of which there is a mean, but {place}.", name);
        }

        T[] means = new T[columns], deviations = new T[columns];
        for (int i = 0; i < columns; i++)
        {
            (double mean, double deviation) = OfColumn(rows[i..], columns, unit: 1);
            double unit = deviation >= SmallestSafe && double.IsFinite(deviation) ? 0 : Largest(rows[i..], columns);
            if (unit > 0)
            {
                // Sums or squares may have overflowed, or vanished: in this unit they do not.
                (double scaledMean, double scaledDeviation) = OfColumn(rows[i..], columns, unit);
                if (!double.IsFinite(deviation) || scaledDeviation > Negligible * Math.Abs(scaledMean))
                {
                    (mean, deviation) = (scaledMean * unit, scaledDeviation * unit);
                }
            }

            means[i] = T.CreateTruncating(mean);
            T rounded = T.CreateTruncating(deviation);
            deviations[i] = deviation > Negligible * Math.Abs(mean) && rounded > T.Zero ? rounded : T.One;
        }

        return new Normalization<T>(means, deviations);
    }

    /// <summary>Mean and deviation (of the whole, √(Σ(x − mean)² / n)) in two passes, which lose no digits.</summary>
    /// <param name="rows">From the first number of the column on.</param>
    /// <param name="columns">The distance to the next one.</param>
    /// <param name="unit">What to divide all by.</param>
    private static (double Mean, double Deviation) OfColumn<T>(ReadOnlySpan<T> rows, int columns, double unit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = (rows.Length + columns - 1) / columns;
        double sum = 0, squares = 0;
        for (int i = 0; i < rows.Length; i += columns)
        {
            sum += double.CreateTruncating(rows[i]) / unit;
        }

        double mean = sum / count;
        for (int i = 0; i < rows.Length; i += columns)
        {
            double difference = double.CreateTruncating(rows[i]) / unit - mean;
            squares += difference * difference;
        }

        return (mean, Math.Sqrt(squares / count));
    }

    private static double Largest<T>(ReadOnlySpan<T> rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double largest = 0;
        for (int i = 0; i < rows.Length; i += columns)
        {
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(rows[i])));
        }

        return largest;
    }
}
