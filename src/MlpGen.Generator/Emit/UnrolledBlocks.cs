using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes a pass as one straight line of code: each value in a local of its textbook name, assigned once.</summary>
/// <remarks>
/// Everything is read into locals before anything is written to a span, so that the caller's spans may overlap.
/// </remarks>
internal sealed class UnrolledBlocks(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly string _t = context.T;

    /// <summary>Reads a span into locals <c>name_0, name_1, …</c>.</summary>
    public void Load(string name, string span, int count, int offset = 0)
    {
        Declare(Enumerable.Range(0, count).Select(k => $"{name}_{k} = {span}[{offset + k}]"));
    }

    /// <summary>Reads W of a layer into locals, a line for each input.</summary>
    public void LoadWeights(LayerPlan layer)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            int row = layer.WeightOffset + i * layer.Outputs;
            Declare(Outputs(layer).Select(j => $"{W(layer, i, j)} = parameters[{row + j}]"));
        }
    }

    /// <summary>z = x·W + b and a = f(z) of one layer.</summary>
    public void Forward(LayerPlan layer)
    {
        int l = layer.Number;
        ActivationText text = context.Text(layer);
        _writer.Line();
        Comment.ForwardBlock(_writer, layer, text);
        LoadWeights(layer);
        if (layer.Spec.HasBias)
        {
            Load($"b{l}", "parameters", layer.Outputs, layer.BiasOffset);
        }

        foreach (int j in Outputs(layer))
        {
            IEnumerable<string> terms = Enumerable.Range(0, layer.Inputs).Select(i => $"{In(layer, i)} * {W(layer, i, j)}");
            Sum($"{_t} z{l}_{j}", layer.Spec.HasBias ? terms.Append($"b{l}_{j}") : terms);
        }

        if (layer.Spec.Activation == Model.Activation.Softmax)
        {
            SoftmaxBlock.Unrolled(context, layer.Outputs, $"z{l}", $"a{l}", $"{l}");
            return;
        }

        foreach (int j in Outputs(layer))
        {
            _writer.Line($"{_t} a{l}_{j} = {text.Value($"z{l}_{j}")};");
        }
    }

    /// <summary>dz of one layer from ∂L/∂a, the locals <paramref name="outgoing"/>.</summary>
    public void PreActivationGradient(LayerPlan layer, string outgoing)
    {
        int l = layer.Number;
        if (layer.Spec.Activation == Model.Activation.Softmax)
        {
            Sum($"{_t} da{l}_mean", Outputs(layer).Select(j => $"a{l}_{j} * {outgoing}_{j}"));
            foreach (int j in Outputs(layer))
            {
                _writer.Line($"{_t} dz{l}_{j} = a{l}_{j} * ({outgoing}_{j} - da{l}_mean);");
            }

            return;
        }

        ActivationText text = context.Text(layer);
        foreach (int j in Outputs(layer))
        {
            _writer.Line($"{_t} dz{l}_{j} = {text.Gradient($"{outgoing}_{j}", $"z{l}_{j}", $"a{l}_{j}")};");
        }
    }

    /// <summary>dW and db of one layer, added to the gradient, and ∂L/∂a of the layer before.</summary>
    public void ParameterGradient(LayerPlan layer)
    {
        int l = layer.Number;
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Outputs(layer))
            {
                Accumulate(layer.WeightOffset + i * layer.Outputs + j, $"{In(layer, i)} * dz{l}_{j}", $"dW{l}_{i}_{j}");
            }
        }

        if (layer.Spec.HasBias)
        {
            foreach (int j in Outputs(layer))
            {
                Accumulate(layer.BiasOffset + j, $"dz{l}_{j}", $"db{l}_{j}");
            }
        }

        if (l > 1)
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                Sum($"{_t} da{l - 1}_{i}", InputGradientTerms(layer, i));
            }
        }
    }

    /// <summary>dx, if the caller wants it.</summary>
    public void InputGradient()
    {
        LayerPlan first = context.Layers[0];
        _writer.Line();
        _writer.Open("if (!inputGradient.IsEmpty)");
        _writer.Line("// dx = dz1·W1ᵀ");
        for (int i = 0; i < first.Inputs; i++)
        {
            Sum($"inputGradient[{i}]", InputGradientTerms(first, i));
        }

        _writer.Close();
    }

    /// <summary>Writes <c>target = term + term + …;</c>, wrapped.</summary>
    public void Sum(string target, IEnumerable<string> terms) =>
        _writer.Wrapped($"{target} =", terms.Select((term, k) => k == 0 ? $" {term}" : $" + {term}"));

    /// <summary>Copies locals to a span.</summary>
    public void Store(string span, int offset, string name, int count)
    {
        for (int k = 0; k < count; k++)
        {
            _writer.Line($"{span}[{offset + k}] = {name}_{k};");
        }
    }

    private static IEnumerable<int> Outputs(LayerPlan layer) => Enumerable.Range(0, layer.Outputs);

    private static string W(LayerPlan layer, int i, int j) => $"W{layer.Number}_{i}_{j}";

    private static string In(LayerPlan layer, int i) => $"{EmitContext.Incoming(layer)}_{i}";

    private static IEnumerable<string> InputGradientTerms(LayerPlan layer, int i) =>
        Outputs(layer).Select(j => $"dz{layer.Number}_{j} * {W(layer, i, j)}");

    private void Declare(IEnumerable<string> assignments)
    {
        string[] parts = [.. assignments];
        _writer.Wrapped(_t, parts.Select((part, k) => " " + part + (k + 1 < parts.Length ? "," : "")));
    }

    private void Accumulate(int index, string term, string name)
    {
        string statement = $"gradient[{index}] += {term};";
        _writer.Line($"{statement,-36} // {name}");
    }
}
