namespace MlpGen.Evolution;

/// <summary>Goes through all that a search remembers, number by number, and copies it in one direction or the other: so that what is saved and what is
/// loaded is said once.</summary>
/// <param name="numbers">Where from, or where to.</param>
/// <param name="isLoading">True: from there. False: to there.</param>
internal ref struct StateCursor(Span<double> numbers, bool isLoading)
{
    private readonly Span<double> _numbers = numbers;

    /// <summary>How many numbers have been met.</summary>
    public int Count { get; private set; }

    /// <summary>Meets one number.</summary>
    public void Meet(scoped ref double number) => Meet(new Span<double>(ref number));

    /// <summary>Meets one that is whole and not negative.</summary>
    public void Meet(scoped ref int number)
    {
        double value = number;
        Meet(ref value);
        number = Math.Max(0, (int)value);
    }

    /// <summary>Meets several.</summary>
    public void Meet(scoped Span<double> own)
    {
        Span<double> saved = _numbers.Slice(Count, own.Length);
        if (isLoading)
        {
            saved.CopyTo(own);
        }
        else
        {
            own.CopyTo(saved);
        }

        Count += own.Length;
    }
}
