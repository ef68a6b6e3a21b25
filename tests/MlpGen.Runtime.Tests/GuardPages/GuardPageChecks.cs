using System.Numerics;
using System.Runtime.Intrinsics;
using MlpGen.Numerics;
using MlpGen.Tests.Contract;
using MlpGen.Tests.Differentiation;
using MlpGen.Tests.Networks;
using MlpGen.Training;

namespace MlpGen.Tests.GuardPages;

/// <summary>What runs in the child process of <see cref="GuardPageTests"/>.</summary>
internal static class GuardPageChecks
{
    /// <summary>What is printed by a process that ought to be dead.</summary>
    public const string Survived = "Nobody minded.";

    private const int Widest = 40, Samples = 13;

    /// <summary>All layers of 1 to 40 inputs and outputs, one sample and a tile of them, and the passes over their outputs.</summary>
    public static void Kernels()
    {
        foreach (bool atEnd in new[] { false, true })
        {
            Kernels<float>(atEnd);
            Kernels<double>(atEnd);
        }
    }

    /// <summary>All members of networks of several kinds.</summary>
    public static void Networks()
    {
        Network<SoftmaxClassifier, float>();
        Classifier<SoftmaxClassifier, float>();
        Network<OddShape, float>();
        Network<TinyNet, float>();
        Network<TwoQuestions, float>();
        Network<HalfUnrolled, float>();
        Classifier<HalfUnrolled, float>();
        Network<TinyNetLoops, double>();
        Network<LogitClassifier, double>();
        Network<VectorNetworks.NoBiasAtTheEnd, float>();
        Network<VectorNetworks.ThroughOneOutput, float>();
        Network<VectorNetworks.OneOutput, float>();
        Network<VectorNetworks.OneByOneByOne, double>();
        Network<VectorNetworks.LongSoftmax, float>();
        Network<VectorNetworks.WholeVectorsDouble, double>();
        Network<VectorNetworks.SoftmaxOfTwoInVectors, float>();
        Network<VectorNetworks.RaggedRows, float>();
        Network<VectorNetworks.ShortRows, float>();
        Network<VectorNetworks.RaggedRowsDouble, double>();
        Network<VectorNetworks.ThreeLayersInRegisters, float>();
        Network<VectorNetworks.RaggedInRegisters, float>();
        Network<VectorNetworks.OneOutputInRegisters, float>();
        Network<VectorNetworks.InRegistersDouble, double>();
        Network<VectorNetworks.TwoVectorsOfResiduals, float>();
        Network<VectorNetworks.TwoVectorsOfProbabilities, float>();
        Network<VectorNetworks.LogitsInOneVector, float>();
        Network<VectorNetworks.LogitsInTwoVectors, float>();
        Network<VectorNetworks.TwoVectorsOfResidualsDouble, double>();
        Network<VectorNetworks.EndsInOnePass, float>();
        Network<VectorNetworks.EndsInOnePassDouble, double>();
        Network<OddShapeDouble, double>();
        Classifier<OddShapeDouble, double>();
        CallAll(Members.OfDerivatives<NumbersSingle, float>());
        CallAll(Members.OfDerivatives<LayersSingle, float>());
        CallAll(Members.OfDerivatives<WideDifferentiated, double>());
    }

    /// <summary>Rows of 1 to 40 numbers, gathered from a matrix into memory that is as long as they are.</summary>
    public static void GatheredRows()
    {
        int[] order = [3, 0, 2, 2, 1, 3, 0];
        foreach (bool atEnd in new[] { false, true })
        {
            using GuardedMemory<float> matrix = new(4 * Widest, atEnd), gathered = new(order.Length * Widest, atEnd);
            for (int length = 1; length <= Widest; length++)
            {
                RowGather.Copy(matrix.Take(4 * length), length, order, gathered.Take(order.Length * length));
            }
        }
    }

    /// <summary>Reads the element before the first, or after the last.</summary>
    public static void Trespass(bool atEnd)
    {
        using var memory = new GuardedMemory<float>(3, atEnd);
        ref float first = ref memory.GetSpan()[0];
        float found = System.Runtime.CompilerServices.Unsafe.Add(ref first, atEnd ? 3 : -1);
        Console.WriteLine($"{Survived} {found}");
    }

    private static void Kernels<T>(bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using GuardedMemory<T> xs = Rows(), zs = Rows(), dxs = Rows(), ts = Rows(), ws = new(Widest * Widest, atEnd), bs = new(Widest, atEnd);
        T[] tile = new T[Widest * DenseColumns.TileSamples], otherTile = new T[Widest * DenseColumns.TileSamples];
        for (int inputs = 1; inputs <= Widest; inputs++)
        {
            for (int outputs = 1; outputs <= Widest; outputs++)
            {
                Span<T> w = ws.Take(inputs * outputs), b = bs.Take(outputs);
                Span<T> x = xs.Take(inputs), z = zs.Take(outputs), dx = dxs.Take(inputs);
                Dense.Forward<T>(x, w, b, z, inputs, outputs);
                Dense.Forward<T>(x, w, default, z, inputs, outputs);
                Dense.Forward<T, TanhFunction>(x, w, b, default, z, inputs, outputs);
                Dense.Forward<T, ReluFunction>(x, w, default, b, z, inputs, outputs);
                if (outputs >= Vector128<T>.Count)
                {
                    Dense.ForwardToOne<T, TanhFunction>(x, w, b, z, inputs, outputs);
                }

                Dense.InputGradient<T>(z, w, dx, inputs, outputs);
                Dense.AddWeightGradient<T>(x, z, w, inputs, outputs);
                Dense.AddBiasGradient<T>(z, b);

                int samples = 1 + ((inputs + outputs) % Samples);
                x = xs.Take(samples * inputs);
                z = zs.Take(samples * outputs);
                dx = dxs.Take(samples * inputs);
                DenseBatch.Forward<T>(x, w, b, z, inputs, outputs);
                DenseBatch.Forward<T>(x, w, default, z, inputs, outputs);
                DenseBatch.InputGradient<T>(z, w, dx, inputs, outputs);
                DenseBatch.AddWeightGradient<T>(x, z, w, inputs, outputs);
                DenseBatch.AddBiasGradient<T>(z, b);

                Span<T> columns = tile.AsSpan(0, inputs * DenseColumns.TileSamples), sums = otherTile.AsSpan(0, outputs * DenseColumns.TileSamples);
                DenseColumns.Turn<T>(x, columns, inputs);
                DenseColumns.Forward<T, TanhFunction>(columns, w, b, default, sums, inputs, outputs, samples);
                DenseColumns.AddGradient<T>(columns, sums, w, b, inputs, outputs, samples);
                DenseColumns.InputGradient<T>(sums, w, columns, inputs, outputs, samples);
                DenseColumns.TurnBack<T>(sums, z, outputs);
            }
        }

        for (int length = 1; length <= Widest; length++)
        {
            for (int samples = 1; samples <= Samples; samples++)
            {
                int count = samples * length;
                Span<T> z = zs.Take(count), t = ts.Take(count), a = xs.Take(count), dz = dxs.Take(count);
                ActivationPass.Value<T, TanhFunction>(z, a);
                ActivationPass.Gradient<T, TanhFunction>(z, a, dz);
                ActivationPass.Softmax<T>(z, a, length);
                ActivationPass.SoftmaxGradient<T>(z, a, dz, length);
                LossMath.MeanSquaredError<T>(z, t, T.One, dz);
                LossMath.Huber<T>(z, t, T.One, T.One, dz);
                LossMath.MeanAbsoluteError<T>(z, t, T.One, dz);
                LossMath.CrossEntropy<T>(z, t, length, T.One, dz);
                LossMath.CrossEntropy<T>(z, t, length);
                LossMath.BinaryCrossEntropy<T>(z, t, T.One, dz);
            }
        }

        GuardedMemory<T> Rows() => new(Samples * Widest, atEnd);
    }

    private static void Network<TNetwork, T>()
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CallAll(Members.OfTrainable<TNetwork, T>());

        // More than a tile of 64 samples, and a remainder.
        const int batch = 67;
        foreach (bool atEnd in new[] { false, true })
        {
            using GuardedMemory<T> parameters = new(TNetwork.ParameterCount, atEnd), gradient = new(TNetwork.ParameterCount, atEnd);
            using GuardedMemory<T> x = new(batch * TNetwork.InputSize, atEnd), dx = new(batch * TNetwork.InputSize, atEnd);
            using GuardedMemory<T> y = new(batch * TNetwork.OutputSize, atEnd), t = new(batch * TNetwork.OutputSize, atEnd);
            TNetwork.Initialize(parameters.GetSpan(), 1);
            TNetwork.ForwardBatch(parameters.GetSpan(), x.GetSpan(), y.GetSpan());
            TNetwork.BackwardBatch(parameters.GetSpan(), x.GetSpan(), y.GetSpan(), gradient.GetSpan(), dx.GetSpan());
            TNetwork.LossAndGradient(parameters.GetSpan(), x.GetSpan(), t.GetSpan(), gradient.GetSpan(), dx.GetSpan());
        }
    }

    private static void Classifier<TNetwork, T>()
        where TNetwork : IClassifier<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => CallAll(Members.OfClassifier<TNetwork, T>());

    private static void CallAll<T>(IEnumerable<Member<T>> members)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Member<T> member in members)
        {
            Spans<T> filled = member.Fill(T.CreateChecked);
            foreach (bool atEnd in new[] { false, true })
            {
                GuardedMemory<T>[] guarded = [.. member.Arguments.Select(argument => new GuardedMemory<T>(argument.Length, atEnd))];
                for (int i = 0; i < guarded.Length; i++)
                {
                    filled.Values[i].Span.CopyTo(guarded[i].GetSpan());
                }

                member.Call(new Spans<T>([.. guarded.Select(memory => memory.Memory)], filled.Labels));
                Array.ForEach(guarded, memory => ((IDisposable)memory).Dispose());
            }
        }
    }
}
