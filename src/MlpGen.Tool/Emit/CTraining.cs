using System.Globalization;
using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>Forward and backward pass in C over parameters that can change, all numbers in memory of the caller's.</summary>
/// <param name="dialect">C.</param>
/// <param name="text">Where to.</param>
internal sealed class CTraining(CDialect dialect, SourceText text)
{
    private DenseNetwork Network => dialect.Network;

    private string Real => dialect.Real;

    /// <summary>Writes them.</summary>
    public void Write()
    {
        int last = Network.Layers.Length;
        (string Name, int Place, int Length)[] arrays = [.. Arrays()];
        text.Line();
        text.Line("/* The numbers of the memory that a call works in. */");
        text.Line($"#define {dialect.Upper}_MEMORY_SIZE {(arrays[^1].Place + arrays[^1].Length).ToString(CultureInfo.InvariantCulture)}");

        text.Line();
        text.Line("/* The forward pass: al of each layer, and zl where the way back reads it, into memory. */");
        text.Block($"static inline void {dialect.Helper("Layers")}(const {Real} *p, const {Real} *x, {Real} *memory)", () =>
        {
            Locate(arrays.Where(static array => !array.Name.StartsWith('d')));
            new ForwardText(dialect, text).Write();
        });

        text.Line();
        text.Line("/* Computes y, the outputs for the inputs x under the parameters p. */");
        text.Block($"static inline void {dialect.Prefix}_forward(const {Real} *p, const {Real} *x, {Real} *y, {Real} *memory)", () =>
        {
            Locate(arrays.Where(array => array.Name == $"a{last}"));
            text.Line($"{dialect.Helper("Layers")}(p, x, memory);");
            Copy($"a{last}", "y");
        });

        text.Line();
        text.Line("/* Adds the gradient of a loss L in the parameters, by the chain rule, for the inputs x and dy, the gradient of L in the outputs.");
        text.Line("   dx is overwritten with that in the inputs; NULL if it is not wanted. */");
        text.Block($"static inline void {dialect.Prefix}_backward(const {Real} *p, const {Real} *x, const {Real} *dy, {Real} *gradient, {Real} *dx, {Real} *memory)", () =>
        {
            Locate(arrays.Where(Reads));
            text.Line($"{dialect.Helper("Layers")}(p, x, memory);");
            Copy("dy", $"dz{last}");
            text.Line();
            new BackwardText(dialect, text).Write("dx");
        });
    }

    /// <summary>Whether the way back reads or writes an array: the last a, only where f' does.</summary>
    private bool Reads((string Name, int Place, int Length) array)
    {
        LayerInfo layer = Network.Layers[^1];
        bool readsLast = layer.Activation == Activation.Softmax || ActivationCode.Of(layer) is { ReadsZ: false };
        return array.Name != $"a{Network.Layers.Length}" || readsLast;
    }

    private IEnumerable<(string Name, int Place, int Length)> Arrays()
    {
        int place = 0;
        for (int l = 1; l <= Network.Layers.Length; l++)
        {
            LayerInfo layer = Network.Layers[l - 1];
            string[] names = ActivationCode.Of(layer) is { ReadsZ: true } ? [$"a{l}", $"z{l}", $"dz{l}"] : [$"a{l}", $"dz{l}"];
            foreach (string name in names)
            {
                yield return (name, place, layer.Outputs);
                place += layer.Outputs;
            }
        }
    }

    private void Locate(IEnumerable<(string Name, int Place, int Length)> arrays)
    {
        foreach ((string name, int place, _) in arrays)
        {
            text.Line($"{Real} *{name} = memory{(place == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {place}"))};");
        }

        text.Line();
    }

    private void Copy(string from, string to) =>
        text.Block($"for (int j = 0; j < {Network.OutputSize}; j++)", () => text.Line($"{to}[j] = {from}[j];"));
}
