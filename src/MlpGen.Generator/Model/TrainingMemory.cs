namespace MlpGen.Generator.Model;

/// <summary>What one sample takes while it is trained with dropout: Parsing refuses what is too much, and Planning fits samples into a tile.</summary>
internal static class TrainingMemory
{
    /// <summary>The bytes of z and a of each layer, of h where outputs are dropped, and of two buffers as long as the widest layer.</summary>
    public static long BytesOf(EquatableArray<LayerSpec> layers, Precision precision) =>
        (layers.Sum(static layer => (layer.Dropout > 0 ? 3L : 2L) * layer.Outputs) + 2L * layers.Max(static layer => layer.Outputs))
        * Names.ScalarBytes(precision);
}
