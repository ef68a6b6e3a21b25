using System.Globalization;
using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Holds the layers of a file of others against those that are declared, in words that name its nodes.</summary>
internal static class LayerComparison
{
    /// <summary>The first thing in which they differ; null if they are the same, or the text tells none.</summary>
    /// <param name="name">The file as the attribute names it.</param>
    /// <param name="text">What the build made of it.</param>
    /// <param name="declared">The layers of the class.</param>
    public static string? FirstDifference(string name, string text, DocumentLayer[] declared)
    {
        IReadOnlyList<LayerOutline> found;
        try
        {
            found = LayerOutline.Read(text, out _);
        }
        catch (JsonMistake)
        {
            return null;
        }

        string file = WeightsFileName.WithoutFolders(name);
        if (found.Count != declared.Length)
        {
            return Messages.OtherCountOfLayers(
                file,
                found.Count, Sizes(found[0].Inputs, found.Select(static layer => layer.Outputs)),
                declared.Length, Sizes(declared[0].Inputs, declared.Select(static layer => layer.Outputs)));
        }

        string kind = name.EndsWith(".onnx", StringComparison.Ordinal) ? "node" : "tensor";
        return found
            .Select((layer, l) => Difference(layer, declared[l]) is var (inFile, inCode)
                ? Messages.OtherLayer(file, l + 1, layer.Name is { } origin ? $"{kind} '{origin}'" : null, inFile, inCode)
                : null)
            .FirstOrDefault(static difference => difference is not null);
    }

    private static (string InFile, string Declared)? Difference(LayerOutline found, DocumentLayer declared)
    {
        if ((found.Inputs, found.Outputs) != (declared.Inputs, declared.Outputs))
        {
            return (Sizes(found.Inputs, [found.Outputs]), $"says {Sizes(declared.Inputs, [declared.Outputs])}");
        }

        if (found.Activation is { } activation && activation != declared.Activation)
        {
            return (activation, $"says {declared.Activation}");
        }

        if (found.Alpha is { } alpha && declared.Alpha is { } declaredAlpha && alpha != declaredAlpha)
        {
            return ($"Alpha = {Plain(alpha)}", $"says {Plain(declaredAlpha)}");
        }

        return found.HasBias == declared.HasBias ? null
            : found.HasBias ? ("a bias", "says Bias = false")
            : ("no bias", "has one; write Bias = false");
    }

    private static string Sizes(int inputs, IEnumerable<int> outputs) => string.Join(" → ", outputs.Prepend(inputs).Select(static size => Plain(size)));

    private static string Plain(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
