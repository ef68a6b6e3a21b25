using MlpGen.Generator.Model;
using MlpGen.Generator.Weights;

namespace MlpGen.Generator.Parsing.Frozen;

/// <summary>Takes over what a weights file says of the data: constants of normalisation, and the columns of a table.</summary>
internal static class DataFreezer
{
    /// <summary>The same with what the file says.</summary>
    public static FrozenSpec WithData(FrozenSpec frozen, DataDocument data) => frozen with
    {
        InputConstants = Constants(data.Inputs),
        OutputConstants = Constants(data.Outputs),
        Columns = data.Columns.Select(Column).ToEquatableArray(),
        Target = data.Target is { } target ? Column(target) : null,
    };

    /// <summary>A raw input as the first layer of floats gets it: with the very roundings, so that a range of raw inputs gives the exact range behind
    /// them.</summary>
    public static double Normalize(double raw, DocumentNormalization constants, int input)
    {
        float difference = (float)((float)raw - (float)constants.Means[input]);
        return (float)(difference / (float)constants.Deviations[input]);
    }

    private static NormalizationSpec? Constants(DocumentNormalization? constants) =>
        constants is null ? null : new NormalizationSpec(new(constants.Means), new(constants.Deviations));

    private static ColumnSpec Column(DocumentColumn column) =>
        new(column.Name, column.Categories is not null, new(column.Categories ?? []), column.Missing);
}
