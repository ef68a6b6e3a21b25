using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>Throws for arguments of a population that do not fit.</summary>
internal static class MemberCheck
{
    /// <summary>Throws unless the length is that of so many rows for each member.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Length(int actual, int members, int rows, int rowLength, string argument)
    {
        if (actual != (long)members * rows * rowLength)
        {
            ThrowLength(actual, members, rows, rowLength, argument);
        }
    }

    /// <summary>The same of numbers without rows: one for each member, or for each sample of each member.</summary>
    [MethodImpl(Loop.Inlined)]
    public static void Count(int actual, int members, int each, string argument)
    {
        if (actual != (long)members * each)
        {
            ThrowCount(actual, members, each, argument);
        }
    }

    /// <summary>How many rows of each member there are.</summary>
    [MethodImpl(Loop.Inlined)]
    public static int Rows(int actual, int members, int rowLength, string argument)
    {
        // A division is as long as the forward pass of a tiny network.
        long one = (long)members * rowLength, rows = actual == one ? 1 : actual / one;
        if (rows * one != actual)
        {
            ThrowRows(actual, members, rowLength, argument);
        }

        return (int)rows;
    }

    /// <summary>What is thrown, with numbers as code has them.</summary>
    public static ArgumentException Error(string argument, FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), argument);

    [DoesNotReturn]
    private static void ThrowLength(int actual, int members, int rows, int rowLength, string argument) =>
        throw Error(
            argument,
            $"Expected {argument} to have length {(long)members * rows * rowLength} ({members} members · {rows} rows of {rowLength}), but it has length {actual}.");

    [DoesNotReturn]
    private static void ThrowCount(int actual, int members, int each, string argument) =>
        throw Error(argument, $"Expected {argument} to have length {(long)members * each} ({members} members · {each}), but it has length {actual}.");

    [DoesNotReturn]
    private static void ThrowRows(int actual, int members, int rowLength, string argument) =>
        throw Error(
            argument, $"Expected {argument} to hold rows of {rowLength}, equally many for each of {members} members, but it has length {actual}.");
}
