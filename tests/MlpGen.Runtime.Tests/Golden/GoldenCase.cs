using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlpGen.Tests.Golden;

/// <summary>One network of Data/golden.json: what goes in, and what PyTorch makes of it.</summary>
/// <remarks>The fields are described in Data/README.md.</remarks>
internal sealed class GoldenCase
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static readonly IReadOnlyList<GoldenCase> All = Load();

    public required int Id { get; init; }

    public required int[] Sizes { get; init; }

    public required string[] Activations { get; init; }

    [JsonPropertyName("loss")]
    public required string LossName { get; init; }

    public required int Batch { get; init; }

    public required double[] Inputs { get; init; }

    [JsonPropertyName("targets")]
    public required double[] TargetNumbers { get; init; }

    [JsonPropertyName("params")]
    public required double[] Parameters { get; init; }

    public required double[] PreActivationsLast { get; init; }

    public required double[] Outputs { get; init; }

    public required double LossValue { get; init; }

    public required double[] SampleLosses { get; init; }

    [JsonPropertyName("param_grads")]
    public required double[] ParameterGradients { get; init; }

    [JsonPropertyName("input_grads")]
    public required double[] InputGradients { get; init; }

    [JsonPropertyName("sample0_param_grads")]
    public required double[] FirstSampleParameterGradients { get; init; }

    /// <summary>By name of the optimizer; not every case has every one.</summary>
    public Dictionary<string, GoldenTrajectory> Trajectories { get; init; } = [];

    public int InputSize => Sizes[0];

    public int OutputSize => Sizes[^1];

    public bool HasLabels => LossName == "softmax_ce_index";

    /// <summary>PyTorch's loss = this · ours: smooth_l1 with β is Huber with δ = β, divided by β.</summary>
    public double LossScale => LossName == "smooth_l1_b05" ? 1 / 0.5 : 1;

    /// <summary>PyTorch's Softplus is z from z = 20 on, which is 2.1e-9 off.</summary>
    public bool HasSoftplus => Activations.Contains("softplus");

    public double[] Input(int sample) => Inputs[(sample * InputSize)..((sample + 1) * InputSize)];

    /// <summary>The targets of some samples, as numbers or as labels.</summary>
    public Networks.Targets Targets(int first, int count) => HasLabels
        ? Array.ConvertAll(TargetNumbers[first..(first + count)], label => (int)label)
        : TargetNumbers[(first * OutputSize)..((first + count) * OutputSize)];

    private static GoldenCase[] Load()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "golden.json"));
        using var document = JsonDocument.Parse(file);
        return document.RootElement.GetProperty("cases").Deserialize<GoldenCase[]>(s_options)!;
    }
}
