namespace Cluster.Physics;

/// <summary>A pole on a cart on a rail, without friction; the cart is pushed. Units are metres, seconds, newtons, radians.</summary>
/// <remarks>With F the push, M and m the masses, l half the length of the pole, θ its angle from the vertical, ω = θ', and
/// <code>
/// p  = (F + m·l·ω²·sin θ) / (M + m)
/// ω' = (g·sin θ − p·cos θ) / (l·(4/3 − m·cos²θ / (M + m)))
/// v' = p − m·l·ω'·cos θ / (M + m)
/// </code>
/// (Florian, <i>Correct equations for the dynamics of the cart-pole system</i>, 2007), in steps of a hundredth of a second, velocities before places. A buffer at each end of the rail stops the cart.</remarks>
internal struct CartPole
{
    /// <summary>Half the length of the rail.</summary>
    public const double Rail = 3;

    /// <summary>The strongest push.</summary>
    public const double Push = 10;

    /// <summary>How long a push lasts.</summary>
    public const double Tick = 0.02;

    private const double Gravity = 9.81, Cart = 1, Pole = 0.1, HalfLength = 1, Substeps = 2;

    /// <summary>Where the cart is; 0 in the middle.</summary>
    public double X;

    /// <summary>How fast it is.</summary>
    public double V;

    /// <summary>The angle of the pole: 0 upright, π hanging.</summary>
    public double Angle;

    /// <summary>How fast it turns.</summary>
    public double Spin;

    /// <summary>How far up the pole is: 1 upright, 0 hanging.</summary>
    public readonly double Height => (1 + Math.Cos(Angle)) / 2;

    /// <summary>A tick of time.</summary>
    /// <param name="push">From −1 to 1.</param>
    public void Step(double push)
    {
        double force = Push * Math.Clamp(push, -1, 1);
        for (int k = 0; k < Substeps; k++)
        {
            (double sin, double cos) = Math.SinCos(Angle);
            double p = (force + Pole * HalfLength * Spin * Spin * sin) / (Cart + Pole);
            double turn = (Gravity * sin - p * cos) / (HalfLength * (4.0 / 3 - Pole * cos * cos / (Cart + Pole)));
            V += Tick / Substeps * (p - Pole * HalfLength * turn * cos / (Cart + Pole));
            Spin += Tick / Substeps * turn;
            X += Tick / Substeps * V;
            Angle += Tick / Substeps * Spin;
            if (Math.Abs(X) > Rail)
            {
                (X, V) = (Math.CopySign(Rail, X), 0);
            }
        }
    }
}
