using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>Rows copied in another order.</summary>
public class RowGatherTests
{
    [Fact]
    public void Rows_of_every_length_arrive_in_order_and_nothing_beside_them_is_touched()
    {
        for (int length = 1; length <= 70; length++)
        {
            AssertGathers<float>(length, rows: 9, [8, 0, 3, 3, 7, 8]);
            AssertGathers<double>(length, rows: 9, [8, 0, 3, 3, 7, 8]);
            AssertGathers<float>(length, rows: 1, [0]);
        }
    }

    private static void AssertGathers<T>(int length, int rows, int[] order)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        const int Margin = 40;
        T[] matrix = [.. Enumerable.Range(0, rows * length).Select(T.CreateChecked)];
        T[] memory = new T[order.Length * length + 2 * Margin];
        memory.AsSpan().Fill(-T.One);
        RowGather.Copy(matrix, length, order, memory.AsSpan(Margin, order.Length * length));

        T[] none = [.. Enumerable.Repeat(-T.One, Margin)];
        IEnumerable<T> expected = order.SelectMany(row => matrix.Skip(row * length).Take(length));
        Assert.Equal([.. none, .. expected, .. none], memory);
    }
}
