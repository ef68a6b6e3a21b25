using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>The chain rule through the layers as loops, in what C# and C have in common.</summary>
/// <remarks>dzl holds ∂L/∂al until f' is applied; gradients are added to what is there; the last dz holds ∂L/∂y at the beginning.</remarks>
/// <param name="dialect">The language.</param>
/// <param name="text">Where to.</param>
internal sealed class BackwardText(Dialect dialect, SourceText text)
{
    /// <summary>Writes the layers from the last to the first.</summary>
    /// <param name="wantsInputGradient">The condition under which ∂L/∂x is wanted.</param>
    public void Write(string wantsInputGradient)
    {
        for (int l = dialect.Network.Layers.Length; l >= 1; l--)
        {
            LayerInfo layer = dialect.Network.Layers[l - 1];
            string formula = $"Layer {l}: {Heading.BackwardFormula(layer, l)}";
            text.Line(dialect is CDialect ? $"/* {formula} */" : $"// {formula}");
            Slope(layer, l);
            AddGradient(layer, l);
            if (l > 1)
            {
                InputGradient(layer, l, $"dz{l - 1}");
            }
            else
            {
                text.Block($"if ({wantsInputGradient})", () => InputGradient(layer, l, "dx"));
            }

            if (l > 1)
            {
                text.Line();
            }
        }
    }

    /// <summary>dz = da times f', in place.</summary>
    private void Slope(LayerInfo layer, int l)
    {
        if (layer.Activation == Activation.Softmax)
        {
            text.Line(dialect is CDialect ? $"{dialect.Helper("SoftmaxBackward")}(a{l}, dz{l}, {layer.Outputs});" : $"SoftmaxBackward(a{l}, dz{l});");
            text.Line();
        }
        else if (ActivationCode.Of(layer) is { } code)
        {
            text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () =>
                text.Line($"dz{l}[j] = {dialect.Rounded($"dz{l}[j] * {dialect.Helper(code.SlopeName)}({code.SlopeArgument}{l}[j])")};"));
            text.Line();
        }
    }

    private void AddGradient(LayerInfo layer, int l)
    {
        string before = l == 1 ? "x" : $"a{l - 1}";
        text.Block($"for (int i = 0; i < {layer.Inputs}; i++)", () =>
            text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () =>
                Add(dialect.Gradient("W", l, $"i * {layer.Outputs} + j"), dialect.Rounded($"{before}[i] * dz{l}[j]"))));
        text.Line();
        if (layer.HasBias)
        {
            text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => Add(dialect.Gradient("b", l, "j"), $"dz{l}[j]"));
            text.Line();
        }
    }

    private void InputGradient(LayerInfo layer, int l, string da)
    {
        bool inParts = dialect.Options.IsReproducible && Arithmetic.SumsInParts(dialect.Network, layer);
        text.Block($"for (int i = 0; i < {layer.Inputs}; i++)", () =>
        {
            if (!inParts)
            {
                text.Line($"{dialect.Real} sum = {dialect.Literal(dialect.Options.IsReproducible ? -0.0 : 0)};");
                text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => Term(layer, l));
                text.Line();
                text.Line($"{da}[i] = sum;");
                return;
            }

            text.Line($"{dialect.Real} whole = {dialect.Literal(-0.0)};");
            text.Block($"for (int first = 0; first < {layer.Outputs}; first += {Arithmetic.OutputsAtOnce})", () =>
            {
                text.Line($"{dialect.Real} sum = {dialect.Literal(-0.0)};");
                text.Block($"for (int j = first; j < {layer.Outputs} && j < first + {Arithmetic.OutputsAtOnce}; j++)", () => Term(layer, l));
                text.Line();
                text.Line($"whole = {dialect.Rounded("whole + sum")};");
            });
            text.Line();
            text.Line($"{da}[i] = whole;");
        });
    }

    private void Term(LayerInfo layer, int l) => Add("sum", dialect.Rounded($"dz{l}[j] * {dialect.Parameter("W", l, $"i * {layer.Outputs} + j")}"));

    /// <summary>to += term, rounded where that has to be said.</summary>
    private void Add(string to, string term)
    {
        string sum = dialect.Rounded($"{to} + {term}");
        text.Line(sum == $"{to} + {term}" ? $"{to} += {term};" : $"{to} = {sum};");
    }
}
