using System.Globalization;
using MlpGen.Numerics;

namespace MlpGen;

/// <summary>Puts the numbers of one sample into the order of a textbook: forward layer by layer, the loss, backward layer by layer.</summary>
/// <remarks>
/// What a member of the network computes is taken from there. What none gives (p, dy, and dz and da of each layer) is computed
/// here, in double, by the formula that stands beside it.
/// </remarks>
internal sealed class Derivation
{
    private readonly WalkedSample _sample;
    private readonly LossFormulas _loss;
    private readonly List<WalkthroughSection> _sections = [];
    private readonly double[][] _z, _a;
    private List<WalkthroughStep> _steps = [];

    private Derivation(WalkedSample sample)
    {
        _sample = sample;
        _loss = Formulas.Of(sample.Loss.Function);
        (_z, _a) = (new double[sample.Layers.Length][], new double[sample.Layers.Length][]);
        for (int l = 0, offset = 0; l < _z.Length; l++)
        {
            int outputs = sample.Layers[l].Outputs;
            _z[l] = sample.Trace[offset..(offset += outputs)];
            _a[l] = sample.Trace[offset..(offset += outputs)];
        }
    }

    private int Last => _sample.Layers.Length;

    private LayerInfo LastLayer => _sample.Layers[^1];

    private bool IsFused => _loss.Probability is not null;

    /// <summary>What the loss calls the output: y; or p, if the output is not yet the probability that the loss is about.</summary>
    private string Output => IsFused && LastLayer.Activation != _loss.Probability ? "p" : "y";

    /// <summary>All steps of a sample, under their headings.</summary>
    public static List<WalkthroughSection> Of(WalkedSample sample)
    {
        var derivation = new Derivation(sample);
        derivation.Given();
        for (int l = 1; l <= derivation.Last; l++)
        {
            derivation.Forward(l);
        }

        double[] d = derivation.Loss();
        for (int l = derivation.Last; l >= 1; l--)
        {
            d = derivation.Backward(l, d);
        }

        return derivation._sections;
    }

    private void Given()
    {
        Step(0, "x", "x", _sample.Input);
        Step(0, "t", _sample.Label is { } label ? string.Create(CultureInfo.InvariantCulture, $"t = onehot({label})") : "t", _sample.Target);
        End(string.Join(" → ", [_sample.Input.Length, .. _sample.Layers.Select(layer => layer.Outputs)]) + ", one sample");
    }

    private void Forward(int l)
    {
        LayerInfo layer = _sample.Layers[l - 1];
        ActivationFormulas activation = Formulas.Of(layer.Activation);
        string alpha = layer.HasAlpha ? Constant("α", layer.Alpha) : "";
        Step(l, $"W{l}", $"W{l}", _sample.Parameters.AsSpan(layer.WeightOffset, layer.WeightCount), layer.Outputs);
        if (layer.HasBias)
        {
            Step(l, $"b{l}", $"b{l}", _sample.Parameters.AsSpan(layer.BiasOffset, layer.Outputs));
        }

        Step(l, $"z{l}", $"z{l} = {Incoming(l)}·W{l}" + (layer.HasBias ? $" + b{l}" : ""), _z[l - 1]);
        string a = (l == Last ? "y = " : "") + $"a{l} = {activation.Of($"z{l}")}";
        Step(l, $"a{l}", a, _a[l - 1], note: activation.ValueNote + alpha);
        End($"Layer {l}: {layer.Inputs} → {layer.Outputs}", ", ");
    }

    /// <summary>L, and its gradient: dy; or dz of the last layer, whose step is one of that layer.</summary>
    private double[] Loss()
    {
        if (Output == "p")
        {
            Probability();
        }

        string delta = _loss.HasDelta ? Constant("δ", _sample.Loss.Delta) : "";
        Step(0, "L", $"L = {_loss.Value(Output)}", [_sample.LossValue], note: _loss.ValueNote + delta);
        double[] gradient = new double[LastLayer.Outputs];
        _loss.Backward((IsFused ? _z : _a)[^1], _sample.Target, _sample.Loss.Delta, gradient);
        if (!IsFused)
        {
            Step(0, "dy", $"dy = {_loss.Gradient(Output)}", gradient);
        }

        End($"Loss: {_loss.Name}", ", ");
        return gradient;
    }

    /// <summary>The probabilities, where the outputs are logits.</summary>
    private void Probability()
    {
        double[] p = new double[LastLayer.Outputs];
        if (_loss.Probability == Activation.Softmax)
        {
            ActivationPass.Softmax(_z[^1], p, p.Length);
        }
        else
        {
            ActivationPass.Value<double, SigmoidFunction>(_z[^1], p);
        }

        Step(0, "p", $"p = {Formulas.Of(_loss.Probability!.Value).Of($"z{Last}")}", p);
    }

    /// <summary>The steps of one layer from da, or for the last layer of a fused loss from dz; returns da of the layer before.</summary>
    private double[] Backward(int l, double[] d)
    {
        LayerInfo layer = _sample.Layers[l - 1];
        double[] dz = ThroughActivation(l, d);
        Step(l, $"dW{l}", $"dW{l} = {Incoming(l)}ᵀ·dz{l}", _sample.Gradient.AsSpan(layer.WeightOffset, layer.WeightCount), layer.Outputs);
        if (layer.HasBias)
        {
            Step(l, $"db{l}", $"db{l} = dz{l}", _sample.Gradient.AsSpan(layer.BiasOffset, layer.Outputs));
        }

        double[] da = l == 1 ? _sample.InputGradient : ToTheInputs(layer, dz);
        Step(l, $"d{Incoming(l)}", $"d{Incoming(l)} = dz{l}·W{l}ᵀ", da);
        End($"Layer {l}, backward", ": ");
        return da;
    }

    private double[] ThroughActivation(int l, double[] d)
    {
        if (l == Last && IsFused)
        {
            // The targets of a label sum to 1.
            string gradient = _sample.Label is null ? _loss.Gradient(Output) : $"{Output} − t";
            Step(l, $"dz{l}", $"dz{l} = {gradient}", d, note: _loss.GradientNote);
            return d;
        }

        LayerInfo layer = _sample.Layers[l - 1];
        ActivationFormulas activation = Formulas.Of(layer.Activation);
        double[] dz = new double[layer.Outputs];
        activation.Backward(d, _z[l - 1], _a[l - 1], layer.Alpha, dz);
        string formula = activation.ChainRule(l == Last ? "dy" : $"da{l}", $"z{l}", l == Last ? "y" : $"a{l}");
        Step(l, $"dz{l}", $"dz{l} = {formula}", dz, note: activation.DerivativeNote + (layer.HasAlpha ? Constant("α", layer.Alpha) : ""));
        return dz;
    }

    /// <summary>dz·Wᵀ.</summary>
    private double[] ToTheInputs(LayerInfo layer, double[] dz)
    {
        double[] da = new double[layer.Inputs];
        for (int i = 0; i < da.Length; i++)
        {
            ReadOnlySpan<double> weights = _sample.Parameters.AsSpan(layer.WeightOffset + (i * layer.Outputs), layer.Outputs);
            for (int j = 0; j < weights.Length; j++)
            {
                da[i] += dz[j] * weights[j];
            }
        }

        return da;
    }

    /// <summary>What a layer reads.</summary>
    private static string Incoming(int l) => l == 1 ? "x" : $"a{l - 1}";

    private static string Constant(string name, double value) => string.Create(CultureInfo.InvariantCulture, $", {name} = {value}");

    private void Step(int layer, string symbol, string formula, ReadOnlySpan<double> values, int columns = 0, string note = "") =>
        _steps.Add(new WalkthroughStep(layer, symbol, formula, values.ToArray(), columns == 0 ? values.Length : columns, note));

    /// <summary>Puts the steps so far under a heading, behind which stands what their formulas call by a name.</summary>
    private void End(string heading, string separator = "")
    {
        string note = _steps.Find(step => step.Note.Length > 0)?.Note ?? "";
        _sections.Add(new WalkthroughSection(note.Length == 0 ? heading : heading + separator + note, _steps));
        _steps = [];
    }
}
