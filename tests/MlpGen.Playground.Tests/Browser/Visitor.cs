using System.Globalization;
using Microsoft.Playwright;

namespace MlpGen.Playground.Tests.Browser;

/// <summary>Somebody who uses the page. What the page complains about to the console, and what it asks of other hosts, is noted, and fails the test.</summary>
/// <param name="page">Their tab.</param>
/// <param name="address">Where the page is.</param>
public sealed class Visitor(IPage page, Uri address) : IAsyncDisposable
{
    private const float Patience = 120_000;
    private readonly List<string> _complaints = [];

    /// <summary>The tab.</summary>
    public IPage Page => page;

    /// <summary>Opens the page, and waits for the first network.</summary>
    public async Task OpenAsync(string fragment)
    {
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Request += (_, request) => Note(IsElsewhere(request.Url), $"fetched from elsewhere: {request.Url}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        await page.GotoAsync(new Uri(address, "./" + fragment).ToString());
        await SettleAsync();
    }

    /// <summary>Waits until what was typed or chosen is compiled.</summary>
    public Task SettleAsync() => page.WaitForFunctionAsync("() => /^Generated in/.test(document.querySelector('#times')?.textContent ?? '')");

    /// <summary>Chooses an example.</summary>
    public async Task ChooseAsync(string example)
    {
        await page.SelectOptionAsync("#example", example);
        await SettleAsync();
    }

    /// <summary>Types another declaration.</summary>
    public async Task TypeAsync(string source)
    {
        await page.FillAsync("#source", source);
        await SettleAsync();
    }

    /// <summary>The numbers of a step of the walkthrough, as they stand in the page.</summary>
    public async Task<string[]> NumbersAsync(string symbol) => [.. await page.Locator($"[data-step='{symbol}'] button.number").AllTextContentsAsync()];

    /// <summary>A number of the page.</summary>
    public async Task<double> NumberAsync(string selector) =>
        double.Parse((await page.TextContentAsync(selector))!.Replace('−', '-').Replace("∞", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>Leaves a picture for people to look at.</summary>
    public Task PictureAsync(string name) => page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(PublishedPage.Pictures, $"{name}.png"), FullPage = true });

    /// <summary>What the page complained about.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Leaves; nothing may have been noted.</summary>
    public async ValueTask DisposeAsync()
    {
        await page.Context.CloseAsync();
        _complaints.ShouldBeEmpty();
    }

    private bool IsElsewhere(string url) => url.StartsWith("http", StringComparison.Ordinal) && !url.StartsWith(address.ToString(), StringComparison.Ordinal);

    private void Note(bool isBad, string complaint)
    {
        if (isBad)
        {
            _complaints.Add(complaint);
        }
    }
}
