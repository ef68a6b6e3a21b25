using System.Collections.Immutable;

namespace MlpGen.Onnx.Reading;

/// <summary>Numbers that are computed from the graph's input: a row for each sample.</summary>
/// <remarks>Each is the same function of the number that the stage before gives in its place. While that is a straight line, its scale and
/// shift are kept exactly; from then on, its values at <see cref="Curve.Points"/>.</remarks>
internal sealed record Rows : Value
{
    /// <summary>As many as the words for one activation ever make.</summary>
    private const int MostLines = 8;

    /// <summary>What the function is of.</summary>
    public required Stage Stage { get; init; }

    /// <summary>How the numbers lie.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The straight line; null once it is bent.</summary>
    public Line? Line { get; init; } = Reading.Line.Itself;

    /// <summary>The values of the function; null while it is straight.</summary>
    public double[]? Values { get; init; }

    /// <summary>The lines on the way to it: what it is an activation of, if it is one, is among them. In tanh(z/2) it is z/2.</summary>
    public ImmutableList<Line> Lines { get; init; } = [Reading.Line.Itself];

    /// <summary>The activation that the graph names, with its α exactly; null if it is told by values alone.</summary>
    public Activated? Named { get; init; }

    /// <summary>The line that <see cref="Named"/> is of.</summary>
    public Line NamedOf { get; init; }

    /// <summary>The node that bent it.</summary>
    public Node? BentBy { get; init; }

    /// <summary>More about what that node does, for a message.</summary>
    public string? Bent { get; init; }

    /// <summary>The values, bent or not.</summary>
    public double[] AllValues => Values ?? Array.ConvertAll(Curve.Points, z => Line!.Value.At(z));

    /// <summary>The function of this one's.</summary>
    /// <param name="operation">What is done to each number.</param>
    /// <param name="node">Who does it.</param>
    /// <param name="work">What may still be made.</param>
    /// <param name="named">The activation that it is by name.</param>
    /// <param name="description">More about it, for a message.</param>
    public Rows Bend(Func<double, double> operation, Node node, Work work, Activated? named = null, string? description = null)
    {
        work.Take(Curve.Points.Length);
        return this with
        {
            Line = null,
            Values = Array.ConvertAll(AllValues, z => operation(z)),
            Named = Line is not null ? named : null,
            NamedOf = Line ?? default,
            BentBy = node,
            Bent = description,
        };
    }

    /// <summary>The same, with the line that goes from −1 to 1 while this goes from one bound to another: what is cut off there is HardTanh of it.</summary>
    public Rows Toward(double low, double high)
    {
        double half = (high - low) / 2, middle = (high + low) / 2;
        return Line is { } line && half > 0 && double.IsFinite(half) && Lines.Count < MostLines
            ? this with { Lines = Lines.Add(new Line(line.Scale / half, (line.Shift - middle) / half)) }
            : this;
    }

    /// <summary>scale·f + shift.</summary>
    public Rows OnLine(double scale, double shift, Node node, Work work)
    {
        if (Line is { } line)
        {
            return WithLine(new Line(line.Scale * scale, line.Shift * scale + shift));
        }

        return scale == 1 && shift == 0 ? this : Bend(z => scale * z + shift, node, work) with { BentBy = BentBy, Bent = Bent };
    }

    /// <summary>A function of two that are functions of the same numbers.</summary>
    public static Rows Join(Rows left, Rows right, Func<double, double, double> operation, Node node, Work work)
    {
        if (left.Stage.Source != right.Stage.Source)
        {
            string before = node.Inputs[left.Stage.Layers.Count + (left.Stage.Weights is null ? 0 : 1) >= right.Stage.Layers.Count ? 0 : 1];
            throw new GraphMistake(
                $"two inputs of the graph, '{Weights.Excerpt.Of(left.Stage.Source)}' and '{Weights.Excerpt.Of(right.Stage.Source)}', meet here; only a Concat of inputs is read, as one. "
                + $"If the network ends before, name the value that it ends with as the output (--output \"{Weights.Excerpt.Of(before)}\")");
        }

        if (!ReferenceEquals(left.Stage, right.Stage))
        {
            throw new GraphMistake("two branches of the graph meet here; a network of dense layers is one chain, without skip connections");
        }

        if (!left.Shape.Features.AsSpan().SequenceEqual(right.Shape.Features) || left.Shape.HasBatch != right.Shape.HasBatch)
        {
            throw new GraphMistake($"numbers of the shapes {left.Shape} and {right.Shape} meet");
        }

        work.Take(Curve.Points.Length);
        double[] values = Zip(left.AllValues, right.AllValues, operation);
        var joined = new Rows
        {
            Stage = left.Stage,
            Shape = left.Shape,
            Values = values,
            Line = null,
            Lines = [.. left.Lines.Union(right.Lines).Take(MostLines)],
            BentBy = node,
        };

        // x + x is still a line.
        return left.Line is not null && right.Line is not null && StraightLine(values) is { } line
            ? (joined with { Values = null, BentBy = null }).WithLine(line)
            : joined;
    }

    /// <summary>The same numbers with nothing left to be known of them but a stage.</summary>
    public Stage Settle(Work work)
    {
        long? width = Shape.Width;
        if (Line is { } line)
        {
            return Folded(Stage, line);
        }

        Fit fit = (Named is not null ? new Fit(Named, NamedOf, 1, 0) : Curve.Recognize(Values!, Lines)) ?? throw new GraphMistake(
            $"this is no activation of MlpGen's{(Bent is null ? ", nor with the nodes before it" : $": {Bent}")}; it has "
            + string.Join(", ", Enum.GetNames<Activation>()))
        {
            Node = BentBy,
        };
        try
        {
            return Folded(Folded(Stage, fit.Line).Closed(fit.Activated, width, work), new Line(fit.Scale, fit.Shift));
        }
        catch (GraphMistake mistake) when (mistake.Node is null)
        {
            throw new GraphMistake(mistake.Message) { Node = BentBy };
        }

        Stage Folded(Stage stage, Line by) => by == Reading.Line.Itself ? stage : stage.Affine(Filled(by.Scale), Filled(by.Shift), work);

        double[] Filled(double number)
        {
            double[] filled = new double[work.Take(width ?? throw new GraphMistake("the number of inputs is open: the file does not say how wide a sample is"))];
            Array.Fill(filled, number);
            return filled;
        }
    }

    private Rows WithLine(Line line) => this with { Line = line, Lines = Lines.Contains(line) || Lines.Count == MostLines ? Lines : Lines.Add(line) };

    private static Line? StraightLine(double[] values)
    {
        double[] points = Curve.Points;
        int one = Array.IndexOf(points, 1), zero = Array.IndexOf(points, 0);
        double shift = values[zero], scale = values[one] - shift;
        for (int k = 0; k < values.Length; k++)
        {
            double expected = scale * points[k] + shift;
            if (!(Math.Abs(values[k] - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected))))
            {
                return null;
            }
        }

        return new Line(scale, shift);
    }

    private static double[] Zip(double[] left, double[] right, Func<double, double, double> with)
    {
        double[] result = new double[left.Length];
        for (int k = 0; k < result.Length; k++)
        {
            result[k] = with(left[k], right[k]);
        }

        return result;
    }
}
