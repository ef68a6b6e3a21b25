using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlpGen.Cluster;

/// <summary>Named numbers and words that a training is made with: what a sweep varies, and the columns of its table.</summary>
/// <remarks>Two of them are equal if they have the same names and values in the same order. Numbers are kept as text that reads back as the same
/// number.</remarks>
/// <example>
/// <code>
/// var settings = new Settings { { "rate", 0.01 }, { "optimizer", "adam" } };
/// double rate = settings.Number("rate");
/// </code>
/// </example>
[GenerateSerializer]
[Immutable]
[Alias("mlpgen.Settings")]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is called what it is called where it is used.")]
public sealed class Settings : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<Settings>
{
    [Id(0)]
    private readonly List<KeyValuePair<string, string>> _values = [];

    /// <summary>None at all.</summary>
    public static Settings None { get; } = [];

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>All combinations of some values of each of some names, the last name varying fastest.</summary>
    /// <param name="axes">A name, and its values.</param>
    public static IReadOnlyList<Settings> Grid(params ReadOnlySpan<(string Name, double[] Values)> axes)
    {
        List<Settings> grid = [None];
        foreach ((string name, double[] values) in axes)
        {
            grid = [.. grid.SelectMany(_ => values, (settings, value) => new Settings(settings) { { name, value } })];
        }

        return grid;
    }

    /// <summary>No settings yet; to be followed by <c>{ { "rate", 0.01 }, … }</c>.</summary>
    public Settings()
    {
    }

    private Settings(Settings others) => _values.AddRange(others._values);

    /// <summary>Adds a number. For initializers: settings that were handed over are not to change.</summary>
    /// <exception cref="ArgumentException">The name is empty, or there already.</exception>
    public void Add(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Add(string, double)"/>
    /// <summary>Adds a word.</summary>
    public void Add(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (Find(name) is not null)
        {
            throw new ArgumentException($"Expected each setting once, but '{name}' is there already.", nameof(name));
        }

        _values.Add(new(name, value));
    }

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="usual">What it is if there is none of that name.</param>
    /// <exception cref="ArgumentException">There is none and no usual one; or it is no number.</exception>
    public double Number(string name, double? usual = null) => Find(name) is not string text
        ? usual ?? throw Missing(name)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new ArgumentException($"Expected setting '{name}' to be a number, but it is '{text}'.", nameof(name));

    /// <inheritdoc cref="Number"/>
    /// <summary>A whole number.</summary>
    public int Whole(string name, int? usual = null)
    {
        double number = Number(name, usual);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected setting '{name}' to be a whole number, but it is {number}."), nameof(name));
    }

    /// <summary>A word, or a number as it was written.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="usual">What it is if there is none of that name.</param>
    /// <exception cref="ArgumentException">There is none and no usual one.</exception>
    public string Text(string name, string? usual = null) => Find(name) ?? usual ?? throw Missing(name);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Settings? other) => other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary><c>rate=0.01 optimizer=adam</c></summary>
    public override string ToString() => string.Join(' ', _values.Select(pair => $"{pair.Key}={pair.Value}"));

    private string? Find(string name)
    {
        foreach ((string key, string value) in _values)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    private ArgumentException Missing(string name) =>
        new($"Expected a setting '{name}', but there is {(Count == 0 ? "none" : $"{this} only")}.", nameof(name));
}
