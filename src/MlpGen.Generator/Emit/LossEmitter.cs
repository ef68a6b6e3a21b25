using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the members that <c>[Loss]</c> adds, for targets and, with a cross entropy, for class labels.</summary>
internal sealed class LossEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LossText _loss = new(context, context.Plan.Spec.Loss!);
    private readonly TrainingEmitter _training = new(context, members, parameters);
    private readonly UnrolledBlocks _unrolled = new(context, context.Scalars);
    private readonly SampleLoop _loop = new(context, context.Plan.GradientBatch!);

    private LayerPlan Last => context.Plan.Last;

    private PassMemory Memory => context.Plan.Backward!.Memory;

    private ColumnEmitter Columns => new(context, members);

    private LayeredBlocks Blocks => new(context, _loop.IsTile);

    private LayeredBackward Backward => new(context, members, _loop.IsTile);

    private bool IsUnrolled => Memory == PassMemory.Locals;

    public void Emit()
    {
        foreach (MemberWriter.Parameter targets in _loss.TakesLabels ? new[] { parameters.Targets, parameters.Labels } : [parameters.Targets])
        {
            EmitLoss(targets);
            EmitLossAndGradient(targets);
            _training.Emit(targets);
        }
    }

    /// <summary>The private methods: loss and gradient of one sample, and what training goes through.</summary>
    public void EmitPrivate()
    {
        if (IsUnrolled || _loop.IsColumns)
        {
            EmitSample();
        }

        _training.EmitPrivate();
    }

    private void EmitSample()
    {
        Action others = IsUnrolled ? StraightSample : LayeredSample;
        OpenSample();
        if (context.Plan.LossGoesInVectors)
        {
            VectorFunctions.Branch(_writer, VectorSample, others, IsUnrolled ? VectorFunctions.ByNumbers : VectorFunctions.ByKernels);
        }
        else
        {
            others();
        }

        _writer.Close();
    }

    private void OpenSample()
    {
        bool isStraight = IsUnrolled && !context.Plan.LossGoesInVectors;
        _writer.Line();
        _writer.Line(
            $"/// <summary>One sample{(isStraight ? ", all in locals" : "")}: forward, loss, backward. Returns its part of the loss, not yet divided for the mean.</summary>");
        if (!isStraight)
        {
            members.KernelAttributes();
        }

        _writer.Wrapped(
            $"private static {context.T} SampleLossAndGradient(",
            [
                $"{context.ReadSpan} parameters, {context.ReadSpan} input,",
                $" {context.ReadSpan} target, {context.T} scale,",
                $" {context.WriteSpan} gradient, {context.WriteSpan} inputGradient",
            ],
            ")");
        _writer.Open();
    }

    private void VectorSample()
    {
        if (!context.Plan.StaysInRegisters)
        {
            Backward.DeclareTrace("1");
        }

        new VectorBackward(context, members, context.Plan.Vectors!).FromLoss(_loss);
        _writer.Line("return loss;");
    }

    private void LayeredSample()
    {
        Backward.DeclareTrace("1");
        Backward.DeclareBuffers("1");
        _writer.Line("ForwardTrace(parameters, input, trace);");
        Blocks.NameOutput(_loss.IsFused, keepZ: context.Text(Last).DerivativeReadsZ);
        _writer.Line();
        _writer.Line($"// {_loss.GradientFormula}");
        _writer.Line($"var {_loss.GivenName} = d.Slice(0, OutputSize);");
        _writer.Line($"{context.T} loss = {_loss.Call(_loss.Reads, "target", _loss.GivenName)};");
        if (!_loss.IsFused)
        {
            Blocks.DeltaOfLastLayer();
        }

        _writer.Line("BackwardLayers(parameters, input, trace, d, e, gradient, inputGradient);");
        _writer.Line("return loss;");
    }

    private void StraightSample()
    {
        _unrolled.Load("x", "input", context.Plan.InputSize);
        _unrolled.Load("t", "target", context.Plan.OutputSize);
        foreach (LayerPlan layer in context.Layers)
        {
            _unrolled.Forward(layer);
        }

        _loss.Unrolled(_unrolled);
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            ActivationText text = context.Text(layer);
            bool isFused = layer == Last && _loss.IsFused;
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, isFused ? $"dz{layer.Number} is above" : text.GradientFormula);
            if (!isFused)
            {
                _unrolled.PreActivationGradient(layer, text.Outgoing);
            }

            _unrolled.ParameterGradient(layer);
        }

        _unrolled.InputGradient();
        _writer.Line();
        _writer.Line("return loss;");
    }

    private void EmitLoss(MemberWriter.Parameter targets)
    {
        MemberWriter.Parameter[] loss = [parameters.Values, parameters.Inputs, targets];
        members.OpenStatic(context.T, "Loss", $"The mean loss over N ≥ 1 samples: {_loss.FormulaOf(targets.Name)}.", !IsUnrolled, loss);
        Checks.LossArguments(_writer, targets.Name, withGradient: false);
        _writer.Line();
        if (_loop.IsColumns)
        {
            Backward.DeclareTrace("1");
            Columns.LossTiles(_loss, targets.Name == "labels");
            Columns.OpenRest();
            ForwardToOutput();
            _writer.Line($"sum += {_loss.Call(_loss.Reads, Target(targets), gradient: null)};");
            CloseSamples();
            _writer.Close();
            members.Twin(context.T, "Loss", loss);
            return;
        }

        if (Memory == PassMemory.StackRecomputed)
        {
            context.StackBuffer("z", $"{context.Plan.WidestLayer}");
            context.StackBuffer("a", $"{context.Plan.WidestLayer}");
        }
        else
        {
            _loop.NameMost();
            Backward.DeclareTrace(_loop.Most);
        }

        OpenSamples();
        ForwardToOutput();
        _writer.Line($"sum += {_loss.Call(_loss.Reads, Target(targets), gradient: null)};");
        CloseSamples();
        _writer.Close();
        members.Twin(context.T, "Loss", loss);
    }

    private void EmitLossAndGradient(MemberWriter.Parameter targets)
    {
        MemberWriter.Parameter[] gradient = [parameters.Values, parameters.Inputs, targets, parameters.Gradient, parameters.InputGradients];
        members.OpenStatic(
            context.T, "LossAndGradient", $"The mean loss over N ≥ 1 samples, and its gradient:\n{_loss.FormulaOf(targets.Name)};\n{_loss.GradientFormula}.", !IsUnrolled, gradient);
        Checks.LossArguments(_writer, targets.Name, withGradient: true);
        _writer.Line();
        _writer.Line($"{context.T} scale = {_loss.Scale}; // makes the sum over all samples a mean");
        if (IsUnrolled || _loop.IsColumns)
        {
            SingleSamples(targets);
        }
        else
        {
            LayeredSamples(targets);
        }

        _writer.Close();
        members.Twin(context.T, "LossAndGradient", gradient);
    }

    /// <summary>Most samples many at a time, where the plan says so, and the rest one by one.</summary>
    private void SingleSamples(MemberWriter.Parameter targets)
    {
        bool isLabels = targets.Name == "labels";
        if (isLabels)
        {
            _writer.Line($"{context.WriteSpan} oneHot = stackalloc {context.T}[OutputSize];");
        }

        if (_loop.IsColumns)
        {
            Columns.GradientTiles(_loss, isLabels);
            Columns.OpenRest();
        }
        else
        {
            OpenSamples(withLanes: true, isLabels ? "default, labels" : _loss.TakesLabels ? "targets, default" : "targets");
        }

        _loop.NameInputGradient();
        if (isLabels)
        {
            _writer.Lines($"""
                oneHot.Clear();
                oneHot[labels[s]] = {context.Number(1)};
                """);
        }

        string target = isLabels ? "oneHot" : Target(targets);
        _writer.Line($"var x = {_loop.Rows("inputs", "InputSize")};");
        _writer.Line($"sum += SampleLossAndGradient(parameters, x, {target}, scale, gradient, dx);");
        CloseSamples("scale");
    }

    private void LayeredSamples(MemberWriter.Parameter targets)
    {
        if (Memory == PassMemory.StackRecomputed)
        {
            LayeredBackward.RecomputedBuffers(context);
        }
        else
        {
            _loop.NameMost();
            Backward.DeclareTrace(_loop.Most);
            Backward.DeclareBuffers(_loop.Most);
        }

        OpenSamples();
        _loop.NameInputGradient();
        ForwardToOutput(keepZ: !_loss.IsFused);
        _writer.Line();
        _writer.Line($"// {_loss.GradientFormula}");
        string delta = _loop.IsTile ? "d.Slice(0, n * OutputSize)" : "d.Slice(0, OutputSize)";
        _writer.Line($"var {_loss.GivenName} = {delta};");
        _writer.Line($"sum += {_loss.Call(_loss.Reads, Target(targets), _loss.GivenName)};");
        if (!_loss.IsFused)
        {
            Blocks.DeltaOfLastLayer();
        }

        _writer.Line(Memory == PassMemory.StackRecomputed
            ? "BackwardRecomputed(parameters, x, z, a, d, gradient, dx);"
            : "BackwardTile(parameters, x, n, trace, d, e, gradient, dx);");
        CloseSamples("scale");
    }

    /// <summary>Computes the forward pass of this turn, and names what the loss and dz of the last layer read.</summary>
    private void ForwardToOutput(bool keepZ = false)
    {
        int l = Last.Number;
        bool needsZ = keepZ && context.Text(Last).DerivativeReadsZ;
        _writer.Line($"var x = {_loop.Rows("inputs", "InputSize")};");
        if (Memory != PassMemory.StackRecomputed)
        {
            _writer.Line(_loop.IsTile ? "ForwardTile(parameters, x, n, trace);" : "ForwardTrace(parameters, x, trace);");
            Blocks.NameOutput(_loss.IsFused, needsZ);
            return;
        }

        _writer.Line($"ForwardThrough({l}, parameters, x, z, a);");
        _writer.Line($"var z{l} = z.Slice(0, OutputSize);");
        if (!_loss.IsFused)
        {
            // The derivative may still need z, so a of the last layer gets the buffer that dy will overwrite.
            _writer.Line($"var a{l} = {(needsZ ? "d.Slice(0, OutputSize)" : $"z{l}")};");
            Blocks.Activate(Last, $"z{l}", $"a{l}");
        }
    }

    private void OpenSamples(bool withLanes = false, string targets = "")
    {
        _writer.Line("double sum = 0; // in double, so that a long batch loses nothing");
        if (_loop.IsLanes && withLanes)
        {
            LaneEmitter.Call(context, "LossAndGradient", $"parameters, inputs, {targets}", ", scale, gradient, inputGradients, ref sum");
        }
        else if (_loop.IsLanes)
        {
            _writer.Line("int s = 0;");
        }
        else
        {
            _writer.Line();
        }

        _loop.Open();
    }

    private void CloseSamples(string? scale = null)
    {
        _writer.Close();
        _writer.Line();
        _writer.Line(scale is null
            ? $"return ({context.T})(sum * ({_loss.Scale}));"
            : $"return ({context.T})(sum * {scale});");
    }

    private string Target(MemberWriter.Parameter targets) =>
        targets.Name == "labels" ? _loop.Labels : _loop.Rows("targets", "OutputSize");
}
