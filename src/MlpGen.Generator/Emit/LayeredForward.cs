using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the forward pass over spans: into two buffers that take turns, or into a trace that keeps everything.</summary>
internal sealed class LayeredForward(EmitContext context, MemberWriter members, bool isTile, bool isTraining = false)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LayeredBlocks _blocks = new(context, isTile, isTraining);

    private LayerPlan Last => context.Plan.Last;

    /// <summary>Declares the two buffers, each of <paramref name="length"/> numbers, an expression.</summary>
    public void DeclareBuffers(string length)
    {
        _writer.Line("// Two buffers take turns: each layer reads a of the layer before from one, and leaves its own a in the other.");
        context.StackBuffer("even", length);
        context.StackBuffer("odd", length);
    }

    /// <summary>All layers, a in place of z; the last layer writes to <paramref name="output"/>, together with the one before it if
    /// <paramref name="endsInOnePass"/>.</summary>
    public void ThroughBuffers(string output, bool endsInOnePass = false)
    {
        foreach (LayerPlan layer in context.Layers)
        {
            if (endsInOnePass && layer.Number == Last.Number - 1)
            {
                OnePass(layer, output);
                return;
            }

            int l = layer.Number;
            _writer.Line();
            Comment.ForwardBlock(_writer, layer, context.Text(layer));
            _blocks.NameParameters(layer);
            string own = layer == Last ? output : _blocks.Rows(l % 2 == 0 ? "even" : "odd", 0, layer.Outputs);
            if (IsFused(layer))
            {
                _writer.Line($"var a{l} = {own};");
                _blocks.Activated(layer, z: null);
                continue;
            }

            _writer.Line($"var z{l} = {own};");
            _blocks.PreActivation(layer);
            _writer.Line($"var a{l} = z{l}; // in place");
            ActivateInPlace(layer);
        }
    }

    /// <summary>The last hidden layer, and the one output behind it summed on the way.</summary>
    private void OnePass(LayerPlan hidden, string output)
    {
        int l = Last.Number;
        _writer.Line();
        Comment.ForwardBlock(_writer, hidden, context.Text(hidden));
        _blocks.NameParameters(hidden);
        _writer.Line();
        Comment.ForwardBlock(_writer, Last, context.Text(Last));
        _writer.Line($"// in one pass with layer {hidden.Number}: a{hidden.Number} never leaves the registers");
        _blocks.NameParameters(Last);
        _writer.Line($"var z{l} = {output};");
        _blocks.ActivatedToOne(hidden);
        _writer.Line($"var a{l} = z{l}; // in place");
        ActivateInPlace(Last);
    }

    private void ActivateInPlace(LayerPlan layer)
    {
        if (layer.Spec.Activation != Activation.Identity)
        {
            _blocks.Activate(layer, $"z{layer.Number}", $"a{layer.Number}");
        }
    }

    /// <summary>All layers, every z and every a kept in <c>trace</c>; in training, every h in <c>dropped</c>.</summary>
    public void IntoTrace()
    {
        foreach (LayerPlan layer in context.Layers)
        {
            _writer.Line();
            Comment.ForwardBlock(_writer, layer, context.Text(layer), isTraining: isTraining);
            _blocks.NameParameters(layer);
            _blocks.NameTrace(layer);
            if (IsFused(layer))
            {
                _blocks.Activated(layer, $"z{layer.Number}");
                continue;
            }

            _blocks.PreActivation(layer);
            _blocks.Activate(layer, $"z{layer.Number}", $"a{layer.Number}");
            if (isTraining && layer.Drops)
            {
                _blocks.NameDropped(layer);
                _blocks.Drop(layer, $"a{layer.Number}", $"h{layer.Number}");
            }
        }
    }

    /// <summary>Whether z and a come from one call: of one sample, unless a function of the whole layer follows, or none.</summary>
    private bool IsFused(LayerPlan layer) => !isTile && layer.Spec.Activation is not (Activation.Softmax or Activation.Identity);

    /// <summary>The private method that traces a tile.</summary>
    public void EmitForwardTile()
    {
        _writer.Line();
        const string Trace = "n rows of z1, n rows of a1, n rows of z2, …";
        _writer.Line(isTraining
            ? $"/// <summary>The forward pass of a tile of n samples in training: {Trace}, and in <c>dropped</c> n rows of each h.</summary>"
            : $"/// <summary>The forward pass of a tile of n samples, every z and every a kept: {Trace}.</summary>");
        members.KernelAttributes();
        _writer.Wrapped(
            $"private static void {(isTraining ? "Training" : "")}ForwardTile(",
            [
                $"{context.ReadSpan} parameters, {context.ReadSpan} x,",
                isTraining ? " int n, global::MlpGen.DropoutKey key," : " int n,",
                $" {context.WriteSpan} trace" + (isTraining ? $", {context.WriteSpan} dropped" : ""),
            ],
            ")");
        _writer.Open();
        IntoTrace();
        _writer.Close();
    }
}
