using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace Cluster.Silos;

/// <summary>A silo in a process of its own: this program once more. It ends when its standard input does, and so does not outlive this one.</summary>
internal sealed class SiloProcess : IDisposable
{
    /// <summary>The first argument of such a process.</summary>
    public const string Argument = "silo";

    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="port">Its port.</param>
    /// <param name="primaryPort">That of the first silo.</param>
    /// <param name="redis">Where Redis is; null for localhost.</param>
    public SiloProcess(int port, int primaryPort, string? redis)
    {
        Port = port;
        string self = Environment.ProcessPath!;
        bool isHosted = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string[] program = isHosted ? ["exec", typeof(SiloProcess).Assembly.Location] : [];
        string[] own = [Argument, port.ToString(CultureInfo.InvariantCulture), primaryPort.ToString(CultureInfo.InvariantCulture), redis ?? ""];
        _process = Process.Start(new ProcessStartInfo(self, [.. program, .. own]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>Where it is reached.</summary>
    public int Port { get; }

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it lives.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="IOException">It ended before.</exception>
    public async Task Ready()
    {
        if (await _process.StandardOutput.ReadLineAsync() is null)
        {
            throw new IOException($"Expected silo {Port} to start, but its process ended.");
        }
    }

    /// <summary>What such a process does.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        int port = int.Parse(arguments[0], CultureInfo.InvariantCulture), primaryPort = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        using IHost host = SiloHost.Build(port, primaryPort, arguments[2].Length > 0 ? arguments[2] : null);
        await host.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }

    /// <summary>kill -9: nobody is told.</summary>
    public void Kill() => _process.Kill();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsAlive)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
