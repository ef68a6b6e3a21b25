using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>How to train. What is not set is off, or has the default that is named.</summary>
public sealed record TrainerOptions
{
    /// <summary>For <see cref="BatchSize"/>: every step sees all samples.</summary>
    public const int AllSamples = int.MaxValue;

    /// <summary>How many samples a step sees: 1 for stochastic descent, k for mini-batches (32), <see cref="AllSamples"/> (or any
    /// number not below the number of samples) for batch descent. The last mini-batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How many mini-batches make a step: 1. Their gradients are added up, so that a step is that of one mini-batch of so many times
    /// <see cref="BatchSize"/> samples, in the memory of one of <see cref="BatchSize"/>.</summary>
    public int AccumulateBatches { get; init; } = 1;

    /// <summary>How many epochs (passes over the training set) to train in all, those before a resumption included: 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Names the order in which samples are met, and what dropout drops.</summary>
    public int Seed { get; init; }

    /// <summary>Whether each epoch meets the samples in another order: true. Otherwise in the order of the data.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What becomes of the optimizer's learning rate over the epochs.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>When to reduce the learning rate because the loss no longer falls; multiplies what <see cref="Schedule"/> gives.</summary>
    public ReduceOnPlateau? ReduceOnPlateau { get; init; }

    /// <summary>Layers that are trained in another way than the rest, or not at all: none. For the optimizers of MlpGen alone.</summary>
    public IReadOnlyList<LayerOptions> Layers { get; init; } = [];

    /// <summary>ε of label smoothing, in [0, 1): 0. Training under <see cref="LossFunction.CrossEntropy"/> sees the targets
    /// (1 − ε)·t + ε / classes; validation sees them as they are.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How much a yes counts beside a no, for each output or one number for all: none, which is 1. Training under
    /// <see cref="LossFunction.BinaryCrossEntropy"/> minimizes −(w·t·log p + (1 − t)·log(1 − p)), as <c>pos_weight</c> of PyTorch's
    /// <c>BCEWithLogitsLoss</c>; validation counts both alike. <see cref="DataSet{T}.BalancedPositiveWeights"/> has those that make up for rare ones.
    /// Not with layers that drop.</summary>
    public IReadOnlyList<double> PositiveWeights { get; init; } = [];

    /// <summary>From which epoch on (1 for the first) to average the weights at the ends of epochs: none. With it, the network ends with the
    /// average, and reports are of the weights on the way. Not together with <see cref="Patience"/>.</summary>
    public int? AverageFrom { get; init; }

    /// <summary>Limits each number of the gradient to ±this, before the step.</summary>
    public double ClipValue { get; init; } = double.PositiveInfinity;

    /// <summary>Limits the length of the whole gradient to this, before the step (and after <see cref="ClipValue"/>).</summary>
    public double ClipNorm { get; init; } = double.PositiveInfinity;

    /// <summary>λ₁ of the penalty λ₁·Σ|w| over the weights, whose gradient is λ₁·sign(w). It is not part of reported losses.</summary>
    public double L1 { get; init; }

    /// <summary>Whether <see cref="L1"/> and the optimizer's weight decay apply to biases, too: false.</summary>
    public bool DecayBiases { get; init; }

    /// <summary>After how many epochs without a smaller validation loss to stop. With it, and when all epochs are done as well, the
    /// network ends with the weights of the best epoch.</summary>
    public int? Patience { get; init; }

    /// <summary>By how much a validation loss must be smaller than the last that counted, to count for <see cref="Patience"/>: 0. The
    /// best epoch is that of the smallest loss, by however little.</summary>
    public double MinImprovement { get; init; }

    /// <summary>What to report beside the loss.</summary>
    public Metric Metric { get; init; }

    /// <summary>Whether to compute the metric on the training set as well, at the price of a forward pass over it: false.</summary>
    public bool TrainingMetric { get; init; }

    /// <summary>Into how many parts each mini-batch is split, to be computed at the same time: 1. Results depend on this number in
    /// their last bits.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How many threads share the parts at most: as many as there are parts, if 0. Never more than the machine has processors.
    /// Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>How many samples a step sees.</summary>
    internal int StepSize => (int)Math.Min(AllSamples, (long)BatchSize * AccumulateBatches);

    /// <summary>Throws unless all settings make sense.</summary>
    internal void Check()
    {
        Setting.AtLeast(1, BatchSize, nameof(BatchSize));
        Setting.AtLeast(1, AccumulateBatches, nameof(AccumulateBatches));
        Setting.AtLeast(0, Epochs, nameof(Epochs));
        Setting.AtLeast(1, AverageFrom ?? 1, nameof(AverageFrom));
        Setting.Share(LabelSmoothing, nameof(LabelSmoothing));
        foreach (double weight in PositiveWeights)
        {
            Setting.NotNegative(weight, nameof(PositiveWeights));
        }

        ReduceOnPlateau?.Check();
        Setting.AtLeast(1, Patience ?? 1, nameof(Patience));
        Setting.AtLeast(1, Shards, nameof(Shards));
        Setting.AtLeast(0, Threads, nameof(Threads));
        Setting.Limit(ClipValue, nameof(ClipValue));
        Setting.Limit(ClipNorm, nameof(ClipNorm));
        Setting.NotNegative(L1, nameof(L1));
        Setting.NotNegative(MinImprovement, nameof(MinImprovement));
        CheckLayers();
        if (AverageFrom is not null && Patience is not null)
        {
            throw new ArgumentException("Expected AverageFrom or Patience, since the network ends with the average or with the best weights, but both are set.");
        }

        if (!Enum.IsDefined(Metric))
        {
            throw new ArgumentOutOfRangeException(nameof(Metric), Metric, "Expected one of the metrics.");
        }
    }

    private void CheckLayers()
    {
        foreach (LayerOptions layer in Layers)
        {
            layer.Check();
            if (Layers.Count(other => other.Layer == layer.Layer) > 1)
            {
                throw new ArgumentException($"Expected Layers to name each layer once, but layer {layer.Layer} occurs more often.");
            }
        }
    }
}
