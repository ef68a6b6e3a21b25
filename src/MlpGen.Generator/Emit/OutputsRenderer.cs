using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes methods with the outputs of a layer side by side in vectors: z1_8 is z1 from output 8 on.</summary>
/// <remarks>
/// A row of W that does not fill its last vector is read on into the next one; the surplus lanes hold nothing of use, and never reach a sum
/// nor the gradient. Sums of many inputs are split in up to four, since a multiply-add takes four cycles to finish.
/// </remarks>
internal sealed class OutputsRenderer(EmitContext context, VectorFunctions functions)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly Formulas _formulas = new(context, namesOnly: true);
    private readonly VectorPlaces _places = new(context, functions);

    private NetworkPlan Plan => context.Plan;

    private LayerPlan Last => Plan.Last;

    /// <summary>Whether z and a stay in locals from the forward pass to the chain rule.</summary>
    private bool IsOneMethod { get; set; }

    /// <summary>Writes a whole method.</summary>
    public void Write(MethodPlan method)
    {
        IsOneMethod = method.Kind == MethodKind.Sample;
        (string summary, string[] parameters) = method.Kind switch
        {
            MethodKind.Sample => (
                "One sample forward, and back if the pass wants it, from ∂L/∂y or from a loss.",
                (string[])[Parameters, Input, $"{context.Read} dyOrTarget", Scale, Output, Gradient, Dx]),
            MethodKind.Forward => ("One sample forward; into the trace, if the pass goes back.", [Parameters, Input, Output, $"{context.Write} trace"]),
            _ => ("The chain rule for one sample by its trace, from ∂L/∂y or from a loss.", [Parameters, Input, $"{context.Read} trace", $"{context.Read} dyOrTarget", Scale, Gradient, Dx]),
        };
        Open(summary, method.Kind, parameters);
        if (method.Kind == MethodKind.Backward)
        {
            ReadLast(method.Steps.OfType<LossStep>().FirstOrDefault());
        }

        foreach (Step step in method.Steps)
        {
            Write(method, step);
        }

        if (method.Kind != MethodKind.Forward && method.Steps.Any(static step => step is AddGradientStep))
        {
            _writer.Line();
            _writer.Line(method.Steps.Any(static step => step is LossStep) ? "return loss;" : "return 0;");
        }

        _writer.Close();
    }

    /// <summary>Reads of the last layer what the loss and the derivative want.</summary>
    private void ReadLast(LossStep? loss)
    {
        DerivativeInput derivative = Last.Traits.DerivativeReads;
        LossTraits? traits = loss is { Kernel: not LossKernel.InMemory } ? LossTraits.Of(Plan.Spec.Loss!.Function) : null;
        bool givesProbabilities = traits?.FusedWith == Last.Spec.Activation;
        if (derivative == DerivativeInput.Z || traits is { IsFused: true })
        {
            _places.ReadTrace(Last, "z");
        }

        if (derivative == DerivativeInput.A || traits is { IsFused: false } || givesProbabilities)
        {
            _places.ReadTrace(Last, "a");
        }
    }

    private string Parameters => $"{context.Read} parameters";

    private string Input => $"{context.Read} x";

    private string Scale => $"{context.T} scale";

    private string Output => $"{context.Write} output";

    private string Gradient => $"{context.Write} gradient";

    private string Dx => $"{context.Write} dx";

    private void Open(string summary, MethodKind kind, string[] parameters)
    {
        _writer.Line();
        _writer.Line($"/// <summary>{summary}</summary>");
        if (kind != MethodKind.Backward)
        {
            context.Inlined(); // a call would cost a tenth of it
        }
        else
        {
            context.Optimized("NoInlining");
        }

        string name = kind == MethodKind.Sample ? "Sample" : $"{kind}Sample";
        _writer.List($"private static {(kind == MethodKind.Forward ? "void" : context.T)} {name}<TPass>(", parameters, ")");
        _writer.Line($"    where TPass : struct, {context.Names.Type("IPass")}");
        _writer.Open();
    }

    private void Write(MethodPlan method, Step step)
    {
        var backward = new OutputsBackward(context, functions, _formulas, IsOneMethod);
        switch (step)
        {
            case DenseStep dense:
                _formulas.Forward(dense.Layer);
                Sums(dense);
                break;
            case ActivateStep activate:
                Activate(activate.Layer);
                break;
            case KeepStep keep:
                _writer.Open($"if ({context.PassIsNot("ForwardOnly")})");
                foreach (LayerPlan layer in keep.Layers)
                {
                    _places.WriteTrace(layer);
                }

                _writer.Close();
                break;
            case OutputStep:
                WriteOutput(returns: method.Kind == MethodKind.Sample ? "return 0;" : null);
                break;
            case LossStep loss:
                new OutputsLoss(context, functions, _formulas).Write(loss);
                break;
            case OutputGradientStep output:
                backward.OutputGradient(output, hasLoss: method.Steps.Any(static s => s is LossStep));
                break;
            case ChainStep chain:
                backward.Chain(chain.Layer);
                break;
            case PropagateStep propagate:
                backward.Propagate(propagate);
                break;
            case AddGradientStep add:
                new OutputsGradientRows(context, functions, _formulas, IsOneMethod).Write(add);
                break;
            case InputGradientStep input:
                backward.InputGradient(input);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text in vectors of outputs.");
        }
    }

    private void Sums(DenseStep step)
    {
        LayerPlan layer = step.Layer;
        _places.NameParameters(layer);
        if (step.Kernel == SumKernel.Column)
        {
            Column(layer);
        }
        else
        {
            Rows(layer);
        }
    }

    /// <summary>z, a vector of outputs after the other: x_0·row 0 + x_1·row 1 + … + b.</summary>
    private void Rows(LayerPlan layer)
    {
        int sums = Math.Min(_places.Firsts(layer.Outputs).Count() <= 2 ? 4 : 2, Math.Max(1, layer.Inputs / 2));
        foreach (int first in _places.Firsts(layer.Outputs))
        {
            for (int sum = 0; sum < sums; sum++)
            {
                // Four sums are added in pairs, (A + B) + (C + D).
                string open = sums == 4 && sum % 2 == 0 ? " (" : "", close = sums == 4 && sum % 2 == 1 ? ")" : "";
                int needed = Math.Min(Plan.VectorLanes, layer.Outputs - first);
                string? seed = sum == 0 && layer.Spec.HasBias ? _places.LoadParameters($"b{layer.Number}", layer.BiasOffset, first, needed) : null;
                (string X, string Row)[] terms =
                [
                    .. Enumerable.Range(0, layer.Inputs).Where(i => i % sums == sum)
                        .Select(i => (In(layer, i), _places.LoadWeights(layer, i * layer.Outputs + first, needed))),
                ];
                _writer.Wrapped(
                    (sum == 0 ? $"var z{layer.Number}_{first} =" : "    +") + open,
                    functions.SumOfProducts(seed, terms),
                    close + (sum == sums - 1 ? ";" : ""));
            }
        }
    }

    /// <summary>z of the one output: W is a single column, so the vectors of the layer before are multiplied with it as they are.</summary>
    private void Column(LayerPlan layer)
    {
        int l = layer.Number;
        List<(string, string)> terms = [];
        foreach (int first in _places.Firsts(layer.Inputs))
        {
            int count = Math.Min(Plan.VectorLanes, layer.Inputs - first);
            string w = functions.Load($"W{l}", first, count);
            string x = layer.FollowsOneOutput ? functions.Create($"a{l - 1}")
                : l > 1 ? functions.Keep($"a{l - 1}_{first}", count)
                : functions.Load(functions.At("x", 0), first, count);
            terms.Add((x, w));
        }

        string bias = layer.Spec.HasBias ? $" + b{l}" : "";
        _writer.Wrapped(
            $"{context.T} z{l} = {functions.OpenSum}", functions.SumOfProducts(seed: null, terms), $"){bias};");
    }

    private void Activate(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer.HasOneOutput)
        {
            // The softmax of one is 1, or NaN.
            _writer.Line($"{context.T} a{l} = {(layer.Traits.CouplesOutputs ? $"{context.Number(1)} + (z{l} - z{l})" : _places.Value(layer, $"z{l}"))};");
        }
        else if (!layer.Traits.CouplesOutputs)
        {
            foreach (int first in _places.Firsts(layer.Outputs))
            {
                _writer.Line($"var a{l}_{first} = {_places.Value(layer, $"z{l}_{first}")};");
            }
        }
        else if (!_places.IsLong(layer))
        {
            _writer.Line($"var a{l}_0 = {functions.OutputLanes}.Softmax(z{l}_0, {layer.Outputs});");
        }
    }

    private void WriteOutput(string? returns)
    {
        int l = Last.Number;
        _writer.Line();
        _writer.Open($"if ({context.PassIs("ForwardOnly")})");
        _formulas.Output();
        if (Last.HasOneOutput)
        {
            _writer.Line($"output[0] = a{l};");
        }
        else
        {
            _writer.Line($"ref {context.T} y = ref {functions.At("output", 0)};");
            _places.Store($"{(_places.IsLong(Last) ? "z" : "a")}{l}", Last.Outputs, "y", 0, end: Last.Outputs);
            if (_places.IsLong(Last))
            {
                _writer.Line($"{context.Names.Type("ActivationPass")}.Softmax<{context.T}>(output, output, {Last.Outputs});");
            }
        }

        if (returns is not null)
        {
            _writer.Line(returns);
        }

        _writer.Close();
    }

    /// <summary>Whether the layer takes its inputs from the lanes of the layer before: all but the first, and one behind a single output.</summary>
    private static bool TakesLanes(LayerPlan layer) => layer.Number > 1 && !layer.FollowsOneOutput;

    /// <summary>An input of the layer: one number, or all lanes holding it.</summary>
    private string In(LayerPlan layer, int i)
    {
        int first = i / Plan.VectorLanes * Plan.VectorLanes;
        return TakesLanes(layer) ? functions.Lane($"a{layer.Number - 1}_{first}", i - first)
            : layer.Number > 1 ? $"a{layer.Number - 1}"
            : $"x[{i}]";
    }
}
