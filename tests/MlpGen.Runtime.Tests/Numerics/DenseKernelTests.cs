using System.Numerics;
using System.Runtime.Intrinsics;
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

    /// <summary>Sums read no further than their last vector; that far it is zero, too.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Turned_inputs_are_zero_to_the_end_of_the_last_vector_of_samples(int width)
    {
        int lanes = Vector512<float>.Count;
        for (int samples = 1; samples <= DenseColumns.TileSamples; samples++)
        {
            int end = (samples + lanes - 1) / lanes * lanes;
            float[] tile = new float[width * DenseColumns.TileSamples];
            Array.Fill(tile, float.Epsilon);
            DenseColumns.Turn<float>(Enumerable.Range(1, samples * width).Select(v => (float)v).ToArray(), tile, width, forSums: true);
            for (int unit = 0; unit < width; unit++)
            {
                Assert.Equal(
                    Enumerable.Range(0, DenseColumns.TileSamples).Select(
                        s => s < samples ? (float)((s * width) + unit + 1) : s < end ? 0 : float.Epsilon),
                    tile.Skip(unit * DenseColumns.TileSamples).Take(DenseColumns.TileSamples));
            }
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

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_tile_in_columns_is_exact_for_every_number_of_outputs(int inputs)
    {
        for (int outputs = 1; outputs <= Widest; outputs++)
        {
            int samples = s_samples[(inputs + outputs) % s_samples.Length];
            Columns<float>(samples, inputs, outputs);
            Columns<double>(samples, inputs, outputs);
        }
    }

    /// <summary>Else vectors that reach behind the samples would compute with what an earlier call has left there, and subnormal numbers are slow.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void A_turned_tile_is_zero_behind_its_samples(int width)
    {
        for (int samples = 1; samples <= DenseColumns.TileSamples; samples++)
        {
            float[] tile = new float[width * DenseColumns.TileSamples];
            Array.Fill(tile, float.Epsilon);
            DenseColumns.Turn<float>(Enumerable.Range(1, samples * width).Select(v => (float)v).ToArray(), tile, width);
            for (int unit = 0; unit < width; unit++)
            {
                Assert.Equal(
                    Enumerable.Range(0, DenseColumns.TileSamples).Select(s => s < samples ? (float)((s * width) + unit + 1) : 0),
                    tile.Skip(unit * DenseColumns.TileSamples).Take(DenseColumns.TileSamples));
            }
        }
    }

    [Theory]
    [InlineData(33, 17)]
    [InlineData(16, 16)]
    [InlineData(5, 3)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void Every_number_of_samples_in_columns_is_exact(int inputs, int outputs)
    {
        for (int samples = 1; samples <= DenseColumns.TileSamples; samples++)
        {
            Columns<float>(samples, inputs, outputs);
            Columns<double>(samples, inputs, outputs);
        }
    }

    /// <summary>Large gradients are added to from one boundary of vectors to the next, wherever their memory begins.</summary>
    [Theory]
    [InlineData(1, 1024)]
    [InlineData(2, 512)]
    [InlineData(65, 16)]
    [InlineData(40, 32)]
    [InlineData(17, 64)]
    [InlineData(9, 128)]
    [InlineData(16, 70)]
    public void The_gradient_of_one_sample_is_the_same_to_the_bit_wherever_it_lies(int inputs, int outputs)
    {
        Shifted<float>(inputs, outputs);
        Shifted<double>(inputs, outputs);
    }

    private static void Shifted<T>(int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Places = 16;
        var random = new Random(inputs);
        T[] a = Draw(inputs), dz = Draw(outputs), before = Draw((inputs * outputs) + Places);
        dz[0] = T.NaN; // must not come to where it does not belong
        for (int first = 0; first <= Places; first++)
        {
            T[] expected = [.. before], actual = [.. before];
            for (int k = 0; k < inputs * outputs; k++)
            {
                T factor = a[k / outputs], d = dz[k % outputs], sum = before[first + k];
                expected[first + k] = ActivationMath.IsFused ? T.FusedMultiplyAdd(factor, d, sum) : (factor * d) + sum;
            }

            Dense.AddWeightGradient<T>(a, dz, actual.AsSpan(first, inputs * outputs), inputs, outputs);
            Assert.True(expected.SequenceEqual(actual), $"{inputs} inputs, {outputs} outputs, from place {first} on, {typeof(T).Name}");
        }

        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))];
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
        Activated(layer);

        // a = relu(z) in one call, z kept or not, with a bias or without.
        void Activated(PlainLayer<T> plain)
        {
            T[] a = new T[outputs], kept = new T[outputs], unkept = new T[outputs], sums = new T[outputs], unbiased = new T[outputs];
            Dense.Forward<T, ReluFunction>(plain.X, plain.W, plain.B, kept, a, inputs, outputs);
            Dense.Forward<T, ReluFunction>(plain.X, plain.W, plain.B, default, unkept, inputs, outputs);
            Assert.Equal(plain.Z, kept);
            Assert.Equal(plain.Z.Select(z => T.Max(z, T.Zero)), a);
            Assert.Equal(a, unkept);
            Dense.Forward<T>(plain.X, plain.W, default, sums, inputs, outputs);
            Dense.Forward<T, ReluFunction>(plain.X, plain.W, default, default, unbiased, inputs, outputs);
            Assert.Equal(sums.Select(z => T.Max(z, T.Zero)), unbiased);
            if (outputs >= Vector128<T>.Count)
            {
                ToOne(plain, a, unbiased);
            }
        }

        // relu(z)·v in one call.
        void ToOne(PlainLayer<T> plain, T[] a, T[] unbiased)
        {
            Assert.Equal(Dot(a), Dense.ForwardToOne<T, ReluFunction>(plain.X, plain.W, plain.B, plain.Dz, inputs, outputs));
            Assert.Equal(Dot(unbiased), Dense.ForwardToOne<T, ReluFunction>(plain.X, plain.W, default, plain.Dz, inputs, outputs));

            T Dot(T[] values) => values.Zip(plain.Dz, (value, weight) => value * weight).Aggregate(T.Zero, (sum, product) => sum + product);
        }
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

    /// <summary>All memory behind the samples of a tile is NaN, which would show wherever it were read.</summary>
    private static void Columns<T>(int samples, int inputs, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = new PlainLayer<T>(samples, inputs, outputs);
        T[] x = Tile(layer.X, inputs), z = Tile([], outputs), dz = Tile(layer.Dz, outputs), dx = Tile([], inputs);
        DenseColumns.Forward<T, IdentityFunction>(x, layer.W, layer.B, default, z, inputs, outputs, samples);
        DenseColumns.TurnBack<T>(z, layer.Z, outputs);
        DenseColumns.InputGradient<T>(dz, layer.W, dx, inputs, outputs, samples);
        DenseColumns.TurnBack<T>(dx, layer.Dx, inputs);
        DenseColumns.AddGradient<T>(x, dz, layer.DW, layer.Db, inputs, outputs, samples);
        layer.Verify();
        Fused(layer, x, z, dz, dx);

        // a = relu(z), with z kept beside it; and back, times relu' by a of the layer before, which is x here.
        void Fused(PlainLayer<T> plain, T[] input, T[] sums, T[] gradient, T[] incoming)
        {
            T[] kept = Tile([], outputs), a = Tile([], outputs), before = Tile([], inputs);
            DenseColumns.Forward<T, ReluFunction>(input, plain.W, plain.B, kept, a, inputs, outputs, samples);
            DenseColumns.InputGradient<T, ReluFunction>(gradient, plain.W, input, before, inputs, outputs, samples);
            for (int s = 0; s < samples; s++)
            {
                Assert.All(Enumerable.Range(0, outputs), j => Assert.Equal(sums[At(j, s)], kept[At(j, s)]));
                Assert.All(Enumerable.Range(0, outputs), j => Assert.Equal(T.Max(sums[At(j, s)], T.Zero), a[At(j, s)]));
                Assert.All(Enumerable.Range(0, inputs), i =>
                    Assert.Equal(input[At(i, s)] > T.Zero ? incoming[At(i, s)] : T.Zero, before[At(i, s)]));
            }
        }

        static int At(int unit, int sample) => (unit * DenseColumns.TileSamples) + sample;

        T[] Tile(T[] rows, int width)
        {
            var tile = new T[width * DenseColumns.TileSamples];
            Array.Fill(tile, T.NaN);
            if (rows.Length > 0)
            {
                DenseColumns.Turn<T>(rows, tile, width);
                for (int unit = 0; unit < width; unit++)
                {
                    tile.AsSpan(At(unit, samples), DenseColumns.TileSamples - samples).Fill(T.NaN);
                }
            }

            return tile;
        }
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
