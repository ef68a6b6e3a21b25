using MlpGen.Onnx;
using MlpGen.Tool.Emit.Recording;

namespace MlpGen.Tool.Emit;

/// <summary>The functions that the loops of a file call: activations and their derivatives, in what C# and C have in common.</summary>
/// <param name="dialect">The language.</param>
/// <param name="text">Where to.</param>
internal sealed class FunctionsText(Dialect dialect, SourceText text)
{
    private DenseNetwork Network => dialect.Network;

    private bool IsReproducible => dialect.Options.IsReproducible;

    /// <summary>Whether a layer is a Softmax.</summary>
    public bool HasSoftmax => Network.Layers[^1].Activation == Activation.Softmax;

    /// <summary>Whether the file needs an erfc of its own, where the platform has none.</summary>
    public bool HasErfc => !IsReproducible && Network.Layers.ToArray().Any(static layer => layer.Activation == Activation.Gelu);

    /// <summary>The names of the activations and of their derivatives.</summary>
    public IEnumerable<string> Names => Codes().SelectMany(static pair => new[] { pair.Code.Name, pair.Code.SlopeName });

    /// <summary>Writes them. What the platform has by the same name is left out.</summary>
    public void Write(Func<ActivationCode, bool> isPlatforms)
    {
        foreach ((LayerInfo layer, ActivationCode code) in Codes())
        {
            if (!isPlatforms(code))
            {
                Begin(code.Formula);
                text.Block(dialect.FunctionHead(code.Name, "z"), () => Body(code.Body, "z", null, () => RecordedFunctions.Value(layer, dialect.IsSingle)));
            }
            else
            {
                ActivationCode.In(dialect, code.Body); // which asks for it
            }

            if (dialect.Options.IsTrainable)
            {
                Begin($"{code.Name}' = {code.SlopeFormula}");
                text.Block(dialect.FunctionHead(code.SlopeName, code.SlopeArgument), () =>
                    Body(code.SlopeBody, code.SlopeArgument, code.SlopeTerm, () => Derivative(layer)));
            }
        }

        if (IsReproducible && HasSoftmax)
        {
            Begin("e^x for an x that is no more than 0");
            text.Block(dialect.FunctionHead("ExpOfNegative", "x"), () => new TapeText(RecordedFunctions.ExponentialOfNegative(dialect.IsSingle), dialect, "x").Write(text));
        }
    }

    /// <summary>Writes Softmax, and its derivative.</summary>
    /// <param name="array">An array argument that is written.</param>
    /// <param name="readArray">One that is read.</param>
    /// <param name="head">What stands before a function's name.</param>
    /// <param name="count">Its length, and a further argument for it if it does not know that itself.</param>
    public void WriteSoftmax(string array, string readArray, string head, (string Length, string Argument) count)
    {
        string length = count.Length, exp = IsReproducible ? dialect.Helper("ExpOfNegative") : dialect.Function("exp");
        bool isScaled = IsReproducible && Arithmetic.IsLayered(Network);
        Begin("a_j = e^z_j / sum of all e^z_k, in place; the largest z is taken off first, so that nothing overflows.");
        text.Block($"{head}{dialect.Helper("Softmax")}({array} a{count.Argument})", () =>
        {
            text.Line($"{dialect.Real} largest = a[0];");
            text.Line($"{dialect.Real} sum = {dialect.Literal(0)};");
            text.Block($"for (int j = 1; j < {length}; j++)", () => text.Line("largest = a[j] > largest ? a[j] : largest;"));
            text.Line();
            text.Block($"for (int j = 0; j < {length}; j++)", () =>
            {
                text.Line($"a[j] = {exp}({dialect.Rounded("a[j] - largest")});");
                text.Line(Plus("sum", "a[j]"));
            });
            text.Line();
            if (isScaled)
            {
                text.Line($"{dialect.Real} scale = {dialect.Rounded($"{dialect.Literal(1)} / sum")};");
            }

            text.Block($"for (int j = 0; j < {length}; j++)", () => text.Line($"a[j] = {dialect.Rounded(isScaled ? "a[j] * scale" : "a[j] / sum")};"));
        });
        if (!dialect.Options.IsTrainable)
        {
            return;
        }

        Begin("dz_j = a_j*(da_j - sum of all a_k*da_k), in place.");
        text.Block($"{head}{dialect.Helper("SoftmaxBackward")}({readArray} a, {array} dz{count.Argument})", () =>
        {
            text.Line($"{dialect.Real} mean = {dialect.Literal(IsReproducible && !isScaled ? -0.0 : 0)};");
            text.Block($"for (int j = 0; j < {length}; j++)", () => text.Line(Plus("mean", dialect.Rounded("a[j] * dz[j]"))));
            text.Line();
            text.Block($"for (int j = 0; j < {length}; j++)", () => text.Line($"dz[j] = {dialect.Rounded($"a[j] * {Bracketed(dialect.Rounded("dz[j] - mean"))}")};"));
        });
    }

    /// <summary>Begins a function: an empty line, and what it computes.</summary>
    public void Begin(string formula)
    {
        text.Line();
        text.Line(dialect.Comment(formula));
    }

    /// <summary>to += term, rounded where that has to be said.</summary>
    private string Plus(string to, string term) =>
        dialect.Rounded($"{to} + {term}") is var sum && sum != $"{to} + {term}" ? $"{to} = {sum};" : $"{to} += {term};";

    private static string Bracketed(string expression) => expression[0] == '(' ? expression : $"({expression})";

    /// <summary>Whether a reproducible network needs the two functions of bits.</summary>
    public (bool PowerOfTwo, bool WithSignOf) Bits()
    {
        if (!IsReproducible)
        {
            return (false, false);
        }

        List<Tape> tapes = [.. Codes().SelectMany(pair => new[]
        {
            RecordedFunctions.Value(pair.Layer, dialect.IsSingle),
            Derivative(pair.Layer),
        }.Take(dialect.Options.IsTrainable ? 2 : 1))];
        if (HasSoftmax)
        {
            tapes.Add(RecordedFunctions.ExponentialOfNegative(dialect.IsSingle));
        }

        return (tapes.Exists(static tape => TapeText.Needs(tape, OperationKind.PowerOfTwo)), tapes.Exists(static tape => TapeText.Needs(tape, OperationKind.WithSignOf)));
    }

    private void Body(string code, string argument, string? term, Func<Tape> tape)
    {
        if (IsReproducible)
        {
            new TapeText(tape(), dialect, argument).Write(text);
            return;
        }

        if (term is not null)
        {
            text.Line($"{dialect.Real} t = {ActivationCode.In(dialect, term)};");
        }

        text.Line($"return {ActivationCode.In(dialect, code)};");
    }

    private Tape Derivative(LayerInfo layer) => RecordedFunctions.Derivative(layer, dialect.IsSingle, Arithmetic.IsLayered(Network));

    private IEnumerable<(LayerInfo Layer, ActivationCode Code)> Codes() => Network.Layers.ToArray()
        .Select(static layer => (Layer: layer, Code: ActivationCode.Of(layer)))
        .Where(static pair => pair.Code is not null)
        .Select(static pair => (pair.Layer, Code: pair.Code!))
        .DistinctBy(static pair => pair.Code.Name);
}
