using System.Collections.Immutable;

namespace MlpGen.Onnx.Reading;

/// <summary>A layer that is complete.</summary>
/// <param name="Inputs">Rows of W.</param>
/// <param name="Outputs">Columns of W.</param>
/// <param name="Weights">W, inputs × outputs.</param>
/// <param name="Bias">b; null if there is none.</param>
/// <param name="Activated">The function behind it.</param>
/// <param name="Name">The node that multiplies by W; null if none does.</param>
internal sealed record ReadLayer(int Inputs, int Outputs, double[] Weights, double[]? Bias, Activated Activated, string? Name);

/// <summary>How far a network has been read: complete layers, and what was done since to the numbers behind them, none of which bends
/// them.</summary>
/// <remarks>That is either a dense layer whose activation is yet to come, or a scale and a shift of each number, which the next dense
/// layer takes in: W'ᵢⱼ = scaleᵢ·Wᵢⱼ, b' = b + shift·W.</remarks>
internal sealed record Stage
{
    private static readonly Activated s_identity = new(Activation.Identity, 0);

    /// <summary>The input of the graph that all is computed from.</summary>
    public required string Source { get; init; }

    /// <summary>The layers before.</summary>
    public ImmutableList<ReadLayer> Layers { get; init; } = [];

    /// <summary>W of the layer that is open; null if none is.</summary>
    public double[]? Weights { get; init; }

    /// <summary>The node that multiplies by it; null if none does.</summary>
    public string? Name { get; init; }

    /// <summary>Its inputs.</summary>
    public int Inputs { get; init; }

    /// <summary>Its b; null if it has none.</summary>
    public double[]? Bias { get; init; }

    /// <summary>Where no layer is open: what each number is multiplied by, and added to then; null for nothing.</summary>
    public (double[] Scale, double[] Shift)? Normalized { get; init; }

    /// <summary>Whether the number type of some weights is double.</summary>
    public bool IsDouble { get; init; }

    /// <summary>Whether the numbers are probabilities: only the end may come then.</summary>
    public bool IsSoftmax => Layers is [.., { Activated.Activation: Activation.Softmax }] && Weights is null;

    /// <summary>The numbers times a scale each, plus a shift each, folded into what is open.</summary>
    public Stage Affine(double[] scale, double[] shift, Work work)
    {
        CheckFinite(scale);
        CheckFinite(shift);
        bool isScaled = scale.Any(static factor => factor != 1), isShifted = shift.Any(static term => term != 0);
        if (!isScaled && !isShifted)
        {
            return this;
        }

        RefuseBehindSoftmax();
        if (Weights is null)
        {
            (double[] Scale, double[] Shift) before = Normalized ?? (Ones(scale.Length), new double[scale.Length]);
            return this with { Normalized = (Zip(before.Scale, scale, (s, t) => s * t), [.. before.Shift.Select((b, k) => b * scale[k] + shift[k])]) };
        }

        double[] weights = isScaled ? new double[work.Take(Weights.Length)] : Weights;
        for (int k = 0; isScaled && k < weights.Length; k++)
        {
            weights[k] = Weights[k] * scale[k % scale.Length];
        }

        double[]? bias = Bias is { } b ? [.. b.Select((value, j) => value * scale[j] + shift[j])] : isShifted ? shift : null;
        return this with { Weights = weights, Bias = bias };
    }

    /// <summary>A dense layer behind it.</summary>
    /// <param name="weights">W, inputs × outputs; kept.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="isDouble">Whether its numbers were doubles.</param>
    /// <param name="name">The node that multiplies by them.</param>
    /// <param name="work">What may still be made.</param>
    public Stage Dense(double[] weights, int inputs, bool isDouble, string? name, Work work)
    {
        RefuseBehindSoftmax();
        CheckFinite(weights);
        int outputs = inputs == 0 ? 0 : weights.Length / inputs;
        if (inputs is < 1 or > DenseNetwork.MostOutputs || outputs is < 1 or > DenseNetwork.MostOutputs)
        {
            throw new GraphMistake($"weights of {inputs} × {outputs}, inputs × outputs; MlpGen compiles layers 1 to {DenseNetwork.MostOutputs} wide");
        }

        double[]? bias = null;
        if (Normalized is var (scale, shift))
        {
            double[] scaled = new double[work.Take(weights.Length)];
            bias = new double[outputs];
            for (int k = 0; k < weights.Length; k++)
            {
                (int i, int j) = Math.DivRem(k, outputs);
                scaled[k] = scale[i] * weights[k];
                bias[j] += shift[i] * weights[k];
            }

            bias = bias.Any(static b => b != 0) ? bias : null;
            weights = scaled;
        }

        return new Stage { Source = Source, Layers = Weights is null ? Layers : Closed(s_identity).Layers, Weights = weights, Name = name, Inputs = inputs, Bias = bias, IsDouble = IsDouble || isDouble };
    }

    /// <summary>The open layer with its activation; of the inputs themselves, which a normaliser clips, a layer that is made for it.</summary>
    /// <param name="activated">The activation.</param>
    /// <param name="width">How many numbers there are; null if that is open.</param>
    /// <param name="work">What may still be made.</param>
    public Stage Closed(Activated activated, long? width, Work work) => Weights is null && Layers.Count == 0
        ? Diagonal(width ?? throw new GraphMistake("the number of inputs is open: the file does not say how wide a sample is"), work).Closed(activated)
        : Closed(activated);

    private Stage Closed(Activated activated)
    {
        if (Weights is null)
        {
            throw new GraphMistake($"{activated.Activation} behind {Layers[^1].Activated.Activation}; a layer has one activation");
        }

        if (Layers.Count == DenseNetwork.MostLayers)
        {
            throw new GraphMistake($"more than {DenseNetwork.MostLayers} layers");
        }

        var layer = new ReadLayer(Inputs, Weights.Length / Inputs, Weights, Bias, activated, Name);
        return new Stage { Source = Source, Layers = Layers.Add(layer), IsDouble = IsDouble };
    }

    /// <summary>All layers, none open: what is left of a scale and a shift behind the last activation becomes a layer of its own, whose W is
    /// zero but for the diagonal.</summary>
    public Stage Finished(Work work)
    {
        if (Weights is not null)
        {
            return Closed(s_identity);
        }

        if (Layers.Count == 0)
        {
            throw new GraphMistake("no dense layer stands between the graph's input and this output");
        }

        return Normalized is var (scale, _) ? Diagonal(scale.Length, work).Closed(s_identity) : this;
    }

    /// <summary>The same with what is left of a scale and a shift as an open layer, whose W is zero but for the diagonal.</summary>
    private Stage Diagonal(long count, Work work)
    {
        if (count > DenseNetwork.MostOutputs)
        {
            throw new GraphMistake($"{count} numbers, of which an activation is taken; MlpGen compiles layers 1 to {DenseNetwork.MostOutputs} wide");
        }

        int width = (int)count;
        (double[] scale, double[] shift) = Normalized ?? (Ones(width), new double[width]);
        double[] diagonal = new double[work.Take((long)width * width)];
        for (int k = 0; k < width; k++)
        {
            diagonal[k * width + k] = scale[k];
        }

        return new Stage { Source = Source, Layers = Layers, Weights = diagonal, Inputs = width, Bias = shift.Any(static b => b != 0) ? shift : null, IsDouble = IsDouble };
    }

    /// <summary>Inputs of the graph, one behind the other as one, each with what was done to it so far: a scale and a shift, or one and the same
    /// activation.</summary>
    /// <param name="parts">How far each has been read.</param>
    /// <param name="widths">How many numbers each has.</param>
    /// <param name="work">What may still be made.</param>
    public static Stage Beside(Stage[] parts, long[] widths, Work work)
    {
        int total = work.Take(widths.Sum());
        double[] scale = [.. parts.SelectMany((part, k) => part.Normalized?.Scale ?? Ones((int)widths[k]))];
        double[] shift = [.. parts.SelectMany((part, k) => part.Normalized?.Shift ?? new double[widths[k]])];
        bool isNormalized = Array.Exists(parts, static part => part.Normalized is not null);
        var joined = new Stage
        {
            Source = string.Join(" + ", parts.Select(static part => part.Source)),
            Normalized = isNormalized ? (scale, shift) : null,
            IsDouble = Array.Exists(parts, static part => part.IsDouble),
        };
        if (parts[0].Layers.Count == 0)
        {
            return joined;
        }

        double[] weights = new double[work.Take((long)total * total)], bias = new double[total];
        int first = 0;
        foreach (ReadLayer layer in parts.Select(static part => part.Layers[0]))
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                layer.Weights.AsSpan(i * layer.Outputs, layer.Outputs).CopyTo(weights.AsSpan((first + i) * total + first));
            }

            layer.Bias?.CopyTo(bias, first);
            first += layer.Outputs;
        }

        return joined with { Layers = [new ReadLayer(total, total, weights, bias.Any(static b => b != 0) ? bias : null, parts[0].Layers[0].Activated, null)] };
    }

    private void RefuseBehindSoftmax()
    {
        if (IsSoftmax)
        {
            throw new GraphMistake("something is computed from the probabilities of a Softmax; only the last layer may have one");
        }
    }

    private static void CheckFinite(double[] numbers)
    {
        if (Array.FindIndex(numbers, static number => !double.IsFinite(number)) is >= 0 and int k)
        {
            throw new GraphMistake(FormattableString.Invariant($"number {k} of its constants is {numbers[k]}; weights are finite"));
        }
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static double[] Zip(double[] left, double[] right, Func<double, double, double> with) => [.. left.Zip(right, with)];
}
