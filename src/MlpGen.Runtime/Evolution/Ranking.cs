namespace MlpGen.Evolution;

/// <summary>The members of a generation in the order of their losses.</summary>
/// <remarks>A loss that is NaN or infinite comes after all that are finite. Members of equal losses stand in the order of their numbers, so that
/// there is one order only.</remarks>
internal sealed class Ranking
{
    private readonly int[] _order;
    private readonly double[] _losses;
    private readonly Comparison<int> _compare;

    /// <param name="members">How many there are.</param>
    public Ranking(int members)
    {
        _order = new int[members];
        _losses = new double[members];
        _compare = (left, right) => _losses[left].CompareTo(_losses[right]) is not 0 and var order ? order : left.CompareTo(right);
    }

    /// <summary>The members, the best first.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The losses, in the order of the members: +∞ where they were not finite.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>How many losses were finite; they come first.</summary>
    public int Finite { get; private set; }

    /// <summary>The least loss.</summary>
    public double Best => _losses[_order[0]];

    /// <summary>The loss in the middle; of an even number, the larger of the two.</summary>
    public double Median => _losses[_order[_order.Length / 2]];

    /// <summary>The largest loss; +∞ if there is one that is not finite.</summary>
    public double Worst => _losses[_order[^1]];

    /// <summary>Ranks.</summary>
    /// <param name="losses">One for each member.</param>
    public void Set(ReadOnlySpan<double> losses)
    {
        Finite = 0;
        for (int k = 0; k < _order.Length; k++)
        {
            bool isFinite = double.IsFinite(losses[k]);
            _losses[k] = isFinite ? losses[k] : double.PositiveInfinity;
            _order[k] = k;
            Finite += isFinite ? 1 : 0;
        }

        _order.AsSpan().Sort(_compare);
    }

    /// <summary>Ranks from −½, of the least loss, to ½, of the largest; equal losses share the mean of theirs.</summary>
    /// <param name="ranks">Overwritten; one for each member.</param>
    public void Centre(Span<double> ranks)
    {
        for (int first = 0, next; first < _order.Length; first = next)
        {
            double loss = _losses[_order[first]];
            for (next = first + 1; next < _order.Length && _losses[_order[next]] == loss;)
            {
                next++;
            }

            double rank = (first + next - 1) * 0.5 / Math.Max(1, _order.Length - 1) - 0.5;
            foreach (int member in _order.AsSpan(first, next - first))
            {
                ranks[member] = rank;
            }
        }
    }
}
