using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the batch members of a narrow network: tiles of samples go through it in columns, a row of memory for each unit; what
/// is left over, if it is few, sample by sample.</summary>
internal sealed class ColumnEmitter(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly ColumnBlocks _blocks = new(context);
    private readonly ColumnLayout _layout = context.Plan.Columns;

    private LayerPlan Last => context.Plan.Last;

    private string LastZ => $"z{Last.Number}";

    /// <summary>The body of <c>ForwardBatch</c>, after its checks.</summary>
    public void ForwardBatch()
    {
        OpenMany();
        _writer.Line("// Two buffers take turns: each layer reads a of the layer before from one, and leaves its own a in the other.");
        Buffer("even", context.Plan.Widest);
        Buffer("odd", context.Plan.Widest);
        OpenTiles();
        _writer.Line($"var x = {_blocks.Units("even", 0, context.Plan.InputSize)};");
        _blocks.Turn(Rows("inputs", "InputSize"), "x", "InputSize");
        foreach (LayerPlan layer in context.Layers)
        {
            int l = layer.Number;
            string own = l % 2 == 0 ? "even" : "odd";
            bool isSoftmax = layer.Spec.Activation == Activation.Softmax;
            _writer.Line();
            Comment.ForwardBlock(_writer, layer, context.Text(layer));
            _writer.Line($"var {(isSoftmax ? "z" : "a")}{l} = {_blocks.Units(own, 0, layer.Outputs)};");
            _blocks.Forward(layer, isSoftmax ? $"z{l}" : null, isSoftmax ? null : $"a{l}");
            if (isSoftmax)
            {
                _writer.Line($"var a{l} = {_blocks.Units(own == "odd" ? "even" : "odd", 0, layer.Outputs)};");
                _blocks.Activate(layer, $"z{l}", $"a{l}");
            }
        }

        _writer.Line();
        _blocks.TurnBack($"a{Last.Number}", Rows("outputs", "OutputSize"), "OutputSize");
        OpenRest();
        _writer.Line($"Forward({context.PassedParameters}inputs.Slice(s * InputSize, InputSize), outputs.Slice(s * OutputSize, OutputSize));");
        _writer.Close();
    }

    /// <summary>The body of <c>BackwardBatch</c>, after its checks.</summary>
    public void BackwardBatch()
    {
        int l = Last.Number;
        OpenMany();
        Buffer("tile", _layout.Units, "x, and of each layer what the way back needs");
        Buffer("d", context.Plan.Widest, "dz of the layer at hand");
        Buffer("e", context.Plan.Widest, "dz of the layer before; the two take turns");
        OpenTiles();
        ForwardTile();
        _writer.Line($"var dy = {_blocks.Units("d", 0, Last.Outputs)};");
        _blocks.Turn(Rows("outputGradients", "OutputSize"), "dy", "OutputSize");
        if (Last.Spec.Activation != Activation.Identity)
        {
            NameOutput(keepZ: context.Text(Last).DerivativeReadsZ, buffer: "e");
            OutputGradient();
        }

        BackwardTile();
        OpenRest();
        NameInputGradient("1");
        _writer.Line("Backward(parameters, inputs.Slice(s * InputSize, InputSize), outputGradients.Slice(s * OutputSize, OutputSize), gradient, dx);");
        _writer.Close();
    }

    /// <summary>The tiles of <c>Loss</c>, each added to <c>sum</c>.</summary>
    public void LossTiles(LossText loss, bool isLabels)
    {
        _writer.Line("double sum = 0; // in double, so that a long batch loses nothing");
        OpenMany();
        Buffer("tile", _layout.Units, "x, and of each layer what the way back would need");
        Buffer("y", 2 * Last.Outputs, "the targets and a result in columns, or the outputs in rows");
        OpenTiles();
        ForwardTile();
        if (loss.TakesLabels)
        {
            Targets(isLabels);
            _writer.Line($"sum += {_blocks.CrossEntropy(LastZ, "t", _blocks.Units("y", Last.Outputs, Last.Outputs), context.Number(1))};");
        }
        else
        {
            OutputRows(loss, inPlace: true);
            _writer.Line($"sum += {loss.Call("y.Slice(0, n * OutputSize)", Rows("targets", "OutputSize"), gradient: null)};");
        }
    }

    /// <summary>The tiles of <c>LossAndGradient</c>, each added to <c>sum</c> and to the gradient.</summary>
    public void GradientTiles(LossText loss, bool isLabels)
    {
        int l = Last.Number;
        _writer.Line("double sum = 0; // in double, so that a long batch loses nothing");
        OpenMany();
        Buffer("tile", _layout.Units, "x, and of each layer what the way back needs");
        Buffer("d", context.Plan.Widest, "dz of the layer at hand");
        Buffer("e", context.Plan.Widest, "dz of the layer before; the two take turns");
        Buffer("y", 2 * Last.Outputs, loss.TakesLabels ? "the targets in columns" : "the outputs, and what the loss makes of them, in rows and in columns");
        OpenTiles();
        ForwardTile();
        _writer.Line();
        _writer.Line($"// {loss.GradientFormula}");
        if (loss.TakesLabels)
        {
            Targets(isLabels);
            _writer.Line($"var dz{l} = {_blocks.Units("d", 0, Last.Outputs)};");
            _writer.Line($"sum += {_blocks.CrossEntropy(LastZ, "t", $"dz{l}", "scale")};");
        }
        else
        {
            OutputRows(loss, inPlace: false);
            _writer.Line("var rows = y.Slice(0, n * OutputSize);");
            _writer.Line($"sum += {loss.Call("rows", Rows("targets", "OutputSize"), "rows")};");
            _writer.Line($"var {loss.GivenName} = {_blocks.Units("d", 0, Last.Outputs)};");
            _blocks.Turn("rows", loss.GivenName, "OutputSize");
            if (!loss.IsFused && Last.Spec.Activation != Activation.Identity)
            {
                OutputGradient();
            }
        }

        BackwardTile();
    }

    /// <summary>Opens the loop over what is left of a batch, from <c>s</c> on; what it does, the caller says.</summary>
    public void OpenRest()
    {
        _writer.Close(); // the loop over tiles
        _writer.Close();
        _writer.Line();
        _writer.Line("// The last few samples, one by one: they would leave most of each vector empty.");
        _writer.Open("for (; s < samples; s++)");
    }

    /// <summary>Names dx: the rows of so many samples, or nothing if the caller wants none.</summary>
    public void NameInputGradient(string samples) => _writer.Line(
        $"var dx = inputGradients.IsEmpty ? default : inputGradients.Slice(s * InputSize, {(samples == "1" ? "" : $"{samples} * ")}InputSize);");

    /// <summary>The private methods that a tile goes through forward and backward.</summary>
    public void EmitPrivate()
    {
        if (context.Plan.GradientBatch?.Kind == BatchKind.Columns)
        {
            EmitForwardTile();
            EmitBackwardTile();
        }
    }

    private void EmitForwardTile()
    {
        _writer.Line();
        _writer.Line("/// <summary>The forward pass of a tile of n samples in columns, up to z of the last layer; kept is what the way back reads.</summary>");
        members.KernelAttributes();
        _writer.Open($"private static void ForwardTile({context.ReadSpan} parameters, {context.WriteSpan} tile, int n)");
        _writer.Line($"var x = {_blocks.Units("tile", 0, context.Plan.InputSize)};");
        foreach (LayerPlan layer in context.Layers)
        {
            int l = layer.Number;
            _writer.Line();
            Comment.ForwardBlock(_writer, layer, context.Text(layer), withActivation: layer != Last);
            bool keepsZ = Place(layer).Z != ColumnPlace.None;
            if (keepsZ)
            {
                NameZ(layer);
            }

            if (layer != Last)
            {
                NameA(layer);
            }

            _blocks.Forward(layer, keepsZ ? $"z{l}" : null, layer == Last ? null : $"a{l}");
        }

        _writer.Close();
    }

    private void EmitBackwardTile()
    {
        _writer.Line();
        _writer.Line("/// <summary>The chain rule for a tile of n samples in columns, from dz of the last layer, in <c>d</c>, down to dx.</summary>");
        members.KernelAttributes();
        _writer.Wrapped(
            "private static void BackwardTile(",
            [
                $"{context.ReadSpan} parameters, {context.ReadSpan} tile, int n,",
                $" {context.WriteSpan} d, {context.WriteSpan} e,",
                $" {context.WriteSpan} gradient, {context.WriteSpan} dx",
            ],
            ")");
        _writer.Open();
        string buffer = "d";
        foreach (LayerPlan layer in context.Layers.Reverse())
        {
            int l = layer.Number;
            LayerPlan? before = l > 1 ? context.Layers[l - 2] : null;
            _writer.Line();
            Comment.BackwardBlock(_writer, layer, layer == Last ? $"dz{l} is given" : null, before is null ? null : context.Text(before).GradientFormula);
            if (layer == Last)
            {
                _writer.Line($"var dz{l} = {_blocks.Units("d", 0, layer.Outputs)};");
            }

            if (before is null)
            {
                _writer.Line($"var x = {_blocks.Units("tile", 0, context.Plan.InputSize)};");
            }
            else
            {
                NameA(before);
            }

            _blocks.ParameterGradient(layer);
            buffer = buffer == "d" ? "e" : "d";
            if (before is not null)
            {
                StepBack(layer, before, buffer);
            }
        }

        _writer.Line();
        _writer.Open("if (!dx.IsEmpty)");
        _writer.Line("// dx = dz1·W1ᵀ");
        _writer.Line($"var columns = {_blocks.Units(buffer, 0, context.Plan.InputSize)};");
        _blocks.InputGradient(context.Layers[0], "columns");
        _blocks.TurnBack("columns", "dx", "InputSize");
        _writer.Close();
        _writer.Close();
    }

    /// <summary>dz of the layer before.</summary>
    private void StepBack(LayerPlan layer, LayerPlan before, string buffer)
    {
        int l = before.Number;
        bool readsZ = Place(before).Z != ColumnPlace.None;
        if (readsZ)
        {
            NameZ(before);
        }

        _writer.Line($"var dz{l} = {_blocks.Units(buffer, 0, before.Outputs)};");
        _blocks.GradientBefore(layer, before, readsZ ? $"z{l}" : $"a{l}");
    }

    /// <summary>Opens what is done if there are samples enough for a tile: fewer take nothing of the stack.</summary>
    private void OpenMany()
    {
        _writer.Line("int s = 0;");
        _writer.Open($"if (samples >= {Budget.FewestInColumns})");
    }

    private void OpenTiles()
    {
        _writer.Line();
        _writer.Lines($"""
            // Tiles of at most {Budget.TileSamples} samples, turned into columns: a row of {Budget.TileSamples} numbers for each unit, one a sample, so that a vector
            // holds the same unit of several samples and is full however narrow the layer.
            """);
        _writer.Open($"for (int n; samples - s >= {Budget.FewestInColumns}; s += n)");
        _writer.Line($"n = global::System.Math.Min({Budget.TileSamples}, samples - s);");
    }

    /// <summary>Turns this turn's inputs and takes them forward.</summary>
    private void ForwardTile()
    {
        _blocks.Turn(Rows("inputs", "InputSize"), _blocks.Units("tile", 0, context.Plan.InputSize), "InputSize");
        _writer.Line("ForwardTile(parameters, tile, n);");
        NameZ(Last);
    }

    private void BackwardTile()
    {
        NameInputGradient("n");
        _writer.Line("BackwardTile(parameters, tile, n, d, e, gradient, dx);");
    }

    /// <summary>The targets of this turn in columns.</summary>
    private void Targets(bool isLabels)
    {
        _writer.Line($"var t = {_blocks.Units("y", 0, Last.Outputs)};");
        if (isLabels)
        {
            _blocks.OneHot("labels.Slice(s, n)", "t");
        }
        else
        {
            _blocks.Turn(Rows("targets", "OutputSize"), "t", "OutputSize");
        }
    }

    /// <summary>What the loss reads, z of a fused one and else a, in rows.</summary>
    private void OutputRows(LossText loss, bool inPlace)
    {
        if (!loss.IsFused)
        {
            NameOutput(keepZ: !inPlace && context.Text(Last).DerivativeReadsZ, buffer: "e", softmaxBuffer: inPlace ? "y" : "e");
        }

        _blocks.TurnBack(loss.Reads, "y.Slice(0, n * OutputSize)", "OutputSize");
    }

    /// <summary>a of the last layer: in place of z, unless that is needed or read until the end.</summary>
    private void NameOutput(bool keepZ, string buffer, string? softmaxBuffer = null)
    {
        int l = Last.Number;
        if (Last.Spec.Activation == Activation.Identity)
        {
            _writer.Line($"var a{l} = z{l};");
            return;
        }

        bool isSoftmax = Last.Spec.Activation == Activation.Softmax;
        _writer.Line($"// {context.Text(Last).ValueFormula}");
        _writer.Line(keepZ || isSoftmax
            ? isSoftmax && softmaxBuffer == "y"
                ? $"var a{l} = {_blocks.Units("y", Last.Outputs, Last.Outputs)};"
                : $"var a{l} = {_blocks.Units(buffer, 0, Last.Outputs)};"
            : $"var a{l} = z{l}; // in place");
        _blocks.Activate(Last, $"z{l}", $"a{l}");
    }

    /// <summary>dz of the last layer in place of dy.</summary>
    private void OutputGradient()
    {
        int l = Last.Number;
        _writer.Line();
        _writer.Line($"// {context.Text(Last).GradientFormula}");
        _writer.Line($"var dz{l} = dy; // in place");
        _blocks.OutputGradient(Last, "dy", $"z{l}", $"a{l}");
    }

    private void Buffer(string name, int units, string? what = null) => context.StackBuffer(name, _blocks.Length($"{units}"), what);

    private static string Rows(string span, string rowLength) => $"{span}.Slice(s * {rowLength}, n * {rowLength})";

    private ColumnPlace Place(LayerPlan layer) => _layout.Places[layer.Number - 1];

    private void NameZ(LayerPlan layer) => _writer.Line($"var z{layer.Number} = {_blocks.Units("tile", Place(layer).Z, layer.Outputs)};");

    private void NameA(LayerPlan layer) => _writer.Line($"var a{layer.Number} = {_blocks.Units("tile", Place(layer).A, layer.Outputs)};");
}
