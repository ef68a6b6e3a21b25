namespace MlpGen.Onnx.Reading;

/// <summary>What each operator makes of constants and of rows; a refusal for every other.</summary>
/// <param name="work">What may still be made.</param>
internal sealed class Operators(Work work)
{
    private readonly Folding _folding = new(work);
    private readonly RowOperators _rows = new(work);

    /// <summary>The output of a node that is read by others, which is its first.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">The values of its inputs; null where one is left out.</param>
    /// <param name="opset">The version of ONNX's operators.</param>
    public Value Apply(Node node, Value?[] inputs, long opset)
    {
        bool isClassic = node.Domain is "" || node.Domain == "com.microsoft" && node.Operation is "Gelu";
        if (!isClassic && node.Domain != "ai.onnx.ml")
        {
            throw new GraphMistake($"an operator of the domain '{Weights.Excerpt.Of(node.Domain)}', which only its makers know");
        }

        return node.Operation switch
        {
            "Identity" => Input(inputs, 0),
            "ZipMap" when node.Domain == "ai.onnx.ml" => Input(inputs, 0),
            "Dropout" => Dropout(node, inputs),
            "Constant" => ConstantOf(node),
            "ConstantOfShape" => ConstantOfShape(node, ConstantInput(inputs, 0, "shape")),
            "Shape" => ShapeOf(node, Input(inputs, 0)),
            "Cast" or "CastLike" => Cast(node, inputs),
            "Reshape" => Reshape(node, inputs),
            "Flatten" or "Squeeze" or "Unsqueeze" or "Transpose" => Rearranged(node, inputs, opset),
            "Expand" => Expand(inputs),
            "Concat" => Concat(node, inputs),
            "Gather" => _folding.Gather(ConstantInput(inputs, 0, "data"), ConstantInput(inputs, 1, "indices"), node.Integer("axis", 0)),
            "Slice" => Slice(node, inputs),
            "MatMul" => MatMul(node, inputs),
            "Gemm" => Gemm(node, inputs),
            "BatchNormalization" => BatchNormalization(node, inputs),
            "Scaler" => Scaler(node, inputs),
            "Clip" => Clip(node, inputs),
            "PRelu" => PRelu(node, inputs),
            "Softmax" => _rows.Softmax(node, RowsInput(inputs, 0), opset),
            "Where" => Where(node, inputs),
            "Gelu" when node.Domain == "com.microsoft" => _rows.Activate(RowsInput(inputs, 0), new Activated(Activation.Gelu, 0), node),
            _ when Elementwise.Named(node) is { } activated => _rows.Activate(RowsInput(inputs, 0), activated, node),
            _ when Elementwise.Parametrized(node) is var (function, description) => RowsInput(inputs, 0).Bend(function, node, work, description: description),
            _ when Elementwise.Binary(node.Operation) is { } binary => Fold(node, inputs, binary),
            _ when Elementwise.Unary(node.Operation) is { } unary => Map(node, Input(inputs, 0), unary),
            _ => throw new GraphMistake(Refusals.Of(node.Operation)),
        };
    }

    private Value Map(Node node, Value value, Func<double, double> operation) => value switch
    {
        Constant constant => _folding.Map(constant, operation),
        Rows rows when node.Operation == "Neg" => rows.OnLine(-1, 0, node, work),
        Rows rows => rows.Bend(operation, node, work),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>An operator of two, or of many one after the other.</summary>
    private Value Fold(Node node, Value?[] inputs, Func<double, double, double> operation)
    {
        Value result = Input(inputs, 0);
        for (int k = 1; k < inputs.Length; k++)
        {
            result = (result, Input(inputs, k)) switch
            {
                (Constant left, Constant right) => _folding.Zip(left, right, operation, node.Operation),
                (Rows left, Rows right) => Rows.Join(left, right, operation, node, work),
                (Rows left, Constant right) => _rows.WithConstant(left, right, operation, isLeft: true, node),
                (Constant left, Rows right) => _rows.WithConstant(right, left, operation, isLeft: false, node),
                _ => throw new InvalidOperationException(),
            };
        }

        return inputs.Length < 2 && node.Operation is not ("Sum" or "Max" or "Min") ? throw new GraphMistake("expected two inputs, found one") : result;
    }

    private static Value Dropout(Node node, Value?[] inputs) => node.Integer("is_test", 1) == 0 && !node.Has("ratio") || inputs is [_, _, Constant { Numbers: [not 0] }, ..]
        ? throw new GraphMistake("it drops numbers, as in training; export the model for inference (eval())")
        : Input(inputs, 0);

    private static Constant ConstantOf(Node node)
    {
        if (node.Tensor("value") is { } tensor)
        {
            return tensor;
        }

        return node.Has("value_float") ? new Constant(NumberType.Single, [], [node.Number("value_float", 0)])
            : node.Has("value_int") ? new Constant(NumberType.Integer, [], [node.Integer("value_int", 0)])
            : node.Numbers("value_floats") is { } floats ? new Constant(NumberType.Single, [floats.Length], floats)
            : node.Integers("value_ints") is { } integers ? Constant.Integers(Array.ConvertAll(integers, static number => (double)number))
            : throw new GraphMistake("a constant that is no tensor of numbers");
    }

    private Constant ConstantOfShape(Node node, Constant shape)
    {
        Constant value = node.Tensor("value") ?? new Constant(NumberType.Single, [1], [0]);
        long[] dimensions = Integers(shape, "a dimension");
        double[] numbers = new double[work.Take(dimensions)];
        Array.Fill(numbers, value.IsScalar ? value.Numbers[0] : throw new GraphMistake("its value is not one number"));
        return new Constant(value.Type, dimensions, numbers);
    }

    private static Constant ShapeOf(Node node, Value value)
    {
        double[] dimensions = value is Rows { Shape: var shape }
            ? [.. shape.Features.Select(static size => size < 0 ? throw new GraphMistake("the file does not say how wide a sample is") : (double)size)
                .Prepend(shape.BatchSize ?? double.NaN).Skip(shape.HasBatch ? 0 : 1)]
            : Array.ConvertAll(((Constant)value).Shape, static size => (double)size);
        long start = Bound(node.Integer("start", 0)), end = Bound(node.Integer("end", dimensions.Length));
        return Constant.Integers(start < end ? dimensions[(int)start..(int)end] : []);

        long Bound(long place) => Math.Clamp(place < 0 ? place + dimensions.Length : place, 0, dimensions.Length);
    }

    /// <summary>Between the number types of weights it changes nothing here: all is computed in the network's own.</summary>
    private Value Cast(Node node, Value?[] inputs)
    {
        const long Single = 1, Half = 10, Double = 11, BFloat = 16;
        long target = node.Operation == "CastLike" ? inputs is [_, Constant { Type: NumberType.Integer or NumberType.Boolean }, ..] ? 7 : Single : node.Integer("to", 0);
        bool isReal = target is Single or Half or Double or BFloat;
        switch (Input(inputs, 0))
        {
            case Constant constant:
                NumberType type = target switch { Single => NumberType.Single, Double => NumberType.Double, Half or BFloat => NumberType.Half, 9 => NumberType.Boolean, _ => NumberType.Integer };
                return isReal || constant.Type is NumberType.Integer or NumberType.Boolean
                    ? constant with { Type = type }
                    : _folding.Map(constant, Math.Truncate) with { Type = type };
            case Rows rows when isReal || rows.Values is { } values && values.All(static value => value is 0 or 1):
                return rows;
            default:
                throw new GraphMistake($"the numbers of a sample become {TensorData.TypeName((int)target)}, so digits are lost");
        }
    }

    private static Value Reshape(Node node, Value?[] inputs)
    {
        bool allowZero = node.Integer("allowzero", 0) != 0;
        double[] target = node.Integers("shape") is { } attribute ? Array.ConvertAll(attribute, static size => (double)size) : IntegerInput(inputs, 1, "shape").Numbers;
        return Input(inputs, 0) is Rows rows
            ? rows with { Shape = Reshaping.Reshape(rows.Shape, target, allowZero) }
            : Folding.Reshape((Constant)Input(inputs, 0), target, allowZero);
    }

    private Value Rearranged(Node node, Value?[] inputs, long opset)
    {
        Value value = Input(inputs, 0);
        long[]? axes = node.Operation is not ("Squeeze" or "Unsqueeze") ? null
            : node.Integers("axes") ?? (inputs.Length > 1 && inputs[1] is not null ? Integers(IntegerInput(inputs, 1, "axes"), "an axis") : null);
        switch (node.Operation)
        {
            case "Flatten" when value is Rows rows:
                return rows with { Shape = Reshaping.Flatten(rows.Shape, node.Integer("axis", 1)) };
            case "Flatten" when value is Constant constant:
                int before = node.Integer("axis", 1) is var axis && axis == constant.Shape.Length ? constant.Shape.Length : Folding.Axis(axis, constant.Shape.Length);
                long rows_ = constant.Shape[..before].Aggregate(1L, static (product, size) => product * size);
                return constant with { Shape = [rows_, rows_ == 0 ? 0 : constant.Numbers.Length / rows_] };
            case "Squeeze":
                return value is Rows squeezed ? squeezed with { Shape = Reshaping.Squeeze(squeezed.Shape, axes) } : Folding.Squeeze((Constant)value, axes);
            case "Unsqueeze":
                long[] added = axes ?? throw new GraphMistake("no axes");
                return value is Rows unsqueezed ? unsqueezed with { Shape = Reshaping.Unsqueeze(unsqueezed.Shape, added) } : Folding.Unsqueeze((Constant)value, added);
            default:
                return value is Rows transposed
                    ? transposed with { Shape = Reshaping.Transpose(transposed.Shape, node.Integers("perm")) }
                    : _folding.Transpose((Constant)value, node.Integers("perm"));
        }
    }

    private Constant Expand(Value?[] inputs)
    {
        Constant constant = ConstantInput(inputs, 0, "data"), shape = ConstantInput(inputs, 1, "shape");
        var ones = new Constant(constant.Type, Integers(shape, "a dimension"), []);
        long[] dimensions = ones.Shape;
        work.Take(dimensions);
        double[] numbers = _folding.Expand(constant, dimensions.Length >= constant.Shape.Length
            ? [.. dimensions.Select((size, d) => size == 1 && d >= dimensions.Length - constant.Shape.Length ? constant.Shape[d - dimensions.Length + constant.Shape.Length] : size)]
            : constant.Shape);
        return new Constant(constant.Type, numbers.Length == constant.Numbers.Length ? constant.Shape : dimensions, numbers);
    }

    private Value Concat(Node node, Value?[] inputs)
    {
        Value[] parts = [.. inputs.Select((_, k) => Input(inputs, k))];
        if (parts.Length == 1)
        {
            return parts[0];
        }

        long axis = node.Integer("axis", 1);
        return Array.TrueForAll(parts, static part => part is Constant)
            ? _folding.Concat([.. parts.Cast<Constant>()], axis)
            : _rows.Concat([.. parts.Select(static part => part as Rows ?? throw new GraphMistake("constants are put beside the numbers of a sample"))], axis);
    }

    private Constant Slice(Node node, Value?[] inputs)
    {
        Constant data = ConstantInput(inputs, 0, "data");
        long[] starts = node.Integers("starts") ?? Integers(ConstantInput(inputs, 1, "starts"), "a start");
        long[] ends = node.Integers("ends") ?? Integers(ConstantInput(inputs, 2, "ends"), "an end");
        long[] axes = node.Integers("axes") ?? (inputs.Length > 3 && inputs[3] is not null ? Integers(ConstantInput(inputs, 3, "axes"), "an axis") : [.. starts.Select((_, d) => (long)d)]);
        if (inputs.Length > 4 && inputs[4] is Constant steps && steps.Numbers.Any(static step => step != 1) || starts.Length != ends.Length || starts.Length != axes.Length)
        {
            throw new GraphMistake("a slice with steps");
        }

        for (int k = 0; k < starts.Length; k++)
        {
            int axis = Folding.Axis(axes[k], data.Shape.Length);
            long size = data.Shape[axis], start = Bound(starts[k]), end = Bound(ends[k]);
            int count = work.Take(Math.Max(0, end - start));
            data = _folding.Gather(data, Constant.Integers([.. Enumerable.Range(0, count).Select(k => (double)(start + k))]), axis);

            long Bound(long place) => Math.Clamp(place < 0 ? place + size : place, 0, size);
        }

        return data;
    }

    private Value MatMul(Node node, Value?[] inputs) => (Input(inputs, 0), Input(inputs, 1)) switch
    {
        (Rows rows, Constant weights) => _rows.Dense(rows, weights, 1, node),
        (Constant, Rows) => throw new GraphMistake("the weights stand on the left, so the samples are columns; MlpGen reads x·W, with samples as rows"),
        (Constant, Constant) => throw new GraphMistake("two constants are multiplied; let the exporter fold them"),
        _ => throw new GraphMistake("two rows of numbers are multiplied with each other, as in attention; the weights of a dense layer are constants"),
    };

    private Value Gemm(Node node, Value?[] inputs)
    {
        if (Input(inputs, 0) is not Rows rows || Input(inputs, 1) is not Constant weights)
        {
            throw new GraphMistake("only x·W + b with W a constant is a dense layer");
        }

        if (node.Integer("transA", 0) != 0)
        {
            throw new GraphMistake("transA is 1, so the samples are columns; MlpGen reads samples as rows");
        }

        double alpha = node.Number("alpha", 1), beta = node.Number("beta", 1);
        Rows product = _rows.Dense(rows, node.Integer("transB", 0) != 0 ? _folding.Transpose(weights, null) : weights, alpha, node);
        if (inputs.Length < 3 || inputs[2] is null || beta == 0)
        {
            return product;
        }

        return inputs[2] is Constant bias
            ? _rows.WithConstant(product, beta == 1 ? bias : _folding.Map(bias, b => beta * b), static (z, b) => z + b, isLeft: true, node)
            : throw new GraphMistake("its bias is not a constant");
    }

    private Rows BatchNormalization(Node node, Value?[] inputs)
    {
        if (node.Integer("training_mode", 0) != 0)
        {
            throw new GraphMistake("it takes the statistics of the batch, as in training; export the model for inference (eval())");
        }

        double[] scale = ConstantInput(inputs, 1, "scale").Numbers, shift = ConstantInput(inputs, 2, "bias").Numbers;
        double[] mean = ConstantInput(inputs, 3, "mean").Numbers, variance = ConstantInput(inputs, 4, "variance").Numbers;
        double epsilon = node.Number("epsilon", 1e-5);
        if (scale.Length != shift.Length || scale.Length != mean.Length || scale.Length != variance.Length)
        {
            throw new GraphMistake("its scale, bias, mean and variance are not of one length");
        }

        double[] factors = [.. scale.Zip(variance, (s, v) => s / Math.Sqrt(v + epsilon))];
        return _rows.Affine(RowsInput(inputs, 0), factors, [.. shift.Select((b, k) => b - mean[k] * factors[k])]);
    }

    /// <summary>scikit-learn's StandardScaler and its kin: (x − offset)·scale.</summary>
    private Rows Scaler(Node node, Value?[] inputs)
    {
        double[] offset = node.Numbers("offset") ?? [0], scale = node.Numbers("scale") ?? [1];
        Rows rows = RowsInput(inputs, 0);
        int width = Math.Max(offset.Length, scale.Length);
        double[] factors = Repeated(scale), offsets = Repeated(offset);
        return width == 1 && rows.Shape.Width != 1
            ? rows.OnLine(factors[0], -offsets[0] * factors[0], node, work)
            : _rows.Affine(rows, factors, [.. offsets.Zip(factors, static (o, f) => -o * f)]);

        double[] Repeated(double[] numbers) => numbers.Length == width ? numbers : numbers.Length == 1 ? [.. Enumerable.Repeat(numbers[0], work.Take(width))] : throw new GraphMistake("its offset and scale are not of one length");
    }

    private Value Clip(Node node, Value?[] inputs)
    {
        double low = Bound("min", 1, double.NegativeInfinity), high = Bound("max", 2, double.PositiveInfinity);
        Func<double, double> clip = z => Math.Min(Math.Max(z, low), high);
        string description = FormattableString.Invariant($"a Clip from {low} to {high} of what is bent already; straight behind a dense layer it is a HardTanh");
        return Input(inputs, 0) switch
        {
            Constant constant => _folding.Map(constant, clip),
            Rows rows => rows.Toward(low, high).Bend(clip, node, work, (low, high) switch { (-1, 1) => new(Activation.HardTanh, 0), (0, > float.MaxValue or double.PositiveInfinity) => new(Activation.Relu, 0), _ => null }, description),
            _ => throw new InvalidOperationException(),
        };

        double Bound(string name, int input, double otherwise)
        {
            double bound = inputs.Length > input && inputs[input] is { } value
                ? value is Constant { IsScalar: true } constant ? constant.Numbers[0] : throw new GraphMistake($"its {name} is not one constant")
                : node.Number(name, otherwise);
            return Math.Abs(bound) >= float.MaxValue ? otherwise : bound;
        }
    }

    private Rows PRelu(Node node, Value?[] inputs)
    {
        double[] slopes = ConstantInput(inputs, 1, "slope").Numbers;
        if (slopes.Length == 0 || slopes.Any(slope => slope != slopes[0]))
        {
            throw new GraphMistake("its slopes differ; with one slope for all, it is LeakyRelu");
        }

        double slope = Node.Shortest((float)slopes[0]);
        return Elementwise.LeakyRelu(slope) is { } activated
            ? _rows.Activate(RowsInput(inputs, 0), activated, node)
            : RowsInput(inputs, 0).Bend(z => z > 0 ? z : slope * z, node, work, description: FormattableString.Invariant($"a slope of {slope}; it is 0 or more"));
    }

    /// <summary>One number or another, by a condition that is a function of the same number.</summary>
    private Rows Where(Node node, Value?[] inputs)
    {
        Rows condition = RowsInput(inputs, 0);
        Rows left = AsRows(Input(inputs, 1)), right = AsRows(Input(inputs, 2));

        // condition·left + (1 − condition)·right, but for 0·∞.
        double marker = 1.7e300;
        Rows chosen = Rows.Join(condition, left, (c, l) => c != 0 ? l : marker, node, work);
        return Rows.Join(chosen, right, (c, r) => c == marker ? r : c, node, work);

        Rows AsRows(Value value) => value switch
        {
            Rows rows => rows,
            Constant { IsScalar: true } constant => condition with { Line = new Line(0, constant.Numbers[0]), Values = null, Named = null },
            _ => throw new GraphMistake("it chooses between numbers that are not functions of one another"),
        };
    }

    private static Value Input(Value?[] inputs, int k) =>
        k < inputs.Length && inputs[k] is { } value ? value : throw new GraphMistake($"input {k + 1} is missing");

    private static Rows RowsInput(Value?[] inputs, int k) =>
        Input(inputs, k) as Rows ?? throw new GraphMistake($"input {k + 1} is a constant, where numbers of a sample are expected");

    private static Constant ConstantInput(Value?[] inputs, int k, string what) =>
        Input(inputs, k) as Constant ?? throw new GraphMistake($"its {what} depends on the graph's input, where a constant is expected");

    private static Constant IntegerInput(Value?[] inputs, int k, string what) => ConstantInput(inputs, k, what) is { Type: NumberType.Integer } constant
        ? constant
        : throw new GraphMistake($"its {what} is not of whole numbers");

    private static long[] Integers(Constant constant, string what) => Array.ConvertAll(constant.Numbers, number => Folding.Whole(number, what));
}
