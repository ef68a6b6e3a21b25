using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the public members of a network whose weights file has a normalisation: they take numbers as the data have them, normalise them as it was
/// done in training, with the same operations, and turn outputs back.</summary>
/// <remarks>A step of its own and not other weights: folded into them, (x − mean) / deviation would lose the digits in which mean and x agree, and the
/// network would no longer compute what it computed when it was trained, to the bit.</remarks>
internal sealed class RawEntry(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;

    private FrozenSpec Frozen => context.Plan.Spec.Frozen!;

    private string Standardization => context.Names.Type("Standardization");

    /// <summary>Writes a member.</summary>
    /// <param name="member">Which.</param>
    /// <param name="signature">Its signature; the private one behind it has the same parameters.</param>
    public void Write(Member member, Signature signature)
    {
        members.Open(signature with { Summary = Summary(member, signature.Summary) });
        string sizes = member == Member.ForwardTrace ? "input, InputSize, trace, TraceSize"
            : member == Member.Forward ? "input, InputSize, output, OutputSize"
            : "inputs, InputSize, outputs, OutputSize";
        bool isBatch = member == Member.ForwardBatch;
        bool isTiled = isBatch && Frozen.InputConstants is not null;
        _writer.Line($"{(isTiled ? "int samples = " : "")}{context.Check}.{signature.Name}({sizes});");
        if (isTiled)
        {
            Tiles();
        }
        else
        {
            One(member, signature);
        }

        if (Frozen.OutputConstants is not null && member != Member.ForwardTrace)
        {
            _writer.Line();
            _writer.Line("// y ← y·deviation + mean");
            _writer.Line($"{Standardization}.Undo({(isBatch ? "outputs" : "output")}, {Names.OutputMeans}, {Names.OutputDeviations});");
        }

        _writer.Close();
    }

    /// <summary>Writes the constants, as data of the assembly.</summary>
    public void Constants()
    {
        Constants(Frozen.InputConstants, Names.InputMeans, Names.InputDeviations, "inputs");
        Constants(Frozen.OutputConstants, Names.OutputMeans, Names.OutputDeviations, "targets");
    }

    private void One(Member member, Signature signature)
    {
        string first = signature.Parameters[0].Name, second = signature.Parameters[1].Name;
        if (Frozen.InputConstants is not null)
        {
            _writer.Line();
            _writer.Line("// x ← (x − mean) / deviation");
            _writer.Line($"{context.Write} x = stackalloc {context.T}[{context.Plan.InputSize}];");
            _writer.Line($"{Standardization}.Apply(input, {Names.InputMeans}, {Names.InputDeviations}, x);");
            first = "x";
        }

        _writer.Line($"{Names.Normalized}{member}({first}, {second});");
    }

    private void Tiles()
    {
        int tile = context.Plan.Memory.RawTile;
        _writer.Line();
        _writer.Line("// x ← (x − mean) / deviation, a tile of samples at a time");
        _writer.Line($"{context.Write} x = stackalloc {context.T}[{tile} * InputSize];");
        _writer.Open($"for (int first = 0; first < samples; first += {tile})");
        _writer.Line($"int count = {context.Names.Type("Math")}.Min({tile}, samples - first);");
        _writer.Line($"{context.Write} rows = x.Slice(0, count * InputSize);");
        _writer.Line($"{Standardization}.Apply(inputs.Slice(first * InputSize, count * InputSize), {Names.InputMeans}, {Names.InputDeviations}, rows);");
        _writer.Line($"{Names.Normalized}ForwardBatch(rows, outputs.Slice(first * OutputSize, count * OutputSize));");
        _writer.Close();
    }

    private void Constants(NormalizationSpec? constants, string means, string deviations, string what)
    {
        if (constants is not null)
        {
            Row(means, $"The means of the {what} in the training data.", constants.Means);
            Row(deviations, $"The standard deviations of the {what} in the training data.", constants.Deviations);
        }
    }

    private void Row(string name, string summary, EquatableArray<double> numbers)
    {
        members.Documentation(summary);
        _writer.Line($"private static {members.Hides(name)}{context.Read} {name} => new {context.T}[]");
        _writer.Open();
        _writer.Wrapped(context.Number(numbers[0]) + ",", numbers.Skip(1).Select(number => $" {context.Number(number)},"), tail: "");
        _writer.Close(";");
    }

    private string Summary(Member member, string ofLayers)
    {
        string before = Frozen.InputConstants is null ? "" : "\nx is raw: it is normalised first, x ← (x − mean) / deviation, as in training.";
        string after = Frozen.OutputConstants is null ? ""
            : member == Member.ForwardTrace ? "\nThe trace ends with the output as the last layer gives it, before y ← y·deviation + mean."
            : "\ny is in the units of the data: what the last layer gives is turned back, y ← y·deviation + mean.";
        return ofLayers + before + after;
    }
}
