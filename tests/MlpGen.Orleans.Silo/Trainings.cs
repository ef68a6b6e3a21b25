using MlpGen.Cluster;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Orleans.Silo;

/// <summary>What the silos of the tests can compute; the tests compute the same in their own process.</summary>
public static class Trainings
{
    /// <summary>How many samples there are to learn from.</summary>
    public const int Samples = 1_000;

    /// <summary>Registers everything.</summary>
    public static void AddTo(ClusterBuilder cluster) => cluster
        .AddData("clouds", () => Clouds(Samples, seed: 1))
        .AddData("clouds to validate", () => Clouds(200, seed: 2))
        .AddData("heights", Heights)
        .AddTraining<Clouds, float>("clouds", run => CloudTraining(run.Settings, run.Seed, run.Data<float>("clouds"), run.Data<float>("clouds to validate")))
        .AddTraining<Heights, double>("heights", run => HeightTraining(run.Seed, run.Data<double>("heights")))
        .AddEvaluation<float>("sums", Sum)
        .AddEvaluation<float>("throws", (_, _, _) => throw new InvalidOperationException("The pole is not there."));

    /// <summary>A training with most of what a step can have: dropout, smoothing, weights, clipping, a schedule, early stopping.</summary>
    public static Training<Clouds, float> CloudTraining(Settings settings, int seed, DataSet<float>? data = null, DataSet<float>? validation = null) => new()
    {
        Network = new Clouds(seed),
        Optimizer = settings.Text("optimizer", "adam") == "adam"
            ? new AdamW<float>(settings.Number("rate", 0.003))
            : new Sgd<float>(settings.Number("rate", 0.05), momentum: 0.9),
        Options = new TrainerOptions
        {
            BatchSize = settings.Whole("batch", 50),
            AccumulateBatches = settings.Whole("accumulate", 1),
            Epochs = settings.Whole("epochs", 10),
            Shards = settings.Whole("shards", 3),
            Patience = settings.Whole("patience", 1000),
            Seed = seed,
            LabelSmoothing = 0.05,
            ClipNorm = 1,
            Schedule = new Unhurried(LearningRateSchedule.Cosine(settings.Whole("epochs", 10), final: 0.1), TimeSpan.FromMilliseconds(settings.Whole("pause", 0))),
        },
        Data = data ?? Clouds(Samples, seed: 1),
        Validation = validation ?? Clouds(200, seed: 2),
    };

    /// <summary>A schedule with a pause before each step, so that how long a run takes does not depend on the machine alone. Steps are the same.</summary>
    private sealed class Unhurried(LearningRateSchedule schedule, TimeSpan pause) : LearningRateSchedule
    {
        public override double Factor(double epoch)
        {
            if (pause > TimeSpan.Zero)
            {
                Thread.Sleep(pause);
            }

            return schedule.Factor(epoch);
        }
    }

    /// <summary>A training in double precision, without validation, whose last parts have no samples at all.</summary>
    public static Training<Heights, double> HeightTraining(int seed, DataSet<double>? data = null) => new()
    {
        Network = new Heights(seed),
        Optimizer = new RmsProp<double>(0.002),
        Options = new TrainerOptions { BatchSize = 8, Epochs = 4, Shards = 5, Seed = seed, L1 = 1e-4, AverageFrom = 2 },
        Data = data ?? Heights(),
    };

    /// <summary>The sum of the parameters of each member, times the generation, plus the member's number.</summary>
    public static void Sum(ReadOnlySpan<float> members, MemberChunk chunk, Span<double> fitness)
    {
        int size = members.Length / chunk.Count;
        for (int k = 0; k < chunk.Count; k++)
        {
            double sum = 0;
            foreach (float parameter in members.Slice(k * size, size))
            {
                sum += parameter;
            }

            fitness[k] = sum * chunk.Generation + chunk.First + k;
        }
    }

    private static DataSet<float> Clouds(int samples, int seed)
    {
        var random = new Random(seed);
        float[] x = new float[8 * samples], weights = new float[samples];
        int[] labels = new int[samples];
        for (int s = 0; s < samples; s++)
        {
            labels[s] = random.Next(4);
            weights[s] = 1 + s % 3;
            for (int i = 0; i < 8; i++)
            {
                x[8 * s + i] = MathF.Sin(labels[s] * (i + 1)) + 1.5f * (random.NextSingle() - 0.5f);
            }
        }

        return new DataSet<float>(x, labels).WithWeights(weights);
    }

    private static DataSet<double> Heights()
    {
        var random = new Random(3);
        double[] x = new double[8 * 203], y = new double[203], weights = new double[203];
        for (int s = 0; s < y.Length; s++)
        {
            weights[s] = s % 4;
            for (int i = 0; i < 8; i++)
            {
                x[8 * s + i] = random.NextDouble() - 0.5;
                y[s] += x[8 * s + i] * x[8 * s + i];
            }
        }

        return new DataSet<double>(x, y, y.Length).WithWeights(weights);
    }
}
