namespace MlpGen.Generator.Tests.Properties;

/// <summary>Draws networks from a seed: any legal one, or one of a given shape.</summary>
internal sealed class ArchitectureDraw(int seed)
{
    /// <summary>The most multiply-adds that are unrolled on demand: beyond, methods grow and nothing new comes.</summary>
    private const int FullyUnrolled = 250;

    private static readonly int[] s_narrow = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 23, 24, 25, 31, 32, 33, 36, 40];

    private static readonly int[] s_wide = [48, 63, 64, 65, 79, 96, 100, 127, 128, 129, 144, 200, 255, 256, 300];

    private static readonly LossFunction[] s_losses = Enum.GetValues<LossFunction>();

    private static readonly Activation[] s_activations = Enum.GetValues<Activation>();

    private static readonly Activation[] s_hidden = [.. s_activations.Where(activation => activation != Activation.Softmax)];

    private static readonly Activation[] s_smooth =
    [
        Activation.Identity, Activation.Gelu, Activation.GeluTanh, Activation.Silu, Activation.Softplus, Activation.Sigmoid, Activation.Tanh,
        Activation.Softmax,
    ];

    private readonly Random _random = new(seed);

    /// <summary>1 to 6 layers, mostly narrow.</summary>
    public Architecture Any()
    {
        int depth = _random.Next(1, 7);
        int[] widths = [.. Enumerable.Range(0, depth + 1).Select(_ => OneIn(7) ? Pick(s_wide) : Pick(s_narrow))];
        if (OneIn(25))
        {
            widths[0] = 784;
        }

        return Of(widths);
    }

    /// <summary>A network of these widths, all else drawn.</summary>
    public Architecture Of(int[] widths, Activation? hidden = null, Precision? precision = null)
    {
        bool hasBackward = !OneIn(12);
        LossFunction? loss = hasBackward && !OneIn(8) ? Pick(s_losses) : null;
        if (loss == LossFunction.CrossEntropy && widths[^1] == 1)
        {
            loss = LossFunction.BinaryCrossEntropy; // one class is no choice
        }

        long multiplyAdds = widths.Zip(widths.Skip(1), (inputs, outputs) => (long)inputs * outputs).Sum();
        Unroll unroll = _random.Next(4) switch
        {
            0 when multiplyAdds <= FullyUnrolled => Unroll.Full,
            1 => Unroll.None,
            _ => Unroll.Auto,
        };
        var drawn = new Architecture(
            Layers(widths, loss, hidden), loss, loss == LossFunction.Huber && OneIn(2) ? 0.5 : null,
            precision ?? (OneIn(3) ? Precision.Double : Precision.Single), unroll, IsStatic: OneIn(4), hasBackward, IsReproducible: OneIn(4));
        return SuitsDifferences(drawn) && OneIn(2) ? drawn with { Derivatives = AnyDerivatives(drawn) } : drawn;
    }

    /// <summary>Whether derivatives of a network can be held against differences: smooth, in double precision, and not so wide that it takes long.</summary>
    private static bool SuitsDifferences(Architecture drawn) =>
        drawn is { Backward: true, IsReproducible: false, IsStatic: false, Precision: Precision.Double, Loss: not LossFunction.Huber and not LossFunction.MeanAbsoluteError }
        && drawn.Layers.All(static layer => Math.Max(layer.Inputs, layer.Outputs) <= 40 && s_smooth.Contains(layer.Activation));

    private Derivatives AnyDerivatives(Architecture drawn)
    {
        var derivatives = (Derivatives)_random.Next(16);
        return drawn.Loss is null ? derivatives & ~Derivatives.HessianVector : derivatives;
    }

    public bool OneIn(int n) => _random.Next(n) == 0;

    private DrawnLayer[] Layers(int[] widths, LossFunction? loss, Activation? hidden)
    {
        // What drops keeps more in memory, which is refused for very deep networks.
        bool drops = loss is not null && OneIn(3) && widths.Skip(1).Sum() < 2_000;
        var layers = new DrawnLayer[widths.Length - 1];
        for (int l = 0; l < layers.Length; l++)
        {
            bool isLast = l == layers.Length - 1;
            Activation activation = isLast ? Last(loss, widths[^1]) : hidden ?? Pick(s_hidden);
            double? alpha = activation is Activation.LeakyRelu or Activation.Elu && OneIn(2) ? 0.3 : null;
            double dropout = drops && !isLast && OneIn(2) ? Pick<double>([0.1, 0.25, 0.5]) : 0;
            layers[l] = new DrawnLayer(widths[l], widths[l + 1], activation, Bias: !OneIn(4), alpha, dropout);
        }

        return layers;
    }

    private Activation Last(LossFunction? loss, int outputs) => loss switch
    {
        LossFunction.CrossEntropy => Pick<Activation>([Activation.Softmax, Activation.Identity]),
        LossFunction.BinaryCrossEntropy => Pick<Activation>([Activation.Sigmoid, Activation.Identity]),
        _ => Pick(outputs == 1 ? s_hidden : s_activations),
    };

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
