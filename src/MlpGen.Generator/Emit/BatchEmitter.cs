using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>ForwardBatch</c> and <c>BackwardBatch</c>: many samples, row by row.</summary>
internal sealed class BatchEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly ColumnEmitter _columns = new(context, members);

    public void EmitForward()
    {
        MemberWriter.Parameter[] batch = [parameters.Values, parameters.Inputs, parameters.Outputs];
        var loop = new SampleLoop(context, context.Plan.ForwardBatch);
        members.OpenStatic("void", "ForwardBatch", "Computes the outputs of N samples; N = 0 does nothing.", loop.CallsKernels, batch);
        Checks.Parameters(context);
        Checks.Samples(_writer, "inputs", "InputSize", atLeastOne: false);
        Checks.Rows(_writer, "outputs", "OutputSize");
        Checks.Separate(_writer, "outputs", context.ReadSpans("inputs"));
        _writer.Line();
        if (loop.IsColumns)
        {
            _columns.ForwardBatch();
        }
        else if (loop.IsTile)
        {
            ForwardTiles(loop);
            _writer.Close();
        }
        else
        {
            if (loop.IsLanes)
            {
                LaneEmitter.Call(context, "Forward", $"{context.PassedParameters}inputs, outputs");
            }

            loop.Open();
            _writer.Line($"Forward({context.PassedParameters}{loop.Rows("inputs", "InputSize")}, {loop.Rows("outputs", "OutputSize")});");
            _writer.Close();
        }

        _writer.Close();
        members.Twin("void", "ForwardBatch", batch);
    }

    public void EmitBackward()
    {
        MemberWriter.Parameter[] batch =
            [parameters.Values, parameters.Inputs, parameters.OutputGradients, parameters.Gradient, parameters.InputGradients];
        var loop = new SampleLoop(context, context.Plan.GradientBatch!);
        const string Summary = "Computes the gradient summed over N samples from ∂L/∂y of each; N = 0 does nothing.";
        members.OpenStatic("void", "BackwardBatch", Summary, loop.CallsKernels, batch);
        Checks.Length(_writer, "parameters", "ParameterCount");
        Checks.Samples(_writer, "inputs", "InputSize", atLeastOne: false);
        Checks.Rows(_writer, "outputGradients", "OutputSize");
        Checks.Length(_writer, "gradient", "ParameterCount");
        Checks.RowsOrEmpty(_writer, "inputGradients", "InputSize");
        Checks.Separate(_writer, "gradient", "parameters", "inputs", "outputGradients");
        Checks.SeparateUnlessEmpty(_writer, "inputGradients", "parameters", "inputs", "outputGradients", "gradient");
        _writer.Line();
        if (loop.IsColumns)
        {
            _columns.BackwardBatch();
        }
        else if (loop.IsTile)
        {
            BackwardTiles(loop);
            _writer.Close();
        }
        else
        {
            if (loop.IsLanes)
            {
                LaneEmitter.Call(context, "Backward", "parameters, inputs, outputGradients", ", gradient, inputGradients");
            }

            loop.Open();
            loop.NameInputGradient();
            _writer.Line($"Backward(parameters, {loop.Rows("inputs", "InputSize")}, {loop.Rows("outputGradients", "OutputSize")}, gradient, dx);");
            _writer.Close();
        }

        _writer.Close();
        members.Twin("void", "BackwardBatch", batch);
    }

    /// <summary>The private methods that a tile goes through forward and backward.</summary>
    public void EmitPrivate()
    {
        _columns.EmitPrivate();
        if (context.Plan.GradientBatch?.Kind == BatchKind.Tiles)
        {
            new LayeredForward(context, members, isTile: true).EmitForwardTile();
            new LayeredBackward(context, members, isTile: true).EmitBackwardLayers();
        }
    }

    private void ForwardTiles(SampleLoop loop)
    {
        var forward = new LayeredForward(context, members, isTile: true);
        if (context.Plan.WidestHidden > 0)
        {
            loop.NameMost();
            forward.DeclareBuffers($"{loop.Most} * {context.Plan.WidestHidden}");
            _writer.Line();
        }

        loop.Open();
        _writer.Line($"var x = {loop.Rows("inputs", "InputSize")};");
        forward.ThroughBuffers(output: loop.Rows("outputs", "OutputSize"));
    }

    private void BackwardTiles(SampleLoop loop)
    {
        var backward = new LayeredBackward(context, members, isTile: true);
        loop.NameMost();
        backward.DeclareTrace(loop.Most);
        backward.DeclareBuffers(loop.Most);
        _writer.Line();
        loop.Open();
        _writer.Line($"var x = {loop.Rows("inputs", "InputSize")};");
        loop.NameInputGradient();
        _writer.Line("ForwardTile(parameters, x, n, trace);");
        _writer.Line($"{loop.Rows("outputGradients", "OutputSize")}.CopyTo(d);");
        _writer.Line();
        backward.DeltaFromTrace(dy: "d.Slice(0, n * OutputSize)");
        _writer.Line("BackwardTile(parameters, x, n, trace, d, e, gradient, dx);");
    }
}
