using MlpGen.Generator.Model;

namespace MlpGen.Generator.Planning;

/// <summary>What a network of integers takes of memory, in units of one sample.</summary>
/// <param name="Network">The integers.</param>
/// <param name="WidestCodes">The most codes of a layer, the inputs included, rows filled up.</param>
/// <param name="WidestSums">The most sums of a layer, rows filled up.</param>
/// <param name="Tile">The most samples that go together.</param>
internal sealed record IntegerPlan(IntegerNetwork Network, int WidestCodes, int WidestSums, int Tile)
{
    /// <summary>The numbers of a row, filled up to a multiple of four.</summary>
    public static int Padded(int width) => (width + 3) / 4 * 4;
}

/// <summary>q of the input.</summary>
/// <param name="Layer">The first layer, which reads it.</param>
/// <param name="Network">How it is scaled.</param>
internal sealed record QuantizeStep(LayerPlan Layer, IntegerNetwork Network) : Step;

/// <summary>S = q·Q + c of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Integers">Its integers.</param>
internal sealed record IntegerSumStep(LayerPlan Layer, IntegerLayer Integers) : Step;

/// <summary>q of a layer from S: its activation is in the ends of the codes.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rescale">How.</param>
internal sealed record RescaleStep(LayerPlan Layer, IntegerRescale Rescale) : Step;

/// <summary>q of a layer from S, by a table of its activation.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rescale">How.</param>
/// <param name="Places">How many places the table has.</param>
internal sealed record LookUpStep(LayerPlan Layer, IntegerRescale Rescale, int Places) : Step;

/// <summary>z of the last layer in floats, and y.</summary>
/// <param name="Layer">The last layer.</param>
internal sealed record DequantizeStep(LayerPlan Layer) : Step;
