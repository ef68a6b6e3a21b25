namespace Control;

/// <summary>Where a pendulum is and how fast it turns.</summary>
/// <param name="Angle">θ in rad, from upright; π hangs down.</param>
/// <param name="Speed">ω in rad/s.</param>
internal readonly record struct Motion(double Angle, double Speed)
{
    /// <summary>At rest, hanging down.</summary>
    public static Motion Hanging => new(Math.PI, 0);

    /// <summary>How far from upright, 0 to π.</summary>
    public double Tilt => Math.Abs(Math.IEEERemainder(Angle, 2 * Math.PI));
}

/// <summary>The plant: a mass of 1 kg on a rod of 1 m with a motor at its pivot that is half as strong as would lift it. It must swing.</summary>
internal static class Pendulum
{
    /// <summary>The strongest torque of the motor in N·m; 9.81 would hold the pendulum level.</summary>
    public const double Torque = 5;

    /// <summary>Seconds between two decisions.</summary>
    public const double Tick = 0.025;

    private const double Gravity = 9.81, Friction = 0.05;
    private const int Substeps = 5;

    /// <summary>Where it is a tick later, by Runge and Kutta's method of fourth order.</summary>
    public static Motion Step(Motion motion, double torque)
    {
        const double h = Tick / Substeps;
        for (int i = 0; i < Substeps; i++)
        {
            Motion first = Slope(motion, torque), second = Slope(Moved(motion, first, h / 2), torque);
            Motion third = Slope(Moved(motion, second, h / 2), torque), fourth = Slope(Moved(motion, third, h), torque);
            motion = new Motion(
                motion.Angle + (h / 6 * (first.Angle + (2 * second.Angle) + (2 * third.Angle) + fourth.Angle)),
                motion.Speed + (h / 6 * (first.Speed + (2 * second.Speed) + (2 * third.Speed) + fourth.Speed)));
        }

        return motion;
    }

    /// <summary>θ′ = ω, ω′ = g·sin θ + torque − friction·ω, per unit of mass and length.</summary>
    private static Motion Slope(Motion motion, double torque) =>
        new(motion.Speed, (Gravity * Math.Sin(motion.Angle)) + torque - (Friction * motion.Speed));

    private static Motion Moved(Motion motion, Motion slope, double time) =>
        new(motion.Angle + (time * slope.Angle), motion.Speed + (time * slope.Speed));
}
