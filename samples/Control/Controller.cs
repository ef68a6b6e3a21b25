namespace Control;

/// <summary>Looks 3 s ahead and decides the torque of the next tick: a plan is rolled out by the model, bettered by differential dynamic programming, and shifted
/// by a tick for the next decision.</summary>
/// <remarks>
/// Iterative LQR: Li and Todorov, Iterative linear quadratic regulator design for nonlinear biological movement systems (2004); torques kept in their
/// limits as by Tassa, Mansard and Todorov, Control-limited differential dynamic programming (2014). Nothing is allocated in a decision.
/// </remarks>
internal sealed class Controller
{
    /// <summary>Ticks that it looks ahead.</summary>
    public const int Horizon = 120;

    /// <summary>Times that a plan is bettered before the next tick.</summary>
    public const int RoundsPerTick = 4;

    private static readonly double[] s_lengths = [1, 0.5, 0.25, 0.1, 0.03];

    private readonly Model _model;
    private readonly Motion[] _path = new Motion[Horizon + 1], _otherPath = new Motion[Horizon + 1];
    private readonly double[] _torques = new double[Horizon], _otherTorques = new double[Horizon];
    private readonly double[] _inputs = new double[4 * Horizon], _jacobians = new double[4 * Horizon];
    private readonly Slope[] _slopes = new Slope[Horizon];
    private readonly Gain[] _gains = new Gain[Horizon];
    private double _damping = 1e-3, _cost;

    /// <param name="model">Of the pendulum.</param>
    /// <param name="now">Where it is.</param>
    /// <param name="seed">Of the first plan, which trembles a little: exactly below the pivot, no side is better than the other.</param>
    public Controller(Model model, Motion now, int seed)
    {
        _model = model;
        var random = new Random(seed);
        for (int i = 0; i < Horizon; i++)
        {
            _torques[i] = (random.NextDouble() - 0.5) / 5;
        }

        Array.Fill(_path, now);
        Follow(now);
        Better(30);
    }

    /// <summary>The torque of this tick.</summary>
    /// <param name="now">Where the pendulum is, which may be elsewhere than planned.</param>
    public double Decide(Motion now)
    {
        Follow(now);
        Better(RoundsPerTick);
        double torque = _torques[0];
        _torques.AsSpan(1).CopyTo(_torques);
        _gains.AsSpan(1).CopyTo(_gains);
        _path.AsSpan(1).CopyTo(_path);
        (_torques[^1], _gains[^1]) = (0, default);
        return torque;
    }

    private void Better(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < Horizon; i++)
            {
                Model.Encode(_path[i], _torques[i], _inputs.AsSpan(4 * i, 4));
            }

            _model.Differentiate(_inputs, _jacobians, _slopes);
            FindGains();
            _damping = TryGains() ? Math.Max(_damping / 3, 1e-6) : Math.Min(_damping * 5, 1e3);
        }
    }

    /// <summary>From the end to now: what the rest of the plan costs as a function of where it begins, to second order, and the torque that is best then.</summary>
    private void FindGains()
    {
        Quadratic rest = Cost.AroundEnd(_path[Horizon]);
        for (int i = Horizon - 1; i >= 0; i--)
        {
            // x⁺ = A·x + B·u, from ω⁺ = ω + slopes and θ⁺ = θ + Tick·(ω + ω⁺)/2.
            Slope slope = _slopes[i];
            const double half = Pendulum.Tick / 2;
            double speedByAngle = slope.ByAngle, speedBySpeed = 1 + slope.BySpeed, speedByTorque = slope.ByTorque;
            double angleByAngle = 1 + (half * speedByAngle), angleBySpeed = half * (1 + speedBySpeed), angleByTorque = half * speedByTorque;

            Quadratic own = Cost.Around(_path[i]);
            (double ownByTorque, double ownBend) = Cost.AroundTorque(_torques[i]);

            // What the rest costs by angle and by speed now, V·A, and V·B.
            double restAngleByTorque = (rest.AngleAngle * angleByTorque) + (rest.AngleSpeed * speedByTorque);
            double restSpeedByTorque = (rest.AngleSpeed * angleByTorque) + (rest.SpeedSpeed * speedByTorque);
            double restAngleByAngle = (rest.AngleAngle * angleByAngle) + (rest.AngleSpeed * speedByAngle);
            double restSpeedByAngle = (rest.AngleSpeed * angleByAngle) + (rest.SpeedSpeed * speedByAngle);
            double restAngleBySpeed = (rest.AngleAngle * angleBySpeed) + (rest.AngleSpeed * speedBySpeed);
            double restSpeedBySpeed = (rest.AngleSpeed * angleBySpeed) + (rest.SpeedSpeed * speedBySpeed);

            double byAngle = own.Angle + (angleByAngle * rest.Angle) + (speedByAngle * rest.Speed);
            double bySpeed = own.Speed + (angleBySpeed * rest.Angle) + (speedBySpeed * rest.Speed);
            double byTorque = ownByTorque + (angleByTorque * rest.Angle) + (speedByTorque * rest.Speed);
            double torqueTorque = ownBend + (angleByTorque * restAngleByTorque) + (speedByTorque * restSpeedByTorque) + _damping;
            double torqueAngle = (angleByTorque * restAngleByAngle) + (speedByTorque * restSpeedByAngle);
            double torqueSpeed = (angleByTorque * restAngleBySpeed) + (speedByTorque * restSpeedBySpeed);
            double angleAngle = own.AngleAngle + (angleByAngle * restAngleByAngle) + (speedByAngle * restSpeedByAngle);
            double angleSpeed = own.AngleSpeed + (angleByAngle * restAngleBySpeed) + (speedByAngle * restSpeedBySpeed);
            double speedSpeed = own.SpeedSpeed + (angleBySpeed * restAngleBySpeed) + (speedBySpeed * restSpeedBySpeed);

            Gain gain = new(-byTorque / torqueTorque, -torqueAngle / torqueTorque, -torqueSpeed / torqueTorque);
            double wanted = _torques[i] + gain.Change;
            if (Math.Abs(wanted) > Pendulum.Torque) // at its limit the torque follows nothing
            {
                gain = new(Math.Clamp(wanted, -Pendulum.Torque, Pendulum.Torque) - _torques[i], 0, 0);
            }

            _gains[i] = gain;
            double pull = (torqueTorque * gain.Change) + byTorque;
            rest = new Quadratic(
                byAngle + (gain.ByAngle * pull) + (torqueAngle * gain.Change),
                bySpeed + (gain.BySpeed * pull) + (torqueSpeed * gain.Change),
                angleAngle + (2 * gain.ByAngle * torqueAngle) + (torqueTorque * gain.ByAngle * gain.ByAngle),
                angleSpeed + (gain.ByAngle * torqueSpeed) + (gain.BySpeed * torqueAngle) + (torqueTorque * gain.ByAngle * gain.BySpeed),
                speedSpeed + (2 * gain.BySpeed * torqueSpeed) + (torqueTorque * gain.BySpeed * gain.BySpeed));
        }
    }

    /// <summary>Takes as much of the change as leads to a lower cost.</summary>
    /// <returns>Whether any does.</returns>
    private bool TryGains()
    {
        foreach (double length in s_lengths)
        {
            double cost = Try(_path[0], length);
            if (cost < _cost)
            {
                Take(cost);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the plan from where the pendulum is, which the gains lead back to the planned path: torques alone would let it fall.</summary>
    private void Follow(Motion now) => Take(Try(now, length: 0));

    /// <summary>Rolls out the plan, changed by so much of what the gains say.</summary>
    /// <returns>What it costs.</returns>
    private double Try(Motion now, double length)
    {
        double cost = 0;
        _otherPath[0] = now;
        for (int i = 0; i < Horizon; i++)
        {
            Gain gain = _gains[i];
            double torque = _torques[i] + (length * gain.Change) + (gain.ByAngle * (_otherPath[i].Angle - _path[i].Angle))
                + (gain.BySpeed * (_otherPath[i].Speed - _path[i].Speed));
            _otherTorques[i] = Math.Clamp(torque, -Pendulum.Torque, Pendulum.Torque);
            cost += Cost.Of(_otherPath[i], _otherTorques[i]);
            _otherPath[i + 1] = _model.Step(_otherPath[i], _otherTorques[i]);
        }

        return cost + Cost.OfEnd(_otherPath[Horizon]);
    }

    private void Take(double cost)
    {
        _cost = cost;
        _otherPath.CopyTo(_path, 0);
        _otherTorques.CopyTo(_torques, 0);
    }

    /// <summary>How the torque changes, and how it follows where the pendulum is beside the plan.</summary>
    private readonly record struct Gain(double Change, double ByAngle, double BySpeed);
}
