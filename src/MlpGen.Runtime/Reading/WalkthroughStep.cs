using System.Globalization;

namespace MlpGen;

/// <summary>One line of a <see cref="Walkthrough"/>: a symbol, its formula, and its numbers.</summary>
public sealed class WalkthroughStep
{
    private readonly double[] _values;

    internal WalkthroughStep(int layer, string symbol, string formula, double[] values, int columns, string note = "")
    {
        (Layer, Symbol, Formula, Columns, Note, _values) = (layer, symbol, formula, columns, note, values);
    }

    /// <summary>The layer in whose forward or backward pass the step is taken, counted from 1: dz2, dW2, db2 and da1 are steps of
    /// layer 2, dx is one of layer 1. 0 for x, t, L and dy.</summary>
    public int Layer { get; }

    /// <summary>What is computed: <c>z1</c>, <c>dW2</c>; or what is given: <c>x</c>, <c>t</c>, <c>W1</c>, <c>b1</c>.</summary>
    public string Symbol { get; }

    /// <summary>How: <c>z1 = x·W1 + b1</c>. What is given has its symbol here.</summary>
    public string Formula { get; }

    /// <summary>What the formula calls by a name: <c>relu(z) = max(z, 0)</c>. Empty if it calls nothing so.</summary>
    public string Note { get; }

    /// <summary>The number of rows: the inputs of the layer for W and dW, 1 for all others.</summary>
    public int Rows => _values.Length / Columns;

    /// <summary>The number of columns: the length of a vector, 1 for L.</summary>
    public int Columns { get; }

    /// <summary>All numbers, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One number.</summary>
    /// <param name="row">Counted from 0; 0 for a vector.</param>
    /// <param name="column">Counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
            return _values[(row * Columns) + column];
        }
    }

    /// <summary>The step as a <see cref="Walkthrough"/> prints it, by itself.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WalkthroughText.Write(writer, [new WalkthroughSection(Note, [this])]);
        return writer.ToString().TrimEnd();
    }
}
