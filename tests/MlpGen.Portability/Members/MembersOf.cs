using System.Numerics;

namespace MlpGen.Portability.Members;

/// <summary>All members of one network, called with samples alone and in batches: each result is held against the textbook, and its hash kept.</summary>
internal sealed class MembersOf<TNet, T>
    where TNet : ITrainableNetwork<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string s_name = $"{typeof(TNet).Name}/{(typeof(T) == typeof(double) ? "double" : "float")}";

    private readonly Results _results;
    private readonly int[] _sizes;
    private readonly T[] _parameters = new T[TNet.ParameterCount];
    private readonly T[] _inputs, _outputGradients, _targets;
    private readonly int[] _labels;
    private readonly TextbookResults _textbook;

    /// <summary>Draws parameters and samples.</summary>
    /// <param name="results">Where results go.</param>
    /// <param name="sizes">Numbers of samples in a batch, the largest last.</param>
    /// <param name="withLabels">Whether targets are classes, a 1 among zeros.</param>
    public MembersOf(Results results, int[] sizes, bool withLabels)
    {
        (_results, _sizes) = (results, sizes);
        int most = sizes[^1];
        var numbers = new Numbers(1);
        TNet.Initialize(_parameters, 1);
        _inputs = numbers.Draw<T>(most * TNet.InputSize);
        _outputGradients = numbers.Draw<T>(most * TNet.OutputSize);
        _targets = numbers.Draw<T>(most * TNet.OutputSize, 0, 1);
        _labels = numbers.Labels(most, TNet.OutputSize);
        if (withLabels)
        {
            Array.Clear(_targets);
            for (int s = 0; s < most; s++)
            {
                _targets[(s * TNet.OutputSize) + _labels[s]] = T.One;
            }
        }

        _textbook = new TextbookResults(
            typeof(TNet), ToDouble(_parameters), Rows(_inputs, TNet.InputSize), Rows(_outputGradients, TNet.OutputSize), Rows(_targets, TNet.OutputSize));
    }

    /// <summary>The members that every network with a loss has.</summary>
    public void Run(bool drops)
    {
        Keep("Initialize", 1, _parameters);
        Alone(_sizes[^1]);
        foreach (int samples in _sizes)
        {
            Forward(samples);
            Backward(samples);
            Losses("", samples, LossOf, LossAndGradientOf);
            if (drops)
            {
                Training("", samples, TrainingOf);
            }
        }
    }

    /// <summary>What gives the loss of the first samples.</summary>
    public delegate T LossCall(int samples);

    /// <summary>What gives it with its gradients.</summary>
    public delegate T GradientCall(int samples, T[] gradient, T[] inputGradients);

    /// <summary>The loss and its gradients.</summary>
    public void Losses(string targets, int samples, LossCall loss, GradientCall lossAndGradient)
    {
        T[] gradient = new T[TNet.ParameterCount], inputGradients = new T[samples * TNet.InputSize];
        Check("Loss" + targets, samples, [_textbook.Loss(samples)], [loss(samples)]);
        Check("LossAndGradient.loss" + targets, samples, [_textbook.Loss(samples)], [lossAndGradient(samples, gradient, inputGradients)]);
        Check("LossAndGradient.gradient" + targets, samples, _textbook.LossGradient(samples), gradient);
        Check("LossAndGradient.input" + targets, samples, _textbook.LossInputGradients(samples), inputGradients);
    }

    /// <summary>The loss with outputs dropped: hashes alone, since the textbook here does not drop.</summary>
    public void Training(string targets, int samples, GradientCall call)
    {
        T[] gradient = new T[TNet.ParameterCount], inputGradients = new T[samples * TNet.InputSize];
        Keep("TrainingLossAndGradient.loss" + targets, samples, call(samples, gradient, inputGradients));
        Keep("TrainingLossAndGradient.gradient" + targets, samples, gradient);
        Keep("TrainingLossAndGradient.input" + targets, samples, inputGradients);
    }

    /// <summary>The parameters that were drawn.</summary>
    public ReadOnlySpan<T> Parameters => _parameters;

    /// <summary>The first samples.</summary>
    public ReadOnlySpan<T> Inputs(int samples) => _inputs.AsSpan(0, samples * TNet.InputSize);

    /// <summary>Their classes.</summary>
    public ReadOnlySpan<int> Labels(int samples) => _labels.AsSpan(0, samples);

    private ReadOnlySpan<T> Targets(int samples) => _targets.AsSpan(0, samples * TNet.OutputSize);

    private T LossOf(int samples) => TNet.Loss(_parameters, Inputs(samples), Targets(samples));

    private T LossAndGradientOf(int samples, T[] gradient, T[] inputGradients) =>
        TNet.LossAndGradient(_parameters, Inputs(samples), Targets(samples), gradient, inputGradients);

    private T TrainingOf(int samples, T[] gradient, T[] inputGradients) =>
        TNet.TrainingLossAndGradient(_parameters, Inputs(samples), Targets(samples), new DropoutKey(5, 7), gradient, inputGradients);

    /// <summary>Each sample for itself.</summary>
    private void Alone(int samples)
    {
        int inputs = TNet.InputSize, outputs = TNet.OutputSize;
        T[] y = new T[samples * outputs], traces = new T[samples * TNet.TraceSize];
        T[] gradient = new T[TNet.ParameterCount], dx = new T[samples * inputs];
        T[] traceGradient = new T[TNet.ParameterCount], traceDx = new T[samples * inputs];
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<T> x = _inputs.AsSpan(s * inputs, inputs), dy = _outputGradients.AsSpan(s * outputs, outputs);
            Span<T> trace = traces.AsSpan(s * TNet.TraceSize, TNet.TraceSize);
            TNet.Forward(_parameters, x, y.AsSpan(s * outputs, outputs));
            TNet.ForwardTrace(_parameters, x, trace);
            TNet.Backward(_parameters, x, dy, gradient, dx.AsSpan(s * inputs, inputs));
            TNet.BackwardTrace(_parameters, x, trace, dy, traceGradient, traceDx.AsSpan(s * inputs, inputs));
        }

        Check("Forward", samples, _textbook.Outputs(samples), y);
        Keep("ForwardTrace", samples, traces);
        Check("Backward.gradient", samples, _textbook.Gradient(samples), gradient);
        Check("Backward.input", samples, _textbook.InputGradients(samples), dx);
        Check("BackwardTrace.gradient", samples, _textbook.Gradient(samples), traceGradient);
        Check("BackwardTrace.input", samples, _textbook.InputGradients(samples), traceDx);
    }

    private void Forward(int samples)
    {
        T[] y = new T[samples * TNet.OutputSize];
        TNet.ForwardBatch(_parameters, Inputs(samples), y);
        Check("ForwardBatch", samples, _textbook.Outputs(samples), y);
    }

    private void Backward(int samples)
    {
        T[] gradient = new T[TNet.ParameterCount], dx = new T[samples * TNet.InputSize];
        TNet.BackwardBatch(_parameters, Inputs(samples), _outputGradients.AsSpan(0, samples * TNet.OutputSize), gradient, dx);
        Check("BackwardBatch.gradient", samples, _textbook.Gradient(samples), gradient);
        Check("BackwardBatch.input", samples, _textbook.InputGradients(samples), dx);
    }

    private void Check(string member, int samples, ReadOnlySpan<double> expected, params ReadOnlySpan<T> actual)
    {
        _results.Close(s_name, member, samples, expected, actual);
        Keep(member, samples, actual);
    }

    private void Keep(string member, int samples, params ReadOnlySpan<T> values) => _results.Keep(s_name, member, samples, values);

    private static double[] ToDouble(T[] values) => Array.ConvertAll(values, double.CreateChecked);

    private static double[][] Rows(T[] values, int width) => [.. ToDouble(values).Chunk(width)];
}
