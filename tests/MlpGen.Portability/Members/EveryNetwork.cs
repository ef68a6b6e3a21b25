using System.Numerics;
using MlpGen.Portability.Networks;

namespace MlpGen.Portability.Members;

/// <summary>Which networks are tried with batches of which sizes.</summary>
internal static class EveryNetwork
{
    /// <summary>Beside whole vectors and tiles of every width, below and above; some sizes; and few, where each sample takes long.</summary>
    private static readonly int[] s_manySizes = [1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130], s_someSizes = [1, 17, 65], s_fewSizes = [1, 3];

    public static void Run(Results results)
    {
        InSingles(results);
        InDoubles(results);
        FrozenMembers<float>.Run<Singles.Deep>(
            results, nameof(Frozen.Literals), Frozen.Literals.Forward, Frozen.Literals.ForwardBatch, Frozen.Literals.ForwardTrace);
        FrozenMembers<float>.Run<Singles.Columns>(
            results, nameof(Frozen.Data), Frozen.Data.Forward, Frozen.Data.ForwardBatch, Frozen.Data.ForwardTrace);
        FrozenMembers<double>.Run<Doubles.Ragged>(
            results, nameof(Frozen.DataInDouble), Frozen.DataInDouble.Forward, Frozen.DataInDouble.ForwardBatch, Frozen.DataInDouble.ForwardTrace);
    }

    private static void Trainable<TNet, T>(Results results, int[] sizes)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        new MembersOf<TNet, T>(results, sizes, withLabels: false).Run(Drops(TNet.Layers));
        GuardedCalls<TNet, T>.Run(results);
    }

    private static void Classifier<TNet, T>(Results results, int[] sizes)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var members = new MembersOf<TNet, T>(results, sizes, withLabels: true);
        members.Run(Drops(TNet.Layers));
        GuardedCalls<TNet, T>.Run(results);
        foreach (int samples in sizes)
        {
            members.Losses(
                ".labels",
                samples,
                n => TNet.Loss(members.Parameters, members.Inputs(n), members.Labels(n)),
                (n, gradient, dx) => TNet.LossAndGradient(members.Parameters, members.Inputs(n), members.Labels(n), gradient, dx));
            if (Drops(TNet.Layers))
            {
                members.Training(".labels", samples, (n, gradient, dx) =>
                    TNet.TrainingLossAndGradient(members.Parameters, members.Inputs(n), members.Labels(n), new DropoutKey(5, 7), gradient, dx));
            }
        }
    }

    private static bool Drops(ReadOnlySpan<LayerInfo> layers)
    {
        bool drops = false;
        foreach (LayerInfo layer in layers)
        {
            drops |= layer.Dropout > 0;
        }

        return drops;
    }

    private static void InSingles(Results results)
    {
        Trainable<Singles.Tiny, float>(results, s_manySizes);
        Trainable<Singles.Deep, float>(results, s_manySizes);
        Trainable<Singles.UnrolledByWish, float>(results, s_manySizes);
        Trainable<Singles.UnrolledOneByOne, float>(results, s_manySizes);
        Trainable<Singles.InRegisters, float>(results, s_manySizes);
        Trainable<Singles.OnePass, float>(results, s_manySizes);
        Trainable<Singles.Ragged, float>(results, s_manySizes);
        Trainable<Singles.OddRows, float>(results, s_manySizes);
        Trainable<Singles.DroppingTiny, float>(results, s_manySizes);
        Trainable<Singles.SquaredSoftmax, float>(results, s_manySizes);
        Classifier<Singles.Columns, float>(results, s_manySizes);
        Classifier<Singles.Rows, float>(results, s_manySizes);
        Classifier<Singles.DroppingRows, float>(results, s_manySizes);
        Classifier<Singles.Probabilities, float>(results, s_manySizes);
        Classifier<Singles.Recomputed, float>(results, s_fewSizes);
        Trainable<Singles.TinyIdentity, float>(results, s_someSizes);
        Trainable<Singles.TinyRelu, float>(results, s_someSizes);
        Trainable<Singles.TinyLeakyRelu, float>(results, s_someSizes);
        Trainable<Singles.TinyElu, float>(results, s_someSizes);
        Trainable<Singles.TinySelu, float>(results, s_someSizes);
        Classifier<Singles.TinyGelu, float>(results, s_someSizes);
        Trainable<Singles.TinyGeluTanh, float>(results, s_someSizes);
        Trainable<Singles.TinySilu, float>(results, s_someSizes);
        Trainable<Singles.TinySoftplus, float>(results, s_someSizes);
        Trainable<Singles.TinySigmoid, float>(results, s_someSizes);
        Trainable<Singles.TinyTanh, float>(results, s_someSizes);
        Trainable<Singles.TinyHardSigmoid, float>(results, s_someSizes);
        Classifier<Singles.TinyHardTanh, float>(results, s_someSizes);
        Trainable<Singles.LayeredIdentity, float>(results, s_someSizes);
        Trainable<Singles.LayeredRelu, float>(results, s_someSizes);
        Classifier<Singles.LayeredLeakyRelu, float>(results, s_someSizes);
        Trainable<Singles.LayeredElu, float>(results, s_someSizes);
        Trainable<Singles.LayeredSelu, float>(results, s_someSizes);
        Trainable<Singles.LayeredGelu, float>(results, s_someSizes);
        Trainable<Singles.LayeredGeluTanh, float>(results, s_someSizes);
        Trainable<Singles.LayeredSilu, float>(results, s_someSizes);
        Trainable<Singles.LayeredSoftplus, float>(results, s_someSizes);
        Classifier<Singles.LayeredSigmoid, float>(results, s_someSizes);
        Trainable<Singles.LayeredTanh, float>(results, s_someSizes);
        Trainable<Singles.LayeredHardSigmoid, float>(results, s_someSizes);
        Trainable<Singles.LayeredHardTanh, float>(results, s_someSizes);
    }

    private static void InDoubles(Results results)
    {
        Trainable<Doubles.Tiny, double>(results, s_manySizes);
        Trainable<Doubles.Deep, double>(results, s_manySizes);
        Trainable<Doubles.UnrolledByWish, double>(results, s_manySizes);
        Trainable<Doubles.UnrolledOneByOne, double>(results, s_manySizes);
        Trainable<Doubles.InRegisters, double>(results, s_manySizes);
        Trainable<Doubles.OnePass, double>(results, s_manySizes);
        Trainable<Doubles.Ragged, double>(results, s_manySizes);
        Trainable<Doubles.OddRows, double>(results, s_manySizes);
        Trainable<Doubles.DroppingTiny, double>(results, s_manySizes);
        Trainable<Doubles.SquaredSoftmax, double>(results, s_manySizes);
        Classifier<Doubles.Columns, double>(results, s_manySizes);
        Classifier<Doubles.Rows, double>(results, s_manySizes);
        Classifier<Doubles.DroppingRows, double>(results, s_manySizes);
        Classifier<Doubles.Probabilities, double>(results, s_manySizes);
        Classifier<Doubles.Recomputed, double>(results, s_fewSizes);
        Trainable<Doubles.TinyIdentity, double>(results, s_someSizes);
        Trainable<Doubles.TinyRelu, double>(results, s_someSizes);
        Trainable<Doubles.TinyLeakyRelu, double>(results, s_someSizes);
        Trainable<Doubles.TinyElu, double>(results, s_someSizes);
        Trainable<Doubles.TinySelu, double>(results, s_someSizes);
        Classifier<Doubles.TinyGelu, double>(results, s_someSizes);
        Trainable<Doubles.TinyGeluTanh, double>(results, s_someSizes);
        Trainable<Doubles.TinySilu, double>(results, s_someSizes);
        Trainable<Doubles.TinySoftplus, double>(results, s_someSizes);
        Trainable<Doubles.TinySigmoid, double>(results, s_someSizes);
        Trainable<Doubles.TinyTanh, double>(results, s_someSizes);
        Trainable<Doubles.TinyHardSigmoid, double>(results, s_someSizes);
        Classifier<Doubles.TinyHardTanh, double>(results, s_someSizes);
        Trainable<Doubles.LayeredIdentity, double>(results, s_someSizes);
        Trainable<Doubles.LayeredRelu, double>(results, s_someSizes);
        Classifier<Doubles.LayeredLeakyRelu, double>(results, s_someSizes);
        Trainable<Doubles.LayeredElu, double>(results, s_someSizes);
        Trainable<Doubles.LayeredSelu, double>(results, s_someSizes);
        Trainable<Doubles.LayeredGelu, double>(results, s_someSizes);
        Trainable<Doubles.LayeredGeluTanh, double>(results, s_someSizes);
        Trainable<Doubles.LayeredSilu, double>(results, s_someSizes);
        Trainable<Doubles.LayeredSoftplus, double>(results, s_someSizes);
        Classifier<Doubles.LayeredSigmoid, double>(results, s_someSizes);
        Trainable<Doubles.LayeredTanh, double>(results, s_someSizes);
        Trainable<Doubles.LayeredHardSigmoid, double>(results, s_someSizes);
        Trainable<Doubles.LayeredHardTanh, double>(results, s_someSizes);
    }
}
