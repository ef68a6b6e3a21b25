using System.Diagnostics;
using Microsoft.Playwright;

namespace MlpGen.Playground.Tests.Browser;

/// <summary>The page as <c>dotnet publish</c> leaves it, trimmed, on a static host, and a browser: once for all tests.</summary>
/// <remarks>MLPGEN_PAGE names a folder that is published already, for those who run the tests again and again.</remarks>
public sealed class PublishedPage : IAsyncLifetime
{
    private static readonly string[] s_arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mlpgen-playground-{Environment.ProcessId}");
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private StaticHost? _host;

    /// <summary>Where pictures of the page are left: the folder that MLPGEN_PICTURES names, or TestResults/playground.</summary>
    public static string Pictures { get; } =
        Environment.GetEnvironmentVariable("MLPGEN_PICTURES") is { Length: > 0 } folder ? folder : Path.Combine(Repository.Root, "TestResults", "playground");

    /// <summary>Where the page is.</summary>
    public Uri Address => _host!.Address;

    /// <summary>Publishes, serves, and starts the browser.</summary>
    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(FactWhereBrowserAttribute.Variable) is not { Length: > 0 } browser)
        {
            return;
        }

        string? published = Environment.GetEnvironmentVariable("MLPGEN_PAGE");
        if (string.IsNullOrEmpty(published))
        {
            await PublishAsync();
        }

        _host = new StaticHost(Path.Combine(string.IsNullOrEmpty(published) ? Path.Combine(_folder, "page") : published, "wwwroot"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = browser, Args = s_arguments });
        Directory.CreateDirectory(Pictures);
    }

    /// <summary>Ends all of it.</summary>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        _host?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A visitor with a browser of their own, who has opened the page.</summary>
    /// <param name="fragment">Behind the address, with its <c>#</c>.</param>
    /// <param name="options">The width, dark or light.</param>
    public async Task<Visitor> VisitAsync(string fragment = "", BrowserNewContextOptions? options = null)
    {
        var visitor = new Visitor(await (await _browser!.NewContextAsync(options)).NewPageAsync(), Address);
        await visitor.OpenAsync(fragment);
        return visitor;
    }

    /// <summary>Trimmed as users get it; not compressed, which takes minutes and changes nothing that a browser sees. In folders of its own, since other
    /// tests build the same projects at the same time.</summary>
    private async Task PublishAsync()
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(Repository.Root, "src", "MlpGen.Playground"), "-c", "Release", "-o", Path.Combine(_folder, "page"),
            "--artifacts-path", Path.Combine(_folder, "build"), "-p:CompressionEnabled=false", "--nologo",
        ])
        {
            RedirectStandardOutput = true,
        };
        // The test run is a child of MSBuild, whose variables would lead another MSBuild astray.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(s_patience);
        string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, output);
    }
}
