using MlpGen.Playground.Compiler;
using MlpGen.Playground.Examples;
using MlpGen.Playground.Networks;

namespace MlpGen.Playground.State;

/// <summary>What the page is about at this moment: a source, what came of it, one sample, and what is looked at. Components show it and change it
/// by its methods alone.</summary>
public sealed class Studio
{
    private readonly CompilerSession _session = new();
    private int _readings;

    /// <summary>Raised after each change.</summary>
    public event Action? Changed;

    /// <summary>What the source began as.</summary>
    public Example Example { get; private set; } = ExampleList.All[0];

    /// <summary>The user's file.</summary>
    public string Source { get; private set; } = "";

    /// <summary>What came of the newest source that was read; null before the first.</summary>
    public Reading? Reading { get; private set; }

    /// <summary>The network of the newest source without errors; null before the first.</summary>
    public NetworkHandle? Network { get; private set; }

    /// <summary>Whether <see cref="Network"/> is of an older source, since the newest has errors.</summary>
    public bool IsStale => Network is not null && Reading is { IsWhole: false };

    /// <summary>What stands in the way of a network though there is no error; null if nothing does.</summary>
    public string? Remark { get; private set; }

    /// <summary>Whether the compiler is at work, or soon will be.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>How long the last generation and the last compilation took.</summary>
    public (TimeSpan Read, TimeSpan Emit) Times { get; private set; }

    /// <summary>x.</summary>
    public double[] Input { get; private set; } = [];

    /// <summary>t.</summary>
    public double[] Target { get; private set; } = [];

    /// <summary>All z and a of the sample.</summary>
    public double[] Trace { get; private set; } = [];

    /// <summary>Both passes of the sample; null without a loss.</summary>
    public Walkthrough? Walkthrough { get; private set; }

    /// <summary>What is looked at.</summary>
    public Selection Selection { get; private set; } = Selection.None;

    /// <summary>Names the draw of the weights.</summary>
    public int Seed { get; private set; } = 1;

    /// <summary>How long to wait after a keystroke for the next one.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(350);

    /// <summary>Ends when the page shows what has changed. It is waited for before reading and compiling, which hold the only thread there is.</summary>
    public Func<Task> Drawn { get; set; } = static () => Task.CompletedTask;

    /// <summary>Takes an example as it is.</summary>
    public Task OpenAsync(Example example)
    {
        Example = example;
        Network = null;
        Selection = Selection.None;
        return SetSourceAsync(example.Source, TimeSpan.Zero);
    }

    /// <summary>Takes another source; reads it once the user pauses, and compiles it if it is whole.</summary>
    public Task SetSourceAsync(string source) => SetSourceAsync(source, Pause);

    /// <summary>Takes another source at once.</summary>
    public Task ReplaceSourceAsync(string source) => SetSourceAsync(source, TimeSpan.Zero);

    /// <summary>Takes another sample.</summary>
    public void SetInput(int index, double value)
    {
        Input[index] = value;
        Compute();
    }

    /// <summary>Takes another target.</summary>
    public void SetTarget(int index, double value)
    {
        Target[index] = value;
        Compute();
    }

    /// <summary>Moves a parameter.</summary>
    public void SetParameter(int index, double value)
    {
        Network![index] = value;
        Compute();
    }

    /// <summary>Draws all parameters anew.</summary>
    public void Draw(int seed)
    {
        Seed = seed;
        Network?.Initialize(seed);
        Compute();
    }

    /// <summary>Reads parameters from a file.</summary>
    /// <exception cref="MlpGen.Weights.WeightsException">It does not fit; nothing has changed.</exception>
    public void Load(byte[] file, WeightsFormat format)
    {
        Network?.Load(file, format);
        Compute();
    }

    /// <summary>Looks at something else.</summary>
    public void Select(Selection selection)
    {
        Selection = selection;
        Changed?.Invoke();
    }

    /// <summary>Says that something beside the studio has changed which its followers show.</summary>
    public void Announce() => Changed?.Invoke();

    /// <summary>Computes the sample again, after the parameters have changed.</summary>
    public void Compute()
    {
        if (Network is { } network)
        {
            Trace = network.Trace(Input);
            Walkthrough = network.Walk(Input, Target);
        }

        Changed?.Invoke();
    }

    private async Task SetSourceAsync(string source, TimeSpan pause)
    {
        Source = source;
        IsBusy = true;
        int reading = ++_readings;
        Changed?.Invoke();

        await Task.Delay(pause);
        await Drawn();
        if (reading != _readings)
        {
            return;
        }

        long start = TimeProvider.System.GetTimestamp();
        Reading = _session.Read(source);
        Times = (TimeProvider.System.GetElapsedTime(start), default);
        Changed?.Invoke();
        await Drawn();
        if (reading != _readings)
        {
            return;
        }

        if (Reading.IsWhole)
        {
            TryCompile(Reading);
        }

        IsBusy = false;
        Changed?.Invoke();
    }

    /// <summary>What a network needs and the trimmed page lacks, and what does not fit into its memory, ends here and not the page.</summary>
    private void TryCompile(Reading reading)
    {
        try
        {
            Compile(reading);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            (Network, Walkthrough) = (null, null);
            Remark = $"It was generated, but does not run in this page: {(failure.InnerException ?? failure).Message}";
        }
    }

    private void Compile(Reading reading)
    {
        long start = TimeProvider.System.GetTimestamp();
        IReadOnlyList<NetworkHandle> networks = NetworkHandle.Of(_session.Emit(reading));
        NetworkHandle? network = networks.Count > 0 ? networks[0] : null;
        Times = Times with { Emit = TimeProvider.System.GetElapsedTime(start) };
        Remark = network is not null ? null
            : reading.Files.IsEmpty ? "There is no class with a [Layer] yet."
            : "A static class has no instance, and so nothing that the page could ask for numbers. Take the word static away to see them.";
        if (network is null)
        {
            (Network, Walkthrough) = (null, null);
            return;
        }

        Take(network);
        Compute();
    }

    /// <summary>Parameters and sample of the network before, if it had the same shape; else those of the example, or drawn ones.</summary>
    private void Take(NetworkHandle network)
    {
        network.Initialize(Seed);
        if (Network is { } old && old.Layers.Select(Shape).SequenceEqual(network.Layers.Select(Shape)))
        {
            Copy(index => old[index], network);
        }
        else
        {
            if (Example.Parameters.Length == network.ParameterCount)
            {
                Copy(index => Example.Parameters[index], network);
            }

            Input = Example.Input.Length == network.InputSize ? [.. Example.Input] : [.. Enumerable.Range(0, network.InputSize).Select(Wave)];
            Target = Example.Target.Length == network.OutputSize ? [.. Example.Target] : [.. Enumerable.Range(0, network.OutputSize).Select(static k => k == 0 ? 1.0 : 0)];
        }

        if (Selection.Layer > network.Layers.Count)
        {
            Selection = Selection.None;
        }

        Network = network;
    }

    private static double Wave(int i) => Math.Round(0.5 + (0.5 * Math.Sin(i + 1)), 2);

    private static (int, int, bool) Shape(LayerInfo layer) => (layer.Inputs, layer.Outputs, layer.HasBias);

    private static void Copy(Func<int, double> from, NetworkHandle to)
    {
        for (int i = 0; i < to.ParameterCount; i++)
        {
            to[i] = from(i);
        }
    }
}
