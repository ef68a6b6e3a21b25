using System.Numerics;
using MlpGen.Numerics;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests.Numerics;

/// <summary>The losses over spans of every length, and over many rows of every length, against the reference one element after another.</summary>
public class LossMathTests
{
    private const double Delta = 0.75;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 40), 63, 64, 65, 127];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Losses_of_elements_are_sums_over_them(int length)
    {
        Elements<float>(length, 2e-6);
        Elements<double>(length, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Softmax_and_cross_entropies_take_each_row_on_its_own(int outputs)
    {
        foreach (int rows in new[] { 1, 3, 7, 15, 31, 67 })
        {
            Rows<float>(rows, outputs, 4e-6);
            Rows<double>(rows, outputs, 1e-13);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(21)]
    public void NaN_in_one_element_reaches_the_loss_and_its_own_gradient_alone(int length)
    {
        for (int at = 0; at < length; at++)
        {
            float[] y = new float[length], t = new float[length], dy = new float[length];
            y[at] = float.NaN;
            AssertNaN(LossMath.MeanSquaredError<float>(y, t, 1, dy));
            AssertNaN(LossMath.HalfSquaredError<float>(y, t, 1, dy));
            AssertNaN(LossMath.MeanAbsoluteError<float>(y, t, 1, dy));
            AssertNaN(LossMath.Huber<float>(y, t, 1, 1, dy));
            AssertNaN(LossMath.BinaryCrossEntropy<float>(y, t, 1, dy));

            void AssertNaN(float loss)
            {
                Assert.Equal(float.NaN, loss);
                Assert.All(dy.Index(), d => Assert.Equal(d.Index == at, float.IsNaN(d.Item)));
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_row_without_a_softmax_spoils_no_other(float bad)
    {
        const int rows = 37, outputs = 5, row = 18;
        for (int at = 0; at < outputs; at++)
        {
            float[] z = new float[rows * outputs], p = new float[rows * outputs];
            z[row * outputs + at] = bad;
            ActivationPass.Softmax<float>(z, p, outputs);
            Assert.All(p.Index(), q => Assert.Equal(q.Index / outputs == row, float.IsNaN(q.Item)));
            Assert.Equal(float.NaN, LossMath.CrossEntropy<float>(z, new int[rows], outputs));
        }
    }

    [Fact]
    public void Logits_far_from_zero_lose_no_digits()
    {
        // log softmax is small beside the logits themselves.
        float[] z = [.. Enumerable.Range(0, 16).SelectMany(_ => new[] { 1e5f, 1e5f - 1, 1e5f - 2 })];
        double expected = 16 * Math.Log(1 + Math.Exp(-1) + Math.Exp(-2));
        Assert.Equal(expected, LossMath.CrossEntropy<float>(z, new int[16], 3), 1e-5);
    }

    [Fact]
    public void Spans_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>("t", () => LossMath.MeanSquaredError<float>(new float[3], new float[4]));
        Assert.Throws<ArgumentException>("dy", () => LossMath.Huber<float>(new float[3], new float[3], 1, 1, new float[2]));
        Assert.Throws<ArgumentException>("t", () => LossMath.CrossEntropy<float>(new float[6], new float[5], 3));
        Assert.Throws<ArgumentException>("labels", () => LossMath.CrossEntropy<float>(new float[6], [1], 3));
    }

    private static void Elements<T>(int length, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = Draw<T>(length, seed: 1), t = Draw<T>(length, seed: 2);
        T scale = T.CreateChecked(0.25), delta = T.CreateChecked(Delta);
        double[] yd = ToDoubles(y), td = ToDoubles(t);

        Verify(LossFunction.SumSquaredError, 1, LossMath.MeanSquaredError<T>(y, t), dy => LossMath.MeanSquaredError(y, t, scale, dy));
        Verify(LossFunction.SumSquaredError, 1, LossMath.SumSquaredError<T>(y, t), dy => LossMath.SumSquaredError(y, t, scale, dy));
        Verify(LossFunction.HalfSquaredError, 1, LossMath.HalfSquaredError<T>(y, t), dy => LossMath.HalfSquaredError(y, t, scale, dy));
        Verify(LossFunction.MeanAbsoluteError, length, LossMath.MeanAbsoluteError<T>(y, t), dy => LossMath.MeanAbsoluteError(y, t, scale, dy));
        Verify(LossFunction.Huber, length, LossMath.Huber<T>(y, t, delta), dy => LossMath.Huber(y, t, delta, scale, dy));
        Verify(LossFunction.BinaryCrossEntropy, length, LossMath.BinaryCrossEntropy<T>(y, t), dy => LossMath.BinaryCrossEntropy(y, t, scale, dy));

        void Verify(LossFunction function, double mean, T loss, Func<T[], T> differentiate)
        {
            double[] expected = ReferenceLoss.IsFused(function)
                ? ReferenceLoss.LogitGradient(function, yd, td)
                : ReferenceLoss.OutputGradient(function, Delta, yd, td);
            var dy = new T[length];
            Assert.Equal(loss, differentiate(dy));
            Close.Assert(mean * ReferenceLoss.Value(function, Delta, yd, yd, td), double.CreateChecked(loss), tolerance);
            Close.Assert([.. expected.Select(d => d * mean * 0.25)], ToDoubles(dy), tolerance);

            // In place: y is drawn again afterwards.
            differentiate(y);
            Assert.Equal(dy, y);
            Draw<T>(length, seed: 1).CopyTo(y, 0);
        }
    }

    private static void Rows<T>(int rows, int outputs, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] z = Draw<T>(rows * outputs, seed: 3), t = Draw<T>(rows * outputs, seed: 4), p = new T[z.Length], dz = new T[z.Length];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => (row * 7) % outputs)];
        double[][] zd = [.. ToDoubles(z).Chunk(outputs)], td = [.. ToDoubles(t).Chunk(outputs)];
        double[][] hot = [.. labels.Select(label => Enumerable.Range(0, outputs).Select(j => j == label ? 1.0 : 0).ToArray())];

        ActivationPass.Softmax<T>(z, p, outputs);
        Close.Assert([.. zd.SelectMany(ReferenceActivation.Softmax)], ToDoubles(p), tolerance);
        Verify(td, LossMath.CrossEntropy<T>(z, t, outputs), dz => LossMath.CrossEntropy<T>(z, t, outputs, T.One, dz));
        Verify(hot, LossMath.CrossEntropy<T>(z, labels, outputs), dz => LossMath.CrossEntropy<T>(z, labels, outputs, T.One, dz));

        ActivationPass.Softmax<T>(z, z, outputs);
        Assert.Equal(p, z);

        void Verify(double[][] targets, T loss, Func<T[], T> differentiate)
        {
            double[] terms = [.. zd.Zip(targets, (row, target) => ReferenceActivation.Softmax(row).Zip(target, (pj, tj) => -tj * Math.Log(pj))).SelectMany(v => v)];
            Assert.Equal(terms.Sum(), double.CreateChecked(loss), tolerance * terms.Sum(Math.Abs));
            double[] expected = [.. zd.Zip(targets, (row, target) => ReferenceLoss.LogitGradient(LossFunction.CrossEntropy, row, target)).SelectMany(d => d)];
            Assert.Equal(loss, differentiate(dz));
            double floor = Math.Sqrt(targets.Sum(target => target.Sum(v => v * v)));
            double error = Math.Sqrt(expected.Zip(ToDoubles(dz), (e, a) => (e - a) * (e - a)).Sum());
            Assert.True(error <= tolerance * Math.Max(1, floor) * Math.Sqrt(outputs), $"{rows} rows of {outputs}: {error}");
        }
    }

    private static T[] Draw<T>(int count, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((float)((4 * random.NextDouble()) - 2)))];
    }

    private static double[] ToDoubles<T>(T[] values)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. values.Select(double.CreateChecked)];
}
