using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    public static TheoryData<int, int> Blocks()
    {
        TheoryData<int, int> blocks = [];
        foreach ((int width, int column) in from width in Enumerable.Range(4, 6) from column in Enumerable.Range(0, width - 3) select (width, column))
        {
            blocks.Add(width, column);
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Four_columns_of_rows_become_lanes_at_once(int width, int column)
    {
        Turned<Vector128<float>, float, Single128>(width, column, (ref rows, out a, out b, out c, out d) =>
            SampleLanes.Columns<Vector128<float>, Single128>(ref rows, (uint)width, (uint)column, out a, out b, out c, out d));
        Turned<Vector256<float>, float, Single256>(width, column, (ref rows, out a, out b, out c, out d) =>
            SampleLanes.Columns<Vector256<float>, Single256>(ref rows, (uint)width, (uint)column, out a, out b, out c, out d));
        Turned<Vector512<float>, float, Single512>(width, column, (ref rows, out a, out b, out c, out d) =>
            SampleLanes.Columns<Vector512<float>, Single512>(ref rows, (uint)width, (uint)column, out a, out b, out c, out d));
        Turned<Vector128<double>, double, Double128>(width, column, (ref rows, out a, out b, out c, out d) =>
            SampleLanes.Columns<Vector128<double>, Double128>(ref rows, (uint)width, (uint)column, out a, out b, out c, out d));
        Turned<Vector256<double>, double, Double256>(width, column, (ref rows, out a, out b, out c, out d) =>
            SampleLanes.Columns<Vector256<double>, Double256>(ref rows, (uint)width, (uint)column, out a, out b, out c, out d));
        Turned<Vector512<double>, double, Double512>(width, column, (ref rows, out a, out b, out c, out d) =>
            SampleLanes.Columns<Vector512<double>, Double512>(ref rows, (uint)width, (uint)column, out a, out b, out c, out d));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Lanes_become_four_columns_at_once_and_nothing_else_is_written(int width, int column)
    {
        TurnedBack<Vector128<float>, float>(width, column, (a, b, c, d, ref rows) =>
            SampleLanes.StoreColumns<Vector128<float>, Single128>(a, b, c, d, ref rows, (uint)width, (uint)column));
        TurnedBack<Vector256<float>, float>(width, column, (a, b, c, d, ref rows) =>
            SampleLanes.StoreColumns<Vector256<float>, Single256>(a, b, c, d, ref rows, (uint)width, (uint)column));
        TurnedBack<Vector512<float>, float>(width, column, (a, b, c, d, ref rows) =>
            SampleLanes.StoreColumns<Vector512<float>, Single512>(a, b, c, d, ref rows, (uint)width, (uint)column));
        TurnedBack<Vector128<double>, double>(width, column, (a, b, c, d, ref rows) =>
            SampleLanes.StoreColumns<Vector128<double>, Double128>(a, b, c, d, ref rows, (uint)width, (uint)column));
        TurnedBack<Vector256<double>, double>(width, column, (a, b, c, d, ref rows) =>
            SampleLanes.StoreColumns<Vector256<double>, Double256>(a, b, c, d, ref rows, (uint)width, (uint)column));
        TurnedBack<Vector512<double>, double>(width, column, (a, b, c, d, ref rows) =>
            SampleLanes.StoreColumns<Vector512<double>, Double512>(a, b, c, d, ref rows, (uint)width, (uint)column));
    }

    private delegate void Read<V, T>(ref T rows, out V a, out V b, out V c, out V d);

    private delegate void Write<V, T>(V a, V b, V c, V d, ref T rows);

    private static void Turned<V, T, S>(int width, int column, Read<V, T> read)
        where V : struct
        where T : unmanaged, INumber<T>
        where S : ISimd<V, T>
    {
        T[] rows = [.. Numbers((First + S.Count) * width).Select(T.CreateChecked)];
        read(ref SampleLanes.Rows<T>(rows.AsSpan(), First, S.Count, width), out V a, out V b, out V c, out V d);
        Assert.Equal(
            Enumerable.Range(column, 4).SelectMany(k => Column(rows, width, k, S.Count)),
            MemoryMarshal.Cast<V, T>((V[])[a, b, c, d]).ToArray());
    }

    private static void TurnedBack<V, T>(int width, int column, Write<V, T> write)
        where V : struct
        where T : unmanaged, INumber<T>
    {
        int lanes = Unsafe.SizeOf<V>() / Unsafe.SizeOf<T>();
        T[] values = [.. Numbers(4 * lanes).Select(T.CreateChecked)], rows = new T[(First + 17) * width], expected = new T[rows.Length];
        V[] columns = MemoryMarshal.Cast<T, V>(values).ToArray();
        write(columns[0], columns[1], columns[2], columns[3], ref SampleLanes.Rows<T>(rows.AsSpan(), First, lanes, width));
        for (int k = 0; k < values.Length; k++)
        {
            expected[(First + k % lanes) * width + column + k / lanes] = values[k];
        }

        Assert.Equal(expected, rows);
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
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleLanes.Rows<float>(rows.AsSpan(), 8, 8, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleLanes.Rows((ReadOnlySpan<float>)rows, 8, 8, 3));
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
