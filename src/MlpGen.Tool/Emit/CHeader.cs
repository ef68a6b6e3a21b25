using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>A network as one header in C99.</summary>
/// <param name="network">The network, with its activations.</param>
/// <param name="name">What all names begin with.</param>
internal sealed class CHeader(DenseNetwork network, string name)
{
    private readonly SourceText _text = new();

    private bool IsSingle => network.Precision == Precision.Single;

    private string Real => IsSingle ? "float" : "double";

    private string Prefix { get; } = Snake(name);

    /// <summary>The text.</summary>
    public string Write()
    {
        string upper = Prefix.ToUpperInvariant();
        _text.Line("/*");
        foreach (string line in Heading.Of(network, name, EmitTarget.All.Single(static target => target.IsC)))
        {
            _text.Line($" * {line}".TrimEnd());
        }

        _text.Line(" */");
        _text.Line($"#ifndef {upper}_H");
        _text.Line($"#define {upper}_H");
        _text.Line();
        _text.Line("#include <math.h>");
        _text.Line();
        _text.Line("/* The lengths of x and y. */");
        _text.Line($"#define {upper}_INPUT_SIZE {network.InputSize}");
        _text.Line($"#define {upper}_OUTPUT_SIZE {network.OutputSize}");
        Weights();
        Functions();
        Forward();
        _text.Line();
        _text.Line("#endif");
        return _text.ToString();
    }

    private void Weights()
    {
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
        _text.Line($"/* {meaning} */");
        _text.Line($"static const {Real} {Prefix}_{member}[{numbers.Length}] = {{");
        _text.Numbers(numbers, perRow, number => SourceText.Literal(number, IsSingle));
        _text.Line("};");
    }

    private void Functions()
    {
        foreach (ActivationCode code in network.Layers.ToArray().Select(ActivationCode.Of).OfType<ActivationCode>().DistinctBy(static code => code.Name))
        {
            _text.Line();
            _text.Line($"/* {code.Formula} */");
            _text.Block($"static inline {Real} {Prefix}_{Snake(code.Name)}({Real} z)", () => _text.Line($"return {code.BodyIn(Function, IsSingle)};"));
        }

        if (network.Layers[^1].Activation != Activation.Softmax)
        {
            return;
        }

        _text.Line();
        _text.Line("/* a_j = e^z_j / sum of all e^z_k, in place; the largest z is taken off first, so that nothing overflows. */");
        _text.Block($"static inline void {Prefix}_softmax({Real} *a, int count)", () =>
        {
            _text.Line($"{Real} largest = a[0];");
            _text.Line($"{Real} sum = {SourceText.Literal(0, IsSingle)};");
            _text.Block("for (int j = 1; j < count; j++)", () => _text.Line("largest = a[j] > largest ? a[j] : largest;"));
            _text.Block("for (int j = 0; j < count; j++)", () =>
            {
                _text.Line($"a[j] = {Function("exp")}(a[j] - largest);");
                _text.Line("sum += a[j];");
            });
            _text.Block("for (int j = 0; j < count; j++)", () => _text.Line("a[j] /= sum;"));
        });
    }

    private void Forward()
    {
        _text.Line();
        _text.Line("/* Computes y, the outputs for the inputs x. It keeps nothing: any number of threads may call it. */");
        _text.Block($"static inline void {Prefix}_forward(const {Real} *x, {Real} *y)", () =>
        {
            if (Scratch.TakesTurns(network))
            {
                _text.Line("/* Two layers' memory, in turn: all at once would be too much for a stack. */");
                _text.Line($"{Real} odd[{Scratch.Length(network, 1)}];");
                _text.Line($"{Real} even[{Scratch.Length(network, 0)}];");
                _text.Line();
            }

            for (int l = 1; l <= network.Layers.Length; l++)
            {
                LayerInfo layer = network.Layers[l - 1];
                string before = l == 1 ? "x" : $"a{l - 1}";
                _text.Line($"/* Layer {l}: {Heading.Formula(layer, l)} */");
                _text.Line(Scratch.TakesTurns(network) ? $"{Real} *a{l} = {Scratch.Of(l)};" : $"{Real} a{l}[{layer.Outputs}];");
                _text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => _text.Line($"a{l}[j] = {(layer.HasBias ? $"{Prefix}_b{l}[j]" : SourceText.Literal(0, IsSingle))};"));
                _text.Block($"for (int i = 0; i < {layer.Inputs}; i++)", () =>
                    _text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => _text.Line($"a{l}[j] += {before}[i] * {Prefix}_W{l}[i * {layer.Outputs} + j];")));
                if (layer.Activation == Activation.Softmax)
                {
                    _text.Line($"{Prefix}_softmax(a{l}, {layer.Outputs});");
                }
                else if (ActivationCode.Of(layer) is { } code)
                {
                    _text.Block($"for (int j = 0; j < {layer.Outputs}; j++)", () => _text.Line($"a{l}[j] = {Prefix}_{Snake(code.Name)}(a{l}[j]);"));
                }

                _text.Line();
            }

            _text.Block($"for (int j = 0; j < {network.OutputSize}; j++)", () => _text.Line($"y[j] = a{network.Layers.Length}[j];"));
        });
    }

    private string Function(string function) => (function == "abs" ? "fabs" : function) + (IsSingle ? "f" : "");

    /// <summary>A name as C has it: DoorPolicy is door_policy.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select((c, k) => char.IsAsciiLetterUpper(c) ? (k > 0 && !char.IsAsciiLetterUpper(name[k - 1]) && name[k - 1] != '_' ? "_" : "") + char.ToLowerInvariant(c) : $"{c}"));
}
