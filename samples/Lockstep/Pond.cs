using System.Runtime.InteropServices;
using MlpGen;
using MlpGen.Optimizers;

namespace Lockstep;

/// <summary>The game: fish in a round pond, that is, one whose edges meet. They swim to food by their network, which learns as they go.</summary>
/// <remarks>All but the network is +, −, ×, ÷ and √, which any machine rounds alike.</remarks>
internal abstract class Pond
{
    /// <summary>What a fish knows: the way to the food, the way to the nearest fish, its speed.</summary>
    public const int Senses = 6;

    /// <summary>Fish in the pond: not a whole number of vectors.</summary>
    public const int Count = 11;

    /// <summary>Ticks between two lessons.</summary>
    private const int Lesson = 8;

    private const float TimeStep = 0.02f, Drag = 0.96f, Reach = 0.03f;

    /// <summary>Of each fish x, y, and its speed in both directions.</summary>
    private readonly float[] _fish = new float[4 * Count];
    private readonly float[] _senses = new float[Senses * Count];
    private readonly float[] _steering = new float[2 * Count];
    private readonly float[] _wishes = new float[2 * Count];
    private uint _dice;

    /// <summary>A pond with all fish and the food at their places.</summary>
    protected Pond(int seed)
    {
        _dice = (uint)seed;
        for (int i = 0; i < _fish.Length; i++)
        {
            _fish[i] = i % 4 < 2 ? Throw() : 0;
        }

        (FoodX, FoodY) = (Throw(), Throw());
    }

    /// <summary>Where the food is.</summary>
    public float FoodX { get; private set; }

    /// <inheritdoc cref="FoodX"/>
    public float FoodY { get; private set; }

    /// <summary>How often a fish has found it.</summary>
    public int Eaten { get; private set; }

    /// <summary>Everything that the next tick depends on, as numbers: the fish, and the weights of their network.</summary>
    public float[] State => [.. _fish, FoodX, FoodY, .. Weights];

    /// <summary>The weights of the network.</summary>
    protected abstract ReadOnlySpan<float> Weights { get; }

    /// <summary>A pond whose network is the one or the other.</summary>
    public static Pond Of(bool isReproducible, int seed) => isReproducible ? new Of<ReproducibleDriver>(seed) : new Of<FreeDriver>(seed);

    /// <summary>Goes on by a tick.</summary>
    public void Tick(int tick)
    {
        for (int k = 0; k < Count; k++)
        {
            Sense(k);
        }

        Steer(_senses, _steering);
        if (tick % Lesson == 0)
        {
            Learn(_senses, _wishes);
        }

        for (int k = 0; k < Count; k++)
        {
            Swim(k);
        }
    }

    /// <summary>A hash of the bits of everything (FNV-1a).</summary>
    public ulong Hash()
    {
        ulong hash = Of(14695981039346656037, _fish);
        hash = Of(hash, [FoodX, FoodY]);
        return Of(hash, Weights);

        static ulong Of(ulong hash, ReadOnlySpan<float> numbers)
        {
            foreach (byte b in MemoryMarshal.AsBytes(numbers))
            {
                hash = (hash ^ b) * 1099511628211;
            }

            return hash;
        }
    }

    /// <summary>What the network makes of what all fish know.</summary>
    protected abstract void Steer(ReadOnlySpan<float> senses, Span<float> steering);

    /// <summary>A step of training toward what would have been better.</summary>
    protected abstract void Learn(ReadOnlySpan<float> senses, ReadOnlySpan<float> wishes);

    private void Sense(int k)
    {
        Span<float> fish = _fish.AsSpan(4 * k, 4), senses = _senses.AsSpan(Senses * k, Senses);
        (float foodX, float foodY) = (Way(fish[0], FoodX), Way(fish[1], FoodY));
        float nearest = float.MaxValue;
        for (int other = 0; other < Count; other++)
        {
            (float x, float y) = (Way(fish[0], _fish[4 * other]), Way(fish[1], _fish[4 * other + 1]));
            float distance = x * x + y * y;
            if (other != k && distance < nearest)
            {
                nearest = distance;
                (senses[2], senses[3]) = (x, y);
            }
        }

        (senses[0], senses[1], senses[4], senses[5]) = (foodX, foodY, fish[2], fish[3]);

        // To the food at full strength, and a little away from the other fish.
        float length = MathF.Sqrt(foodX * foodX + foodY * foodY) + 0.01f;
        _wishes[2 * k] = 0.9f * foodX / length - 0.1f * senses[2];
        _wishes[2 * k + 1] = 0.9f * foodY / length - 0.1f * senses[3];
    }

    private void Swim(int k)
    {
        Span<float> fish = _fish.AsSpan(4 * k, 4);
        fish[2] = Drag * fish[2] + TimeStep * _steering[2 * k];
        fish[3] = Drag * fish[3] + TimeStep * _steering[2 * k + 1];
        fish[0] = Inside(fish[0] + TimeStep * fish[2]);
        fish[1] = Inside(fish[1] + TimeStep * fish[3]);
        (float x, float y) = (Way(fish[0], FoodX), Way(fish[1], FoodY));
        if (x * x + y * y < Reach * Reach)
        {
            Eaten++;
            (FoodX, FoodY) = (Throw(), Throw());
        }
    }

    /// <summary>The shorter way from one place to another, one of which may lead over the edge.</summary>
    private static float Way(float from, float to)
    {
        float way = to - from;
        return way > 0.5f ? way - 1 : way < -0.5f ? way + 1 : way;
    }

    private static float Inside(float place) => place >= 1 ? place - 1 : place < 0 ? place + 1 : place;

    /// <summary>A place between 0 and 1 (a linear congruential generator).</summary>
    private float Throw()
    {
        _dice = _dice * 1664525 + 1013904223;
        return (_dice >> 8) * (1f / (1 << 24));
    }
}

/// <summary>A pond with a network.</summary>
internal sealed class Of<TDriver> : Pond
    where TDriver : class, ITrainableNetwork<TDriver, float>
{
    private readonly float[] _weights = new float[TDriver.ParameterCount];
    private readonly float[] _gradient = new float[TDriver.ParameterCount];
    private readonly Adam<float> _adam = new(learningRate: 0.002);

    public Of(int seed)
        : base(seed) => TDriver.Initialize(_weights, seed);

    protected override ReadOnlySpan<float> Weights => _weights;

    protected override void Steer(ReadOnlySpan<float> senses, Span<float> steering) => TDriver.ForwardBatch(_weights, senses, steering);

    protected override void Learn(ReadOnlySpan<float> senses, ReadOnlySpan<float> wishes)
    {
        _gradient.AsSpan().Clear();
        TDriver.LossAndGradient(_weights, senses, wishes, _gradient);
        _adam.Step(_weights, _gradient);
    }
}
