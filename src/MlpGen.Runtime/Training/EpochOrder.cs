namespace MlpGen.Training;

/// <summary>The order in which an epoch meets the samples, kept until another is asked for.</summary>
/// <param name="layout">How many samples there are, and whether they are shuffled.</param>
/// <param name="seed">That of the run.</param>
internal sealed class EpochOrder(BatchLayout layout, int seed)
{
    private readonly int[] _order = layout.IsShuffled ? new int[layout.Samples] : [];
    private int _epoch = -1;

    /// <summary>The samples in the order of an epoch, 0 for the first; empty if it is that of the data.</summary>
    public ReadOnlySpan<int> Of(int epoch)
    {
        if (_order.Length > 0 && _epoch != epoch)
        {
            Shuffling.Fill(_order, seed, epoch);
            _epoch = epoch;
        }

        return _order;
    }
}
