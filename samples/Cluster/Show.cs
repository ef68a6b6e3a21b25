using System.Globalization;
using Cluster.Physics;
using Cluster.Silos;
using Cluster.Terminal;
using Spectre.Console;

namespace Cluster;

/// <summary>Runs the evolution, and shows it: as a picture in a terminal, as lines elsewhere.</summary>
internal sealed class Show(EmbeddedCluster cluster, SwingUpSearch search, IAnsiConsole console, int members, int generations, int? killAt)
{
    private readonly Scoreboard _board = new(members, cluster.Alive);
    private readonly Stage _stage = new();
    private string _news = "";

    /// <summary>From the first generation to the last.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Live(new Text("")).AutoClear(false).StartAsync(live => Learn(
                () =>
                {
                    live.UpdateTarget(Picture());
                    live.Refresh();
                },
                cancellation));
        }
        else
        {
            await Learn(draw: null, cancellation);
        }
    }

    private async Task Learn(Action? draw, CancellationToken cancellation)
    {
        for (int number = 1; number <= generations; number++)
        {
            Task<Generation> next = search.Next(cancellation);
            if (number == killAt)
            {
                // While its members are being evaluated, not between two generations.
                KillOne();
            }

            while (draw is not null && !next.IsCompleted)
            {
                KillOneOnRequest();
                draw();
                await Task.WhenAny(next, Task.Delay(40, CancellationToken.None));
            }

            Generation generation = await next;
            _stage.Next = search.Learnt;
            _board.Add(generation);
            if (draw is null)
            {
                console.WriteLine(_board.Line(generation));
            }
            else
            {
                draw();
            }
        }
    }

    private Grid Picture()
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap().PadRight(2));
        grid.AddColumn(new GridColumn().NoWrap());
        grid.AddRow(
            new Panel(_stage.Draw(ticks: 2)) { Header = new PanelHeader(" what it has learnt "), Border = BoxBorder.Rounded, BorderStyle = new Style(Color.Grey35) },
            new Rows(_board.Draw(), new Markup(_news)));
        return grid;
    }

    private void KillOneOnRequest()
    {
        if (!Console.IsInputRedirected && Console.KeyAvailable && Console.ReadKey(intercept: true).Key == ConsoleKey.K)
        {
            KillOne();
        }
    }

    private void KillOne()
    {
        if (cluster.KillOne() is not { } victim)
        {
            return;
        }

        string news = string.Create(CultureInfo.InvariantCulture, $"kill -9 {victim.Id}: silo {victim.Port} is gone; the others take over its members");
        _news = $"[red1]{news}[/]";
        if (!console.Profile.Capabilities.Interactive)
        {
            console.WriteLine(news);
        }
    }
}
