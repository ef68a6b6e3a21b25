using System.Globalization;
using MlpGen.Training;
using Spectre.Console;

namespace Digits.Terminal;

/// <summary>Prints how often each digit was taken for which.</summary>
internal static class ConfusionTable
{
    public static void Print(IAnsiConsole console, ConfusionMatrix counts)
    {
        int digits = counts.ClassCount;
        int widest = Enumerable.Range(0, digits * digits).Max(i => counts[i / digits, i % digits]).ToString(CultureInfo.InvariantCulture).Length;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("is \\ read as").NoWrap());
        for (int predicted = 0; predicted < digits; predicted++)
        {
            table.AddColumn(new TableColumn($"{predicted}") { Width = widest, Padding = new Padding(0, 0, 1, 0) }.RightAligned());
        }

        table.AddColumn(new TableColumn("right").RightAligned().NoWrap());
        for (int actual = 0; actual < digits; actual++)
        {
            string[] cells = [.. Enumerable.Range(0, digits).Select(predicted => Cell(counts[actual, predicted], isRight: actual == predicted))];
            string share = counts.Actual(actual) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * counts.Recall(actual):0.0} %");
            table.AddRow([$"{actual}", .. cells, share]);
        }

        console.Write(table);
    }

    private static string Cell(long count, bool isRight) => (count, isRight) switch
    {
        (0, _) => "[grey]·[/]",
        (_, true) => $"[green]{count}[/]",
        (_, false) => $"[red]{count}[/]",
    };
}
