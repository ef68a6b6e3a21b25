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
    private readonly LanesPlaces _places = new(context);

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
        _writer.Line($"    where S : struct, {context.Names.Type("ISimd")}<V, {context.T}>");
        _writer.Open();
        _writer.Line($"/// <summary>{(IsInOrder ? "As many samples as whole vectors hold" : "All samples")}{(hasGradient ? "; each parameter has an accumulator with a sum for every lane" : "")}.</summary>");
        context.Optimized("NoInlining");
        if (hasGradient)
        {
            context.SkipsInit();
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
            _places.NameParameters(layer);
        }

        foreach (LayerPlan layer in hasGradient ? Plan.Layers : [])
        {
            _writer.List("V", LanesBackward.Accumulators(layer).Select(static name => $"{name} = default"));
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
        _places.Load("x", "inputs", Plan.InputSize);
        if (hasGradient && counts)
        {
            _writer.Open($"if ({context.PassHasGradient})");
            foreach (int i in Range(Plan.InputSize))
            {
                _writer.Line($"x_{i} = {_places.Counted($"x_{i}")};");
            }

            _writer.Close();
        }

        var backward = new LanesBackward(context, _places, _functions, _formulas);
        foreach (Step step in method.Steps)
        {
            Write(step, backward, hasLoss, hasGradient);
        }

        _writer.Close();
        if (hasGradient)
        {
            backward.AddAccumulators();
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

    private void Write(Step step, LanesBackward backward, bool hasLoss, bool hasGradient)
    {
        switch (step)
        {
            case DenseStep dense:
                _formulas.Forward(dense.Layer);
                foreach (int j in Range(dense.Layer.Outputs))
                {
                    _writer.Wrapped($"V z{dense.Layer.Number}_{j} =", LanesSums.OfWeighted(_places.Terms(dense.Layer, j)));
                }

                break;
            case ActivateStep activate:
                Activate(activate.Layer);
                break;
            case OutputStep:
                Output(alone: !hasLoss && !hasGradient);
                break;
            case LossStep loss:
                new LanesLoss(context, _places, _functions, _formulas).Write(loss, hasGradient);
                break;
            case OutputGradientStep output:
                backward.OutputGradient(output, hasLoss);
                break;
            case ChainStep chain:
                backward.Chain(chain.Layer);
                break;
            case AddGradientStep add:
                backward.AddGradient(add.Layer);
                break;
            case PropagateStep propagate:
                backward.Propagate(propagate.Layer);
                break;
            case InputGradientStep input:
                backward.InputGradient(input.Layer);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text with samples side by side.");
        }
    }

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
        _places.Store($"a{Last.Number}", "outputs", Last.Outputs);
        if (!alone)
        {
            _writer.Line("continue;");
            _writer.Close();
        }
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
