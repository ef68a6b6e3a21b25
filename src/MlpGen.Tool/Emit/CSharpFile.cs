using System.Globalization;
using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>A network as one C# file.</summary>
/// <param name="network">The network, with its activations.</param>
/// <param name="name">The class.</param>
/// <param name="space">Its namespace; null for none.</param>
/// <param name="target">Which C#, and what library.</param>
internal sealed class CSharpFile(DenseNetwork network, string name, string? space, EmitTarget target)
{
    private readonly SourceText _text = new();

    private bool IsSingle => network.Precision == Precision.Single;

    private string Real => IsSingle ? "float" : "double";

    /// <summary>The text.</summary>
    /// <exception cref="UsageException">The class has the name of something in it.</exception>
    public string Write()
    {
        string[] taken =
        [
            "Forward", "InputSize", "OutputSize", "Erfc", "Softmax", "System", "Math", "MathF", "Array", "Span", "ReadOnlySpan", "ArgumentException", "ArgumentNullException",
            .. network.Layers.ToArray().Select(ActivationCode.Of).OfType<ActivationCode>().Select(static code => code.Name),
            .. Enumerable.Range(1, network.Layers.Length).SelectMany(static l => new[] { $"W{l}", $"b{l}", $"a{l}" }),
        ];
        if (taken.Contains(name, StringComparer.Ordinal))
        {
            throw new UsageException($"--class: '{name}' is the name of something in the file; another will do");
        }

        foreach (string line in Heading.Of(network, name, target))
        {
            _text.Line($"// {line}".TrimEnd());
        }

        _text.Line();
        _text.Line("using System;");
        _text.Line();
        if (space is null)
        {
            Class();
        }
        else
        {
            _text.Block($"namespace {space}", Class);
        }

        return _text.ToString();
    }

    private void Class()
    {
        _text.Line($"/// <summary>A{Heading.Sizes(network)[1..]}.{(target.HasSpans ? " It keeps nothing: any number of threads may call it." : " It has memory of its own: one instance for each thread.")}</summary>");
        _text.Block($"public {(target.HasSpans ? "static" : "sealed")} class {name}", () =>
        {
            _text.Line("/// <summary>The length of x.</summary>");
            _text.Line($"public const int InputSize = {network.InputSize};");
            _text.Line();
            _text.Line("/// <summary>The length of y.</summary>");
            _text.Line($"public const int OutputSize = {network.OutputSize};");
            _text.Line();
            if (!target.HasSpans)
            {
                for (int l = 1; l <= network.Layers.Length; l++)
                {
                    _text.Line($"private readonly {Real}[] a{l} = new {Real}[{network.Layers[l - 1].Outputs}];");
                }

                _text.Line();
            }

            Forward();
            Functions();
            Weights();
        });
    }

    private void Forward()
    {
        string input = target.HasSpans ? $"ReadOnlySpan<{Real}>" : $"{Real}[]", output = target.HasSpans ? $"Span<{Real}>" : $"{Real}[]";
        _text.Line("/// <summary>Computes y, the outputs for the inputs x.</summary>");
        _text.Line("/// <param name=\"x\">The inputs; <see cref=\"InputSize\"/> long.</param>");
        _text.Line("/// <param name=\"y\">Overwritten with the outputs; <see cref=\"OutputSize\"/> long.</param>");
        _text.Block($"public {(target.HasSpans ? "static " : "")}void Forward({input} x, {output} y)", () =>
        {
            if (!target.HasSpans)
            {
                _text.Block("if (x == null || y == null)", () => _text.Line("throw new ArgumentNullException(x == null ? nameof(x) : nameof(y));"));
                _text.Line();
            }

            foreach ((string argument, string size) in new[] { ("x", "InputSize"), ("y", "OutputSize") })
            {
                _text.Block($"if ({argument}.Length != {size})", () =>
                    _text.Line($"throw new ArgumentException(\"Expected a length of \" + {size} + \", found \" + {argument}.Length + \".\", nameof({argument}));"));
                _text.Line();
            }

            if (target.HasSpans && Scratch.TakesTurns(network))
            {
                _text.Line("// Two layers' memory, in turn: all at once would be too much for a stack.");
                _text.Line($"Span<{Real}> odd = stackalloc {Real}[{Scratch.Length(network, 1)}];");
                _text.Line($"Span<{Real}> even = stackalloc {Real}[{Scratch.Length(network, 0)}];");
                _text.Line();
            }

            for (int l = 0; l < network.Layers.Length; l++)
            {
                Layer(network.Layers[l], l + 1);
            }

            string last = $"a{network.Layers.Length}";
            _text.Line(target.HasSpans ? $"{last}.CopyTo(y);" : $"Array.Copy({last}, y, OutputSize);");
        });
    }

    private void Layer(LayerInfo layer, int l)
    {
        string before = l == 1 ? "x" : $"a{l - 1}";
        _text.Line($"// Layer {l}: {Heading.Formula(layer, l)}");
        if (target.HasSpans)
        {
            string memory = Scratch.TakesTurns(network) ? $"{Scratch.Of(l)}.Slice(0, {layer.Outputs})" : $"stackalloc {Real}[{layer.Outputs}]";
            _text.Line($"Span<{Real}> a{l} = {memory};");
        }

        _text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => _text.Line(layer.HasBias ? $"a{l}[j] = b{l}[j];" : $"a{l}[j] = {SourceText.Literal(0, IsSingle)};"));
        _text.Line();
        _text.Block($"for (int i = 0; i < {layer.Inputs}; i++)", () =>
            _text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => _text.Line($"a{l}[j] += {before}[i] * W{l}[i * {layer.Outputs} + j];")));
        _text.Line();
        if (layer.Activation == Activation.Softmax)
        {
            _text.Line($"Softmax(a{l});");
            _text.Line();
        }
        else if (ActivationCode.Of(layer) is { } code)
        {
            _text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => _text.Line($"a{l}[j] = {code.Name}(a{l}[j]);"));
            _text.Line();
        }
    }

    private void Functions()
    {
        ActivationCode[] codes = [.. network.Layers.ToArray().Select(ActivationCode.Of).OfType<ActivationCode>().DistinctBy(static code => code.Name)];
        foreach (ActivationCode code in codes)
        {
            _text.Line();
            _text.Line($"/// <summary>{code.Formula.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)}</summary>");
            _text.Line($"private static {Real} {code.Name}({Real} z) => {code.BodyIn(Function, IsSingle)};");
        }

        if (codes.Any(static code => code.Name == "Gelu"))
        {
            Erfc();
        }

        if (network.Layers[^1].Activation == Activation.Softmax)
        {
            Softmax();
        }
    }

    private string Function(string function)
    {
        if (function == "erfc")
        {
            return "Erfc";
        }

        string method = char.ToUpperInvariant(function[0]) + function[1..];
        return !IsSingle || function == "abs" ? $"Math.{method}" : target.HasMathF ? $"MathF.{method}" : $"(float)Math.{method}";
    }

    /// <summary>e^(x²)·erfc(x) is a polynomial in t = 1/(1 + 0.4x), fitted by least squares: off by less than 1e-12.</summary>
    private void Erfc()
    {
        _text.Line();
        _text.Line("/// <summary>1 - erf(x), as t*P(t)*e^(-x*x) with t = 1/(1 + 0.4*|x|).</summary>");
        _text.Block($"private static {Real} Erfc({Real} x)", () =>
        {
            _text.Line("double u = x < 0 ? -x : x;");
            _text.Line("double t = 1.0 / (1.0 + 0.4 * u);");
            _text.Line($"double p = {ErfcPolynomial.Coefficients[^1].ToString("R", CultureInfo.InvariantCulture)};");
            foreach (double coefficient in Enumerable.Reverse(ErfcPolynomial.Coefficients).Skip(1))
            {
                _text.Line($"p = p * t + {coefficient.ToString("R", CultureInfo.InvariantCulture)};");
            }

            _text.Line("p *= t * Math.Exp(-u * u);");
            _text.Line($"return {(IsSingle ? "(float)" : "")}(x < 0 ? 2.0 - p : p);");
        });
    }

    private void Softmax()
    {
        string rows = target.HasSpans ? $"Span<{Real}>" : $"{Real}[]";
        _text.Line();
        _text.Line("/// <summary>a_j = e^z_j / sum of all e^z_k, in place; the largest z is taken off first, so that nothing overflows.</summary>");
        _text.Block($"private static void Softmax({rows} a)", () =>
        {
            _text.Line($"{Real} largest = a[0];");
            _text.Block("for (int j = 1; j < a.Length; j++)", () => _text.Line("largest = a[j] > largest ? a[j] : largest;"));
            _text.Line();
            _text.Line($"{Real} sum = {SourceText.Literal(0, IsSingle)};");
            _text.Block("for (int j = 0; j < a.Length; j++)", () =>
            {
                _text.Line($"a[j] = {Function("exp")}(a[j] - largest);");
                _text.Line("sum += a[j];");
            });
            _text.Line();
            _text.Block("for (int j = 0; j < a.Length; j++)", () => _text.Line("a[j] /= sum;"));
        });
    }

    private void Weights()
    {
        // Constant data of the assembly where the compiler makes them so without a field.
        for (int l = 1; l <= network.Layers.Length; l++)
        {
            LayerInfo layer = network.Layers[l - 1];
            Constants($"W{l}", $"{layer.Inputs} x {layer.Outputs}: W{l}[i * {layer.Outputs} + j] joins input i to output j", network.Parameters.Slice(layer.WeightOffset, layer.WeightCount).ToArray(), layer.Outputs);
            if (layer.HasBias)
            {
                Constants($"b{l}", $"{layer.Outputs}: one for each output", network.Parameters.Slice(layer.BiasOffset, layer.Outputs).ToArray(), layer.Outputs);
            }
        }
    }

    private void Constants(string member, string meaning, double[] numbers, int perRow)
    {
        _text.Line();
        _text.Line($"// {meaning}");
        bool isData = target.Name == "net8";
        _text.Line(isData ? $"private static ReadOnlySpan<{Real}> {member} => new {Real}[]" : $"private static readonly {Real}[] {member} =");
        _text.Line("{");
        _text.Numbers(numbers, perRow, number => SourceText.Literal(number, IsSingle));
        _text.Line("};");
    }
}
