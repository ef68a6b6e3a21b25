using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the loop of a batch method: over samples s, or over tiles of n samples that begin at <c>first</c>.</summary>
internal sealed class SampleLoop(EmitContext context, BatchPlan plan)
{
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>Whether the loop goes by tiles.</summary>
    public bool IsTile => plan.Kind == BatchKind.Tiles;

    /// <summary>Whether most samples go in columns, which <see cref="ColumnEmitter"/> writes, and the loop takes the rest.</summary>
    public bool IsColumns => plan.Kind == BatchKind.Columns;

    /// <summary>Whether the method calls the runtime's kernels.</summary>
    public bool CallsKernels => IsTile || IsColumns;

    /// <summary>Whether most samples are done side by side before the loop, which takes the rest.</summary>
    public bool IsLanes => plan.Kind == BatchKind.Lanes;

    /// <summary>The samples that a buffer must hold: those of the largest tile of this batch, which <see cref="NameMost"/> names.</summary>
    public string Most => plan.TileSamples > 1 ? "most" : "1";

    /// <summary>Names the samples of the largest tile, where a tile has more than one: a small batch takes little of the stack.</summary>
    public void NameMost()
    {
        if (plan.TileSamples > 1)
        {
            _writer.Line($"int most = global::System.Math.Min({plan.TileSamples}, samples); // samples in a tile");
        }
    }

    /// <summary>Opens the loop; <see cref="SourceWriter.Close"/> closes it.</summary>
    public void Open()
    {
        if (!IsTile)
        {
            _writer.Open(plan.Kind == BatchKind.Lanes ? "for (; s < samples; s++)" : "for (int s = 0; s < samples; s++)");
            return;
        }

        _writer.Line($"// Tiles of at most {plan.TileSamples} samples, as many as fit on the stack: each weight is loaded once for several of them.");
        _writer.Open($"for (int first = 0; first < samples; first += {plan.TileSamples})");
        _writer.Line($"int n = global::System.Math.Min({plan.TileSamples}, samples - first);");
    }

    /// <summary>The rows of this turn in a span of the whole batch.</summary>
    public string Rows(string span, string rowLength) => IsTile
        ? $"{span}.Slice(first * {rowLength}, n * {rowLength})"
        : $"{span}.Slice(s * {rowLength}, {rowLength})";

    /// <summary>The labels of this turn.</summary>
    public string Labels => IsTile ? "labels.Slice(first, n)" : "labels.Slice(s, 1)";

    /// <summary>Names dx: the rows of this turn, or nothing if the caller wants none.</summary>
    public void NameInputGradient() =>
        _writer.Line($"var dx = inputGradients.IsEmpty ? default : {Rows("inputGradients", "InputSize")};");
}
