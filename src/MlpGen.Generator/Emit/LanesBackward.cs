using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the chain rule with several samples side by side, and the accumulators that it adds to: a vector for each parameter, with a sum for every
/// lane.</summary>
internal sealed class LanesBackward(EmitContext context, LanesPlaces places, LanesFunctions functions, Formulas formulas)
{
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>dz of the last layer, from dy or from what the loss has given.</summary>
    public void OutputGradient(OutputGradientStep step, bool hasLoss) => OutputGradientBlock.Write(
        _writer, formulas, step, hasLoss, "V ",
        declaration => places.Load("dy", "outputGradients", step.Layer.Outputs, declaration, isCounted: true),
        declaration => PreActivationGradient(step.Layer, declaration));

    /// <summary>dz of a hidden layer, behind da.</summary>
    public void Chain(LayerPlan layer)
    {
        formulas.Backward(layer);
        formulas.PreActivationGradient(layer);
        PreActivationGradient(layer, "V ");
    }

    /// <summary>dz·Wᵀ: ∂L/∂a of the layer before.</summary>
    public void Propagate(LayerPlan layer)
    {
        formulas.Propagated(layer);
        Product(layer, $"da{layer.Number - 1}");
    }

    /// <summary>dW and db, to the accumulators of all lanes.</summary>
    public void AddGradient(LayerPlan layer)
    {
        int l = layer.Number;
        formulas.ParameterGradient(layer);
        for (int i = 0; i < layer.Inputs; i++)
        {
            for (int j = 0; j < layer.Outputs; j++)
            {
                string sum = $"dW{l}_{i}_{j}";
                _writer.Line($"{sum} = S.MultiplyAdd({EmitContext.Incoming(layer)}_{i}, dz{l}_{j}, {sum});");
            }
        }

        for (int j = 0; layer.Spec.HasBias && j < layer.Outputs; j++)
        {
            _writer.Line($"db{l}_{j} = S.Add(db{l}_{j}, dz{l}_{j});");
        }
    }

    /// <summary>dx, if the caller wants it.</summary>
    public void InputGradient(LayerPlan layer)
    {
        _writer.Line();
        _writer.Open("if (!inputGradients.IsEmpty)");
        formulas.InputGradient();
        Product(layer, "dx");
        places.Store("dx", "inputGradients", layer.Inputs);
        _writer.Close();
    }

    /// <summary>Adds the lanes of each accumulator to the gradient: by way of memory, since so many values at once are more than the JIT inlines.</summary>
    public void AddAccumulators()
    {
        string[] names = [.. context.Plan.Layers.SelectMany(Accumulators)];
        _writer.Line();
        _writer.Open($"if ({context.PassHasGradient})");
        _writer.Line($"{context.Names.Type("Span")}<V> sums = stackalloc V[{names.Length}];");
        _writer.Statements(names.Select(static (name, k) => $"sums[{k}] = {name};"));
        string lanes = context.Names.Type("SampleLanes");
        _writer.Line(context.Plan.Spec.IsReproducible
            ? $"{lanes}.Keep<V, {context.T}>(sums, batch.Gradients, batch.Part);"
            : $"{lanes}.AddSums<V>(sums, batch.Gradient);");
        _writer.Close();
    }

    /// <summary>dW1_0_0, …, db1_0, …, in the order of the flat buffer.</summary>
    public static IEnumerable<string> Accumulators(LayerPlan layer)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            for (int j = 0; j < layer.Outputs; j++)
            {
                yield return $"dW{layer.Number}_{i}_{j}";
            }
        }

        for (int j = 0; layer.Spec.HasBias && j < layer.Outputs; j++)
        {
            yield return $"db{layer.Number}_{j}";
        }
    }

    private void PreActivationGradient(LayerPlan layer, string declaration)
    {
        int l = layer.Number;
        ActivationTraits traits = layer.Traits;
        string da = formulas.Outgoing(layer);
        if (traits.CouplesOutputs)
        {
            _writer.Wrapped($"V {da}_mean =", LanesSums.OfProducts(Enumerable.Range(0, layer.Outputs).Select(j => ($"a{l}_{j}", $"{da}_{j}"))));
        }

        for (int j = 0; j < layer.Outputs; j++)
        {
            string by = traits.DerivativeReads == DerivativeInput.A ? $"a{l}_{j}" : $"z{l}_{j}";
            string dz = traits.CouplesOutputs ? $"S.Multiply(a{l}_{j}, S.Subtract({da}_{j}, {da}_mean))"
                : traits.DerivativeReads == DerivativeInput.Nothing ? $"{da}_{j}"
                : $"S.Multiply({da}_{j}, {functions.Derivative(layer, by)})";
            _writer.Line($"{declaration}dz{l}_{j} = {dz};");
        }
    }

    private void Product(LayerPlan layer, string name)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            _writer.Wrapped($"V {name}_{i} =", LanesSums.OfWeighted(places.PropagatedTerms(layer, i)));
        }
    }
}
