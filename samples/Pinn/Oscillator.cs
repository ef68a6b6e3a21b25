namespace Pinn;

/// <summary>A mass on a spring, in a fluid: u″ + 2δ·u′ + ω²·u = 0, let go at u(0) = 1.</summary>
internal static class Oscillator
{
    /// <summary>δ in 1/s: how fast the swing dies away.</summary>
    public const double Damping = 0.6;

    /// <summary>ω in rad/s: how fast it would swing without the fluid.</summary>
    public const double Frequency = 5;

    /// <summary>Seconds that are looked at.</summary>
    public const double Duration = 4;

    private static readonly double s_damped = Math.Sqrt((Frequency * Frequency) - (Damping * Damping));

    /// <summary>What the law of motion leaves of a motion, over ω²: 0 for a true one, and about as large as u for any other.</summary>
    public static double Residual(double u, double velocity, double acceleration) =>
        (acceleration + (2 * Damping * velocity)) / (Frequency * Frequency) + u;

    /// <summary>How the residual moves with u, u′ and u″: constant, since the law is linear.</summary>
    public static (double ByU, double ByVelocity, double ByAcceleration) Slopes { get; } =
        (1, 2 * Damping / (Frequency * Frequency), 1 / (Frequency * Frequency));

    /// <summary>u(t), by the formula that the network is not told.</summary>
    public static double Exact(double t) => Math.Exp(-Damping * t) * (Math.Cos(s_damped * t) + (Damping / s_damped * Math.Sin(s_damped * t)));
}
