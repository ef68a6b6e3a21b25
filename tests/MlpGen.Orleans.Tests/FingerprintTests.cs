using MlpGen.Cluster;
using MlpGen.Orleans.Silo;
using MlpGen.Training;

namespace MlpGen.Orleans.Tests;

/// <summary>Silos that would compute something else are told apart.</summary>
public class FingerprintTests
{
    [Fact]
    public void Equal_trainings_have_equal_fingerprints_and_others_have_others()
    {
        Training<Clouds, float> training = Trainings.CloudTraining(Settings.None, seed: 1);
        float[] x = training.Data.Inputs.ToArray();
        x[^1] = float.BitIncrement(x[^1]);
        DataSet<float> other = new DataSet<float>(x, training.Data.Labels).WithWeights(training.Data.Weights);

        string[] fingerprints =
        [
            RunFingerprint.Of(training),
            RunFingerprint.Of(training with { Data = other }),
            RunFingerprint.Of(training with { Options = training.Options with { Shards = 4 } }),
            RunFingerprint.Of(training with { Options = training.Options with { BatchSize = 51 } }),
            RunFingerprint.Of(training with { Options = training.Options with { Seed = 2 } }),
            RunFingerprint.Of(training with { Options = training.Options with { LabelSmoothing = 0.06 } }),
        ];

        Assert.Equal(fingerprints[0], RunFingerprint.Of(Trainings.CloudTraining(Settings.None, seed: 1)));
        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
    }

    [Fact]
    public void A_shard_refuses_what_it_has_other_data_for()
    {
        var cluster = new ClusterBuilder();
        Trainings.AddTo(cluster);
        IShardWorker worker = new Catalog(cluster).Training("clouds").OpenShard(new RunKey("clouds", Settings.None, 1));

        Assert.Equal(RunFingerprint.Of(Trainings.CloudTraining(Settings.None, 1)), worker.Fingerprint);
        Assert.NotEqual(RunFingerprint.Of(Trainings.CloudTraining(Settings.None, 2)), worker.Fingerprint);
    }
}
