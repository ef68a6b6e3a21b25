using Microsoft.Playwright;
using MlpGen.Playground.Examples;
using MlpGen.Playground.Learning;
using MlpGen.Playground.Networks;
using MlpGen.Playground.State;
using MlpGen.Playground.Texts;

namespace MlpGen.Playground.Tests.Browser;

/// <summary>The page in a browser, used as a visitor uses it.</summary>
public class PageTests(PublishedPage page) : IClassFixture<PublishedPage>
{
    private static readonly string[] s_symbols = ["x", "W1", "z1", "a1", "z2", "a2", "L", "dy", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1", "dx"];

    [FactWhereBrowser]
    public async Task Each_example_compiles_and_its_numbers_are_those_of_the_runtime()
    {
        await using Visitor visitor = await page.VisitAsync();
        await visitor.Page.ClickAsync("#tab-numbers");
        foreach (Example example in ExampleList.All)
        {
            await visitor.ChooseAsync(example.Id);
            (await visitor.Page.Locator(".problem.error").CountAsync()).ShouldBe(0, example.Id);
            if (example.Input.Length == 0)
            {
                continue;
            }

            NetworkHandle network = Compiled.Example(example.Id);
            Walkthrough walkthrough = network.Walk(example.Input, example.Target)!;
            foreach (WalkthroughStep step in walkthrough.Where(step => s_symbols.Contains(step.Symbol) && step.Rows <= 16 && step.Columns <= 16))
            {
                double[] shown = [.. (await visitor.NumbersAsync(step.Symbol)).Select(Number)];
                // Four digits are shown, and the browser's vectors may add in another order.
                shown.ShouldBe(step.Values.ToArray(), Math.Max(1e-4, step.Values.ToArray().Max(Math.Abs) * 2e-4), $"{example.Id}, {step.Symbol}");
            }
        }
    }

    [FactWhereBrowser]
    public async Task An_error_shows_at_its_place_and_its_fix_mends_it()
    {
        await using Visitor visitor = await page.VisitAsync();
        await visitor.TypeAsync("using MlpGen;\n\n[Layer(2, 3)]\n[Layer(4, 1)]\npublic partial class Net;\n");

        (await visitor.Page.TextContentAsync(".editor code.line:nth-child(4) .mark.error")).ShouldBe("4");
        (await visitor.Page.TextContentAsync(".problem.error .place")).ShouldBe("MLP004, line 4");
        await visitor.Page.ClickAsync(".problem.error .place");
        (await visitor.Page.EvaluateAsync<string>("() => { const a = document.activeElement; return a.value.slice(a.selectionStart, a.selectionEnd); }")).ShouldBe("4");
        await visitor.Page.ClickAsync(".problem.error summary");
        (await visitor.Page.Locator(".problem.error .page h4").First.IsVisibleAsync()).ShouldBeTrue();
        await visitor.PictureAsync("an error");

        await visitor.Page.ClickAsync(".problem.error .fixes button >> nth=0");
        await visitor.SettleAsync();
        (await visitor.Page.InputValueAsync("#source")).ShouldContain("[Layer(3, 1)]");
        (await visitor.Page.Locator(".problem.error").CountAsync()).ShouldBe(0);
    }

    [FactWhereBrowser]
    public async Task Drawing_formulas_and_text_mark_each_other()
    {
        await using Visitor visitor = await page.VisitAsync();

        await visitor.Page.ClickAsync("#drawing [aria-label^='a1_1 is']");
        string[] marked = [.. await visitor.Page.Locator("#generated .chosen").AllTextContentsAsync()];
        marked.ShouldContain(static line => line.Contains("a1 = relu(z1)", StringComparison.Ordinal));
        marked.ShouldContain(static line => line.Contains("float a1_0 = Relu(z1_0)", StringComparison.Ordinal));

        await visitor.Page.ClickAsync("#generated .leads:has-text('dW2_1_0')");
        await visitor.Page.ClickAsync("#tab-numbers");
        (await visitor.Page.GetAttributeAsync("[data-step='dW2']", "class"))!.ShouldContain("chosen");

        await visitor.Page.ClickAsync("[data-step='dW2'] button.number >> nth=2");
        (await visitor.Page.TextContentAsync(".by-hand")).ShouldBe("0.3·0.5 = 0.15");
        await visitor.Page.ClickAsync("[data-step='W2'] .formula");
        await visitor.Page.ClickAsync("#tab-code");
        (await visitor.Page.Locator("#generated .chosen:has-text('float W2_0_0')").CountAsync()).ShouldBe(2, "forward and backward each read W2");
    }

    [FactWhereBrowser]
    public async Task Steps_sliders_and_a_dragged_weight_move_the_numbers()
    {
        await using Visitor visitor = await page.VisitAsync();
        await visitor.Page.ClickAsync("#tab-numbers");

        await visitor.Page.FillAsync("[data-slot='x1']", "0.4");
        await visitor.Page.PressAsync("[data-slot='x1']", "Enter");
        double[] y = Compiled.Example("tiny").Forward([0.1, 0.4]);
        (await visitor.NumbersAsync("a2")).ShouldBe([.. y.Select(NumberText.Of)]);

        await visitor.Page.ClickAsync("[data-step='W2'] button.number >> nth=2");
        await visitor.Page.FillAsync("#weight", "1.5");
        (await visitor.Page.TextContentAsync("#weight-value")).ShouldBe("1.5");
        (await visitor.NumberAsync("#analytic")).ShouldBe(await visitor.NumberAsync("#numeric"), 2e-3);

        await visitor.Page.ClickAsync("text=first");
        (await visitor.Page.Locator(".step").CountAsync()).ShouldBe(1);
        await visitor.Page.ClickAsync("#forth");
        await visitor.Page.ClickAsync("#forth");
        (await visitor.Page.Locator(".step").CountAsync()).ShouldBe(3);
        await visitor.Page.ClickAsync("#all");
        (await visitor.Page.Locator(".step").CountAsync()).ShouldBe(20);
    }

    [FactWhereBrowser]
    public async Task Xor_trains_below_a_hundredth()
    {
        await using Visitor visitor = await page.VisitAsync();
        await visitor.ChooseAsync("xor");
        await visitor.Page.ClickAsync("#tab-learn");
        await visitor.Page.ClickAsync("#run");
        await visitor.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('#loss').textContent) < 0.01");
        await visitor.PictureAsync("xor, learnt");
        await visitor.Page.ClickAsync("#run");
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('#run').textContent.includes('Learn')");

        await visitor.Page.ClickAsync("#reset");
        await visitor.Page.ClickAsync("#step");
        (await visitor.Page.TextContentAsync("#progress"))!.ShouldContain("step 1 ");
    }

    [FactWhereBrowser]
    public async Task A_mistake_is_made_and_explains_itself()
    {
        await using Visitor visitor = await page.VisitAsync();
        await visitor.Page.ClickAsync("#tab-learn");
        await visitor.Page.ClickAsync("#mistake-linear");
        await visitor.Page.WaitForFunctionAsync("() => /step [1-9]\\d{2,}/.test(document.querySelector('#progress')?.textContent ?? '')");
        (await visitor.NumberAsync("#loss")).ShouldBe(Math.Log(2), 0.05);
        (await visitor.Page.TextContentAsync(".explanation"))!.ShouldContain("one straight line");
        (await visitor.Page.Locator(".problem.warning").CountAsync()).ShouldBe(1, "MLP101 warns of it");
    }

    [FactWhereBrowser]
    public async Task A_link_restores_the_state()
    {
        string source = ExampleList.Declare("FromALink", "MeanSquaredError", "1, 5, Tanh", "5, 1");
        string fragment = new SharedState(source, "cubic", new TrainingSettings { LearningRate = 0.25, Optimizer = OptimizerKind.Sgd }).ToFragment();

        await using Visitor visitor = await page.VisitAsync("#" + fragment);
        (await visitor.Page.InputValueAsync("#source")).ShouldBe(source);
        (await visitor.Page.TextContentAsync(".code-head"))!.ShouldContain("FromALink.g.cs");
        await visitor.Page.ClickAsync("#tab-learn");
        (await visitor.Page.InputValueAsync("#data")).ShouldBe("cubic");
        (await visitor.Page.InputValueAsync("#rate")).ShouldBe("0.25");

        await visitor.Page.ClickAsync("#link");
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('#said').textContent.length > 0");
        SharedState.OfFragment(new Uri(visitor.Page.Url).Fragment)!.Source.ShouldBe(source);
    }

    [FactWhereBrowser]
    public async Task Weights_are_saved_loaded_and_refused()
    {
        await using Visitor visitor = await page.VisitAsync();
        byte[] saved = await SavedAsync(visitor, "#save-safetensors");
        NetworkHandle network = Compiled.Example("xor-given");
        Should.Throw<Weights.WeightsException>(() => network.Load(saved, WeightsFormat.Safetensors));
        NetworkHandle same = Compiled.Network(ExampleList.Of("tiny").Source);
        same.Load(saved, WeightsFormat.Safetensors);
        same.Forward([0.1, 0.2]).ShouldBe([0.5, 0.8], 1e-6);

        same.Initialize(7);
        await LoadAsync("brought.weights.json", same.Save(WeightsFormat.Json));
        await visitor.Page.WaitForSelectorAsync("#said:has-text('is loaded')");
        await visitor.Page.ClickAsync("#tab-numbers");
        (await visitor.NumbersAsync("a2")).ShouldBe([.. same.Forward([0.1, 0.2]).Select(NumberText.Of)]);

        await LoadAsync("other.safetensors", network.Save(WeightsFormat.Safetensors));
        await visitor.Page.WaitForSelectorAsync("#said.error");
        (await visitor.Page.TextContentAsync("#said")).ShouldBe("other.safetensors: layer 1: file has 2-2, network has 2-3.");
        (await SavedAsync(visitor, "#save-code"))[..2].ShouldBe("PK"u8.ToArray());
        System.Text.Encoding.UTF8.GetString(await SavedAsync(visitor, "#save-figure")).ShouldStartWith("<svg");

        Task LoadAsync(string name, byte[] content) =>
            visitor.Page.SetInputFilesAsync("#load", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
    }

    [FactWhereBrowser]
    public async Task The_page_fits_a_phone_a_tablet_and_a_desk_in_the_light_and_in_the_dark()
    {
        foreach (int width in (int[])[390, 820, 1440])
        {
            foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await using Visitor visitor = await page.VisitAsync(options: new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
                string name = $"{width} {scheme}";
                await visitor.Page.ClickAsync("#drawing .caption >> nth=1");
                await visitor.PictureAsync($"{name} code");
                await visitor.Page.ClickAsync("#tab-numbers");
                await visitor.PictureAsync($"{name} numbers");
                await visitor.ChooseAsync("spirals");
                await visitor.Page.ClickAsync("#tab-learn");
                await visitor.Page.ClickAsync("#step");
                await visitor.PictureAsync($"{name} learn");
                (await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{name} scrolls sideways");
            }
        }
    }

    private static double Number(string text) =>
        double.Parse(text.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<byte[]> SavedAsync(Visitor visitor, string button)
    {
        IDownload download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.ClickAsync(button));
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
