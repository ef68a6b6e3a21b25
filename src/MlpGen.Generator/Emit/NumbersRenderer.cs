using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes a method number by number: each value in a local of its textbook name, assigned once.</summary>
internal sealed class NumbersRenderer(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly string _t = context.T;
    private readonly Formulas _formulas = new(context);

    private NetworkPlan Plan => context.Plan;

    private bool MayBeGiven => Plan.Spec.Loss is { } loss && LossTraits.Of(loss.Function).IsFused;

    /// <summary>Writes a whole method.</summary>
    public void Write(MethodPlan method)
    {
        switch (method.Kind)
        {
            case MethodKind.Forward:
                Open("Forward", "void", "The forward pass, number by number; into the output, and into the trace unless that is empty.",
                    [.. ReadParameters, $"{context.Read} input", $"{context.Write} trace", $"{context.Write} output"]);
                Load("x", "input", Plan.InputSize);
                break;
            case MethodKind.Backward:
                Open("Backward", "void", $"The chain rule, number by number, by what the forward pass has kept.{(MayBeGiven ? $" outputGradient holds dy, or dz{Plan.Last.Number} where the loss has given it." : "")}",
                [
                    $"{context.Read} parameters", $"{context.Read} input", $"{context.Read} trace", $"{context.Read} outputGradient",
                    $"{context.Write} gradient", $"{context.Write} inputGradient", .. MayBeGiven ? (string[])["bool isGiven"] : [],
                ]);
                Load("x", "input", Plan.InputSize);
                LoadTrace();
                Load("dy", "outputGradient", Plan.OutputSize);
                break;
            default:
                Open("Loss", _t, $"The loss of one sample before the mean, and what the chain rule begins with; scale = {LossTraits.Of(Plan.Spec.Loss!.Function).Scale}.",
                    [$"{context.Read} trace", $"{context.Read} target", $"{_t} scale", $"{context.Write} {LossTraits.Of(Plan.Spec.Loss.Function).Gives(Plan.Last.Number)}"]);
                break;
        }

        foreach (Step step in method.Steps)
        {
            Write(step);
        }

        _writer.Close();
    }

    private string[] ReadParameters => context.HasLiterals ? [] : [$"{context.Read} parameters"];

    private void Open(string kind, string returns, string summary, string[] parameters) => Open(context, kind, returns, summary, parameters);

    /// <summary>Opens a private method number by number.</summary>
    public static void Open(EmitContext context, string kind, string returns, string summary, string[] parameters)
    {
        context.Writer.Line();
        context.Writer.Line($"/// <summary>{summary}</summary>");
        context.Optimized();
        context.Writer.List($"private static {returns} {kind}Numbers(", parameters, ")");
        context.Writer.Open();
    }

    private void Write(Step step)
    {
        switch (step)
        {
            case DenseStep dense:
                Dense(dense.Layer, dense.Kernel);
                break;
            case ActivateStep activate:
                Activate(activate.Layer);
                break;
            case OutputStep output:
                _writer.Line();
                _formulas.Output();
                _writer.Statements(Range(output.Layer.Outputs).Select(j => $"output[{j}] = a{output.Layer.Number}_{j};"));
                break;
            case KeepStep keep:
                Keep(keep.Layers);
                break;
            case LossStep loss:
                new NumbersLoss(context, _formulas).Write(loss);
                break;
            case OutputGradientStep output:
                _formulas.Backward(output.Layer);
                _formulas.PreActivationGradient(output.Layer, output.MayBeGiven);
                PreActivationGradient(output.Layer, output.MayBeGiven);
                break;
            case ChainStep chain:
                _formulas.PreActivationGradient(chain.Layer);
                PreActivationGradient(chain.Layer, mayBeGiven: false);
                break;
            case AddGradientStep add:
                AddGradient(add.Layer);
                break;
            case PropagateStep propagate:
                Propagate(propagate.Layer);
                break;
            case InputGradientStep input:
                InputGradient(input.Layer);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text number by number.");
        }
    }

    private void Dense(LayerPlan layer, SumKernel kernel)
    {
        int l = layer.Number;
        _formulas.Forward(layer);
        LoadWeights(layer);
        if (layer.Spec.HasBias && !context.HasLiterals)
        {
            Load($"b{l}", "parameters", layer.Outputs, layer.BiasOffset);
        }

        foreach (int j in Range(layer.Outputs))
        {
            _writer.Sum($"{_t} z{l}_{j}", Terms(layer, j, kernel));
        }
    }

    /// <summary>The terms of z of one output: a product for each input, and the bias. Those of a frozen network leave out what is multiplied by 0.</summary>
    private List<string> Terms(LayerPlan layer, int j, SumKernel kernel)
    {
        var terms = new List<string>();
        for (int i = 0; i < layer.Inputs; i++)
        {
            double? frozen = Frozen(layer.WeightOffset + i * layer.Outputs + j);
            if (frozen != 0)
            {
                terms.Add(frozen == 1 ? In(layer, i) : $"{In(layer, i)} * {W(layer, i, j)}");
            }
        }

        double? bias = Frozen(layer.BiasOffset + j);
        if (layer.Spec.HasBias && bias != 0)
        {
            terms.Insert(kernel == SumKernel.BiasFirst ? 0 : terms.Count, bias is { } b ? context.Number(b) : $"b{layer.Number}_{j}");
        }

        if (terms.Count == 0)
        {
            terms.Add(context.Number(0));
        }

        return terms;
    }

    private double? Frozen(int index) => context.HasLiterals && index < Plan.ParameterCount ? Plan.Spec.Frozen!.Parameters[index] : null;

    private void Activate(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer.Traits.CouplesOutputs)
        {
            NumbersLoss.Softmax(context, layer.Outputs, $"z{l}", $"a{l}", $"{l}");
            return;
        }

        _writer.List(_t, Range(layer.Outputs).Select(j => $"a{l}_{j} = {Value(layer, $"z{l}_{j}")}"));
    }

    private string Value(LayerPlan layer, string z) =>
        layer.Traits.ValueFunction is not { } function ? z : $"{context.Names.Function(function)}({z}{Alpha(layer)})";

    private string Alpha(LayerPlan layer) => Alpha(context, layer);

    /// <summary>The argument α of an activation that has one, behind z or a.</summary>
    public static string Alpha(EmitContext context, LayerPlan layer) => layer.Traits.HasAlpha ? $", {context.Number(layer.Spec.Alpha)}" : "";

    private void Keep(EquatableArray<LayerPlan> layers)
    {
        _writer.Line();
        _writer.Open("if (!trace.IsEmpty)");
        foreach (LayerPlan layer in layers)
        {
            _writer.Statements(Range(layer.Outputs).Select(j => $"trace[{layer.TraceOffset + j}] = z{layer.Number}_{j};"));
            _writer.Statements(Range(layer.Outputs).Select(j => $"trace[{layer.ActivationOffset + j}] = a{layer.Number}_{j};"));
        }

        _writer.Close();
    }

    /// <summary>Reads what the chain rule wants of each layer.</summary>
    private void LoadTrace()
    {
        foreach (LayerPlan layer in Plan.Layers)
        {
            if (layer.Traits.DerivativeReads == DerivativeInput.Z)
            {
                Load($"z{layer.Number}", "trace", layer.Outputs, layer.TraceOffset);
            }

            if (layer.Traits.DerivativeReads == DerivativeInput.A || layer != Plan.Last)
            {
                Load($"a{layer.Number}", "trace", layer.Outputs, layer.ActivationOffset);
            }
        }
    }

    private void PreActivationGradient(LayerPlan layer, bool mayBeGiven)
    {
        int l = layer.Number;
        string outgoing = _formulas.Outgoing(layer);
        bool asks = mayBeGiven && layer.Spec.Activation != Activation.Identity;
        if (layer.Traits.CouplesOutputs)
        {
            _writer.Sum($"{_t} {outgoing}_mean", Range(layer.Outputs).Select(j => $"a{l}_{j} * {outgoing}_{j}"));
        }

        foreach (int j in Range(layer.Outputs))
        {
            string dz = layer.Traits.CouplesOutputs
                ? $"a{l}_{j} * ({outgoing}_{j} - {outgoing}_mean)"
                : TimesDerivative(context, $"{outgoing}_{j}", layer, j);
            _writer.Line($"{_t} dz{l}_{j} = {(asks ? $"isGiven ? {outgoing}_{j} : " : "")}{dz};");
        }
    }

    /// <summary>A value times f' of unit <paramref name="j"/>.</summary>
    public static string TimesDerivative(EmitContext context, string value, LayerPlan layer, int j) =>
        layer.Traits.DerivativeReads == DerivativeInput.Nothing ? value
        : layer.Traits.DerivativeExpression is null ? $"{value} * {Derivative(context, layer, j)}"
        : $"{value} * ({Derivative(context, layer, j)})";

    /// <summary>f' of unit <paramref name="j"/>.</summary>
    public static string Derivative(EmitContext context, LayerPlan layer, int j)
    {
        ActivationTraits traits = layer.Traits;
        string z = $"z{layer.Number}_{j}", a = $"a{layer.Number}_{j}";
        return traits.DerivativeExpression is { } expression
            ? expression(a, context.Number(1))
            : $"{context.Names.Function(traits.DerivativeFunction!)}({(traits.DerivativeReads == DerivativeInput.A ? a : z)}{Alpha(context, layer)})";
    }

    private void AddGradient(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.ParameterGradient(layer);
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Range(layer.Outputs))
            {
                Accumulate(layer.WeightOffset + i * layer.Outputs + j, $"dW{l}_{i}_{j}", $"{In(layer, i)} * dz{l}_{j}");
            }
        }

        foreach (int j in layer.Spec.HasBias ? Range(layer.Outputs) : [])
        {
            Accumulate(layer.BiasOffset + j, $"db{l}_{j}", $"dz{l}_{j}");
        }
    }

    private void Accumulate(int index, string name, string value) => _writer.Line($"{$"gradient[{index}] += {value};",-36} // {name}");

    private void Propagate(LayerPlan layer)
    {
        _formulas.Backward(Plan.Layers[layer.Number - 2]);
        _formulas.Propagated(layer);
        LoadWeights(layer);
        for (int i = 0; i < layer.Inputs; i++)
        {
            _writer.Sum($"{_t} da{layer.Number - 1}_{i}", PropagatedTerms(layer, i));
        }
    }

    private void InputGradient(LayerPlan layer)
    {
        _writer.Line();
        _writer.Open("if (!inputGradient.IsEmpty)");
        _formulas.InputGradient();
        LoadWeights(layer);
        for (int i = 0; i < layer.Inputs; i++)
        {
            _writer.Sum($"inputGradient[{i}]", PropagatedTerms(layer, i));
        }

        _writer.Close();
    }

    private static IEnumerable<string> PropagatedTerms(LayerPlan layer, int i) =>
        Range(layer.Outputs).Select(j => $"dz{layer.Number}_{j} * W{layer.Number}_{i}_{j}");

    private void LoadWeights(LayerPlan layer)
    {
        if (!context.HasLiterals)
        {
            LoadWeights(context, layer, "W", "parameters");
        }
    }

    /// <summary>Reads a matrix as large as W of a layer, where it stands.</summary>
    public static void LoadWeights(EmitContext context, LayerPlan layer, string name, string span)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            int row = layer.WeightOffset + i * layer.Outputs;
            context.Writer.List(context.T, Range(layer.Outputs).Select(j => $"{name}{layer.Number}_{i}_{j} = {span}[{row + j}]"));
        }
    }

    private void Load(string name, string span, int count, int offset = 0) => _writer.List(_t, Range(count).Select(k => $"{name}_{k} = {span}[{offset + k}]"));

    private string W(LayerPlan layer, int i, int j) =>
        Frozen(layer.WeightOffset + i * layer.Outputs + j) is { } frozen ? context.Number(frozen) : $"W{layer.Number}_{i}_{j}";

    private static string In(LayerPlan layer, int i) => $"{EmitContext.Incoming(layer)}_{i}";

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
