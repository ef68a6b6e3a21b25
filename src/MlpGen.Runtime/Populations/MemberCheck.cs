using System.Globalization;

namespace MlpGen.Populations;

/// <summary>Throws for arguments of a population that do not fit.</summary>
internal static class MemberCheck
{
    /// <summary>Throws unless the length is that of so many rows for each member.</summary>
    public static void Length(int actual, int members, int rows, int rowLength, string argument)
    {
        long expected = (long)members * rows * rowLength;
        if (actual != expected)
        {
            throw Error(
                argument,
                $"Expected {argument} to have length {expected} ({members} members · {rows} rows of {rowLength}), but it has length {actual}.");
        }
    }

    /// <summary>The same of numbers without rows: one for each member, or for each sample of each member.</summary>
    public static void Count(int actual, int members, int each, string argument)
    {
        long expected = (long)members * each;
        if (actual != expected)
        {
            throw Error(argument, $"Expected {argument} to have length {expected} ({members} members · {each}), but it has length {actual}.");
        }
    }

    /// <summary>How many rows of each member there are.</summary>
    public static int Rows(int actual, int members, int rowLength, string argument)
    {
        long all = (long)members * rowLength, rows = actual / all;
        if (rows * all != actual)
        {
            throw Error(
                argument,
                $"Expected {argument} to hold rows of {rowLength}, equally many for each of {members} members, but it has length {actual}.");
        }

        return (int)rows;
    }

    /// <summary>What is thrown, with numbers as code has them.</summary>
    public static ArgumentException Error(string argument, FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), argument);
}
