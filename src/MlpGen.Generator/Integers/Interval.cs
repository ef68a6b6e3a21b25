namespace MlpGen.Generator.Integers;

/// <summary>The numbers from Low to High. Results are computed in double precision and then widened by far more than that can have lost.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Interval(double Low, double High)
{
    private const double Widening = 1e-12;

    public static readonly Interval Zero = new(0, 0);

    /// <summary>From −size to size.</summary>
    public static Interval Around(double size) => new(-size, size);

    /// <summary>The larger distance from 0.</summary>
    public double Size => Math.Max(Math.Abs(Low), Math.Abs(High));

    public double Width => High - Low;

    /// <summary>Both together, and what lies between.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    /// <summary>The products of a number and those of the interval.</summary>
    public static Interval operator *(double factor, Interval a) => factor >= 0 ? new(factor * a.Low, factor * a.High) : new(factor * a.High, factor * a.Low);

    /// <summary>The products of the numbers of two intervals.</summary>
    public static Interval operator *(Interval a, Interval b)
    {
        double ll = a.Low * b.Low, lh = a.Low * b.High, hl = a.High * b.Low, hh = a.High * b.High;
        return new(Math.Min(Math.Min(ll, lh), Math.Min(hl, hh)), Math.Max(Math.Max(ll, lh), Math.Max(hl, hh)));
    }

    /// <summary>What both have; there is something, or both are right and rounding has parted them.</summary>
    public Interval And(Interval other)
    {
        var both = new Interval(Math.Max(Low, other.Low), Math.Min(High, other.High));
        return both.Low <= both.High ? both : this;
    }

    /// <summary>A little more at both ends, for what double precision has lost on the way to an interval of this size.</summary>
    /// <param name="magnitude">The sum of the sizes of all that was added.</param>
    public Interval Widened(double magnitude) => new(Low - Widening * magnitude, High + Widening * magnitude);
}
