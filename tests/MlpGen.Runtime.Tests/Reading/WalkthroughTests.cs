using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Reading;

using LogitNet = InformedClassifier<LogitClassifier, double>;
using Tiny = Informed<TinyNet, float>;

/// <summary>The steps of a sample that can be checked with paper and pencil, and how they are asked for.</summary>
public class WalkthroughTests
{
    /// <summary>W1, b1, W2, b2 of the 2-3-2 network of the textbook.</summary>
    internal static readonly float[] TinyParameters =
        [-3, -2, -1, 0, 1, 2, -0.2f, 0.3f, -0.1f, -2, -1, 0, 1, 2, 3, 0.1f, -0.1f];

    internal static Walkthrough OfTinyNet => Walkthrough.Of<Tiny, float>(TinyParameters, [0.1f, 0.2f], [1, 0]);

    [Fact]
    public void Each_step_of_2_3_2_has_the_numbers_of_paper_and_pencil()
    {
        // Layer, symbol, formula, rows, numbers.
        (int Layer, string Symbol, string Formula, int Rows, double[] Values)[] expected =
        [
            (0, "x", "x", 1, [0.1, 0.2]),
            (0, "t", "t", 1, [1, 0]),
            (1, "W1", "W1", 2, [-3, -2, -1, 0, 1, 2]),
            (1, "b1", "b1", 1, [-0.2, 0.3, -0.1]),
            (1, "z1", "z1 = x·W1 + b1", 1, [-0.5, 0.3, 0.2]),
            (1, "a1", "a1 = relu(z1)", 1, [0, 0.3, 0.2]),
            (2, "W2", "W2", 3, [-2, -1, 0, 1, 2, 3]),
            (2, "b2", "b2", 1, [0.1, -0.1]),
            (2, "z2", "z2 = a1·W2 + b2", 1, [0.5, 0.8]),
            (2, "a2", "y = a2 = relu(z2)", 1, [0.5, 0.8]),
            (0, "L", "L = ½·‖y − t‖²", 1, [0.5 * (0.25 + 0.64)]),
            (0, "dy", "dy = y − t", 1, [-0.5, 0.8]),
            (2, "dz2", "dz2 = dy ⊙ relu'(z2)", 1, [-0.5, 0.8]),
            (2, "dW2", "dW2 = a1ᵀ·dz2", 3, [0, 0, -0.15, 0.24, -0.1, 0.16]),
            (2, "db2", "db2 = dz2", 1, [-0.5, 0.8]),
            (2, "da1", "da1 = dz2·W2ᵀ", 1, [0.2, 0.8, 1.4]),
            (1, "dz1", "dz1 = da1 ⊙ relu'(z1)", 1, [0, 0.8, 1.4]),
            (1, "dW1", "dW1 = xᵀ·dz1", 2, [0, 0.08, 0.14, 0, 0.16, 0.28]),
            (1, "db1", "db1 = dz1", 1, [0, 0.8, 1.4]),
            (1, "dx", "dx = dz1·W1ᵀ", 1, [-3, 3.6]),
        ];

        Walkthrough walkthrough = OfTinyNet;
        Assert.Equal(expected.Length, walkthrough.Count);
        foreach (var ((layer, symbol, formula, rows, values), step) in expected.Zip(walkthrough))
        {
            Assert.Equal((layer, symbol, formula), (step.Layer, step.Symbol, step.Formula));
            Assert.Equal((rows, values.Length / rows), (step.Rows, step.Columns));
            Close.Assert(values, step.Values.ToArray(), 1e-6);
        }
    }

    [Fact]
    public void A_step_is_found_by_its_symbol_and_a_number_by_row_and_column()
    {
        Walkthrough walkthrough = OfTinyNet;
        Assert.Same(walkthrough[15], walkthrough["da1"]);
        Assert.Same(walkthrough["a2"], walkthrough["y"]);
        Assert.Equal(3, walkthrough["W2"][2, 1]);
        Assert.Equal("relu(z) = max(z, 0)", walkthrough["a1"].Note);
        Assert.Equal("relu'(z) = 0 where z ≤ 0, else 1", walkthrough["dz1"].Note);
        Assert.Equal("", walkthrough["dW1"].Note);

        Assert.Throws<ArgumentOutOfRangeException>(() => walkthrough["W2"][0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => walkthrough["W2"][-1, 0]);
        Assert.Contains("dz2", Assert.Throws<KeyNotFoundException>(() => walkthrough["dz3"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_members_of_the_network_give_are_theirs_to_the_bit()
    {
        float[] x = [0.7f, -0.3f], t = [0.2f, 0.9f], trace = new float[TinyNet.TraceSize];
        float[] gradient = new float[TinyNet.ParameterCount], dx = new float[2];
        TinyNet.ForwardTrace(TinyParameters, x, trace);
        float loss = TinyNet.LossAndGradient(TinyParameters, x, t, gradient, dx);

        var walkthrough = Walkthrough.Of<Tiny, float>(TinyParameters, x, t);
        Assert.Equal(trace, Numbers("z1", "a1", "z2", "a2"));
        Assert.Equal(gradient, Numbers("dW1", "db1", "dW2", "db2"));
        Assert.Equal(dx, Numbers("dx"));
        Assert.Equal([loss], Numbers("L"));

        float[] Numbers(params string[] symbols) => [.. symbols.SelectMany(symbol => walkthrough[symbol].Values.ToArray()).Select(v => (float)v)];
    }

    [Fact]
    public void A_wrong_length_is_named()
    {
        Assert.Throws<ArgumentException>("parameters", () => Walkthrough.Of<Tiny, float>(new float[16], [0, 0], [0, 0]));
        Assert.Throws<ArgumentException>("input", () => Walkthrough.Of<Tiny, float>(TinyParameters, [0], [0, 0]));
        Assert.Throws<ArgumentException>("target", () => Walkthrough.Of<Tiny, float>(TinyParameters, [0, 0], [0, 0, 0, 0]));

        double[] parameters = new double[LogitClassifier.ParameterCount];
        Assert.Throws<ArgumentException>("parameters", () => Walkthrough.Of<LogitNet, double>([], [0, 0, 0], 1));
        Assert.Throws<ArgumentException>("input", () => Walkthrough.Of<LogitNet, double>(parameters, [0, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => Walkthrough.Of<LogitNet, double>(parameters, [0, 0, 0], 3));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => Walkthrough.Of<LogitNet, double>(parameters, [0, 0, 0], -1));
    }

    [Fact]
    public void A_network_that_does_not_say_which_loss_it_has_is_refused_by_name()
    {
        var error = Assert.Throws<NotSupportedException>(() => Walkthrough.Of<LineByHand, double>([1, 2, 3], [1, 2], [3]));
        Assert.Contains("LineByHand", error.Message, StringComparison.Ordinal);
        Assert.Contains("LossInfo", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logits_become_probabilities_before_the_loss()
    {
        double[] z = [1, -0.5, 2], parameters = [.. new double[LogitClassifier.ParameterCount - 3], .. z];
        var walkthrough = Walkthrough.Of<LogitNet, double>(parameters, [0, 0, 0], 2);

        double sum = Math.Exp(z[0]) + Math.Exp(z[1]) + Math.Exp(z[2]);
        double[] p = [.. z.Select(zj => Math.Exp(zj) / sum)];
        Assert.Equal("t = onehot(2)", walkthrough["t"].Formula);
        Assert.Equal([0, 0, 1], walkthrough["t"].Values.ToArray());
        Assert.Equal("p = softmax(z2)", walkthrough["p"].Formula);
        Close.Assert(p, walkthrough["p"].Values.ToArray(), 1e-14);
        Assert.Equal("L = −Σ t·log p", walkthrough["L"].Formula);
        Close.Assert(-Math.Log(p[2]), walkthrough["L"][0, 0], 1e-14);
        Assert.Equal("dz2 = p − t", walkthrough["dz2"].Formula);
        Close.Assert([p[0], p[1], p[2] - 1], walkthrough["dz2"].Values.ToArray(), 1e-14);
        Assert.DoesNotContain(walkthrough, step => step.Symbol == "dy");

        Assert.Equal("dz2 = p·Σt − t", Walkthrough.Of<LogitNet, double>(parameters, [0, 0, 0], [0, 0, 1])["dz2"].Formula);
    }

    [Fact]
    public void Where_the_output_is_the_probability_it_is_called_y_and_nothing_is_computed_twice()
    {
        var softmax = Walkthrough.Of<Informed<SoftmaxClassifier, float>, float>(
            new float[SoftmaxClassifier.ParameterCount], [1, 2, 3, 4], [1, 0, 0]);
        Assert.DoesNotContain(softmax, step => step.Symbol is "p" or "dy");
        Assert.Equal("L = −Σ t·log y", softmax["L"].Formula);
        Assert.Equal("dz3 = y·Σt − t", softmax["dz3"].Formula);

        var questions = Walkthrough.Of<Informed<TwoQuestions, float>, float>(
            new float[TwoQuestions.ParameterCount], [1, 2, 3, 4, 5], [1, 0]);
        Assert.Equal("L = −1/n Σ [t·log y + (1 − t)·log(1 − y)]", questions["L"].Formula);
        Assert.Equal("dz2 = (y − t)/n", questions["dz2"].Formula);
    }

    [Fact]
    public void A_layer_without_a_bias_has_none_in_its_formulas()
    {
        Walkthrough walkthrough = Walk.Through(
            typeof(OptionNetworks.NoBiasFirst), new double[OptionNetworks.NoBiasFirst.ParameterCount], [1, 2, 3], [1, 2]);
        Assert.Equal("z1 = x·W1", walkthrough["z1"].Formula);
        Assert.Equal("z2 = a1·W2 + b2", walkthrough["z2"].Formula);
        Assert.DoesNotContain(walkthrough, step => step.Symbol is "b1" or "db1");
    }

    [Fact]
    public void The_places_of_z_and_a_follow_from_the_place_in_the_trace()
    {
        LayerInfo layer = OptionNetworks.Deep.Layers[1] with { TraceOffset = 6 };
        Assert.Equal((6, 9), (layer.ZOffset, layer.AOffset));
    }
}
