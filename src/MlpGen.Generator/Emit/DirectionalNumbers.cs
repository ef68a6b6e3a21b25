using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes passes that carry a tangent beside each value, number by number, by what the forward pass has kept.</summary>
internal sealed class DirectionalNumbers(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly string _t = context.T;
    private DirectionalFormulas _formulas = new(context);

    private NetworkPlan Plan => context.Plan;

    /// <summary>Writes a whole method.</summary>
    public void Write(MethodPlan method)
    {
        _formulas = new DirectionalFormulas(context);
        switch (method.Kind)
        {
            case MethodKind.Jacobian:
                Open(
                    "Jacobian", "The outputs by the input, number by number.",
                    [$"{context.Read} parameters", $"{context.Read} trace", $"{context.Write} jacobian"]);
                break;
            case MethodKind.Tangent:
                Open(
                    "Tangent", "How the output moves when the input moves, number by number.",
                    [$"{context.Read} parameters", $"{context.Read} trace", $"{context.Read} tangent", $"{context.Write} outputTangent"]);
                Load("tx", "tangent", Plan.InputSize);
                break;
            case MethodKind.Curvature:
                Open(
                    "Curvature", "The first and the second derivative of the output along a direction, number by number.",
                    [
                        $"{context.Read} parameters", $"{context.Read} trace", $"{context.Read} direction", $"{context.Write} first",
                        $"{context.Write} second",
                    ]);
                Load("tx", "direction", Plan.InputSize);
                break;
            default:
                Open(
                    "HessianVector", "How the gradient of one sample moves when the parameters move along V1, v1, …, number by number.",
                    [
                        $"{context.Read} parameters", $"{context.Read} input", $"{context.Read} trace", $"{context.Read} target", $"{_t} scale",
                        $"{context.Read} direction", $"{context.Write} product",
                    ]);
                Load("x", "input", Plan.InputSize);
                break;
        }

        foreach (Step step in method.Steps)
        {
            Write(step);
        }

        _writer.Close();
    }

    private void Open(string kind, string summary, string[] parameters) => NumbersRenderer.Open(context, kind, "void", summary, parameters);

    private void Write(Step step)
    {
        switch (step)
        {
            case OutputRowsStep rows:
                _formulas.OutputRows(rows.Layer);
                new JacobianNumbers(context).OutputRows(rows.Layer);
                break;
            case JacobianStep jacobian:
                _formulas.Jacobian();
                new JacobianNumbers(context).Jacobian(jacobian.Layer);
                break;
            case TangentStep tangent:
                _formulas.Layer(tangent.Layer);
                _formulas.Tangent(tangent.Layer);
                Tangent(tangent.Layer);
                Activated(tangent.Layer);
                break;
            case CurvatureStep curvature:
                _formulas.Layer(curvature.Layer);
                _formulas.Tangent(curvature.Layer);
                _formulas.Curvature(curvature.Layer);
                Tangent(curvature.Layer);
                Activated(curvature.Layer);
                Curvature(curvature.Layer);
                break;
            case ParameterTangentStep tangent:
                _formulas.Layer(tangent.Layer);
                _formulas.ParameterTangent(tangent.Layer);
                ParameterTangent(tangent.Layer);
                Activated(tangent.Layer);
                break;
            case TangentOutputStep output:
                _writer.Line();
                _writer.Statements(Range(output.Layer.Outputs).Select(j => $"{(output.HasCurvature ? "first" : "outputTangent")}[{j}] = ta{output.Layer.Number}_{j};"));
                if (output.HasCurvature)
                {
                    _writer.Statements(Range(output.Layer.Outputs).Select(j => $"second[{j}] = ca{output.Layer.Number}_{j};"));
                }

                break;
            case LossTangentStep loss:
                _formulas.Loss(Plan.Spec.Loss!);
                new DirectionalLoss(context).Write(loss.Layer);
                break;
            case ChainTangentStep chain:
                _formulas.Backward(chain.Layer);
                _formulas.Chain(chain.Layer);
                Chain(chain.Layer);
                break;
            case AddProductStep add:
                if (add.Layer == Plan.Last && LossTraits.Of(Plan.Spec.Loss!.Function).IsFused)
                {
                    _formulas.Backward(add.Layer);
                }

                _formulas.Product(add.Layer);
                AddProduct(add.Layer);
                break;
            case PropagateTangentStep propagate:
                _formulas.Propagated(propagate.Layer);
                Propagate(propagate.Layer);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text number by number.");
        }
    }

    private void Tangent(LayerPlan layer)
    {
        int l = layer.Number;
        LoadDerivative(context, layer);
        LoadWeights(layer, "W", "parameters");
        foreach (int j in Range(layer.Outputs))
        {
            _writer.Sum($"{_t} tz{l}_{j}", Range(layer.Inputs).Select(i => $"t{In(layer, i)} * W{l}_{i}_{j}"));
        }
    }

    private void ParameterTangent(LayerPlan layer)
    {
        int l = layer.Number;
        LoadKept(layer);
        if (l > 1)
        {
            LoadWeights(layer, "W", "parameters");
        }

        LoadWeights(layer, "V", "direction");
        if (layer.Spec.HasBias)
        {
            Load($"v{l}", "direction", layer.Outputs, layer.BiasOffset);
        }

        foreach (int j in Range(layer.Outputs))
        {
            _writer.Sum(
                $"{_t} tz{l}_{j}",
                [
                    .. l == 1 ? [] : Range(layer.Inputs).Select(i => $"ta{l - 1}_{i} * W{l}_{i}_{j}"),
                    .. Range(layer.Inputs).Select(i => $"{In(layer, i)} * V{l}_{i}_{j}"),
                    .. layer.Spec.HasBias ? (string[])[$"v{l}_{j}"] : [],
                ]);
        }
    }

    /// <summary>ta from tz.</summary>
    private void Activated(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer.Traits.CouplesOutputs)
        {
            _writer.Sum($"{_t} tz{l}_mean", Range(layer.Outputs).Select(j => $"a{l}_{j} * tz{l}_{j}"));
        }

        foreach (int j in Range(layer.Outputs))
        {
            _writer.Line($"{_t} ta{l}_{j} = {(layer.Traits.CouplesOutputs ? $"a{l}_{j} * (tz{l}_{j} - tz{l}_mean)" : Times($"tz{l}_{j}", layer, j))};");
        }
    }

    private void Curvature(LayerPlan layer)
    {
        int l = layer.Number;
        foreach (int j in l == 1 ? [] : Range(layer.Outputs))
        {
            _writer.Sum($"{_t} cz{l}_{j}", Range(layer.Inputs).Select(i => $"ca{l - 1}_{i} * W{l}_{i}_{j}"));
        }

        if (layer.Traits.CouplesOutputs)
        {
            string Bent(int j) => $"(tz{l}_{j} - tz{l}_mean) * tz{l}_{j}";
            _writer.Sum($"{_t} ca{l}_mean", Range(layer.Outputs).Select(j => $"a{l}_{j} * ({Bent(j)}{(l == 1 ? "" : $" + cz{l}_{j}")})"));
            foreach (int j in Range(layer.Outputs))
            {
                string distance = $"(tz{l}_{j} - tz{l}_mean)";
                _writer.Line($"{_t} ca{l}_{j} = a{l}_{j} * ({distance} * {distance}{(l == 1 ? "" : $" + cz{l}_{j}")} - ca{l}_mean);");
            }

            return;
        }

        foreach (int j in Range(layer.Outputs))
        {
            string[] terms =
            [
                .. layer.Traits.IsCurved ? (string[])[$"{Second(layer, j)} * tz{l}_{j} * tz{l}_{j}"] : [],
                .. l == 1 ? [] : (string[])[Times($"cz{l}_{j}", layer, j)],
            ];
            _writer.Line($"{_t} ca{l}_{j} = {(terms.Length == 0 ? context.Number(0) : string.Join(" + ", terms))};");
        }
    }

    private void Chain(LayerPlan layer)
    {
        int l = layer.Number;
        string da = layer == Plan.Last ? "dy" : $"da{l}";
        if (layer.Traits.CouplesOutputs)
        {
            _writer.Sum($"{_t} {da}_mean", Range(layer.Outputs).Select(j => $"a{l}_{j} * {da}_{j}"));
            _writer.Sum($"{_t} t{da}_mean", Range(layer.Outputs).Select(j => $"(ta{l}_{j} * {da}_{j} + a{l}_{j} * t{da}_{j})"));
        }

        foreach (int j in Range(layer.Outputs))
        {
            (string dz, string tdz) = layer.Traits.CouplesOutputs
                ? ($"a{l}_{j} * ({da}_{j} - {da}_mean)", $"ta{l}_{j} * ({da}_{j} - {da}_mean) + a{l}_{j} * (t{da}_{j} - t{da}_mean)")
                : (Times($"{da}_{j}", layer, j),
                    Times($"t{da}_{j}", layer, j) + (layer.Traits.IsCurved ? $" + {da}_{j} * {Second(layer, j)} * tz{l}_{j}" : ""));
            _writer.Line($"{_t} dz{l}_{j} = {dz};");
            _writer.Line($"{_t} tdz{l}_{j} = {tdz};");
        }
    }

    private void AddProduct(LayerPlan layer)
    {
        int l = layer.Number;
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Range(layer.Outputs))
            {
                string moved = l == 1 ? "" : $"ta{l - 1}_{i} * dz{l}_{j} + ";
                Accumulate(layer.WeightOffset + i * layer.Outputs + j, $"PW{l}_{i}_{j}", $"{moved}{In(layer, i)} * tdz{l}_{j}");
            }
        }

        foreach (int j in layer.Spec.HasBias ? Range(layer.Outputs) : [])
        {
            Accumulate(layer.BiasOffset + j, $"pb{l}_{j}", $"tdz{l}_{j}");
        }
    }

    private void Accumulate(int index, string name, string value) => _writer.Line($"{$"product[{index}] += {value};",-36} // {name}");

    private void Propagate(LayerPlan layer)
    {
        int l = layer.Number;
        for (int i = 0; i < layer.Inputs; i++)
        {
            _writer.Sum($"{_t} da{l - 1}_{i}", Range(layer.Outputs).Select(j => $"dz{l}_{j} * W{l}_{i}_{j}"));
            _writer.Sum(
                $"{_t} tda{l - 1}_{i}",
                Range(layer.Outputs).Select(j => $"tdz{l}_{j} * W{l}_{i}_{j}").Concat(Range(layer.Outputs).Select(j => $"dz{l}_{j} * V{l}_{i}_{j}")));
        }
    }

    /// <summary>A value times f'.</summary>
    private string Times(string value, LayerPlan layer, int j) => NumbersRenderer.TimesDerivative(context, value, layer, j);

    /// <summary>f''.</summary>
    private string Second(LayerPlan layer, int j) =>
        $"{context.Names.Function(layer.Traits.SecondDerivativeFunction!)}({(layer.Traits.DerivativeReads == DerivativeInput.A ? "a" : "z")}{layer.Number}_{j}{NumbersRenderer.Alpha(context, layer)})";

    /// <summary>Reads what f' of this layer wants of the forward pass.</summary>
    public static void LoadDerivative(EmitContext context, LayerPlan layer)
    {
        if (layer.Traits.DerivativeReads != DerivativeInput.Nothing)
        {
            (string name, int offset) = layer.Traits.DerivativeReads == DerivativeInput.A ? ("a", layer.ActivationOffset) : ("z", layer.TraceOffset);
            context.Writer.List(context.T, Range(layer.Outputs).Select(j => $"{name}{layer.Number}_{j} = trace[{offset + j}]"));
        }
    }

    /// <summary>Reads what this layer, the next one and the loss want of the forward pass.</summary>
    private void LoadKept(LayerPlan layer)
    {
        bool isFused = Plan.Spec.Loss is { } loss && LossTraits.Of(loss.Function).IsFused;
        if (layer.Traits.DerivativeReads == DerivativeInput.Z || (layer == Plan.Last && isFused))
        {
            Load($"z{layer.Number}", "trace", layer.Outputs, layer.TraceOffset);
        }

        if (layer.Traits.DerivativeReads == DerivativeInput.A || layer != Plan.Last || !isFused)
        {
            Load($"a{layer.Number}", "trace", layer.Outputs, layer.ActivationOffset);
        }
    }

    private void LoadWeights(LayerPlan layer, string name, string span) => NumbersRenderer.LoadWeights(context, layer, name, span);

    private void Load(string name, string span, int count, int offset = 0) =>
        _writer.List(_t, Range(count).Select(k => $"{name}_{k} = {span}[{offset + k}]"));

    private static string In(LayerPlan layer, int i) => $"{EmitContext.Incoming(layer)}_{i}";

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
