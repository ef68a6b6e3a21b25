using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes passes that carry a tangent beside each value, layer by layer, over memory: the same for one sample, a tile of rows and a tile of
/// columns.</summary>
internal sealed class DirectionalLayers(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LayerCalls _calls = new(context);
    private Formulas _values = new(context);
    private DirectionalFormulas _formulas = new(context);

    private NetworkPlan Plan => context.Plan;

    private LayerPlan Last => Plan.Last;

    private bool IsFused => Plan.Spec.Loss is { } loss && LossTraits.Of(loss.Function).IsFused;

    private string Steps => context.Names.Type("Directional");

    /// <summary>Writes a whole method.</summary>
    public void Write(MethodPlan method)
    {
        _values = new Formulas(context);
        _formulas = new DirectionalFormulas(context);
        string read = context.Read, write = context.Write;
        if (method.Kind == MethodKind.Tangent)
        {
            Open(
                "Forward along a direction, layer by layer, of the samples that the layout holds; curvatures are left out where there is no memory for them.",
                "TangentLayers",
                [$"{read} parameters", $"{read} x", $"{read} tx", $"{write} memory", $"{write} tangents", $"{write} curvatures"]);
        }
        else if (method.Kind == MethodKind.DirectionalGradient)
        {
            Open(
                "The gradient by the parameters of what the network gives along a direction, of the samples that the layout holds. ping and pong take turns.",
                "DirectionalGradientLayers",
                [
                    $"{read} parameters", $"{read} x", $"{read} tx", $"{write} memory", $"{write} tangents", $"{write} curvatures", $"{write} ping",
                    $"{write} pong", $"{write} gradient",
                ]);
        }
        else
        {
            Open(
                "How the gradient moves when the parameters move along V1, v1, …, layer by layer, of the samples that the layout holds. ping and pong take turns.",
                "HessianVectorLayers",
                [
                    $"{read} parameters", $"{read} x", $"{context.Names.Type("Targets")}<{context.T}> targets", $"{context.T} scale", $"{read} direction",
                    $"{write} memory", $"{write} tangents", $"{write} ping", $"{write} pong", $"{write} product",
                ]);
        }

        foreach (Step step in method.Steps)
        {
            Write(step);
        }

        _writer.Close();
    }

    private void Open(string summary, string name, string[] parameters)
    {
        _writer.Line();
        _writer.Line($"/// <summary>{summary}</summary>");
        context.Optimized();
        _writer.List($"private static void {name}<TSamples>(", parameters.Prepend("TSamples samples"), ")");
        _writer.Line($"    where TSamples : struct, {context.Names.Type("ISamples")}<{context.T}>");
        _writer.Open();
    }

    private void Write(Step step)
    {
        switch (step)
        {
            case DenseStep dense:
                _values.Forward(dense.Layer);
                break;
            case ActivateStep:
                break; // written behind the formulas of what moves beside it
            case CurvatureStep curvature:
                Curvature(curvature.Layer);
                break;
            case ParameterTangentStep tangent:
                ParameterTangent(tangent.Layer);
                break;
            case LossTangentStep loss:
                Loss(loss.Layer);
                break;
            case ChainTangentStep chain:
                Chain(chain.Layer);
                break;
            case AddProductStep add:
                AddProduct(add.Layer);
                break;
            case PropagateTangentStep propagate:
                Propagate(propagate.Layer);
                break;
            case KeptCurvatureStep kept:
                KeptCurvature(kept.Layer, kept.HasOutput);
                break;
            case ChainCurvedStep chain:
                ChainCurved(chain.Layer);
                break;
            case AddCurvedGradientStep add:
                AddCurvedGradient(add.Layer);
                break;
            case PropagateCurvedStep propagate:
                PropagateCurved(propagate.Layer);
                break;
            default:
                throw new InvalidOperationException($"{step} has no text layer by layer.");
        }
    }

    private void Forward(LayerPlan layer)
    {
        int l = layer.Number;
        _calls.Slices(layer, "parameters", "W", "b");
        Place($"z{l}", "memory", layer.TraceOffset, layer);
        Place($"a{l}", "memory", layer.ActivationOffset, layer);
        _calls.Forward(layer, In(layer));
    }

    private void Curvature(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.Tangent(layer);
        _formulas.Curvature(layer);
        Forward(layer);
        string before = l == 1 ? "tx" : $"ta{l - 1}";
        Place($"ta{l}", "tangents", layer.ActivationOffset, layer);
        _writer.Line($"{Steps}.Product(samples, {before}, W{l}, ta{l}, {LayerCalls.Sizes(layer)});");
        Place($"ca{l}", "curvatures", layer.ActivationOffset, layer, "curvatures.IsEmpty ? default : ");
        _writer.Open("if (curvatures.IsEmpty)");
        Activate(layer);
        _writer.Close();
        _writer.Open("else");
        _writer.Line(l == 1 ? $"ca{l}.Clear();" : $"{Steps}.Product(samples, ca{l - 1}, W{l}, ca{l}, {LayerCalls.Sizes(layer)});");
        Curve(layer);
        _writer.Close();
    }

    private void ParameterTangent(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.ParameterTangent(layer);
        Forward(layer);
        _calls.Slices(layer, "direction", "V", "v");
        string before = l == 1 ? "default" : $"ta{l - 1}";
        Place($"tz{l}", "tangents", layer.TraceOffset, layer);
        Place($"ta{l}", "tangents", layer.ActivationOffset, layer);
        _writer.Line(
            $"{Steps}.Product(samples, {before}, W{l}, {In(layer)}, V{l}, {LayerCalls.Bias(layer, $"v{l}")}, tz{l}, ta{l}, {LayerCalls.Sizes(layer)});");
        _writer.Line($"tz{l}.CopyTo(ta{l});");
        Activate(layer);
    }

    /// <summary>ta in place of tz.</summary>
    private void Activate(LayerPlan layer)
    {
        if (layer.Spec.Activation != Activation.Identity)
        {
            _calls.Chain(layer, $"ta{layer.Number}");
        }
    }

    private void Loss(LayerPlan last)
    {
        LossSpec loss = Plan.Spec.Loss!;
        int l = last.Number;
        _formulas.Loss(loss);
        (string r, string given) = IsFused ? ("z", $"dz{l}") : ("a", "dy");
        PlaceGradients(last, given);
        string function = context.Names.Type(ShortNames.Loss(loss.Function));
        string delta = LossTraits.Of(loss.Function).HasDelta ? $", {Literal.Of(loss.Delta, Precision.Double)}" : "";
        _writer.Line($"samples.Loss<{function}>({r}{l}, targets, scale, {given}, {last.Outputs}{delta});");
        _writer.Line($"{Steps}.Loss<{context.T}, TSamples, {function}>(samples, {r}{l}, targets, scale, t{r}{l}, t{given}, {last.Outputs}{delta});");
    }

    private void Chain(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.Backward(layer);
        _formulas.Chain(layer);
        string da = layer == Last ? "dy" : $"da{l}";
        _writer.Line($"var dz{l} = {da}; var tdz{l} = t{da}; // in their place");
        if (layer.Spec.Activation != Activation.Identity)
        {
            _writer.Line(layer.Traits.CouplesOutputs
                ? $"{Steps}.ChainSoftmax(samples, a{l}, ta{l}, dz{l}, tdz{l}, {layer.Outputs});"
                : $"{Steps}.Chain<{context.T}, TSamples, {_calls.Function(layer)}>(samples, z{l}, a{l}, tz{l}, dz{l}, tdz{l}{LayerCalls.Alpha(layer)});");
        }
    }

    private void AddProduct(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer == Last && IsFused)
        {
            _formulas.Backward(layer);
        }

        _formulas.Product(layer);
        _calls.Slices(layer, "product", "PW", "pb");
        string moved = l == 1 ? "default" : $"ta{l - 1}";
        _writer.Line($"{Steps}.AddProduct(samples, {In(layer)}, {moved}, dz{l}, tdz{l}, PW{l}, {LayerCalls.Bias(layer, $"pb{l}")}, {LayerCalls.Sizes(layer)});");
    }

    private void Propagate(LayerPlan layer)
    {
        int l = layer.Number;
        LayerPlan before = Plan.Layers[l - 2];
        _formulas.Propagated(layer);
        PlaceGradients(before, $"da{l - 1}");
        _writer.Line($"var free{l - 1} = samples.Place({Buffer(before)}, {2 * Plan.Memory.WidestLayer}, {before.Outputs});");
        _writer.Line($"{Steps}.Propagate(samples, dz{l}, tdz{l}, W{l}, V{l}, da{l - 1}, tda{l - 1}, free{l - 1}, {LayerCalls.Sizes(layer)});");
    }

    private void KeptCurvature(LayerPlan layer, bool hasOutput)
    {
        int l = layer.Number;
        if (hasOutput)
        {
            _formulas.Tangent(layer);
            _formulas.Curvature(layer);
        }
        else
        {
            _formulas.Sums(layer);
        }

        Forward(layer);
        Place($"tz{l}", "tangents", layer.TraceOffset, layer);
        _writer.Line($"{Steps}.Product(samples, {(l == 1 ? "tx" : $"ta{l - 1}")}, W{l}, tz{l}, {LayerCalls.Sizes(layer)});");
        Place($"cz{l}", "curvatures", layer.TraceOffset, layer);
        _writer.Line(l == 1 ? "cz1.Clear(); // x moves along a straight line" : $"{Steps}.Product(samples, ca{l - 1}, W{l}, cz{l}, {LayerCalls.Sizes(layer)});");
        if (hasOutput)
        {
            Place($"ta{l}", "tangents", layer.ActivationOffset, layer);
            Place($"ca{l}", "curvatures", layer.ActivationOffset, layer);
            _writer.Line($"tz{l}.CopyTo(ta{l});");
            _writer.Line($"cz{l}.CopyTo(ca{l});");
            Curve(layer);
        }
    }

    /// <summary>ta and ca in place of tz and cz.</summary>
    private void Curve(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line(layer.Traits.CouplesOutputs
            ? $"{Steps}.CurveSoftmax(samples, a{l}, ta{l}, ca{l}, {layer.Outputs});"
            : $"{Steps}.Curve<{context.T}, TSamples, {_calls.Function(layer)}>(samples, z{l}, a{l}, ta{l}, ca{l}{LayerCalls.Alpha(layer)});");
    }

    private void ChainCurved(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.Backward(layer);
        _formulas.ChainCurved(layer);
        if (layer == Last)
        {
            PlaceCurved(layer);
        }

        if (layer.Spec.Activation != Activation.Identity)
        {
            _writer.Line(layer.Traits.CouplesOutputs
                ? $"{Steps}.ChainCurvedSoftmax(samples, a{l}, ta{l}, ca{l}, g{l}, {layer.Outputs});"
                : $"{Steps}.ChainCurved<{context.T}, TSamples, {_calls.Function(layer)}>(samples, z{l}, a{l}, tz{l}, cz{l}, g{l}{LayerCalls.Alpha(layer)});");
        }
    }

    private void AddCurvedGradient(LayerPlan layer)
    {
        int l = layer.Number;
        _formulas.CurvedGradient(layer);
        _calls.Slices(layer, "gradient", "dW", "db");
        string moved = l == 1 ? "tx, default" : $"ta{l - 1}, ca{l - 1}";
        _writer.Line($"{Steps}.AddGradient(samples, {In(layer)}, {moved}, g{l}, dW{l}, {LayerCalls.Bias(layer, $"db{l}")}, {LayerCalls.Sizes(layer)});");
    }

    private void PropagateCurved(LayerPlan layer)
    {
        int l = layer.Number;
        LayerPlan before = Plan.Layers[l - 2];
        _formulas.PropagatedCurved(layer);
        PlaceCurved(before);
        _writer.Line($"{Steps}.PropagateCurved(samples, g{l}, W{l}, g{l - 1}, {LayerCalls.Sizes(layer)});");
    }

    /// <summary>Names where the gradients of a layer by value, tangent and curvature lie.</summary>
    private void PlaceCurved(LayerPlan layer) =>
        _writer.Line($"var g{layer.Number} = samples.Place({Buffer(layer)}, 0, 3 * {layer.Outputs});");

    /// <summary>Names where the gradient of a layer and its tangent lie.</summary>
    private void PlaceGradients(LayerPlan layer, string name)
    {
        _writer.Line($"var {name} = samples.Place({Buffer(layer)}, 0, {layer.Outputs});");
        _writer.Line($"var t{name} = samples.Place({Buffer(layer)}, {Plan.Memory.WidestLayer}, {layer.Outputs});");
    }

    /// <summary>Layers take turns.</summary>
    private string Buffer(LayerPlan layer) => (Last.Number - layer.Number) % 2 == 0 ? "ping" : "pong";

    private void Place(string name, string buffer, int first, LayerPlan layer, string unless = "") =>
        _writer.Line($"var {name} = {unless}samples.Place({buffer}, {first}, {layer.Outputs});");

    private static string In(LayerPlan layer) => EmitContext.Incoming(layer);
}
