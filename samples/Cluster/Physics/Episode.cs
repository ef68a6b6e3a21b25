namespace Cluster.Physics;

/// <summary>Ten seconds of a controller with a pole that hangs and swings when they begin. It has to swing it up, and hold it there.</summary>
internal static class Episode
{
    /// <summary>How many ticks.</summary>
    public const int Ticks = 500;

    /// <summary>A start with a pole that hangs and swings: the same for all members of a generation, and another in the next.</summary>
    public static CartPole Hanging(long number)
    {
        var random = new Random((int)number);
        return new CartPole { X = random.NextDouble() - 0.5, Angle = Math.PI + random.NextDouble() - 0.5, Spin = 4 * random.NextDouble() - 2 };
    }

    /// <summary>A start with a pole that begins to fall: who cannot hold it has no reason to swing it up.</summary>
    public static CartPole Falling(long number)
    {
        var random = new Random((int)number);
        return new CartPole { X = random.NextDouble() - 0.5, Angle = 1.2 * random.NextDouble() - 0.6, Spin = random.NextDouble() - 0.5 };
    }

    /// <summary>The mean over all ticks of h² / (1 + ω²/4), h being how far up the pole is and ω how fast it turns: to stand upright is what counts, and a pole that
    /// whirls around is worth little; less near the ends of the rail. From 0 to 1; what can be reached is less, since swinging up takes its time.</summary>
    public static double Fitness(ReadOnlySpan<float> parameters, CartPole cart)
    {
        double sum = 0;
        for (int tick = 0; tick < Ticks; tick++)
        {
            cart.Step(Push(parameters, cart));
            double place = cart.X / CartPole.Rail;
            sum += cart.Height * cart.Height / (1 + cart.Spin * cart.Spin / 4) * (1 - place * place);
        }

        return sum / Ticks;
    }

    /// <summary>What the network does.</summary>
    public static double Push(ReadOnlySpan<float> parameters, in CartPole cart)
    {
        (double sin, double cos) = Math.SinCos(cart.Angle);
        ReadOnlySpan<float> seen = [(float)(cart.X / CartPole.Rail), (float)(cart.V / 3), (float)(1 - cos), (float)sin, (float)(cart.Spin / 6)];
        Span<float> push = stackalloc float[1];
        Swinger.Forward(parameters, seen, push);
        return push[0];
    }

    /// <summary>For how many seconds of an episode the pole is up: within 20° of the vertical.</summary>
    public static double SecondsUp(ReadOnlySpan<float> parameters, CartPole cart)
    {
        int up = 0;
        for (int tick = 0; tick < Ticks; tick++)
        {
            cart.Step(Push(parameters, cart));
            up += Math.Cos(cart.Angle) > Math.Cos(Math.PI / 9) ? 1 : 0;
        }

        return up * CartPole.Tick;
    }
}
