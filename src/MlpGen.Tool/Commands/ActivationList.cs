using System.Globalization;

namespace MlpGen.Tool.Commands;

/// <summary>Activations as they are written on a command line.</summary>
internal static class ActivationList
{
    /// <summary>The activations of a list such as <c>Relu,LeakyRelu(0.2),Identity</c>.</summary>
    public static IReadOnlyList<(Activation Activation, double Alpha)> Parse(string list) => [.. list.Split(',').Select(One)];

    private static (Activation, double) One(string text)
    {
        string word = text.Trim();
        int open = word.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? word : word[..open];
        if (Enum.GetNames<Activation>().FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            throw new UsageException($"--activations: '{word}' is none of {string.Join(", ", Enum.GetNames<Activation>())}");
        }

        Activation activation = Enum.Parse<Activation>(found);
        double? unlessGiven = LayerInfo.DefaultAlpha(activation);
        double alpha = unlessGiven ?? 0;
        bool isGiven = open >= 0 && word.EndsWith(')') && double.TryParse(word[(open + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out alpha);
        return open < 0 || isGiven && unlessGiven is not null
            ? (activation, alpha)
            : throw new UsageException($"--activations: '{word}'; LeakyRelu and Elu alone have an α, such as LeakyRelu(0.2)");
    }
}
