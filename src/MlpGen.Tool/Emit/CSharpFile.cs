using System.Globalization;
using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>A network as one C# file.</summary>
internal sealed class CSharpFile
{
    private readonly DenseNetwork _network;
    private readonly EmitOptions _options;
    private readonly SourceText _text = new();
    private readonly CSharpDialect _dialect;
    private readonly FunctionsText _functions;

    /// <param name="network">The network, with its activations.</param>
    /// <param name="options">What is wanted.</param>
    public CSharpFile(DenseNetwork network, EmitOptions options)
    {
        (_network, _options) = (network, options);
        _dialect = new CSharpDialect(network, options);
        _functions = new FunctionsText(_dialect, _text);
    }

    private string Real => _dialect.Real;

    private bool HasSpans => _options.Target.HasSpans;

    private string Read => HasSpans ? $"ReadOnlySpan<{Real}>" : $"{Real}[]";

    private string Written => HasSpans ? $"Span<{Real}>" : $"{Real}[]";

    /// <summary>The text.</summary>
    /// <exception cref="UsageException">The class has the name of something in it.</exception>
    public string Write()
    {
        if (Members().Contains(_options.Name, StringComparer.Ordinal))
        {
            throw new UsageException($"--class: '{_options.Name}' is the name of something in the file; another will do");
        }

        foreach (string line in Heading.Of(_network, _options))
        {
            _text.Line($"// {line}".TrimEnd());
        }

        _text.Line();
        if (_options.IsTrainable && !HasSpans)
        {
            _text.Line("#nullable disable");
        }

        if (_options.Name.All(static c => char.IsAsciiLetterLower(c) || c == '_'))
        {
            _text.Line("#pragma warning disable CS8981 // the name was asked for");
        }

        if (HasSpans)
        {
            _text.Line("using System;");
            _text.Line();
        }

        if (_options.Space is null)
        {
            Class();
        }
        else
        {
            _text.Block($"namespace {_options.Space}", Class);
        }

        return _text.ToString();
    }

    /// <summary>All names in the class: its own may be none of them.</summary>
    private IEnumerable<string> Members() =>
    [
        "Forward", "Backward", "Parameters", "Layers", "InputSize", "OutputSize", "ParameterCount", "CheckLength", "Start", "p", "lanes", "Bits", "Softmax", "SoftmaxBackward",
        "ExpOfNegative", "PowerOfTwo", "WithSignOf", "Erfc", "Exp", "Log", "Tanh", "Abs", .. _functions.Names,
        .. Enumerable.Range(1, _network.Layers.Length).SelectMany(static l => new[] { $"W{l}", $"b{l}", $"a{l}", $"z{l}", $"dz{l}" }),
    ];

    private void Class()
    {
        string threads = _dialect.HasMemory ? "It has memory of its own: one instance for each thread." : "It keeps nothing: any number of threads may call it.";
        _text.Line($"/// <summary>A{Heading.Sizes(_network)[1..]}. {threads}</summary>");
        _text.Block($"public {(_dialect.HasMemory ? "sealed" : "static")} class {_options.Name}", () =>
        {
            Constant("The length of x.", "InputSize", _network.InputSize);
            Constant("The length of y.", "OutputSize", _network.OutputSize);
            if (_options.IsTrainable)
            {
                Constant("The length of the parameters and of their gradient.", "ParameterCount", _network.Parameters.Length);
                new TrainableMembers(_dialect, _text).Write();
            }

            Memory();
            Forward();
            if (_options.IsTrainable)
            {
                Backward();
                Layers();
            }

            CheckLength();
            Functions();
            if (!_options.IsTrainable)
            {
                Weights();
            }
        });
    }

    private void Constant(string summary, string name, int value)
    {
        _text.Line($"/// <summary>{summary}</summary>");
        _text.Line($"public const int {name} = {value.ToString(CultureInfo.InvariantCulture)};");
        _text.Line();
    }

    private void Memory()
    {
        if (!_dialect.HasMemory)
        {
            return;
        }

        for (int l = 1; l <= _network.Layers.Length; l++)
        {
            LayerInfo layer = _network.Layers[l - 1];
            Array($"a{l}");
            if (_options.IsTrainable)
            {
                if (ActivationCode.Of(layer) is { ReadsZ: true })
                {
                    Array($"z{l}");
                }

                Array($"dz{l}");
            }

            void Array(string name) => _text.Line($"private readonly {Real}[] {name} = new {Real}[{layer.Outputs}];");
        }

        if (!HasSpans && _options.IsReproducible && Arithmetic.IsLayered(_network) && _network.Layers.ToArray().Any(static layer => layer.Outputs == 1))
        {
            _text.Line($"private readonly {Real}[] lanes = new {Real}[{(_dialect.IsSingle ? 16 : 8)}];");
        }

        _text.Line();
    }

    private void Forward()
    {
        string last = $"a{_network.Layers.Length}";
        _text.Line("/// <summary>Computes y, the outputs for the inputs x.</summary>");
        _text.Line("/// <param name=\"x\">The inputs; <see cref=\"InputSize\"/> long.</param>");
        _text.Line("/// <param name=\"y\">Overwritten with the outputs; <see cref=\"OutputSize\"/> long.</param>");
        _text.Block($"public {(_dialect.HasMemory ? "" : "static ")}void Forward({Read} x, {Written} y)", () =>
        {
            Check("x", "InputSize");
            Check("y", "OutputSize");
            _text.Line();
            if (_options.IsTrainable)
            {
                _text.Line("Layers(x);");
            }
            else
            {
                new ForwardText(_dialect, _text).Write();
            }

            Copy(last, "y");
        });
    }

    private void Backward()
    {
        string last = $"dz{_network.Layers.Length}";
        _text.Line();
        _text.Line("/// <summary>Adds the gradient of a loss L in the parameters, by the chain rule, for the inputs x and the gradient of L in the outputs.</summary>");
        _text.Line("/// <param name=\"x\">The inputs; <see cref=\"InputSize\"/> long.</param>");
        _text.Line("/// <param name=\"dy\">dL/dy; <see cref=\"OutputSize\"/> long.</param>");
        _text.Line("/// <param name=\"gradient\">dL/dW1, dL/db1, ..., to which it is added; <see cref=\"ParameterCount\"/> long.</param>");
        _text.Line($"/// <param name=\"dx\">Overwritten with dL/dx, <see cref=\"InputSize\"/> long; {(HasSpans ? "empty" : "null")} if that is not wanted.</param>");
        _text.Block($"public void Backward({Read} x, {Read} dy, {Written} gradient, {Written} dx = {(HasSpans ? "default" : "null")})", () =>
        {
            Check("x", "InputSize");
            Check("dy", "OutputSize");
            Check("gradient", "ParameterCount");
            _text.Block($"if ({Wanted})", () => Check("dx", "InputSize"));
            _text.Line();
            _text.Line("Layers(x);");
            Copy("dy", last);
            _text.Line();
            new BackwardText(_dialect, _text).Write(Wanted);
        });
    }

    private string Wanted => HasSpans ? "!dx.IsEmpty" : "dx != null";

    private void Layers()
    {
        _text.Line();
        _text.Line("/// <summary>The forward pass: al of each layer, and zl where the way back reads it.</summary>");
        _text.Block($"private void Layers({Read} x)", () => new ForwardText(_dialect, _text).Write());
    }

    private void Copy(string from, string to) =>
        _text.Block($"for (int j = 0; j < {_network.OutputSize}; j++)", () => _text.Line($"{to}[j] = {from}[j];"));

    private void Check(string argument, string size) =>
        _text.Line($"CheckLength(nameof({argument}), {argument}{(HasSpans ? ".Length" : "")}, {size});");

    private void CheckLength()
    {
        _text.Line();
        _text.Block($"private static void CheckLength(string name, {(HasSpans ? "int length" : $"{Real}[] array")}, int expected)", () =>
        {
            if (!HasSpans)
            {
                _text.Block("if (array == null)", () => _text.Line("throw new global::System.ArgumentNullException(name);"));
                _text.Line();
            }

            string length = HasSpans ? "length" : "array.Length";
            _text.Block($"if ({length} != expected)", () =>
                _text.Line($"throw new global::System.ArgumentException(\"Expected a length of \" + expected + \", found \" + {length} + \".\", name);"));
        });
    }

    private void Functions()
    {
        _functions.Write(code => !_options.IsReproducible && code.Name == "Tanh");
        if (_functions.HasSoftmax)
        {
            _functions.WriteSoftmax(_dialect.HasMemory ? $"{Real}[]" : Written, _dialect.HasMemory ? $"{Real}[]" : Read, "private static void ", ("a.Length", ""));
        }

        if (_functions.HasErfc)
        {
            Erfc();
        }

        new CSharpBits(_dialect, _text).Write(_functions.Bits());
        _dialect.Functions.Remove("erfc");
        foreach (string function in _dialect.Functions)
        {
            _text.Line();
            _text.Line(_dialect.Wrapper(function));
        }
    }

    /// <summary>e^(x²)·erfc(x) is a polynomial in t = 1/(1 + 0.4x), fitted by least squares: off by less than 1e-12.</summary>
    private void Erfc()
    {
        _functions.Begin("1 - erf(x), as t*P(t)*e^(-x*x) with t = 1/(1 + 0.4*|x|).");
        _text.Block($"private static {Real} Erfc({Real} x)", () =>
        {
            _text.Line("double u = x < 0 ? -x : x;");
            _text.Line("double t = 1.0 / (1.0 + 0.4 * u);");
            _text.Line($"double p = {ErfcPolynomial.Coefficients[^1].ToString("R", CultureInfo.InvariantCulture)};");
            foreach (double coefficient in Enumerable.Reverse(ErfcPolynomial.Coefficients).Skip(1))
            {
                _text.Line($"p = p * t + {coefficient.ToString("R", CultureInfo.InvariantCulture)};");
            }

            _text.Line("p *= t * global::System.Math.Exp(-u * u);");
            _text.Line($"return {(_dialect.IsSingle ? "(float)" : "")}(x < 0 ? 2.0 - p : p);");
        });
    }

    private void Weights()
    {
        // Constant data of the assembly where the compiler makes them so without a field.
        for (int l = 1; l <= _network.Layers.Length; l++)
        {
            LayerInfo layer = _network.Layers[l - 1];
            Constants($"W{l}", $"{layer.Inputs} x {layer.Outputs}: W{l}[i * {layer.Outputs} + j] joins input i to output j", _network.Parameters.Slice(layer.WeightOffset, layer.WeightCount), layer.Outputs);
            if (layer.HasBias)
            {
                Constants($"b{l}", $"{layer.Outputs}: one for each output", _network.Parameters.Slice(layer.BiasOffset, layer.Outputs), layer.Outputs);
            }
        }
    }

    private void Constants(string member, string meaning, ReadOnlySpan<double> numbers, int perRow)
    {
        _text.Line();
        _text.Line($"// {meaning}");
        _text.Line(_options.Target.HasConstantData ? $"private static ReadOnlySpan<{Real}> {member} => new {Real}[]" : $"private static readonly {Real}[] {member} =");
        _text.Line("{");
        _text.Numbers(numbers, perRow, _dialect.Literal);
        _text.Line("};");
    }
}
