using System.Globalization;

namespace MlpGen.Weights;

/// <summary>An architecture in one line, such as <c>2-3 Relu; 3-1 Identity without bias</c>: written into files, so that weights of another
/// network of the same sizes are noticed.</summary>
internal static class Fingerprint
{
    private const string WithoutBias = " without bias";

    /// <summary>The fingerprint of a network.</summary>
    public static string Of(ReadOnlySpan<LayerInfo> layers)
    {
        var parts = new string[layers.Length];
        for (int l = 0; l < parts.Length; l++)
        {
            parts[l] = $"{Sizes(layers[l])} {ActivationOf(layers[l])}" + (layers[l].HasBias ? "" : WithoutBias);
        }

        return string.Join("; ", parts);
    }

    /// <summary>Throws, naming the first difference, unless a file's fingerprint is that of the network.</summary>
    /// <param name="fingerprint">What the file says.</param>
    /// <param name="layers">The network.</param>
    /// <param name="activations">Whether activations must be the same too.</param>
    public static void Check(string fingerprint, ReadOnlySpan<LayerInfo> layers, bool activations)
    {
        string[] parts = fingerprint.Split("; ");
        if (parts.Length != layers.Length)
        {
            throw Difference("network", Count(parts.Length), Count(layers.Length));
        }

        for (int l = 0; l < parts.Length; l++)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"layer {l + 1}");
            bool hasBias = !parts[l].EndsWith(WithoutBias, StringComparison.Ordinal);
            string[] words = (hasBias ? parts[l] : parts[l][..^WithoutBias.Length]).Split(' ');
            if (words.Length != 2)
            {
                throw new WeightsException("metadata 'mlpgen.architecture'", "layers such as '2-3 Relu'", $"'{Excerpt.Of(parts[l])}'");
            }

            Compare(where, words[0], Sizes(layers[l]));
            if (activations)
            {
                Compare(where, words[1], ActivationOf(layers[l]));
            }

            Compare(where, Bias(hasBias), Bias(layers[l].HasBias));
        }
    }

    private static void Compare(string where, string inFile, string inNetwork)
    {
        if (inFile != inNetwork)
        {
            throw Difference(where, inFile, inNetwork);
        }
    }

    /// <summary>The difference in words: layer 2: file has Tanh, network has Relu.</summary>
    internal static WeightsException Difference(string where, string inFile, string inNetwork) =>
        new($"{where}: file has {Excerpt.Of(inFile)}, network has {inNetwork}.");

    internal static string ActivationOf(LayerInfo layer) => layer.HasAlpha
        ? string.Create(CultureInfo.InvariantCulture, $"{layer.Activation}({layer.Alpha:R})")
        : layer.Activation.ToString();

    private static string Sizes(LayerInfo layer) => string.Create(CultureInfo.InvariantCulture, $"{layer.Inputs}-{layer.Outputs}");

    private static string Bias(bool hasBias) => hasBias ? "a bias" : "no bias";

    private static string Count(int layers) => string.Create(CultureInfo.InvariantCulture, $"{layers} layer{(layers == 1 ? "" : "s")}");
}
