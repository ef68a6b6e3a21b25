using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the private methods that take an unrolled network through a batch with several samples side by side: the same text as
/// for one sample, each value a vector of them.</summary>
internal sealed class LaneEmitter
{
    private const string SampleLanes = "global::MlpGen.Numerics.SampleLanes";

    private readonly EmitContext _context;
    private readonly MemberWriter _members;
    private readonly SourceWriter _writer;
    private readonly ValueText _values;
    private readonly UnrolledBlocks _blocks;

    private LaneEmitter(EmitContext context, MemberWriter members, ValueText values)
    {
        _context = context;
        _members = members;
        _writer = context.Writer;
        _values = values;
        _blocks = new UnrolledBlocks(context, values);
    }

    private string Step => $"{_values.Samples}";

    /// <summary>Writes the calls of the methods below, in a batch method, the widest vectors first. They leave in <c>s</c> the first sample that
    /// is still to do. A batch that fills no vector would pay for accumulators that hold nothing.</summary>
    /// <param name="context">The file.</param>
    /// <param name="pass">What the pass is called.</param>
    /// <param name="before">The arguments before <c>s</c> and the number of samples.</param>
    /// <param name="after">The arguments behind them.</param>
    public static void Call(EmitContext context, string pass, string before, string after = "")
    {
        SourceWriter writer = context.Writer;
        writer.Line("int s = 0;");
        foreach (ValueText values in (ValueText[])[context.WideLanes, context.Lanes])
        {
            writer.Open($"if ({values.Vector}.IsHardwareAccelerated && samples - s >= {values.Samples})");
            writer.Line($"s = {Method(context, pass, values)}({before}, s, samples{after});");
            writer.Close();
            writer.Line();
        }
    }

    /// <summary>Writes the methods of both widths.</summary>
    public static void Emit(EmitContext context, MemberWriter members)
    {
        if (context.Plan.ForwardBatch.Kind == BatchKind.Lanes) // else the gradient, which takes more, does not go so either
        {
            new LaneEmitter(context, members, context.Lanes).EmitPasses();
            new LaneEmitter(context, members, context.WideLanes).EmitPasses();
        }
    }

    private static string Method(EmitContext context, string pass, ValueText values) => pass + (values == context.Lanes ? "Lanes" : "WideLanes");

    private void EmitPasses()
    {
        EmitForward();
        if (_context.Plan.GradientBatch is { Kind: BatchKind.Lanes })
        {
            EmitBackward();
            if (_context.Plan.Spec.Loss is { } loss)
            {
                EmitLossAndGradient(new LossText(_context, loss));
            }
        }
    }

    private void EmitForward()
    {
        _writer.Line();
        _writer.Lines($"""
            /// <summary>The forward pass with {Step} samples side by side: every value below is a vector, lane k of it belonging to sample s + k.
            /// Returns the first sample that is left; fewer than {Step} are.</summary>
            """);
        _members.KernelAttributes();
        _writer.Wrapped(
            $"private static int {Method(_context, "Forward", _values)}(",
            [
                $"{(_context.IsFrozen ? "" : $"{_context.ReadSpan} parameters, ")}{_context.ReadSpan} inputs,",
                $" {_context.WriteSpan} outputs,", " int s,", " int samples",
            ],
            ")");
        _writer.Open();
        OpenLoop(accumulators: false);
        Forward();
        LayerPlan last = _context.Plan.Last;
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
        OpenGradient(
            "The gradient from ∂L/∂y",
            "Backward",
            [$" {_context.ReadSpan} outputGradients, int s, int samples,", $" {_context.WriteSpan} gradient, {_context.WriteSpan} inputGradients"]);
        OpenLoop(accumulators: true);
        _blocks.LoadColumns("dy", "outputGradients", "OutputSize", _context.Plan.OutputSize);
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
            "LossAndGradient",
            [
                $" {_context.ReadSpan} targets{labels}, int s, int samples,",
                $" {_context.T} share, {_context.WriteSpan} gradient,",
                $" {_context.WriteSpan} inputGradients, ref double sum",
            ]);
        _writer.Line($"var scale = {_values.OfAll("share")};");
        _writer.Line($"var losses = {_values.Vector}<double>.Zero; // in double, so that a long batch loses nothing");
        OpenLoop(accumulators: true);
        LoadTargets(loss);
        Forward();
        loss.Unrolled(_blocks);
        _writer.Line($"losses += {SampleLanes}.InDouble(loss);");
        Backward(loss.IsFused);
        _writer.Close();
        _writer.Line();
        _blocks.AddAccumulators();
        _writer.Line($"sum += {_values.Vector}.Sum(losses);");
        _writer.Line("return s;");
        _writer.Close();
    }

    private void OpenGradient(string what, string pass, string[] parameters)
    {
        _writer.Line();
        _writer.Lines($"""
            /// <summary>{what} with {Step} samples side by side. Each parameter has an accumulator with a sum for every lane; they
            /// are added to the gradient at the end. Returns the first sample that is left; fewer than {Step} are.</summary>
            """);
        _members.KernelAttributes();
        _writer.Wrapped(
            $"private static int {Method(_context, pass, _values)}(",
            [$"{_context.ReadSpan} parameters, {_context.ReadSpan} inputs,", .. parameters],
            ")");
        _writer.Open();
    }

    private void Forward()
    {
        foreach (LayerPlan layer in _context.Layers)
        {
            _blocks.Forward(layer);
        }
    }

    private void Backward(bool isFused)
    {
        foreach (LayerPlan layer in _context.Layers.Reverse())
        {
            var text = new ActivationText(layer, _context, _values);
            bool isGiven = layer == _context.Plan.Last && isFused;
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

    /// <summary>Names the parameters, declares accumulators, opens the loop over samples and reads the inputs of its turn.</summary>
    private void OpenLoop(bool accumulators)
    {
        foreach (LayerPlan layer in _context.Layers)
        {
            _blocks.NameParameters(layer);
        }

        if (accumulators)
        {
            _blocks.DeclareAccumulators();
        }

        if (accumulators || !_context.IsFrozen)
        {
            _writer.Line();
        }

        _writer.Open($"for (; s + {Step} <= samples; s += {Step})");
        _blocks.LoadColumns("x", "inputs", "InputSize", _context.Plan.InputSize);
    }

    private void LoadTargets(LossText loss)
    {
        for (int j = 0; j < _context.Plan.OutputSize; j++)
        {
            string target = _values.Column("targets", "OutputSize", j);
            _writer.Line(loss.TakesLabels
                ? $"var t_{j} = labels.IsEmpty ? {target} : {_values.OneHot(j)};"
                : $"var t_{j} = {target};");
        }
    }
}
