using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the private methods that take an unrolled network through a batch with several samples side by side: the same text as
/// for one sample, each value a vector of them.</summary>
internal sealed class LaneEmitter(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly UnrolledBlocks _blocks = new(context, context.Lanes);

    private string Step => $"{context.Lanes.Samples}";

    /// <summary>Writes the call of a method below, in a batch method: it leaves in <c>s</c> the first sample that is still to do. A batch that fills
    /// no vector would pay for accumulators that hold nothing.</summary>
    public static void Call(EmitContext context, string call)
    {
        SourceWriter writer = context.Writer;
        writer.Line("int s = 0;");
        writer.Open($"if (global::System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated && samples >= {context.Lanes.Samples})");
        writer.Line($"s = {call};");
        writer.Close();
        writer.Line();
    }

    public void Emit()
    {
        if (context.Plan.ForwardBatch.Kind != BatchKind.Lanes)
        {
            return; // nor does the gradient, which takes more
        }

        EmitForward();
        if (context.Plan.GradientBatch is { Kind: BatchKind.Lanes })
        {
            EmitBackward();
            if (context.Plan.Spec.Loss is { } loss)
            {
                EmitLossAndGradient(new LossText(context, loss));
            }
        }

        EmitMultiplyAdd();
    }

    /// <summary>Writes the a·b + c that the text above calls.</summary>
    private void EmitMultiplyAdd()
    {
        string v = context.Lanes.Type;
        string hides = context.New(Names.MultiplyAdd, isMethod: true, context.Lanes.ShortType, context.Lanes.ShortType, context.Lanes.ShortType);
        _writer.Line();
        _writer.Lines($"""
            /// <summary>a·b + c of each lane, in one instruction where the hardware has it.</summary>
            [global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
            private static {hides}{v} {Names.MultiplyAdd}({v} a, {v} b, {v} c) =>
                global::MlpGen.Numerics.SampleLanes.MultiplyAdd(a, b, c);
            """);
    }

    private void EmitForward()
    {
        _writer.Line();
        _writer.Lines($"""
            /// <summary>The forward pass with {Step} samples side by side: every value below is a vector, lane k of it belonging to sample s + k.
            /// Returns how many samples it took; fewer than {Step} are left.</summary>
            """);
        members.KernelAttributes();
        _writer.Wrapped(
            "private static int ForwardLanes(",
            [$"{(context.IsFrozen ? "" : $"{context.ReadSpan} parameters, ")}{context.ReadSpan} inputs,", $" {context.WriteSpan} outputs,", " int samples"],
            ")");
        _writer.Open();
        OpenLoop(accumulators: false);
        Forward();
        LayerPlan last = context.Plan.Last;
        _writer.Line();
        _writer.Line($"// y = a{last.Number}");
        _blocks.StoreColumns($"a{last.Number}", "outputs", "OutputSize", last.Outputs);
        _writer.Close();
        _writer.Line();
        _writer.Line("return s;");
        _writer.Close();
    }

    private void EmitBackward()
    {
        OpenGradient("The gradient from ∂L/∂y", "BackwardLanes", [$" {context.ReadSpan} outputGradients, int samples,", $" {context.WriteSpan} gradient, {context.WriteSpan} inputGradients"]);
        OpenLoop(accumulators: true);
        _blocks.LoadColumns("dy", "outputGradients", "OutputSize", context.Plan.OutputSize);
        Forward();
        Backward(isFused: false);
        _writer.Close();
        _writer.Line();
        _blocks.AddAccumulators();
        _writer.Line("return s;");
        _writer.Close();
    }

    private void EmitLossAndGradient(LossText loss)
    {
        string labels = loss.TakesLabels ? ", global::System.ReadOnlySpan<int> labels" : "";
        OpenGradient(
            "Forward, loss and backward",
            "LossAndGradientLanes",
            [
                $" {context.ReadSpan} targets{labels}, int samples,",
                $" {context.T} share, {context.WriteSpan} gradient,",
                $" {context.WriteSpan} inputGradients, ref double sum",
            ]);
        _writer.Line($"var scale = {context.Lanes.OfAll("share")};");
        _writer.Line("var losses = global::System.Runtime.Intrinsics.Vector256<double>.Zero; // in double, so that a long batch loses nothing");
        OpenLoop(accumulators: true);
        LoadTargets(loss);
        Forward();
        loss.Unrolled(_blocks);
        _writer.Line("losses += global::MlpGen.Numerics.SampleLanes.InDouble(loss);");
        Backward(loss.IsFused);
        _writer.Close();
        _writer.Line();
        _blocks.AddAccumulators();
        _writer.Line("sum += global::System.Runtime.Intrinsics.Vector256.Sum(losses);");
        _writer.Line("return s;");
        _writer.Close();
    }

    private void OpenGradient(string what, string name, string[] parameters)
    {
        _writer.Line();
        _writer.Lines($"""
            /// <summary>{what} with {Step} samples side by side. Each parameter has an accumulator with a sum for every lane; they
            /// are added to the gradient when all samples are done. Returns how many samples it took; fewer than {Step} are left.</summary>
            """);
        members.KernelAttributes();
        _writer.Wrapped($"private static int {name}(", [$"{context.ReadSpan} parameters, {context.ReadSpan} inputs,", .. parameters], ")");
        _writer.Open();
    }

    private void Forward()
    {
        foreach (LayerPlan layer in context.Layers)
        {
            _blocks.Forward(layer, isLoaded: true);
        }
    }

    private void Backward(bool isFused)
    {
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            var text = new ActivationText(layer, context, context.Lanes);
            bool isGiven = layer == context.Plan.Last && isFused;
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, isGiven ? $"dz{layer.Number} is above" : text.GradientFormula);
            if (!isGiven)
            {
                _blocks.PreActivationGradient(layer, text.Outgoing);
            }

            _blocks.ParameterGradient(layer);
        }

        _blocks.InputGradient();
    }

    /// <summary>Reads parameters, declares accumulators, opens the loop over samples and reads the inputs of its turn.</summary>
    private void OpenLoop(bool accumulators)
    {
        foreach (LayerPlan layer in context.Layers)
        {
            _blocks.LoadParameters(layer);
        }

        if (accumulators)
        {
            _blocks.DeclareAccumulators();
        }

        _writer.Line();
        _writer.Line("int s = 0;");
        _writer.Open($"for (; s + {Step} <= samples; s += {Step})");
        _blocks.LoadColumns("x", "inputs", "InputSize", context.Plan.InputSize);
    }

    private void LoadTargets(LossText loss)
    {
        const string Lanes = "global::MlpGen.Numerics.SampleLanes";
        for (int j = 0; j < context.Plan.OutputSize; j++)
        {
            string target = $"{Lanes}.Load(targets, s, OutputSize, {j})";
            _writer.Line(loss.TakesLabels
                ? $"var t_{j} = labels.IsEmpty ? {target} : {Lanes}.OneHot(labels, s, {j}, {context.Number(1)});"
                : $"var t_{j} = {target};");
        }
    }
}
