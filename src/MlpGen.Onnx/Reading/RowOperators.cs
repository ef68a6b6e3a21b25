namespace MlpGen.Onnx.Reading;

/// <summary>What is done to the numbers of each sample.</summary>
/// <param name="work">What may still be made.</param>
internal sealed class RowOperators(Work work)
{
    private readonly Folding _folding = new(work);

    /// <summary>f of each number.</summary>
    public Rows Activate(Rows rows, Activated activated, Node node)
    {
        var layer = new Weights.DocumentLayer(1, 1, activated.Activation.ToString(), activated.Alpha, false);
        return rows.Bend(z => Weights.ReferenceNetwork.Activate(layer, z), node, work, activated);
    }

    /// <summary>alpha·x·W.</summary>
    public Rows Dense(Rows rows, Constant weights, double alpha, Node node)
    {
        long[] shape = weights.Shape.Length > 2 && weights.Shape[..^2].All(static size => size == 1) ? weights.Shape[^2..] : weights.Shape;
        if (shape.Length is not (1 or 2))
        {
            throw new GraphMistake($"weights of the shape [{string.Join(", ", weights.Shape)}], where inputs × outputs is expected");
        }

        SampleShape lies = rows.Shape;
        if (!lies.IsRow)
        {
            throw new GraphMistake($"it takes each of the last rows of {lies} for itself; only a sample that is one row goes through a dense layer");
        }

        long inputs = shape[0], outputs = shape.Length == 2 ? shape[1] : 1;
        if (lies.Features[^1] >= 0 && lies.Features[^1] != inputs)
        {
            throw new GraphMistake($"weights for {inputs} inputs, where a sample has {lies.Features[^1]} numbers");
        }

        rows = rows with { Shape = lies.WithWidth(inputs) };
        double[] numbers = alpha == 1 ? weights.Numbers : _folding.Map(weights, w => alpha * w).Numbers;
        Stage stage = rows.Settle(work).Dense(numbers, (int)Math.Min(inputs, int.MaxValue), weights.Type == NumberType.Double, node.Name, work);
        SampleShape result = rows.Shape.WithWidth(outputs);
        return new Rows { Stage = stage, Shape = shape.Length == 2 ? result : result with { Features = result.Features[..^1] } };
    }

    /// <summary>An operation with a constant, on its left or right.</summary>
    public Rows WithConstant(Rows rows, Constant constant, Func<double, double, double> operation, bool isLeft, Node node)
    {
        double[] constants = constant.Numbers;
        if (node.Operation is "Add" or "Sum" or "Gemm" && rows is { Line: { } line, Stage: { Weights: not null, Bias: null } stage } && line == Line.Itself
            && (node.Operation == "Gemm" || constant.Shape.Any(static size => size > 1)))
        {
            // The bias, which a layer has though it be all zero.
            double[] bias = OfEachNumber(constant, rows, out Rows biased);
            return biased with { Stage = (stage with { Bias = new double[bias.Length] }).Affine(Filled(bias.Length, 1), bias, work) };
        }

        if (constants.Length > 0 && constants.All(number => number == constants[0]) && FitsIn(constant.Shape, rows.Shape))
        {
            double c = constants[0];
            if (!double.IsFinite(c) && node.Operation is not ("Max" or "Min"))
            {
                throw new GraphMistake(FormattableString.Invariant($"the constant {c}; weights are finite"));
            }

            return (node.Operation, isLeft) switch
            {
                ("Add" or "Sum" or "Gemm", _) => rows.OnLine(1, c, node, work),
                ("Sub", true) => rows.OnLine(1, -c, node, work),
                ("Sub", false) => rows.OnLine(-1, c, node, work),
                ("Mul", _) => rows.OnLine(c, 0, node, work),
                ("Div", true) => rows.OnLine(1 / c, 0, node, work),
                _ => rows.Bend(isLeft ? z => operation(z, c) : z => operation(c, z), node, work),
            };
        }

        double[] each = OfEachNumber(constant, rows, out Rows shaped);
        return (node.Operation, isLeft) switch
        {
            ("Add" or "Sum" or "Gemm", _) => Affine(shaped, Filled(each.Length, 1), each),
            ("Sub", true) => Affine(shaped, Filled(each.Length, 1), Array.ConvertAll(each, static c => -c)),
            ("Sub", false) => Affine(shaped, Filled(each.Length, -1), each),
            ("Mul", _) => Affine(shaped, each, new double[each.Length]),
            ("Div", true) => Affine(shaped, Array.ConvertAll(each, static c => 1 / c), new double[each.Length]),
            _ => throw new GraphMistake("it does something else to each number of a sample; an activation is the same for all"),
        };
    }

    /// <summary>A scale and a shift for each number.</summary>
    public Rows Affine(Rows rows, double[] scale, double[] shift)
    {
        if (rows.Shape.Features.Length == 0 || !rows.Shape.IsRow && rows.Shape.Width != scale.Length || (rows.Shape.Width ?? scale.Length) != scale.Length)
        {
            throw new GraphMistake($"constants for {scale.Length} numbers, where a sample has the shape {rows.Shape}");
        }

        rows = rows.Shape.Width is null ? rows with { Shape = rows.Shape.WithWidth(scale.Length) } : rows;
        return new Rows { Stage = rows.Settle(work).Affine(scale, shift, work), Shape = rows.Shape };
    }

    /// <summary>Softmax over the numbers of a sample.</summary>
    public Rows Softmax(Node node, Rows rows, long opset)
    {
        int rank = rows.Shape.Features.Length + (rows.Shape.HasBatch ? 1 : 0);
        int axis = Folding.Axis(node.Integer("axis", opset < 13 ? 1 : -1), Math.Max(rank, 1));
        if (!rows.Shape.IsRow || axis != rank - 1 && !(opset < 13 && axis == 1 && rows.Shape.HasBatch))
        {
            throw new GraphMistake($"its axis is {axis} of {rows.Shape}; MlpGen's Softmax is over the outputs of a sample, axis -1");
        }

        return new Rows { Stage = rows.Settle(work).Closed(new Activated(Activation.Softmax, 0), rows.Shape.Width, work), Shape = rows.Shape };
    }

    /// <summary>Layers beside each other: heads of one network, as long as they have one activation.</summary>
    public Rows Concat(Rows[] parts, long axis)
    {
        const string Two = "two branches of the graph are put beside each other";
        SampleShape shape = parts[0].Shape;
        int rank = shape.Features.Length + (shape.HasBatch ? 1 : 0);
        if (rank == 0 || Folding.Axis(axis, rank) != rank - 1 || shape.Features.Length == 0 || Array.Exists(parts, part => !part.Shape.IsRow || part.Shape.Features.Length != shape.Features.Length))
        {
            throw new GraphMistake($"{Two} in a direction that is not that of the outputs of a sample");
        }

        Stage[] stages = Array.ConvertAll(parts, part => part.Settle(work));
        Stage first = stages[0];
        if (stages.Select(static stage => stage.Source).Distinct().Count() > 1)
        {
            return Beside(stages, parts);
        }

        int before = first.Layers.Count - (first.Weights is null ? 1 : 0);
        if (before < 0)
        {
            throw new GraphMistake($"{Two}, and one of them is the input itself");
        }

        ReadLayer[] heads = Array.ConvertAll(stages, stage => Head(stage, before) is { } head && stage.Layers.Take(before).SequenceEqual(first.Layers.Take(before), ReferenceEqualityComparer.Instance)
            ? head
            : throw new GraphMistake($"{Two} that are not the last layer of one network each"));
        if (Array.Exists(heads, head => head.Activated != heads[0].Activated || head.Inputs != heads[0].Inputs) || heads[0].Activated.Activation == Activation.Softmax)
        {
            throw new GraphMistake($"{Two}, with {string.Join(", ", heads.Select(head => head.Activated.Activation).Distinct())}; a layer has one activation");
        }

        (int inputs, int outputs) = (heads[0].Inputs, heads.Sum(static head => head.Outputs));
        double[] weights = new double[work.Take((long)inputs * outputs)], bias = new double[outputs];
        int column = 0;
        foreach (ReadLayer head in heads)
        {
            for (int i = 0; i < inputs; i++)
            {
                head.Weights.AsSpan(i * head.Outputs, head.Outputs).CopyTo(weights.AsSpan(i * outputs + column));
            }

            head.Bias?.CopyTo(bias, column);
            column += head.Outputs;
        }

        Stage joined = new Stage { Source = first.Source, Layers = [.. first.Layers.Take(before)], IsDouble = first.IsDouble }.Dense(weights, inputs, first.IsDouble, heads[0].Name, work);
        joined = Array.Exists(heads, static head => head.Bias is not null) ? joined.Affine(Filled(outputs, 1), bias, work) : joined;
        return new Rows { Stage = first.Weights is null ? joined.Closed(heads[0].Activated, outputs, work) : joined, Shape = shape.WithWidth(outputs) };
    }

    /// <summary>Several inputs of the graph, one behind the other: as one, if what was done to each before is the same.</summary>
    private Rows Beside(Stage[] stages, Rows[] parts)
    {
        string inputs = string.Join(", ", stages.Select(static stage => $"'{Weights.Excerpt.Of(stage.Source)}'"));
        if (stages.Select(static stage => stage.Source).Distinct().Count() < stages.Length
            || Array.Exists(stages, static stage => stage.Weights is not null || stage.Layers.Count > 1)
            || stages.Select(static stage => stage.Layers.IsEmpty ? null : stage.Layers[0].Activated).Distinct().Count() > 1
            || Array.Exists(stages, static stage => stage.Layers is [{ Inputs: var width, Outputs: var same }] && width != same))
        {
            throw new GraphMistake($"the inputs {inputs} of the graph meet here, with other things done to one than to another; they are read as one input only where they are joined first");
        }

        long[] widths = Array.ConvertAll(parts, part => part.Shape.Width
            ?? throw new GraphMistake($"the inputs {inputs} of the graph are joined, and the file does not say how wide each is"));
        return new Rows { Stage = Stage.Beside(stages, widths, work), Shape = parts[0].Shape.WithWidth(widths.Sum()) };
    }

    /// <summary>The last layer of a stage, with what was done to its outputs taken in: 1 − σ(z) is σ(−z). Null if it cannot be.</summary>
    private static ReadLayer? Head(Stage stage, int before)
    {
        if (stage.Weights is not null)
        {
            return stage.Layers.Count == before
                ? new ReadLayer(stage.Inputs, stage.Weights.Length / stage.Inputs, stage.Weights, stage.Bias, new Activated(Activation.Identity, 0), stage.Name)
                : null;
        }

        if (stage.Layers.Count != before + 1)
        {
            return null;
        }

        ReadLayer head = stage.Layers[before];
        if (stage.Normalized is not var (scale, shift))
        {
            return head;
        }

        double complement = head.Activated.Activation switch { Activation.Sigmoid or Activation.HardSigmoid => 1, Activation.Tanh or Activation.HardTanh => 0, _ => double.NaN };
        return scale.All(static s => s == -1) && shift.All(s => s == complement)
            ? head with { Weights = Array.ConvertAll(head.Weights, static w => -w), Bias = head.Bias is { } bias ? Array.ConvertAll(bias, static b => -b) : null }
            : null;
    }

    /// <summary>A constant for each number of a sample, repeated along dimensions of 1.</summary>
    private double[] OfEachNumber(Constant constant, Rows rows, out Rows shaped)
    {
        SampleShape shape = rows.Shape;
        if (shape.Features is [.., < 0] && constant.Shape.Length > 0)
        {
            shape = shape.WithWidth(constant.Shape[^1]);
        }

        int rank = shape.Features.Length;
        if (!FitsIn(constant.Shape, shape))
        {
            throw new GraphMistake($"constants of the shape [{string.Join(", ", constant.Shape)}] meet numbers of the shape {rows.Shape}");
        }

        shaped = rows with { Shape = shape };
        return _folding.Expand(constant with { Shape = constant.Shape.Length > rank ? constant.Shape[^rank..] : constant.Shape }, shape.Features);
    }

    /// <summary>Whether constants of a shape meet the numbers of each sample alike, and add none.</summary>
    private static bool FitsIn(long[] constant, SampleShape shape)
    {
        int rank = shape.Features.Length;
        for (int d = 1; d <= constant.Length; d++)
        {
            if (constant[^d] != 1 && (d > rank || shape.Features[^d] >= 0 && shape.Features[^d] != constant[^d]))
            {
                return false;
            }
        }

        return true;
    }

    private double[] Filled(int count, double number)
    {
        double[] filled = new double[work.Take(count)];
        Array.Fill(filled, number);
        return filled;
    }
}
