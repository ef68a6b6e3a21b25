using System.Globalization;
using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>A network as one header in C99.</summary>
internal sealed class CHeader
{
    private readonly DenseNetwork _network;
    private readonly EmitOptions _options;
    private readonly SourceText _text = new();
    private readonly CDialect _dialect;
    private readonly FunctionsText _functions;

    /// <param name="network">The network, with its activations.</param>
    /// <param name="options">What is wanted.</param>
    public CHeader(DenseNetwork network, EmitOptions options)
    {
        (_network, _options) = (network, options);
        _dialect = new CDialect(network, options);
        _functions = new FunctionsText(_dialect, _text);
    }

    private string Real => _dialect.Real;

    private string Prefix => _dialect.Prefix;

    private string Upper => _dialect.Upper;

    /// <summary>The text.</summary>
    /// <exception cref="UsageException">The names would be ones that C keeps for itself.</exception>
    public string Write()
    {
        if (Prefix[0] == '_')
        {
            throw new UsageException($"--class: '{_options.Name}' begins with _, and C keeps such names for itself; another will do");
        }

        _text.Line("/*");
        foreach (string line in Heading.Of(_network, _options))
        {
            _text.Line($" * {line}".TrimEnd());
        }

        _text.Line(" */");
        _text.Line($"#ifndef {Upper}_NETWORK_H");
        _text.Line($"#define {Upper}_NETWORK_H");
        _text.Line();
        _text.Line("#include <math.h>");
        (bool PowerOfTwo, bool WithSignOf) bits = _functions.Bits();
        if (bits.PowerOfTwo)
        {
            _text.Line("#include <stdint.h>");
            _text.Line("#include <string.h>");
        }

        _text.Line();
        if (_options.IsReproducible)
        {
            RequireRounding();
        }

        _text.Line("/* The lengths of x and y. */");
        Define("INPUT_SIZE", _network.InputSize);
        Define("OUTPUT_SIZE", _network.OutputSize);
        if (_options.IsTrainable)
        {
            Places();
        }

        Weights();
        Bits(bits);
        _functions.Write(static _ => false);
        if (_functions.HasSoftmax)
        {
            _functions.WriteSoftmax($"{Real} *", $"const {Real} *", "static inline void ", ("count", ", int count"));
        }

        if (_options.IsTrainable)
        {
            new CTraining(_dialect, _text).Write();
        }
        else
        {
            Forward();
        }

        _text.Line();
        _text.Line("#endif");
        return _text.ToString();
    }

    /// <summary>Bits are the same only where each operation is rounded once, to its own type.</summary>
    private void RequireRounding()
    {
        _text.Line("#if defined(__FAST_MATH__) || (defined(__GNUC__) && !defined(__clang__) && !defined(__STRICT_ANSI__) && (defined(__FMA__) || defined(__aarch64__) || defined(__ARM_FEATURE_FMA)))");
        _text.Line("#error \"The same bits need each operation rounded by itself: compile with -std=c99 or -ffp-contract=off and -D__STRICT_ANSI__, without -ffast-math.\"");
        _text.Line("#endif");
        _text.Line("#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0");
        _text.Line("#error \"The same bits need numbers without further digits: compile for SSE2 rather than x87 (-msse2 -mfpmath=sse).\"");
        _text.Line("#endif");
        _text.Line("#ifdef __clang__");
        _text.Line("#pragma STDC FP_CONTRACT OFF");
        _text.Line("#endif");
        _text.Line();
    }

    private void Define(string name, int value) => _text.Line($"#define {Upper}_{name} {value.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Where each begins among the parameters.</summary>
    private void Places()
    {
        _text.Line();
        _text.Line("/* How many parameters there are, and where each begins among them. */");
        Define("PARAMETER_COUNT", _network.Parameters.Length);
        for (int l = 1; l <= _network.Layers.Length; l++)
        {
            LayerInfo layer = _network.Layers[l - 1];
            Define($"W{l}", layer.WeightOffset);
            if (layer.HasBias)
            {
                Define($"B{l}", layer.BiasOffset);
            }
        }
    }

    private void Weights()
    {
        if (_options.IsTrainable)
        {
            Constants("start", "What training starts from: W1, b1, W2, b2, ... of the file", _network.Parameters, _network.Layers[0].Outputs);
            return;
        }

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
        _text.Line($"/* {meaning} */");
        _text.Line($"static const {Real} {Prefix}_{member}[{numbers.Length}] = {{");
        _text.Numbers(numbers, perRow, _dialect.Literal);
        _text.Line("};");
    }

    private void Bits((bool PowerOfTwo, bool WithSignOf) needed)
    {
        if (needed.PowerOfTwo)
        {
            (string integer, int shift) = _dialect.IsSingle ? ("uint32_t", 23) : ("uint64_t", 52);
            _functions.Begin("2^n, of a number whose lowest bits are n and the bias of exponents: they move to where the exponent is");
            _text.Block(_dialect.FunctionHead("PowerOfTwo", "n"), () =>
            {
                _text.Line($"{integer} bits;");
                _text.Line("memcpy(&bits, &n, sizeof bits);");
                _text.Line($"bits <<= {shift};");
                _text.Line("memcpy(&n, &bits, sizeof n);");
                _text.Line("return n;");
            });
        }

        if (needed.WithSignOf)
        {
            _functions.Begin("|magnitude| with the sign of a number, which -0 has, too");
            _text.Block($"static inline {Real} {_dialect.Helper("WithSignOf")}({Real} magnitude, {Real} sign)", () =>
                _text.Line($"return {(_dialect.IsSingle ? "copysignf" : "copysign")}(magnitude, sign);"));
        }
    }

    private void Forward()
    {
        _functions.Begin("Computes y, the outputs for the inputs x. It keeps nothing: any number of threads may call it.");
        _text.Block($"static inline void {Prefix}_forward(const {Real} *x, {Real} *y)", () =>
        {
            new ForwardText(_dialect, _text).Write();
            _text.Block($"for (int j = 0; j < {_network.OutputSize}; j++)", () => _text.Line($"y[j] = a{_network.Layers.Length}[j];"));
        });
    }
}
