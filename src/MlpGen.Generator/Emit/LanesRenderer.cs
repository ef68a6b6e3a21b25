using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the one method that takes a tiny network through a batch with several samples side by side, whatever the width of a vector and
/// whatever is wanted: each value is a vector, lane k of it belonging to sample s + k.</summary>
internal sealed class LanesRenderer(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly Formulas _formulas = new(context, namesOnly: true);
    private readonly LanesFunctions _functions = new(context);
    private readonly string _t = context.T;

    private NetworkPlan Plan => context.Plan;

    private LayerPlan Last => Plan.Last;

    /// <summary>Whether samples come in groups that are as large on any hardware.</summary>
    private bool IsInOrder => Plan.Spec.IsReproducible;

    private LossTraits? Loss => Plan.Spec.Loss is { } loss ? LossTraits.Of(loss.Function) : null;

    /// <summary>Writes the class that holds it.</summary>
    public void Write(MethodPlan method)
    {
        bool hasLoss = method.Steps.Any(static step => step is LossStep);
        bool hasGradient = method.Steps.Any(static step => step is AddGradientStep);
        _writer.Line();
        _writer.Line("/// <summary>Several samples side by side: every value is a vector, lane k of it belonging to sample s + k.</summary>");
        _writer.Line("public static class Lanes<V, S>");
        _writer.Line("    where V : unmanaged");
        _writer.Line($"    where S : struct, {context.Names.Type("ISimd")}<V, {_t}>");
        _writer.Open();
        _writer.Line($"/// <summary>{(IsInOrder ? "As many samples as whole vectors hold" : "All samples")}{(hasGradient ? "; each parameter has an accumulator with a sum for every lane" : "")}.</summary>");
        context.Optimized("NoInlining");
        if (hasGradient && Plan.Spec.Compilation.AllowsUnsafe)
        {
            _writer.Line($"[{context.Names.Type("SkipLocalsInit")}]");
        }

        _writer.Line($"public static void Run<TPass>(ref {context.LaneBatch} batch)");
        _writer.Line($"    where TPass : struct, {context.Names.Type("IPass")}");
        _writer.Open();
        _writer.Line("var inputs = batch.Inputs;");
        _writer.Line("var outputs = batch.Outputs;");
        if (hasLoss)
        {
            _writer.Line("var targets = batch.Targets;");
        }

        if (hasLoss && Loss!.TakesLabels)
        {
            _writer.Line("var labels = batch.Labels;");
        }

        if (hasGradient)
        {
            _writer.Line("var outputGradients = batch.OutputGradients;");
            _writer.Line("var inputGradients = batch.InputGradients;");
        }

        foreach (LayerPlan layer in context.HasLiterals ? [] : Plan.Layers)
        {
            NameParameters(layer);
        }

        foreach (LayerPlan layer in hasGradient ? Plan.Layers : [])
        {
            string[] names = [.. Accumulators(layer)];
            _writer.Wrapped("V", names.Select((name, k) => $" {name} = default{(k + 1 < names.Length ? "," : "")}"));
        }

        if (hasLoss)
        {
            _writer.Line($"V scale = S.Broadcast(batch.Scale);");
            _writer.Line(IsInOrder
                ? $"var losses = new {context.Names.Type("LaneLosses")}<V>(batch.Losses, batch.Part); // in double, so that a long batch loses nothing"
                : $"{context.Names.Type("LossSum")}<V> losses = default; // in double, so that a long batch loses nothing");
        }

        bool counts = (hasLoss || hasGradient) && !IsInOrder;
        OpenLoop(counts);
        Load("x", "inputs", Plan.InputSize);
        if (counts)
        {
            _writer.Open($"if ({context.PassIsNot("ForwardOnly")})");
            foreach (int i in Range(Plan.InputSize))
            {
                _writer.Line($"x_{i} = {Counted(context, $"x_{i}")};");
            }

            _writer.Close();
        }

        foreach (Step step in method.Steps)
        {
            Write(step, hasLoss, hasGradient);
        }

        _writer.Close();
        if (hasGradient)
        {
            AddAccumulators();
        }

        if (hasLoss && !IsInOrder)
        {
            _writer.Line();
            _writer.Line("batch.Sum = losses.Total;");
        }

        _writer.Close();
        _functions.Write();
        _writer.Close();
    }

    /// <summary>Over the groups; or over all samples, of which the first two vectors share some where whole vectors do not end with the last one: there the
    /// first counts only as many as the others leave over, and has 0 for the rest, so that not even an infinity is counted twice.</summary>
    /// <param name="counts">Whether something is summed over the samples, so that none may be counted twice.</param>
    private void OpenLoop(bool counts)
    {
        if (IsInOrder)
        {
            _writer.Line();
            _writer.Open($"for (int s = batch.Part; s < batch.End; s += {Names.Lanes(Plan.Spec.Precision, Names.WideVectorBits)})");
            return;
        }

        _writer.Line();
        _writer.Line("// Every vector is full: the first two overlap, unless the samples divide evenly. The first counts step of them,");
        _writer.Line("// the second begins right behind those, and takes the others again.");
        _writer.Line("int step = (batch.Samples - 1) % S.Count + 1;");
        _writer.Open("for (int s = 0; s < batch.Samples; s += step, step = S.Count)");
        if (counts)
        {
            _writer.Line("V counted = S.FirstLanes(step);");
        }
    }

    private void Write(Step step, bool hasLoss, bool hasGradient)
    {
        switch (step)
        {
            case DenseStep dense:
                _formulas.Forward(dense.Layer);
                foreach (int j in Range(dense.Layer.Outputs))
                {
                    _writer.Wrapped($"V z{dense.Layer.Number}_{j} =", LanesSums.OfWeighted(Terms(dense.Layer, j)));
                }

                break;
            case ActivateStep activate:
                Activate(activate.Layer);
                break;
            case OutputStep:
                Output(alone: !hasLoss && !hasGradient);
                break;
            case LossStep loss:
                new LanesLoss(context, _formulas, _functions, (name, rows, width) => Load(name, rows, width)).Write(loss, hasGradient);
                break;
            case OutputGradientStep output:
                OutputGradient(output, hasLoss);
                break;
            case ChainStep chain:
                _formulas.Backward(chain.Layer);
                _formulas.PreActivationGradient(chain.Layer);
                PreActivationGradient(chain.Layer, "V ");
                break;
            case AddGradientStep add:
                AddGradient(add.Layer);
                break;
            case PropagateStep propagate:
                _formulas.Propagated(propagate.Layer);
                for (int i = 0; i < propagate.Layer.Inputs; i++)
                {
                    _writer.Wrapped($"V da{propagate.Layer.Number - 1}_{i} =", LanesSums.OfWeighted(PropagatedTerms(propagate.Layer, i)));
                }

                break;
            case InputGradientStep input:
                InputGradient(input.Layer);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text with samples side by side.");
        }
    }

    private void NameParameters(LayerPlan layer)
    {
        (int l, int n) = (layer.Number, layer.Outputs);
        string place = n == 1 ? $"W{l}_i_0 is W{l}[i]" : $"W{l}_i_j is W{l}[i * {n} + j]";
        _writer.Line($"var W{l} = batch.Parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});{(layer.Inputs == 1 ? "" : $" // {place}")}");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"var b{l} = batch.Parameters.Slice({layer.BiasOffset}, {n});");
        }
    }

    /// <summary>The products of z of one output, and behind them, with no left factor, the bias. Those of a frozen network leave out what is
    /// multiplied by 0.</summary>
    private IEnumerable<(string? Left, string Right)> Terms(LayerPlan layer, int j)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            int index = layer.WeightOffset + i * layer.Outputs + j;
            if (Frozen(index) != 0)
            {
                yield return ($"{EmitContext.Incoming(layer)}_{i}", Parameter(index, $"W{layer.Number}", i * layer.Outputs + j));
            }
        }

        if (layer.Spec.HasBias && Frozen(layer.BiasOffset + j) != 0)
        {
            yield return (null, Parameter(layer.BiasOffset + j, $"b{layer.Number}", j));
        }
    }

    private IEnumerable<(string? Left, string Right)> PropagatedTerms(LayerPlan layer, int i) => Range(layer.Outputs).Select(
        j => ((string?)$"dz{layer.Number}_{j}", Parameter(layer.WeightOffset + i * layer.Outputs + j, $"W{layer.Number}", i * layer.Outputs + j)));

    private double? Frozen(int index) => context.HasLiterals ? Plan.Spec.Frozen!.Parameters[index] : null;

    private string Parameter(int index, string name, int element) => Frozen(index) is { } frozen ? context.Number(frozen) : $"{name}[{element}]";

    private void Activate(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer.Traits.CouplesOutputs)
        {
            LanesLoss.Softmax(context, _functions, layer.Outputs, $"z{l}", $"a{l}", $"{l}");
            return;
        }

        foreach (int j in Range(layer.Outputs))
        {
            _writer.Line($"V a{l}_{j} = {_functions.Value(layer, $"z{l}_{j}")};");
        }
    }

    private void Output(bool alone)
    {
        _writer.Line();
        if (!alone)
        {
            _writer.Open($"if ({context.PassIs("ForwardOnly")})");
        }

        _formulas.Output();
        Store($"a{Last.Number}", "outputs", Last.Outputs);
        if (!alone)
        {
            _writer.Line("continue;");
            _writer.Close();
        }
    }

    private void OutputGradient(OutputGradientStep step, bool hasLoss)
    {
        LayerPlan last = step.Layer;
        bool givesDelta = hasLoss && step.MayBeGiven;
        if (hasLoss)
        {
            _writer.Open("else");
        }
        else
        {
            _formulas.Backward(last);
        }

        Load("dy", "outputGradients", last.Outputs, hasLoss && !givesDelta ? "" : "V ", isCounted: true);
        if (hasLoss && !givesDelta)
        {
            _writer.Close();
            _formulas.Backward(last);
        }

        _formulas.PreActivationGradient(last);
        PreActivationGradient(last, givesDelta ? "" : "V ");
        if (givesDelta)
        {
            _writer.Close();
            _formulas.Backward(last);
        }
    }

    private void PreActivationGradient(LayerPlan layer, string declaration)
    {
        int l = layer.Number;
        ActivationTraits traits = layer.Traits;
        string da = _formulas.Outgoing(layer);
        if (traits.CouplesOutputs)
        {
            _writer.Wrapped($"V {da}_mean =", LanesSums.OfProducts(Range(layer.Outputs).Select(j => ($"a{l}_{j}", $"{da}_{j}"))));
        }

        foreach (int j in Range(layer.Outputs))
        {
            string by = traits.DerivativeReads == DerivativeInput.A ? $"a{l}_{j}" : $"z{l}_{j}";
            string dz = traits.CouplesOutputs ? $"S.Multiply(a{l}_{j}, S.Subtract({da}_{j}, {da}_mean))"
                : traits.DerivativeReads == DerivativeInput.Nothing ? $"{da}_{j}"
                : $"S.Multiply({da}_{j}, {_functions.Derivative(layer, by)})";
            _writer.Line($"{declaration}dz{l}_{j} = {dz};");
        }
    }

    private void AddGradient(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.ParameterGradient(layer);
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Range(layer.Outputs))
            {
                string sum = $"dW{l}_{i}_{j}";
                _writer.Line($"{sum} = S.MultiplyAdd({EmitContext.Incoming(layer)}_{i}, dz{l}_{j}, {sum});");
            }
        }

        foreach (int j in layer.Spec.HasBias ? Range(layer.Outputs) : [])
        {
            _writer.Line($"db{l}_{j} = S.Add(db{l}_{j}, dz{l}_{j});");
        }
    }

    private void InputGradient(LayerPlan layer)
    {
        _writer.Line();
        _writer.Open("if (!inputGradients.IsEmpty)");
        _formulas.InputGradient();
        for (int i = 0; i < layer.Inputs; i++)
        {
            _writer.Wrapped($"V dx_{i} =", LanesSums.OfWeighted(PropagatedTerms(layer, i)));
        }

        Store("dx", "inputGradients", layer.Inputs);
        _writer.Close();
    }

    /// <summary>Adds the lanes of each accumulator to the gradient: by way of memory, since so many values at once are more than the JIT inlines.</summary>
    private void AddAccumulators()
    {
        string[] names = [.. Plan.Layers.SelectMany(Accumulators)];
        _writer.Line();
        _writer.Open($"if ({context.PassIsNot("ForwardOnly")} && {context.PassIsNot("LossOnly")})");
        _writer.Line($"{context.Names.Type("Span")}<V> sums = stackalloc V[{names.Length}];");
        string[] statements = [.. names.Select(static (name, k) => $"sums[{k}] = {name};")];
        _writer.Wrapped(statements[0], statements.Skip(1).Select(static statement => " " + statement), tail: "", indented: false);
        string lanes = context.Names.Type("SampleLanes");
        _writer.Line(IsInOrder ? $"{lanes}.Keep<V, {_t}>(sums, batch.Gradients, batch.Part);" : $"{lanes}.AddSums<V>(sums, batch.Gradient);");
        _writer.Close();
    }

    /// <summary>dW1_0_0, …, db1_0, …, in the order of the flat buffer.</summary>
    private static IEnumerable<string> Accumulators(LayerPlan layer)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Range(layer.Outputs))
            {
                yield return $"dW{layer.Number}_{i}_{j}";
            }
        }

        for (int j = 0; layer.Spec.HasBias && j < layer.Outputs; j++)
        {
            yield return $"db{layer.Number}_{j}";
        }
    }

    private void Load(string name, string rows, int width, string declaration = "V ", bool isCounted = false)
    {
        string lanes = context.Names.Type("SampleLanes");
        if (width < ColumnsAtOnce)
        {
            foreach (int k in Range(width))
            {
                string column = $"{lanes}.Column<V>({rows}, s, {width}, {k})";
                _writer.Line($"{declaration}{name}_{k} = {(isCounted ? Counted(context, column) : column)};");
            }

            return;
        }

        _writer.Line($"ref var {name}_s = ref {lanes}.Rows({rows}, s, S.Count, {width});");
        int known = 0;
        foreach (int first in Blocks(width))
        {
            string four = string.Join(", ", Range(ColumnsAtOnce).Select(k => first + k < known ? "out _" : $"out {declaration}{name}_{first + k}"));
            _writer.Line($"{lanes}.Columns<V, S>(ref {name}_s, {width}, {first}, {four});");
            known = first + ColumnsAtOnce;
        }

        foreach (int k in isCounted && !IsInOrder ? Range(width) : [])
        {
            _writer.Line($"{name}_{k} = {Counted(context, $"{name}_{k}")};");
        }
    }

    /// <summary>0 where another vector counts the sample of a lane.</summary>
    public static string Counted(EmitContext context, string value) => context.Plan.Spec.IsReproducible ? value : $"S.Keep({value}, counted)";

    private void Store(string name, string rows, int width)
    {
        string lanes = context.Names.Type("SampleLanes");
        if (width == 2)
        {
            _writer.Line($"{lanes}.StorePairs<V>({name}_0, {name}_1, {rows}, s);");
            return;
        }

        if (width < ColumnsAtOnce)
        {
            foreach (int k in Range(width))
            {
                _writer.Line($"{lanes}.StoreColumn<V>({name}_{k}, {rows}, s, {width}, {k});");
            }

            return;
        }

        _writer.Line($"ref var {name}_s = ref {lanes}.Rows({rows}, s, S.Count, {width});");
        foreach (int first in Blocks(width))
        {
            string four = string.Join(", ", Range(ColumnsAtOnce).Select(k => $"{name}_{first + k}"));
            _writer.Line($"{lanes}.StoreColumns<V, S>({four}, ref {name}_s, {width}, {first});");
        }
    }

    /// <summary>The first columns of each block of rows that are turned at once; the last block ends with the last column.</summary>
    private static IEnumerable<int> Blocks(int width) =>
        Range((width + ColumnsAtOnce - 1) / ColumnsAtOnce).Select(block => Math.Min(block * ColumnsAtOnce, width - ColumnsAtOnce));

    /// <summary>As the runtime turns them.</summary>
    private const int ColumnsAtOnce = 4;

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
