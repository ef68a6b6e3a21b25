using MlpGen.Training;

namespace Control;

/// <summary>A model of the pendulum, learnt from ticks that were watched; and how its prediction moves with what it is asked.</summary>
internal sealed class Model
{
    /// <summary>What the inputs and the output of the network are divided by, so that they are about as large as 1.</summary>
    public const double SpeedScale = 8, AccelerationScale = 20;

    private const int Inputs = 4;

    private readonly Acceleration _network;

    private Model(Acceleration network, double error) => (_network, Error) = (network, error);

    /// <summary>The root mean squared error of the acceleration in rad/s², on ticks that it has not learnt from.</summary>
    public double Error { get; }

    /// <summary>Learns from ticks at random places, by Levenberg-Marquardt.</summary>
    /// <param name="ticks">How many are watched.</param>
    /// <param name="seed">Of places, torques and first weights.</param>
    public static Model Learn(int ticks, int seed)
    {
        var random = new Random(seed);
        DataSet<double> watched = Watch(ticks, random), others = Watch(ticks, random);
        LevenbergMarquardtTrainer<Acceleration, double> trainer =
            LevenbergMarquardtTrainer.For(new Acceleration(seed), new LevenbergMarquardtOptions { Epochs = 60, TargetLoss = 1e-9 });
        trainer.Fit(watched);
        double loss = Acceleration.Loss(trainer.Network.Parameters, others.Inputs.Span, others.Targets.Span);
        return new Model(trainer.Network, AccelerationScale * Math.Sqrt(loss));
    }

    /// <summary>What the network reads.</summary>
    public static void Encode(Motion motion, double torque, Span<double> input)
    {
        (input[0], input[1]) = Math.SinCos(motion.Angle);
        input[2] = motion.Speed / SpeedScale;
        input[3] = torque / Pendulum.Torque;
    }

    /// <summary>Where the pendulum will be a tick later.</summary>
    public Motion Step(Motion motion, double torque)
    {
        Span<double> input = stackalloc double[Inputs], output = stackalloc double[1];
        Encode(motion, torque, input);
        _network.Forward(input, output);
        double speed = motion.Speed + (Pendulum.Tick * AccelerationScale * output[0]);
        return new Motion(motion.Angle + (Pendulum.Tick * (motion.Speed + speed) / 2), speed);
    }

    /// <summary>How each step of a plan moves with θ, ω and torque: the network's Jacobians at all of them in one call, and the chain rule through sin θ and cos θ.</summary>
    /// <param name="inputs">What the network reads at each.</param>
    /// <param name="jacobians">Room for as many numbers.</param>
    /// <param name="slopes">Overwritten.</param>
    public void Differentiate(ReadOnlySpan<double> inputs, Span<double> jacobians, Span<Slope> slopes)
    {
        _network.JacobianBatch(inputs, jacobians);
        for (int i = 0; i < slopes.Length; i++)
        {
            ReadOnlySpan<double> input = inputs.Slice(i * Inputs, Inputs), row = jacobians.Slice(i * Inputs, Inputs);
            const double gain = Pendulum.Tick * AccelerationScale;
            slopes[i] = new Slope(
                ByAngle: gain * ((row[0] * input[1]) - (row[1] * input[0])),
                BySpeed: gain * row[2] / SpeedScale,
                ByTorque: gain * row[3] / Pendulum.Torque);
        }
    }

    private static DataSet<double> Watch(int ticks, Random random)
    {
        double[] inputs = new double[Inputs * ticks], targets = new double[ticks];
        for (int i = 0; i < ticks; i++)
        {
            var motion = new Motion(Math.PI * Between(-1, 1), SpeedScale * Between(-1.2, 1.2));
            double torque = Pendulum.Torque * Between(-1, 1);
            Encode(motion, torque, inputs.AsSpan(Inputs * i, Inputs));
            targets[i] = (Pendulum.Step(motion, torque).Speed - motion.Speed) / (Pendulum.Tick * AccelerationScale);
        }

        return new DataSet<double>(inputs, targets, ticks);

        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
    }
}

/// <summary>How the speed a tick later moves, beside by itself: ∂(ω⁺ − ω)/∂θ, ∂(ω⁺ − ω)/∂ω and ∂ω⁺/∂torque.</summary>
internal readonly record struct Slope(double ByAngle, double BySpeed, double ByTorque);
