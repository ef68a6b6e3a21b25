using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlpGen.Tests.Golden;

/// <summary>Five steps of one of PyTorch's optimizers on one network and batch.</summary>
internal sealed class GoldenTrajectory
{
    /// <summary>The settings that are not PyTorch's defaults.</summary>
    [JsonPropertyName("hyper")]
    public required Dictionary<string, JsonElement> Settings { get; init; }

    /// <summary>The parameters after each step.</summary>
    [JsonPropertyName("params")]
    public required double[][] Parameters { get; init; }

    /// <summary>The loss before each step.</summary>
    public required double[] Losses { get; init; }

    public double Setting(string name, double otherwise = 0) => Settings.TryGetValue(name, out JsonElement value) ? value.GetDouble() : otherwise;
}
