using System.Numerics;
using MlpGen.Training;

namespace MlpGen.Weights;

/// <summary>What the data of a network look like outside of it: how raw numbers are normalised before the first layer, how outputs are turned back, and what
/// columns of a table they are. A <c>.weights.json</c> carries it with the weights, and <see cref="FrozenAttribute"/> applies it.</summary>
/// <typeparam name="T">The number type of the network.</typeparam>
public sealed record DataFormat<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How inputs are normalised, fitted on the training data; null if they go in as they are.</summary>
    public Normalization<T>? Inputs { get; init; }

    /// <summary>How targets were normalised, which is undone to the outputs; null if they come as they are.</summary>
    public Normalization<T>? Outputs { get; init; }

    /// <summary>The columns that the inputs are made of, in order; empty if that is not known.</summary>
    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    /// <summary>The column that the outputs foretell, its categories being the classes; null if that is not known.</summary>
    public TableColumn? Target { get; init; }

    /// <summary>What the network makes of raw inputs, in the units of the targets.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">N raw rows; left as they are.</param>
    /// <param name="outputs">N rows, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit the network, or the constants do not.</exception>
    public void Forward<TSelf>(INetwork<TSelf, T> network, ReadOnlySpan<T> inputs, Span<T> outputs)
        where TSelf : INetwork<TSelf, T>
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckFor<TSelf>();
        if (Inputs is null)
        {
            TSelf.ForwardBatch(network.Parameters, inputs, outputs);
        }
        else
        {
            T[] normalized = inputs.ToArray();
            Inputs.Apply(normalized);
            TSelf.ForwardBatch(network.Parameters, normalized, outputs);
        }

        Outputs?.Undo(outputs);
    }

    /// <summary>Throws unless the constants and columns are as many as the network takes and gives.</summary>
    internal void CheckFor<TSelf>()
        where TSelf : INetwork<TSelf, T>
    {
        Check(Inputs?.Means.Length, TSelf.InputSize, "constants to normalise inputs", "inputs", nameof(Inputs));
        Check(Outputs?.Means.Length, TSelf.OutputSize, "constants to turn outputs back", "outputs", nameof(Outputs));
        Check(Columns.Count == 0 ? null : Columns.Sum(static column => column.Width), TSelf.InputSize, "inputs of all columns together", "inputs", nameof(Columns));
        Check(Target?.Categories?.Count, TSelf.OutputSize == 1 ? 2 : TSelf.OutputSize, "categories of the target", "classes", nameof(Target));
        if (Target?.Missing is not null)
        {
            throw new ArgumentException("Expected a target of which none is missing.", nameof(Target));
        }

        static void Check(int? found, int expected, string what, string of, string name)
        {
            if (found is { } count && count != expected)
            {
                throw new ArgumentException($"Expected {expected} {what}, as {typeof(TSelf).Name} has {of}, but there are {count}.", name);
            }
        }
    }

    /// <summary>What a file says.</summary>
    internal static DataFormat<T> Of(DataDocument document) => new()
    {
        Inputs = Constants(document.Inputs),
        Outputs = Constants(document.Outputs),
        Columns = [.. document.Columns.Select(Column)],
        Target = document.Target is { } target ? Column(target) : null,
    };

    private static Normalization<T>? Constants(DocumentNormalization? constants) => constants is null ? null
        : new(Array.ConvertAll(constants.Means, T.CreateTruncating), Array.ConvertAll(constants.Deviations, T.CreateTruncating));

    private static TableColumn Column(DocumentColumn column) =>
        column.Categories is { } categories ? new(column.Name, categories)
        : column.Missing is { } missing ? new(column.Name, missing)
        : new(column.Name);
}
