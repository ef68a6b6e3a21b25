using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cluster.Terminal;

/// <summary>What is known of the generations so far: the curve of the best and the median, the last few in numbers, and who evaluated them.</summary>
internal sealed class Scoreboard(int members, int silos)
{
    private const int CurveWidth = 48, CurveHeight = 6, Lines = 6, BarWidth = 18;
    private static readonly string[] s_colours = ["steelblue1", "gold1", "mediumpurple1", "green3", "orange3", "deeppink2", "turquoise2", "grey62"];

    private readonly List<Generation> _generations = [];
    private readonly List<int> _ports = [];

    /// <summary>Takes note of a generation.</summary>
    public void Add(Generation generation)
    {
        _generations.Add(generation);
        _ports.AddRange(generation.Shares.Keys.Except(_ports).Order());
    }

    /// <summary>One line, for output that is no terminal.</summary>
    public string Line(Generation generation) => string.Create(
        CultureInfo.InvariantCulture,
        $"generation {generation.Number,3}  best {generation.Best:0.000}  median {generation.Median:0.000}  {generation.Time.TotalMilliseconds,6:0} ms  {string.Join("  ", _ports.Select(port => $"silo {port}: {generation.Shares.GetValueOrDefault(port),4}"))}");

    /// <summary>All of it.</summary>
    public IRenderable Draw() => new Rows(DrawCurve(), new Text(""), DrawTable());

    private Panel DrawCurve()
    {
        double most = Math.Max(0.25, _generations.Count == 0 ? 0 : _generations.Max(generation => generation.Best));
        string[] best = Curve.Draw([.. _generations.Select(generation => generation.Best)], most, CurveWidth, CurveHeight);
        string[] median = Curve.Draw([.. _generations.Select(generation => generation.Median)], most, CurveWidth, 2);
        return new Panel(new Markup($"[green3]{string.Join('\n', best)}[/]\n[grey50]{string.Join('\n', median)}[/]"))
        {
            Header = new PanelHeader(string.Create(CultureInfo.InvariantCulture, $"[green3] best [/]and[grey62] median [/]of {members:N0}, up to {most:0.00} ")),
            Border = BoxBorder.Rounded, BorderStyle = new Style(Color.Grey35),
        };
    }

    private Table DrawTable()
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("[grey62]generation[/]").RightAligned());
        table.AddColumn(new TableColumn("[grey62]best[/]").RightAligned());
        table.AddColumn(new TableColumn("[grey62]median[/]").RightAligned());
        table.AddColumn(new TableColumn("[grey62]time[/]").RightAligned());
        table.AddColumn(new TableColumn($"[grey62]{silos} silos[/]"));
        foreach (Generation generation in Enumerable.Reverse(_generations).Take(Lines))
        {
            table.AddRow(
                $"{generation.Number}",
                string.Create(CultureInfo.InvariantCulture, $"[green3]{generation.Best:0.000}[/]"),
                string.Create(CultureInfo.InvariantCulture, $"{generation.Median:0.000}"),
                string.Create(CultureInfo.InvariantCulture, $"{(generation.Time.TotalSeconds > 2 ? "[red1]" : "[default]")}{generation.Time.TotalMilliseconds:0} ms[/]"),
                Bar(generation));
        }

        for (int line = _generations.Count; line < Lines; line++)
        {
            table.AddRow("", "", "", "", "");
        }

        return table;
    }

    /// <summary>A bar of as many parts as silos took part, as long as their shares.</summary>
    private string Bar(Generation generation)
    {
        int done = 0, drawn = 0;
        string bar = "";
        foreach (int port in _ports.Where(generation.Shares.ContainsKey))
        {
            done += generation.Shares[port];
            int end = (int)Math.Round((double)BarWidth * done / members);
            bar += $"[{s_colours[_ports.IndexOf(port) % s_colours.Length]}]{new string('█', end - drawn)}[/]";
            drawn = end;
        }

        return bar;
    }
}
