using System.Globalization;
using Digits.Results;
using Spectre.Console;

namespace Digits.Terminal;

/// <summary>Prints how often each digit was taken for which.</summary>
internal static class ConfusionTable
{
    public static void Print(IAnsiConsole console, TestResult result)
    {
        int[,] counts = result.Confusion();
        int widest = counts.Cast<int>().Max().ToString(CultureInfo.InvariantCulture).Length;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("is \\ read as").NoWrap());
        for (int predicted = 0; predicted < 10; predicted++)
        {
            table.AddColumn(new TableColumn($"{predicted}") { Width = widest, Padding = new Padding(0, 0, 1, 0) }.RightAligned());
        }

        table.AddColumn(new TableColumn("right").RightAligned().NoWrap());
        for (int actual = 0; actual < 10; actual++)
        {
            int all = Enumerable.Range(0, 10).Sum(predicted => counts[actual, predicted]);
            string[] cells = [.. Enumerable.Range(0, 10).Select(predicted => Cell(counts[actual, predicted], isRight: actual == predicted))];
            string share = all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * counts[actual, actual] / all:0.0} %");
            table.AddRow([$"{actual}", .. cells, share]);
        }

        console.Write(table);
    }

    private static string Cell(int count, bool isRight) => (count, isRight) switch
    {
        (0, _) => "[grey]·[/]",
        (_, true) => $"[green]{count}[/]",
        (_, false) => $"[red]{count}[/]",
    };
}
