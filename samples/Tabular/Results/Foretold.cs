namespace Tabular.Results;

/// <summary>What a network says of rows, beside what is so: probabilities of classes, or numbers.</summary>
internal sealed class Foretold
{
    private Foretold(int classes, int[] labels, double[][] probabilities, double[] measured, double[] numbers)
    {
        ClassCount = classes;
        Labels = labels;
        Probabilities = probabilities;
        Measured = measured;
        Numbers = numbers;
    }

    /// <summary>How many classes there are; 0 for numbers.</summary>
    public int ClassCount { get; }

    /// <summary>The class that each row is.</summary>
    public int[] Labels { get; }

    /// <summary>The probability of each class, for each row; of two classes, too.</summary>
    public double[][] Probabilities { get; }

    /// <summary>The number of each row.</summary>
    public double[] Measured { get; }

    /// <summary>The number that was foretold of each row.</summary>
    public double[] Numbers { get; }

    /// <summary>How many rows.</summary>
    public int Count => ClassCount > 0 ? Labels.Length : Measured.Length;

    /// <summary>The class that each row is taken for.</summary>
    public int[] Answers => [.. Probabilities.Select(static row => Array.IndexOf(row, row.Max()))];

    /// <summary>Classes.</summary>
    /// <param name="classes">How many.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="outputs">One probability for each class and row; of two classes that of the second alone.</param>
    public static Foretold OfClasses(int classes, int[] labels, float[] outputs)
    {
        int width = outputs.Length / labels.Length;
        double[][] probabilities =
        [
            .. labels.Select((_, r) => width == 1
                ? new[] { 1 - (double)outputs[r], outputs[r] }
                : [.. outputs.Skip(r * width).Take(width).Select(static p => (double)p)]),
        ];
        return new Foretold(classes, labels, probabilities, [], []);
    }

    /// <summary>Numbers.</summary>
    public static Foretold OfNumbers(double[] measured, float[] outputs) => new(0, [], [], measured, [.. outputs.Select(static y => (double)y)]);

    /// <summary>Several parts as one.</summary>
    public static Foretold Joined(IEnumerable<Foretold> parts)
    {
        Foretold[] all = [.. parts];
        return new Foretold(
            all[0].ClassCount, [.. all.SelectMany(static part => part.Labels)], [.. all.SelectMany(static part => part.Probabilities)],
            [.. all.SelectMany(static part => part.Measured)], [.. all.SelectMany(static part => part.Numbers)]);
    }
}
