using MlpGen.Playground.Learning;
using MlpGen.Playground.Networks;

namespace MlpGen.Playground.State;

/// <summary>Training as the page shows it: data, settings, the loss so far, and as many steps a frame as fit.</summary>
public sealed class Lesson
{
    /// <summary>A training that takes longer is not a lesson any more, and its curve needs no more points.</summary>
    private const int MostPoints = 200;

    private readonly List<(long Step, double Loss)> _curve = [];
    private TrainingLoop? _loop;
    private NetworkHandle? _network;
    private long _noted;

    /// <summary>What is learnt.</summary>
    public Samples Data { get; private set; } = SampleSets.Of("xor");

    /// <summary>How.</summary>
    public TrainingSettings Settings { get; private set; } = new();

    /// <summary>Whether frames take steps.</summary>
    public bool IsRunning { get; set; }

    /// <summary>How many steps were taken.</summary>
    public long Steps => _loop?.Steps ?? 0;

    /// <summary>How many times all samples were seen.</summary>
    public double Epochs => _loop?.Epochs ?? 0;

    /// <summary>The mean loss over all samples now; NaN before the first step.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>The loss over the steps; thinned out where there are many.</summary>
    public IReadOnlyList<(long Step, double Loss)> Curve => _curve;

    /// <summary>Why the network cannot learn these data; null if it can.</summary>
    /// <param name="network">The network.</param>
    public string? MisfitOf(NetworkHandle network)
    {
        Samples data = Data.ForOutputs(network.OutputSize);
        return !network.IsTrainable ? $"{network.Name} has no [Loss], and so nothing to learn by."
            : data.InputSize != network.InputSize || data.TargetSize != network.OutputSize
                ? $"{Data.Name} has {Count(data.InputSize, "input")} and {Count(data.TargetSize, "target")} a sample, but {network.Name} has {Count(network.InputSize, "input")} and {Count(network.OutputSize, "output")}."
                : null;
    }

    /// <summary>Takes other data, and forgets what was learnt.</summary>
    public void SetData(Samples data)
    {
        Data = data;
        Forget();
    }

    /// <summary>Takes other settings. A rate of learning changes at once, all else begins a new optimizer.</summary>
    public void SetSettings(TrainingSettings settings)
    {
        bool isRate = _loop is not null && settings with { LearningRate = Settings.LearningRate } == Settings;
        Settings = settings;
        if (isRate)
        {
            _loop!.LearningRate = settings.LearningRate;
        }
        else
        {
            (_loop, _noted) = (null, 0);
        }
    }

    /// <summary>Begins anew, with the parameters as they are.</summary>
    public void Forget()
    {
        (_loop, _noted, Loss) = (null, 0, double.NaN);
        _curve.Clear();
    }

    /// <summary>Takes steps until a time is over, at least one, and notes the loss.</summary>
    /// <param name="network">One that fits the data.</param>
    /// <param name="time">How long steps may take.</param>
    public void Run(NetworkHandle network, TimeSpan time)
    {
        Prepare(network);
        long start = TimeProvider.System.GetTimestamp();
        do
        {
            _loop!.Step();
        }
        while (TimeProvider.System.GetElapsedTime(start) < time);
        Note();
    }

    private void Prepare(NetworkHandle network)
    {
        if (_network != network)
        {
            Forget();
            _network = network;
        }

        if (_loop is null)
        {
            _loop = network.Train(Data.ForOutputs(network.OutputSize), Settings);
            if (_curve.Count == 0)
            {
                Note();
            }
        }
    }

    private void Note()
    {
        Loss = _loop!.Loss();
        long step = (_curve.Count == 0 ? 0 : _curve[^1].Step) + Math.Max(1, _loop.Steps - _noted);
        _noted = _loop.Steps;
        _curve.Add((_curve.Count == 0 ? 0 : step, Loss));
        if (_curve.Count > MostPoints)
        {
            int kept = 0;
            _curve.RemoveAll(_ => kept++ % 2 == 1);
        }
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
