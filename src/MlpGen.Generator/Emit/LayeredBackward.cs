using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the backward pass over spans, from a trace on the stack or, where that would be too deep, computing again
/// what it needs of each layer.</summary>
/// <remarks>
/// Public members put dz of the last layer into a buffer and leave the rest to a private method: <c>BackwardLayers</c> goes by
/// the trace of one sample, <c>BackwardTile</c> and <c>TrainingBackwardTile</c> by that of a tile, <c>BackwardRecomputed</c> by none.
/// </remarks>
internal sealed class LayeredBackward(EmitContext context, MemberWriter members, bool isTile, bool isTraining = false)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LayeredBlocks _blocks = new(context, isTile, isTraining);

    private LayerPlan Last => context.Plan.Last;

    private bool IsRecomputed => context.Plan.Backward!.Memory == PassMemory.StackRecomputed;

    /// <summary>The body of <c>Backward</c>.</summary>
    public void FromOutputGradient()
    {
        _writer.Line();
        if (IsRecomputed)
        {
            RecomputedBuffers(context);
            _writer.Line($"ForwardThrough({Last.Number}, parameters, input, z, a);");
            _writer.Line($"{context.WriteSpan} z{Last.Number} = z.Slice(0, {Last.Outputs});");
            _writer.Line("outputGradient.CopyTo(d);");
            DeltaFromZ();
            _writer.Line("BackwardRecomputed(parameters, input, z, a, d, gradient, inputGradient);");
            return;
        }

        if (!context.Plan.StaysInRegisters)
        {
            DeclareTrace("1");
        }

        if (context.Plan.GoesBackInVectors)
        {
            var vectors = new VectorBackward(context, members, context.Plan.Vectors!);
            VectorFunctions.Branch(
                _writer, vectors.FromOutputGradient, ByTrace,
                context.Plan.GoesBackByTraceInVectors ? VectorFunctions.ByKernels : VectorFunctions.ByNumbers);
        }
        else
        {
            ByTrace();
        }
    }

    /// <summary>Forward into a trace and back by it.</summary>
    private void ByTrace()
    {
        if (context.Plan.StaysInRegisters)
        {
            DeclareTrace("1");
        }

        _writer.Line("ForwardTrace(parameters, input, trace);");
        _writer.Line("BackwardTrace(parameters, input, trace, outputGradient, gradient, inputGradient);");
    }

    /// <summary>The body of <c>BackwardTrace</c>.</summary>
    public void FromTrace()
    {
        _writer.Line();
        ByVectorsOrKernels(vectors => vectors.FromTrace(), () =>
        {
            DeclareBuffers("1");
            _writer.Line("outputGradient.CopyTo(d);");
            _writer.Line();
            DeltaFromTrace(dy: "d.Slice(0, OutputSize)");
            _writer.Line("BackwardLayers(parameters, input, trace, d, e, gradient, inputGradient);");
        });
    }

    /// <summary>Declares the trace of so many samples, an expression.</summary>
    public void DeclareTrace(string samples) => context.StackBuffer("trace", Times(samples, "TraceSize"));

    /// <summary>Declares the two buffers that take turns, for so many samples.</summary>
    public void DeclareBuffers(string samples)
    {
        string length = Times(samples, $"{context.Plan.WidestLayer}");
        context.StackBuffer("d", length, "dz of the layer at hand");
        context.StackBuffer("e", length, "∂L/∂a of the layer before; the two take turns");
    }

    private static string Times(string samples, string length) => samples == "1" ? length : $"{samples} * {length}";

    /// <summary>dz of the last layer in place of dy, by the trace.</summary>
    public void DeltaFromTrace(string dy)
    {
        ActivationText text = context.Text(Last);
        if (Last.Spec.Activation == Model.Activation.Identity)
        {
            return;
        }

        int l = Last.Number;
        _writer.Line($"// {text.GradientFormula}");
        _writer.Line($"var dy = {dy};");
        _writer.Line($"var dz{l} = dy; // in place");
        if (text.DerivativeReadsA)
        {
            _blocks.NameA(Last);
        }
        else
        {
            _blocks.NameZ(Last);
        }

        _blocks.PreActivationGradient(Last, "dy", $"z{l}", $"a{l}");
    }

    /// <summary>dz of the last layer in d, from ∂L/∂y in d and z of the last layer.</summary>
    public void DeltaFromZ()
    {
        int l = Last.Number;
        _writer.Line();
        _writer.Line($"// {context.Text(Last).GradientFormula}");
        _writer.Line($"var dz{l} = d.Slice(0, {Last.Outputs});");
        InPlaceGradient(Last);
    }

    /// <summary>Writes the private methods.</summary>
    public void EmitPrivate()
    {
        EmitBackwardLayers();
        if (IsRecomputed && !isTile)
        {
            EmitForwardThrough();
            EmitBackwardRecomputed();
        }
    }

    /// <summary>Declares the three buffers of a pass that recomputes.</summary>
    public static void RecomputedBuffers(EmitContext context)
    {
        string length = $"{context.Plan.WidestLayer}";
        context.StackBuffer("z", length, "z of the layer at hand");
        context.StackBuffer("a", length, "a of the layer before it");
        context.StackBuffer("d", length, "∂L/∂a, then dz, of the layer at hand");
    }

    /// <summary>The private method that goes back by a trace.</summary>
    public void EmitBackwardLayers()
    {
        string name = isTraining ? "TrainingBackwardTile" : isTile ? "BackwardTile" : "BackwardLayers";
        string samples = isTile ? ", int n" : "";
        string dropped = isTraining ? $", {context.ReadSpan} dropped" : "";
        _writer.Line();
        _writer.Line(isTile
            ? "/// <summary>The chain rule for a tile of n samples, from dz of the last layer, in <c>d</c>, down to dx.</summary>"
            : "/// <summary>The chain rule for one sample, from dz of the last layer, in <c>d</c>, down to dx.</summary>");
        members.KernelAttributes();
        _writer.Wrapped(
            $"private static void {name}(",
            [
                $"{context.ReadSpan} parameters, {context.ReadSpan} x{samples},",
                .. isTraining ? (string[])[" global::MlpGen.DropoutKey key,"] : [],
                $" {context.ReadSpan} trace{dropped},",
                $" {context.WriteSpan} d, {context.WriteSpan} e,",
                $" {context.WriteSpan} gradient, {context.WriteSpan} dx",
            ],
            ")");
        _writer.Open();
        if (context.Plan.Spec.Loss is not null && !context.Plan.LossGoesInVectors)
        {
            ByVectorsOrKernels(vectors => vectors.FromDelta(), ChainRule);
        }
        else
        {
            ChainRule(); // if one sample goes in vectors, only hardware without them comes here
        }

        _writer.Close();
    }

    /// <summary>Layer by layer, from dz of the last one in <c>d</c>.</summary>
    private void ChainRule()
    {
        string buffer = "d";
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            int l = layer.Number;
            string other = buffer == "d" ? "e" : "d";
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, layer == Last ? $"dz{l} is given" : context.Text(layer).GradientFormula, isTraining: isTraining);
            PreActivationGradient(layer);
            NameIncoming(layer);
            _blocks.ParameterGradient(layer);
            if (l > 1)
            {
                string incoming = $"d{EmitContext.Incoming(layer, isTraining)}";
                _writer.Line($"var {incoming} = {_blocks.Rows(other, 0, layer.Inputs)};");
                _blocks.InputGradient(layer, incoming);
                buffer = other;
            }
        }

        WantedInputGradient();
    }

    /// <summary>Writes one sample in vectors, if the plan says so, and by kernels for other hardware; all else by kernels alone.</summary>
    private void ByVectorsOrKernels(Action<VectorBackward> vectors, Action kernels)
    {
        if (isTile || !context.Plan.GoesBackByTraceInVectors)
        {
            kernels();
            return;
        }

        var backward = new VectorBackward(context, members, context.Plan.Vectors!);
        VectorFunctions.Branch(_writer, () => vectors(backward), kernels);
    }

    /// <summary>Names what the layer has read, and where dropout changed it, what there was before, if its derivative needs that.</summary>
    private void NameIncoming(LayerPlan layer)
    {
        if (layer.Number == 1)
        {
            return;
        }

        LayerPlan before = context.Layers[layer.Number - 2];
        bool isDropped = isTraining && layer.ReadsDropped;
        if (isDropped)
        {
            _blocks.NameDropped(before);
        }

        if (!isDropped || context.Text(before).DerivativeReadsA)
        {
            _blocks.NameA(before);
        }
    }

    private void PreActivationGradient(LayerPlan layer)
    {
        int l = layer.Number;
        if (layer == Last)
        {
            _writer.Line($"var dz{l} = {_blocks.Rows("d", 0, layer.Outputs)};");
            return;
        }

        ActivationText text = context.Text(layer);
        if (text.DerivativeReadsZ)
        {
            _blocks.NameZ(layer);
        }

        if (isTraining && layer.Drops)
        {
            _writer.Line($"var da{l} = dh{l}; // in place");
            _blocks.Drop(layer, $"dh{l}", $"da{l}");
        }

        _writer.Line($"var dz{l} = da{l}; // in place");
        _blocks.PreActivationGradient(layer, $"da{l}", $"z{l}", $"a{l}");
    }

    private void EmitForwardThrough()
    {
        _writer.Line();
        _writer.Lines("""
            /// <summary>Computes z of the layer <c>last</c>, and leaves a of the layer before it in <c>a</c>. The whole trace would not fit
            /// on the stack, so the backward pass calls this once for each layer.</summary>
            """);
        members.KernelAttributes();
        _writer.Open(
            $"private static void ForwardThrough(int last, {context.ReadSpan} parameters, {context.ReadSpan} x, "
            + $"{context.WriteSpan} z, {context.WriteSpan} a)");
        foreach (LayerPlan layer in context.Layers)
        {
            int l = layer.Number;
            if (l > 1)
            {
                _writer.Line();
            }

            Comment.ForwardBlock(_writer, layer, context.Text(layer));
            _blocks.NameParameters(layer);
            _writer.Line($"var z{l} = z.Slice(0, {layer.Outputs});");
            _blocks.PreActivation(layer);
            if (layer == Last)
            {
                break;
            }

            _writer.Open($"if (last == {l})");
            _writer.Line("return;");
            _writer.Close();
            _writer.Line();
            _writer.Line($"var a{l} = a.Slice(0, {layer.Outputs});");
            _blocks.Activate(layer, $"z{l}", $"a{l}");
        }

        _writer.Close();
    }

    private void EmitBackwardRecomputed()
    {
        _writer.Line();
        _writer.Line("/// <summary>The chain rule from dz of the last layer, in <c>d</c>, down to dx; z and a hold what <c>ForwardThrough</c> left.</summary>");
        members.KernelAttributes();
        _writer.Open(
            $"private static void BackwardRecomputed({context.ReadSpan} parameters, {context.ReadSpan} x, {context.WriteSpan} z, "
            + $"{context.WriteSpan} a, {context.WriteSpan} d, {context.WriteSpan} gradient, {context.WriteSpan} dx)");
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            int l = layer.Number;
            if (layer != Last)
            {
                _writer.Line();
            }

            Comment.BackwardBlock(_writer, layer, layer == Last ? $"dz{l} is given" : context.Text(layer).GradientFormula);
            if (layer != Last)
            {
                _writer.Line($"ForwardThrough({l}, parameters, x, z, a);");
                _writer.Line($"var z{l} = z.Slice(0, {layer.Outputs});");
            }

            _writer.Line($"var dz{l} = d.Slice(0, {layer.Outputs});");
            if (layer != Last)
            {
                InPlaceGradient(layer);
            }

            if (l > 1)
            {
                _writer.Line($"var a{l - 1} = a.Slice(0, {layer.Inputs});");
            }

            _blocks.ParameterGradient(layer);
            if (l > 1)
            {
                _writer.Line($"var da{l - 1} = z.Slice(0, {layer.Inputs}); // z{l} is no longer needed");
                _blocks.InputGradient(layer, $"da{l - 1}");
                _writer.Line($"da{l - 1}.CopyTo(d);");
            }
        }

        WantedInputGradient();
        _writer.Close();
    }

    /// <summary>dz in place of ∂L/∂a; where the derivative is one of a, z turns into a first.</summary>
    private void InPlaceGradient(LayerPlan layer)
    {
        int l = layer.Number;
        if (context.Text(layer).DerivativeReadsA)
        {
            _blocks.Activate(layer, $"z{l}", $"z{l}");
        }

        _blocks.PreActivationGradient(layer, $"dz{l}", $"z{l}", $"z{l}");
    }

    private void WantedInputGradient()
    {
        _writer.Line();
        _writer.Open("if (!dx.IsEmpty)");
        _writer.Line("// dx = dz1·W1ᵀ");
        _blocks.InputGradient(context.Layers[0], "dx");
        _writer.Close();
    }
}
