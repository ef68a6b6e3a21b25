namespace Control;

/// <summary>What a motion costs: the height that it lacks, speed, and torque; and how that bends.</summary>
internal static class Cost
{
    private const double Height = 1, Speed = 0.02, Torque = 0.01, EndWeight = 2, EndSpeed = 0.1;

    /// <summary>Of a tick.</summary>
    public static double Of(Motion motion, double torque) => Pendulum.Tick
        * ((Height * (1 - Math.Cos(motion.Angle))) + (Speed / 2 * motion.Speed * motion.Speed) + (Torque / 2 * torque * torque));

    /// <summary>Of where a plan ends.</summary>
    public static double OfEnd(Motion motion) => EndWeight * (1 - Math.Cos(motion.Angle) + (EndSpeed / 2 * motion.Speed * motion.Speed));

    /// <summary>Slope and curvature of a tick's cost; a curvature that is negative counts as 0, so that a step leads down.</summary>
    public static Quadratic Around(Motion motion) => new(
        Pendulum.Tick * Height * Math.Sin(motion.Angle), Pendulum.Tick * Speed * motion.Speed,
        Pendulum.Tick * Height * Math.Max(Math.Cos(motion.Angle), 0), 0, Pendulum.Tick * Speed);

    /// <summary>The same by the torque.</summary>
    public static (double Slope, double Curvature) AroundTorque(double torque) => (Pendulum.Tick * Torque * torque, Pendulum.Tick * Torque);

    /// <summary>Those of the end.</summary>
    public static Quadratic AroundEnd(Motion motion) => new(
        EndWeight * Math.Sin(motion.Angle), EndWeight * EndSpeed * motion.Speed, EndWeight * Math.Max(Math.Cos(motion.Angle), 0), 0, EndWeight * EndSpeed);
}

/// <summary>A function of angle and speed to second order: its slopes, and its curvatures by angle and angle, angle and speed, speed and speed.</summary>
internal readonly record struct Quadratic(double Angle, double Speed, double AngleAngle, double AngleSpeed, double SpeedSpeed);
