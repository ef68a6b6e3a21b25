namespace MlpGen.Evolution;

/// <summary>The best and the median losses of the last generations, by which it is seen that a search leads nowhere any more.</summary>
internal sealed class LossRecord
{
    /// <summary>As many generations as are remembered at most, where fewer are enough for the number of parameters.</summary>
    private const int Longest = 2000;

    private readonly int _equal, _least;
    private readonly double[] _best, _median, _sorted;
    private int _count;

    /// <param name="parameters">n.</param>
    /// <param name="members">λ.</param>
    public LossRecord(int parameters, int members)
    {
        int generations = PerParameter(parameters, members), capacity = Capacity(parameters, members);
        _equal = 10 + generations;
        _least = 120 + generations;
        _best = new double[capacity];
        _median = new double[capacity];
        _sorted = new double[capacity];
    }

    /// <summary>Takes note of a generation.</summary>
    public void Add(double best, double median)
    {
        int place = _count % _best.Length;
        (_best[place], _median[place]) = (best, median);
        _count++;
    }

    /// <summary>Whether the best losses of the last 10 + ⌈30·n/λ⌉ generations differ by no more than a tolerance.</summary>
    public bool AreEqual(double tolerance)
    {
        if (_count < _equal)
        {
            return false;
        }

        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int back = 1; back <= _equal; back++)
        {
            double loss = _best[(_count - back) % _best.Length];
            least = Math.Min(least, loss);
            most = Math.Max(most, loss);
        }

        return most - least <= tolerance;
    }

    /// <summary>Whether, over the last fifth of all generations, and at least 120 + 30·n/λ, neither the best nor the median loss has fallen: the
    /// median of the last 30 % is no better than that of the first 30 %. It looks once in 20 generations.</summary>
    public bool IsStagnant()
    {
        int span = Math.Min(Math.Max(_least, _count / 5), _best.Length);
        return _count >= span && _count % 20 == 0 && HasNotFallen(_best, span) && HasNotFallen(_median, span);
    }

    /// <summary>How many numbers <see cref="Remember"/> meets.</summary>
    public static int StateSize(int parameters, int members) => checked(1 + 2 * Capacity(parameters, members));

    /// <summary>All that is remembered.</summary>
    public void Remember(ref StateCursor cursor)
    {
        cursor.Meet(ref _count);
        cursor.Meet(_best);
        cursor.Meet(_median);
    }

    private static int PerParameter(int parameters, int members) => (int)Math.Ceiling(30.0 * parameters / members);

    private static int Capacity(int parameters, int members) => Math.Max(Longest, 120 + PerParameter(parameters, members));

    private bool HasNotFallen(double[] losses, int span)
    {
        int part = span * 3 / 10;
        return MedianFrom(losses, _count - part, part) >= MedianFrom(losses, _count - span, part);
    }

    private double MedianFrom(double[] losses, int first, int count)
    {
        for (int k = 0; k < count; k++)
        {
            _sorted[k] = losses[(first + k) % losses.Length];
        }

        _sorted.AsSpan(0, count).Sort();
        return _sorted[count / 2];
    }
}
