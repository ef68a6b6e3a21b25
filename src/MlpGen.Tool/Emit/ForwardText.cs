using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>The layers of a forward pass as loops, in what C# and C have in common.</summary>
/// <param name="dialect">The language.</param>
/// <param name="text">Where to.</param>
internal sealed class ForwardText(Dialect dialect, SourceText text)
{
    /// <summary>Sums that are taken beside each other: each waits for its own addition before, and none for another's.</summary>
    private const int Sums = 4;

    private bool HasSpans => dialect.Options.Target.HasSpans && !dialect.Options.IsTrainable;

    /// <summary>Writes the layers; the outputs are in the last one's array.</summary>
    public void Write()
    {
        DenseNetwork network = dialect.Network;
        bool takesTurns = !dialect.HasMemory && Scratch.TakesTurns(network);
        if (takesTurns)
        {
            text.Line(dialect is CDialect ? "/* Two layers' memory, in turn: all at once would be too much for a stack. */" : "// Two layers' memory, in turn: all at once would be too much for a stack.");
            text.Line(dialect.Declare("odd", Scratch.Length(network, 1))!);
            text.Line(dialect.Declare("even", Scratch.Length(network, 0))!);
            text.Line();
        }

        for (int l = 1; l <= network.Layers.Length; l++)
        {
            LayerInfo layer = network.Layers[l - 1];
            string heading = $"Layer {l}: {Heading.Formula(layer, l)}";
            text.Line(dialect is CDialect ? $"/* {heading} */" : $"// {heading}");
            if (dialect.Declare($"a{l}", layer.Outputs, takesTurns ? Scratch.Of(l) : null) is { } declaration)
            {
                text.Line(declaration);
            }

            if (HasSpans)
            {
                // A local, whose length the compiler knows to stay.
                text.Line($"ReadOnlySpan<{dialect.Real}> w{l} = W{l};");
            }

            Layer(layer, l);
            text.Line();
        }
    }

    private string Weight(int l, string index) => HasSpans ? $"w{l}[{index}]" : dialect.Parameter("W", l, index);

    private void Layer(LayerInfo layer, int l)
    {
        if (dialect.Options.IsReproducible && layer.Outputs == 1 && Arithmetic.IsLayered(dialect.Network))
        {
            SumByLanes(layer, l);
            return;
        }

        if (dialect is CDialect)
        {
            SumThenActivate(layer, l);
        }
        else
        {
            SumsTogether(layer, l);
        }

        if (layer.Activation == Activation.Softmax)
        {
            text.Line(dialect is CDialect ? $"{dialect.Helper("Softmax")}(a{l}, {layer.Outputs});" : $"Softmax(a{l});");
        }
    }

    /// <summary>For C, whose compilers make vectors of the outer loop if nothing but sums stands in it.</summary>
    private void SumThenActivate(LayerInfo layer, int l)
    {
        text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => SumsAt(layer, l, "j", 1, activates: false));
        if (ActivationCode.Of(layer) is not null)
        {
            text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => Activate(layer, l, "j", $"a{l}[j]"));
        }
    }

    /// <summary>For C#, whose compiler makes no vectors of loops: a few sums at a time.</summary>
    private void SumsTogether(LayerInfo layer, int l)
    {
        int whole = layer.Outputs - layer.Outputs % Sums;
        if (whole > Sums)
        {
            text.Block($"for (int j = 0; j < {whole}; j += {Sums})", () => SumsAt(layer, l, "j", Sums));
        }
        else if (whole > 0)
        {
            text.Block(() => SumsAt(layer, l, "0", Sums));
        }

        if (layer.Outputs > whole)
        {
            text.Block(() => SumsAt(layer, l, $"{whole}", layer.Outputs - whole));
        }
    }

    /// <summary>Some outputs from one on, beside each other.</summary>
    private void SumsAt(LayerInfo layer, int l, string j, int count, bool activates = true)
    {
        int[] sums = [.. Enumerable.Range(0, count)];
        string x = Before(l);

        // Without a bias a sum begins with nothing, which is -0: that leaves a sum of nothing but -0 what it is.
        string[] starts = [.. sums.Select(k => layer.HasBias ? dialect.Parameter("b", l, Dialect.At(j, k)) : dialect.Literal(dialect.Options.IsReproducible ? -0.0 : 0))];
        text.Line($"{dialect.Real} {string.Join(", ", sums.Select(k => $"s{k} = {starts[k]}"))};");
        text.Block($"for (int i = 0; i < {layer.Inputs}; i++)", () =>
        {
            foreach (int k in sums)
            {
                string product = dialect.Rounded($"{x}[i] * {Weight(l, Dialect.At(Place(layer, j), k))}"), sum = dialect.Rounded($"s{k} + {product}");
                text.Line(sum == $"s{k} + {product}" ? $"s{k} += {product};" : $"s{k} = {sum};");
            }
        });
        text.Line();
        foreach (int k in sums)
        {
            if (activates)
            {
                Activate(layer, l, Dialect.At(j, k), $"s{k}");
            }
            else
            {
                text.Line($"a{l}[{Dialect.At(j, k)}] = s{k};");
            }
        }
    }

    /// <summary>The one output of a layer in the order that a reproducible network has where it is written layer by layer: input i goes to sum i mod 16, or 8
    /// of doubles; then those half as far apart are added, and so on; the bias comes last.</summary>
    private void SumByLanes(LayerInfo layer, int l)
    {
        int lanes = dialect.IsSingle ? 16 : 8;
        string x = Before(l);
        text.Block(() =>
        {
            text.Line(dialect is CDialect ? $"{dialect.Real} s[{lanes}];"
                : dialect.Options.Target.HasSpans ? $"Span<{dialect.Real}> s = stackalloc {dialect.Real}[{lanes}];" : $"{dialect.Real}[] s = lanes;");
            text.Block($"for (int k = 0; k < {lanes}; k++)", () => text.Line($"s[k] = {dialect.Literal(-0.0)};"));
            text.Line();
            text.Block($"for (int i = 0; i < {layer.Inputs}; i++)", () =>
            {
                string product = dialect.Rounded($"{x}[i] * {Weight(l, "i")}");
                text.Line($"s[i % {lanes}] = {dialect.Rounded($"s[i % {lanes}] + {product}")};");
            });
            text.Line();
            text.Block($"for (int half = {lanes / 2}; half > 0; half /= 2)", () =>
                text.Block("for (int k = 0; k < half; k++)", () => text.Line($"s[k] = {dialect.Rounded("s[k] + s[k + half]")};")));
            text.Line();
            if (layer.HasBias)
            {
                text.Line($"s[0] = {dialect.Rounded($"s[0] + {dialect.Parameter("b", l, "0")}")};");
            }

            Activate(layer, l, "0", "s[0]");
        });
        if (layer.Activation == Activation.Softmax)
        {
            text.Line(dialect is CDialect ? $"{dialect.Helper("Softmax")}(a{l}, 1);" : $"Softmax(a{l});");
        }
    }

    /// <summary>a = f(z), and z beside it where the way back reads it.</summary>
    private void Activate(LayerInfo layer, int l, string j, string z)
    {
        ActivationCode? code = ActivationCode.Of(layer);
        if (dialect.Options.IsTrainable && code is { ReadsZ: true })
        {
            text.Line($"z{l}[{j}] = {z};");
        }

        text.Line($"a{l}[{j}] = {(code is null ? z : $"{dialect.Helper(code.Name)}({z})")};");
    }

    private static string Before(int l) => l == 1 ? "x" : $"a{l - 1}";

    /// <summary>Where W of input i and output j is.</summary>
    private static string Place(LayerInfo layer, string j)
    {
        string row = layer.Outputs == 1 ? "i" : $"i * {layer.Outputs}";
        return j == "0" ? row : $"{row} + {j}";
    }
}
