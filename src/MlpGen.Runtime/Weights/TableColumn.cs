using System.Numerics;

namespace MlpGen.Weights;

/// <summary>A column of a table, and the inputs of a network that it becomes: a number is one, with a second that says whether it is missing where any may
/// be; a category is one for each that there is, 1 for its own and 0 for the others.</summary>
/// <remarks>What it knows comes from the training data alone: the categories that occur there, and the mean of the numbers that are there.</remarks>
public sealed record TableColumn
{
    private readonly string[]? _categories;
    private readonly double? _missing;

    /// <summary>A column of numbers, of which none is missing.</summary>
    /// <param name="name">What its header says.</param>
    public TableColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>A column of numbers, some of which are missing.</summary>
    /// <param name="name">What its header says.</param>
    /// <param name="missing">What stands in for a missing one: the mean of the others; finite.</param>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public TableColumn(string name, double missing)
        : this(name)
    {
        _missing = double.IsFinite(missing)
            ? missing
            : throw new ArgumentException($"Expected a finite number to stand in for missing ones of column '{name}', but got {missing}.", nameof(missing));
    }

    /// <summary>A column of categories.</summary>
    /// <param name="name">What its header says.</param>
    /// <param name="categories">Each once, in the order of their inputs; "" is a missing one. A copy is taken.</param>
    /// <exception cref="ArgumentException">There is none, or one twice.</exception>
    public TableColumn(string name, IEnumerable<string> categories)
        : this(name)
    {
        ArgumentNullException.ThrowIfNull(categories);
        _categories = [.. categories];
        if (_categories.Length == 0 || _categories.Distinct(StringComparer.Ordinal).Count() != _categories.Length)
        {
            throw new ArgumentException($"Expected one category or more of column '{name}', each once.", nameof(categories));
        }
    }

    /// <summary>What its header says.</summary>
    public string Name { get; }

    /// <summary>Its categories, in the order of their inputs; null for a column of numbers.</summary>
    public IReadOnlyList<string>? Categories => _categories;

    /// <summary>What stands in for a missing number; null where none may be missing.</summary>
    public double? Missing => _missing;

    /// <summary>How many inputs it becomes.</summary>
    public int Width => _categories?.Length ?? (_missing is null ? 1 : 2);

    /// <summary>Writes a number as inputs.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="number">The number; NaN if it is missing.</param>
    /// <param name="inputs">Overwritten; <see cref="Width"/> long.</param>
    /// <exception cref="InvalidOperationException">The column has categories.</exception>
    /// <exception cref="ArgumentException">The number is missing, and none may be; or infinite; or the span has another length.</exception>
    public void Encode<T>(double number, Span<T> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength<T>(inputs);
        if (_categories is not null)
        {
            throw new InvalidOperationException($"Expected a category of column '{Name}', but got a number.");
        }

        if (double.IsInfinity(number) || (double.IsNaN(number) && _missing is null))
        {
            throw new ArgumentException(
                $"Expected a finite number in column '{Name}', of which none was missing in the training data, but got {number}.", nameof(number));
        }

        inputs[0] = T.CreateTruncating(double.IsNaN(number) ? _missing!.Value : number);
        if (inputs.Length > 1)
        {
            inputs[1] = double.IsNaN(number) ? T.One : T.Zero;
        }
    }

    /// <summary>Writes a category as inputs, 1 for it and 0 for the others.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="category">The category; "" if it is missing.</param>
    /// <param name="inputs">Overwritten; <see cref="Width"/> long.</param>
    /// <exception cref="InvalidOperationException">The column has numbers.</exception>
    /// <exception cref="ArgumentException">It is none of the categories; the message names them. Or the span has another length.</exception>
    public void Encode<T>(string category, Span<T> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(category);
        CheckLength<T>(inputs);
        int index = IndexOf(category);
        inputs.Clear();
        inputs[index] = T.One;
    }

    /// <summary>The place of a category among all.</summary>
    /// <exception cref="InvalidOperationException">The column has numbers.</exception>
    /// <exception cref="ArgumentException">It is none of the categories; the message names them.</exception>
    public int IndexOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        if (_categories is null)
        {
            throw new InvalidOperationException($"Expected a number of column '{Name}', but got '{category}'.");
        }

        int index = Array.IndexOf(_categories, category);
        return index >= 0 ? index : throw new ArgumentException(
            $"Expected one of {Excerpt.Of(_categories)} in column '{Name}', as in the training data, but got '{Excerpt.Of(category)}'.", nameof(category));
    }

    /// <summary>Whether they are the same columns: by name, categories and what stands in for missing numbers.</summary>
    public bool Equals(TableColumn? other) => other is not null && Name == other.Name && _missing == other._missing
        && (_categories is null ? other._categories is null : other._categories is not null && _categories.AsSpan().SequenceEqual(other._categories));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, _missing, Width);

    private void CheckLength<T>(ReadOnlySpan<T> inputs)
    {
        if (inputs.Length != Width)
        {
            throw new ArgumentException($"Expected {Width} inputs for column '{Name}', but got {inputs.Length}.", nameof(inputs));
        }
    }
}
