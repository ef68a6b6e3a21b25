using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>Backward</c> and <c>BackwardTrace</c>: the gradient of one sample by the chain rule, last layer first.</summary>
internal sealed class BackwardEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly UnrolledBlocks _unrolled = new(context, context.Scalars);
    private readonly LayeredBackward _layered = new(context, members, isTile: false);

    private LayerPlan Last => context.Plan.Last;

    private bool IsUnrolled => context.Plan.Backward!.Memory == PassMemory.Locals;

    public void Emit()
    {
        MemberWriter.Parameter[] backward =
            [parameters.Values, parameters.Input, parameters.OutputGradient, parameters.Gradient, parameters.InputGradient];
        const string Summary = "Computes the gradient of one sample from ∂L/∂y by the chain rule, forward pass included.";
        bool isStraight = IsUnrolled && !context.Plan.GoesBackInVectors;
        members.OpenStatic("void", "Backward", Summary, !isStraight, backward);
        CheckLengths(isStraight, "outputGradient");
        if (isStraight)
        {
            _writer.Line();
            Straight();
        }
        else if (context.Plan.ShowsNumbers)
        {
            _writer.Line();
            var vectors = new VectorBackward(context, members, context.Plan.Vectors!);
            VectorFunctions.Branch(_writer, vectors.FromOutputGradient, Straight, VectorFunctions.ByNumbers);
        }
        else
        {
            _layered.FromOutputGradient();
        }

        _writer.Close();
        members.Twin("void", "Backward", backward);

        MemberWriter.Parameter[] traced =
            [parameters.Values, parameters.Input, parameters.Trace, parameters.OutputGradient, parameters.Gradient, parameters.InputGradient];
        const string TracedSummary = "Computes the gradient of one sample from ∂L/∂y and the trace of its forward pass.";
        members.OpenStatic("void", "BackwardTrace", TracedSummary, !IsUnrolled, traced);
        CheckLengths(IsUnrolled, "trace", "outputGradient");
        if (IsUnrolled)
        {
            StraightFromTrace();
        }
        else
        {
            _layered.FromTrace();
        }

        _writer.Close();
        members.Twin("void", "BackwardTrace", traced);
    }

    /// <summary>The private methods behind the public ones, where a pass is not unrolled.</summary>
    public void EmitPrivate()
    {
        if (!IsUnrolled)
        {
            _layered.EmitPrivate();
        }
    }

    private void CheckLengths(bool readsAllFirst, params string[] between)
    {
        Checks.Length(_writer, "parameters", "ParameterCount");
        Checks.Length(_writer, "input", "InputSize");
        foreach (string span in between)
        {
            Checks.Length(_writer, span, span == "trace" ? "TraceSize" : "OutputSize");
        }

        Checks.Length(_writer, "gradient", "ParameterCount");
        Checks.LengthOrEmpty(_writer, "inputGradient", "InputSize");
        if (readsAllFirst)
        {
            Checks.Separate(_writer, "inputGradient", "gradient");
            return;
        }

        Checks.Separate(_writer, "gradient", ["parameters", "input", .. between]);
        Checks.SeparateUnlessEmpty(_writer, "inputGradient", ["parameters", "input", .. between, "gradient"]);
    }

    private void Straight()
    {
        _unrolled.Load("x", "input", context.Plan.InputSize);
        _unrolled.Load("dy", "outputGradient", context.Plan.OutputSize);
        foreach (LayerPlan layer in context.Layers)
        {
            _unrolled.Forward(layer);
        }

        ChainRule();
    }

    private void StraightFromTrace()
    {
        _writer.Line();
        _unrolled.Load("x", "input", context.Plan.InputSize);
        _unrolled.Load("dy", "outputGradient", context.Plan.OutputSize);
        _writer.Line();
        _writer.Line("// What the chain rule reads of each layer: z or a from the trace, and W");
        foreach (LayerPlan layer in context.Layers)
        {
            ActivationText text = context.Text(layer);
            if (text.DerivativeReadsZ)
            {
                _unrolled.Load($"z{layer.Number}", "trace", layer.Outputs, layer.TraceOffset);
            }

            if (text.DerivativeReadsA || layer != Last)
            {
                _unrolled.Load($"a{layer.Number}", "trace", layer.Outputs, layer.ActivationOffset);
            }

            _unrolled.LoadWeights(layer);
        }

        ChainRule();
    }

    private void ChainRule()
    {
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            ActivationText text = context.Text(layer);
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, text.GradientFormula);
            _unrolled.PreActivationGradient(layer, text.Outgoing);
            _unrolled.ParameterGradient(layer);
        }

        _unrolled.InputGradient();
    }
}
