using System.Globalization;
using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes a method layer by layer, over memory: a call for each formula or two, the same for one sample, a tile of rows and a tile of
/// columns.</summary>
internal sealed class LayersRenderer(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly Formulas _formulas = new(context);
    private readonly LayerCalls _calls = new(context);
    private MethodKind _kind;

    private NetworkPlan Plan => context.Plan;

    private LayerPlan Last => Plan.Last;

    private LossTraits? Loss => Plan.Spec.Loss is { } loss ? LossTraits.Of(loss.Function) : null;

    private bool IsFused => Loss is { IsFused: true };

    /// <summary>Whether layers read what dropout left of the one before; what goes forward in one pass is never trained.</summary>
    private bool Drops => Plan.Memory.Dropped > 0 && _kind != MethodKind.OnePass;

    /// <summary>Writes a whole method.</summary>
    public void Write(MethodPlan method)
    {
        _kind = method.Kind;
        string samples = "TSamples samples";
        switch (method.Kind)
        {
            case MethodKind.Forward:
                Open(
                    $"The forward pass, layer by layer, of the samples that the layout holds: a row of x, z and a each. Returns {(IsFused ? $"z{Last.Number}, which the loss reads" : $"a{Last.Number}")}.",
                    context.Write, "ForwardLayers",
                    [samples, $"{context.Read} parameters", $"{context.Read} x", $"{context.Write} memory", $"{context.Write} output"]);
                break;
            case MethodKind.Backward:
                Open(
                    $"The chain rule, layer by layer. ping holds ∂L/∂y{(MayBeGiven ? $", or dz{Last.Number} where the loss has given it" : "")}; ping and pong take turns.",
                    "void", "BackwardLayers",
                    [
                        samples, $"{context.Read} parameters", $"{context.Read} x", $"{context.Write} memory", $"{context.Write} output",
                        $"{context.Write} ping", $"{context.Write} pong", $"{context.Write} gradient", $"{context.Write} dx",
                        .. MayBeGiven ? (string[])["bool isGiven"] : [],
                    ]);
                break;
            case MethodKind.Loss:
                Open(
                    $"The loss of the samples before the mean, from {Reads}; and {Gives}, unless nobody wants it; scale = {Loss!.Scale}.", context.T, "LossLayers",
                    [samples, $"{context.Read} {Reads}", $"{context.Names.Type("Targets")}<{context.T}> t", $"{context.T} scale", $"{context.Write} {Gives}"]);
                break;
            default:
                Open(
                    "The forward pass of one sample, the last two layers in one pass: a of the hidden one never leaves the registers.",
                    "void", "ForwardInOnePass", [$"{context.Read} parameters", $"{context.Read} x", $"{context.Write} output"], isPublic: true);
                if (Plan.Layers.Count > 2)
                {
                    int widest = Plan.Memory.WidestHidden;
                    string oneSample = $"{context.Names.Type("OneSample")}<{context.T}, {context.Names.Type("TwoBuffers")}>";
                    _writer.Line($"{context.Write} memory = stackalloc {context.T}[{2 * widest}];");
                    _writer.Line($"var samples = new {oneSample}({widest});");
                }

                break;
        }

        if (method.Kind == MethodKind.Backward)
        {
            NamePlaces();
        }

        foreach (Step step in method.Steps)
        {
            Write(step);
        }

        if (method.Kind == MethodKind.Forward)
        {
            _writer.Line();
            _writer.Line($"return {(IsFused ? "z" : "a")}{Last.Number};");
        }

        _writer.Close();
    }

    private bool MayBeGiven => IsFused && Last.Spec.Activation != Activation.Identity;

    /// <summary>What the loss reads.</summary>
    private string Reads => Loss!.Reads(Last.Number);

    /// <summary>What the loss gives.</summary>
    private string Gives => Loss!.Gives(Last.Number);

    private void Open(string summary, string returns, string name, string[] parameters, bool isPublic = false)
    {
        bool isGeneric = parameters[0].StartsWith("TSamples", StringComparison.Ordinal);
        _writer.Line();
        _writer.Line($"/// <summary>{summary}</summary>");
        // One copy of the forward pass for all that begin with it: the JIT would compile it anew into each.
        context.Optimized(isGeneric && !isPublic && returns == context.Write ? ["NoInlining"] : []);
        _writer.List($"{(isPublic ? "public" : "private")} static {returns} {name}{(isGeneric ? "<TSamples>" : "")}(", parameters, ")");
        if (isGeneric)
        {
            _writer.Line($"    where TSamples : struct, {context.Names.Type("ISamples")}<{context.T}>");
        }

        _writer.Open();
    }

    private void Write(Step step)
    {
        switch (step)
        {
            case DenseStep dense:
                Forward(dense.Layer);
                break;
            case DropStep drop:
                Drop(drop.Layer);
                break;
            case StopStep stop:
                _writer.Open($"if (samples.EndsWith({stop.Layer.Number}))");
                _writer.Line($"return a{stop.Layer.Number};");
                _writer.Close();
                break;
            case ActivateStep:
                break; // in one call with the sums
            case OnePassStep pass:
                OnePass(pass);
                break;
            case LossStep loss:
                LossOf(loss.Layer);
                break;
            case OutputGradientStep output:
                OutputGradient(output);
                break;
            case PropagateAndChainStep propagate:
                Propagate(propagate.Layer, propagate.Before);
                break;
            case AddGradientStep add:
                AddGradient(add.Layer);
                break;
            case InputGradientStep input:
                InputGradient(input.Layer);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text layer by layer.");
        }
    }

    private void Forward(LayerPlan layer)
    {
        _formulas.Forward(layer, withDropout: Drops);
        NameParameters(layer);
        NamePlace(layer);
        _calls.Forward(layer, In(layer));
    }

    /// <summary>Where z and a of a layer lie.</summary>
    private void NamePlace(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line(layer == Last
            ? $"samples.Last<{_calls.Function(layer)}>(memory, output, {layer.Outputs}, out var z{l}, out var a{l});"
            : $"samples.Next<{_calls.Function(layer)}>(memory, {layer.Outputs}, out var z{l}, out var a{l});");
    }

    private void NamePlaces()
    {
        foreach (LayerPlan layer in Plan.Layers)
        {
            NamePlace(layer);
            if (layer.Drops)
            {
                int l = layer.Number;
                _writer.Line($"var h{l} = samples.Dropped(a{l}, memory, {Plan.TraceSize + layer.DroppedOffset}, {layer.Outputs});");
            }
        }
    }

    private void Drop(LayerPlan layer)
    {
        int l = layer.Number;
        string place = $"{Plan.TraceSize + layer.DroppedOffset}, {layer.Outputs}";
        _writer.Line($"var h{l} = samples.Drop(a{l}, memory, {place}, layer: {l}, {Probability(layer)});");
    }

    private void OnePass(OnePassStep pass)
    {
        (LayerPlan hidden, LayerPlan last) = (pass.Hidden, pass.Last);
        (int l, int n) = (hidden.Number, last.Number);
        _formulas.Forward(hidden);
        NameParameters(hidden);
        _formulas.Forward(last);
        NameParameters(last);
        string sum = $"{context.Names.Type("Dense")}.ForwardToOne<{context.T}, {_calls.Function(hidden)}>("
            + $"{In(hidden)}, W{l}, {LayerCalls.Bias(hidden, $"b{l}")}, W{n}, {LayerCalls.Sizes(hidden)}{LayerCalls.Alpha(hidden)})";
        string z = last.Spec.HasBias ? $"{sum} + b{n}[0]" : sum;
        _writer.Line($"{context.T} z{n} = {z};");
        _writer.Line(last.Traits.CouplesOutputs
            ? $"output[0] = {context.Number(1)} + (z{n} - z{n}); // softmax of one: 1, or NaN"
            : last.Traits.ValueFunction is { } function
                ? $"output[0] = {context.Names.Function(function)}(z{n}{(last.Traits.HasAlpha ? $", {context.Number(last.Spec.Alpha)}" : "")});"
                : $"output[0] = z{n};");
    }

    private void LossOf(LayerPlan last)
    {
        LossSpec loss = Plan.Spec.Loss!;
        _formulas.Loss(loss);
        string delta = Loss!.HasDelta ? $", {Literal.Of(loss.Delta, Precision.Double)}" : "";
        _writer.Line($"return samples.Loss<{context.Names.Type(ShortNames.Loss(loss.Function))}>({Reads}, t, scale, {Gives}, {last.Outputs}{delta});");
    }

    private void OutputGradient(OutputGradientStep step)
    {
        LayerPlan layer = step.Layer;
        int l = layer.Number;
        _formulas.Backward(layer);
        _formulas.PreActivationGradient(layer, step.MayBeGiven);
        _formulas.ParameterGradient(layer, Drops, ofMany: true);
        _writer.Line($"var dz{l} = samples.Units(ping, {layer.Outputs});");
        if (layer.Spec.Activation == Activation.Identity)
        {
            return;
        }

        string given = MayBeGiven ? "!isGiven" : "";
        string asked = Plan.ComputesAnew ? $"samples.Includes({l})" : "";
        string condition = string.Join(" && ", new[] { given, asked }.Where(static part => part.Length > 0));
        if (condition.Length > 0)
        {
            _writer.Open($"if ({condition})");
        }

        _calls.Chain(layer, $"dz{l}");
        if (condition.Length > 0)
        {
            _writer.Close();
            _writer.Line();
        }
    }

    private void Propagate(LayerPlan layer, LayerPlan before)
    {
        (int l, int b) = (layer.Number, before.Number);
        _formulas.Backward(before);
        _formulas.Propagated(layer, Drops);
        _formulas.PreActivationGradient(before);
        _formulas.ParameterGradient(before, Drops, ofMany: true);
        _writer.Line($"var W{l} = parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
        _writer.Line($"var dz{b} = samples.Units({((Last.Number - b) % 2 == 0 ? "ping" : "pong")}, {before.Outputs});");
        OpenTurn(before);
        string name = before.Drops ? "BackwardDropped" : "Backward";
        string dropped = before.Drops ? $", layer: {b}, {Probability(before)}" : "";
        _writer.Line($"samples.{name}<{_calls.Function(before)}>(dz{l}, W{l}, z{b}, a{b}, dz{b}, {LayerCalls.Sizes(layer)}{dropped}{LayerCalls.Alpha(before)});");
        CloseTurn();
    }

    private void AddGradient(LayerPlan layer)
    {
        int l = layer.Number;
        _calls.Slices(layer, "gradient", "dW", "db");
        OpenTurn(layer);
        _writer.Line($"samples.AddGradient({In(layer)}, dz{l}, dW{l}, {LayerCalls.Bias(layer, $"db{l}")}, {LayerCalls.Sizes(layer)});");
        CloseTurn();
    }

    private void InputGradient(LayerPlan layer)
    {
        string free = (Last.Number - 1) % 2 == 0 ? "pong" : "ping";
        _writer.Line();
        _writer.Open($"if (!dx.IsEmpty{(Plan.ComputesAnew ? " && samples.Includes(1)" : "")})");
        _formulas.InputGradient();
        _writer.Line($"var W1 = parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});");
        _writer.Line($"samples.InputGradient(dz1, W1, dx, {free}, {LayerCalls.Sizes(layer)});");
        _writer.Close();
    }

    /// <summary>Where the pass goes layer by layer, what follows is for the turn of this one.</summary>
    private void OpenTurn(LayerPlan layer)
    {
        if (Plan.ComputesAnew)
        {
            _writer.Open($"if (samples.Includes({layer.Number}))");
        }
    }

    private void CloseTurn()
    {
        if (Plan.ComputesAnew)
        {
            _writer.Close();
            _writer.Line();
        }
    }

    private void NameParameters(LayerPlan layer) => _calls.Slices(layer, "parameters", "W", "b");

    private string In(LayerPlan layer) => EmitContext.Incoming(layer, Drops);

    private static string Probability(LayerPlan layer) => $"probability: {layer.Spec.Dropout.ToString("R", CultureInfo.InvariantCulture)}";
}
