using System.Numerics;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>The kernels of a dense layer against plain loops, for every small shape: integers, so that each sum is exact in any order.</summary>
public class DenseKernelTests
{
    private const int Widest = 70;

    private static readonly int[] s_samples = [1, 2, 3, 7, 8, 9, 13];

    public static TheoryData<int> Inputs => new(Enumerable.Range(1, Widest));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void One_sample_is_exact_for_every_number_of_outputs(int inputs)
    {
        for (int outputs = 1; outputs <= Widest; outputs++)
        {
            OneSample<float>(inputs, outputs);
            OneSample<double>(inputs, outputs);
        }
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_tile_of_samples_is_exact_for_every_number_of_outputs(int inputs)
    {
        for (int outputs = 1; outputs <= Widest; outputs++)
        {
            int samples = s_samples[(inputs + outputs) % s_samples.Length];
            Tile<float>(samples, inputs, outputs);
            Tile<double>(samples, inputs, outputs);
        }
    }

    [Theory]
    [InlineData(33, 17)]
    [InlineData(16, 16)]
    [InlineData(5, 3)]
    [InlineData(130, 200)]
    public void Every_number_of_samples_in_a_tile_is_exact(int inputs, int outputs)
    {
        for (int samples = 1; samples <= Widest; samples++)
        {
            Tile<float>(samples, inputs, outputs);
            Tile<double>(samples, inputs, outputs);
        }
    }

    private static void OneSample<T>(int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new PlainLayer<T>(samples: 1, inputs, outputs);
        Dense.Forward<T>(layer.X, layer.W, layer.B, layer.Z, inputs, outputs);
        Dense.InputGradient<T>(layer.Dz, layer.W, layer.Dx, inputs, outputs);
        Dense.AddWeightGradient<T>(layer.X, layer.Dz, layer.DW, inputs, outputs);
        Dense.AddBiasGradient<T>(layer.Dz, layer.Db);
        layer.Verify();
    }

    private static void Tile<T>(int samples, int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new PlainLayer<T>(samples, inputs, outputs);
        DenseBatch.Forward<T>(layer.X, layer.W, layer.B, layer.Z, inputs, outputs);
        DenseBatch.InputGradient<T>(layer.Dz, layer.W, layer.Dx, inputs, outputs);
        DenseBatch.AddWeightGradient<T>(layer.X, layer.Dz, layer.DW, inputs, outputs);
        DenseBatch.AddBiasGradient<T>(layer.Dz, layer.Db);
        layer.Verify();
    }

    /// <summary>A layer of small integers, and what plain loops make of it.</summary>
    private sealed class PlainLayer<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int _samples, _inputs, _outputs;
        private readonly T[] _dwBefore, _dbBefore;

        public PlainLayer(int samples, int inputs, int outputs)
        {
            (_samples, _inputs, _outputs) = (samples, inputs, outputs);
            var random = new Random(samples + 100 * inputs + 10_000 * outputs);
            (X, W, B, Dz) = (Draw(samples * inputs), Draw(inputs * outputs), Draw(outputs), Draw(samples * outputs));
            (DW, Db) = (Draw(inputs * outputs), Draw(outputs));
            (_dwBefore, _dbBefore) = ([.. DW], [.. Db]);
            (Z, Dx) = (new T[samples * outputs], new T[samples * inputs]);

            T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.Next(-4, 5)))];
        }

        public T[] X { get; }

        public T[] W { get; }

        public T[] B { get; }

        public T[] Dz { get; }

        public T[] Z { get; }

        public T[] Dx { get; }

        public T[] DW { get; }

        public T[] Db { get; }

        /// <summary>Asserts z = x·W + b, dx = dz·Wᵀ, dW += xᵀ·dz and db += Σ dz.</summary>
        public void Verify()
        {
            T[] z = [.. Enumerable.Range(0, _samples).SelectMany(_ => B)];
            var dx = new T[X.Length];
            for (int s = 0; s < _samples; s++)
            {
                for (int j = 0; j < _outputs; j++)
                {
                    T dz = Dz[s * _outputs + j];
                    _dbBefore[j] += dz;
                    for (int i = 0; i < _inputs; i++)
                    {
                        z[s * _outputs + j] += X[s * _inputs + i] * W[i * _outputs + j];
                        dx[s * _inputs + i] += dz * W[i * _outputs + j];
                        _dwBefore[i * _outputs + j] += X[s * _inputs + i] * dz;
                    }
                }
            }

            string shape = $"{_samples} samples, {_inputs} inputs, {_outputs} outputs, {typeof(T).Name}";
            Assert.True(z.SequenceEqual(Z), $"z of {shape}");
            Assert.True(dx.SequenceEqual(Dx), $"dx of {shape}");
            Assert.True(_dwBefore.SequenceEqual(DW), $"dW of {shape}");
            Assert.True(_dbBefore.SequenceEqual(Db), $"db of {shape}");
        }
    }
}
