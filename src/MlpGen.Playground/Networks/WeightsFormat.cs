namespace MlpGen.Playground.Networks;

/// <summary>The files in which weights come and go.</summary>
public enum WeightsFormat
{
    /// <summary><c>.weights.json</c>.</summary>
    Json,

    /// <summary><c>.safetensors</c>.</summary>
    Safetensors,
}
