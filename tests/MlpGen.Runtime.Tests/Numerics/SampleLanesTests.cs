using System.Runtime.Intrinsics;
using MlpGen.Numerics;
using Xunit;

namespace MlpGen.Tests.Numerics;

/// <summary>Rows of a batch to lanes and back, at both widths: lane k is sample k, whatever the length of a row.</summary>
public class SampleLanesTests
{
    private const int First = 3; // rows before those that are read, so that an offset is not forgotten

    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_column_of_rows_becomes_lanes(int width)
    {
        float[] rows = [.. Numbers((First + 16) * width).Select(x => (float)x)];
        double[] doubles = Numbers((First + 16) * width);
        for (int column = 0; column < width; column++)
        {
            Vector512<float> wide = SampleLanes.LoadWide(rows, First, width, column);
            Vector256<float> narrow = SampleLanes.Load(rows, First, width, column);
            Vector512<double> wideDoubles = SampleLanes.LoadWide(doubles, First, width, column);
            Vector256<double> narrowDoubles = SampleLanes.Load(doubles, First, width, column);

            Assert.Equal(Column(rows, width, column, 16), Lanes(wide));
            Assert.Equal(Column(rows, width, column, 8), Lanes(wide).Take(8));
            Assert.Equal(Column(rows, width, column, 8), Lanes(narrow.ToVector512()).Take(8));
            Assert.Equal(Column(doubles, width, column, 8), Lanes(wideDoubles));
            Assert.Equal(Column(doubles, width, column, 4), Lanes(narrowDoubles.ToVector512()).Take(4));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Lanes_become_a_column_and_nothing_else_is_written(int width)
    {
        float[] values = [.. Numbers(16).Select(x => (float)x)];
        double[] doubles = Numbers(16);
        for (int column = 0; column < width; column++)
        {
            foreach (int samples in (int[])[8, 16])
            {
                float[] rows = new float[(First + 17) * width];
                double[] doubleRows = new double[rows.Length];
                if (samples == 16)
                {
                    SampleLanes.Store(Vector512.Create(values), rows, First, width, column);
                    SampleLanes.Store(Vector512.Create(doubles), doubleRows, First, width, column);
                }
                else
                {
                    SampleLanes.Store(Vector256.Create(values), rows, First, width, column);
                    SampleLanes.Store(Vector256.Create(doubles), doubleRows, First, width, column);
                }

                Assert.Equal(Written(values, samples, width, column), rows);
                Assert.Equal(Written(doubles, samples / 2, width, column), doubleRows);
            }
        }
    }

    [Fact]
    public void Pairs_are_written_in_one_go()
    {
        float[] left = [.. Numbers(32).Take(16).Select(x => (float)x)], right = [.. Numbers(32).Skip(16).Select(x => (float)x)];
        float[] wide = new float[2 * (First + 17)], narrow = new float[wide.Length];
        SampleLanes.StorePairs(Vector512.Create(left), Vector512.Create(right), wide, First);
        SampleLanes.StorePairs(Vector256.Create(left), Vector256.Create(right), narrow, First);
        Assert.Equal(Written(left, 16, 2, 0).Zip(Written(right, 16, 2, 1), (a, b) => a + b), wide);
        Assert.Equal(Written(left, 8, 2, 0).Zip(Written(right, 8, 2, 1), (a, b) => a + b), narrow);

        double[] doubles = Numbers(16), lower = doubles[..8], upper = doubles[8..], wideDoubles = new double[wide.Length], narrowDoubles = new double[wide.Length];
        SampleLanes.StorePairs(Vector512.Create(lower), Vector512.Create(upper), wideDoubles, First);
        SampleLanes.StorePairs(Vector256.Create(lower), Vector256.Create(upper), narrowDoubles, First);
        Assert.Equal(Written(lower, 8, 2, 0).Zip(Written(upper, 8, 2, 1), (a, b) => a + b), wideDoubles);
        Assert.Equal(Written(lower, 4, 2, 0).Zip(Written(upper, 4, 2, 1), (a, b) => a + b), narrowDoubles);
    }

    [Fact]
    public void Labels_become_columns_of_one_hot_rows()
    {
        int[] labels = [.. Enumerable.Range(0, First + 16).Select(s => s * 5 % 3)];
        for (int column = 0; column < 3; column++)
        {
            float[] expected = [.. labels.Skip(First).Select(label => label == column ? 0.5f : 0)];
            Assert.Equal(expected, Lanes(SampleLanes.OneHotWide(labels, First, column, 0.5f)));
            Assert.Equal(expected.Take(8), Lanes(SampleLanes.OneHot(labels, First, column, 0.5f).ToVector512()).Take(8));
            Assert.Equal(expected.Take(8).Select(x => (double)x), Lanes(SampleLanes.OneHotWide(labels, First, column, 0.5)));
        }
    }

    [Fact]
    public void A_row_that_is_not_there_is_not_read()
    {
        float[] rows = new float[16 * 3 - 1];
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleLanes.LoadWide(rows, 0, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleLanes.Load(rows, 8, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleLanes.LoadWide(rows.AsSpan(0, 15), 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleLanes.Store(Vector512<float>.One, rows, 0, 3, 2));
    }

    private static T[] Column<T>(T[] rows, int width, int column, int samples) =>
        [.. Enumerable.Range(First, samples).Select(s => rows[s * width + column])];

    private static T[] Written<T>(T[] values, int samples, int width, int column)
    {
        var rows = new T[(First + 17) * width];
        for (int s = 0; s < samples; s++)
        {
            rows[(First + s) * width + column] = values[s];
        }

        return rows;
    }

    private static T[] Lanes<T>(Vector512<T> values) => [.. Enumerable.Range(0, Vector512<T>.Count).Select(k => values[k])];

    private static double[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(k => k * 0.25)];
}
