using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>TrainingLossAndGradient</c>: with dropout where a layer drops, else a call of <c>LossAndGradient</c>.</summary>
internal sealed class TrainingEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LossText _loss = new(context, context.Plan.Spec.Loss!);

    private LayeredForward Forward => new(context, members, isTile: true, isTraining: true);

    private LayeredBackward Backward => new(context, members, isTile: true, isTraining: true);

    public void Emit(MemberWriter.Parameter targets)
    {
        MemberWriter.Parameter[] training =
            [parameters.Values, parameters.Inputs, targets, parameters.Key, parameters.Gradient, parameters.InputGradients];
        const string Name = "TrainingLossAndGradient";
        if (context.Plan.TrainingBatch is { } plan)
        {
            string summary = $"The mean loss over N ≥ 1 samples, and its gradient, with dropout:\n{_loss.FormulaOf(targets.Name)};\n{_loss.GradientFormula}.";
            members.OpenStatic(context.T, Name, summary, callsKernels: true, training);
            Tiles(targets.Name, new SampleLoop(context, plan));
        }
        else
        {
            members.OpenStatic(context.T, Name, "No layer drops: this is <c>LossAndGradient</c>.", callsKernels: false, training);
            _writer.Line($"return LossAndGradient(parameters, inputs, {targets.Name}, gradient, inputGradients);");
        }

        _writer.Close();
        members.Twin(context.T, Name, training);
    }

    /// <summary>The private methods that a tile goes through forward and backward.</summary>
    public void EmitPrivate()
    {
        if (context.Plan.TrainingBatch is not null)
        {
            Forward.EmitForwardTile();
            Backward.EmitBackwardLayers();
        }
    }

    private void Tiles(string targets, SampleLoop loop)
    {
        var blocks = new LayeredBlocks(context, isTile: true, isTraining: true);
        Checks.LossArguments(_writer, targets, withGradient: true);
        _writer.Line();
        _writer.Line($"{context.T} scale = {_loss.Scale}; // makes the sum over all samples a mean");
        loop.NameMost();
        Backward.DeclareTrace(loop.Most);
        context.StackBuffer("dropped", $"{loop.Most} * {context.Plan.DroppedSize}", "h of each layer that drops: what is left of a");
        Backward.DeclareBuffers(loop.Most);
        _writer.Line("double sum = 0; // in double, so that a long batch loses nothing");
        _writer.Line();
        loop.Open();
        _writer.Line("var tile = key with { FirstSample = key.FirstSample + first };");
        loop.NameInputGradient();
        _writer.Line($"var x = {loop.Rows("inputs", "InputSize")};");
        _writer.Line("TrainingForwardTile(parameters, x, n, tile, trace, dropped);");
        blocks.NameOutput(_loss.IsFused, keepZ: context.Text(context.Plan.Last).DerivativeReadsZ);
        _writer.Line();
        _writer.Line($"// {_loss.GradientFormula}");
        _writer.Line($"var {_loss.GivenName} = d.Slice(0, n * OutputSize);");
        string rows = targets == "labels" ? loop.Labels : loop.Rows(targets, "OutputSize");
        _writer.Line($"sum += {_loss.Call(_loss.Reads, rows, _loss.GivenName)};");
        if (!_loss.IsFused)
        {
            blocks.DeltaOfLastLayer();
        }

        _writer.Line("TrainingBackwardTile(parameters, x, n, tile, trace, dropped, d, e, gradient, dx);");
        _writer.Close();
        _writer.Line();
        _writer.Line($"return ({context.T})(sum * scale);");
    }
}
