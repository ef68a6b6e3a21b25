namespace Agents;

/// <summary>A square field, each agent on it with a target of its own: small vehicles that turn and push, and glide on.</summary>
/// <remarks>Lengths are in widths of the field, times in seconds. All agents move alike; what they do differently, their pilots do.</remarks>
internal sealed class Field
{
    /// <summary>What an agent knows: its target ahead and aside (a direction of length 1), how far it is, its speed, its turning.</summary>
    public const int Senses = 5;

    /// <summary>What an agent does: turn, push.</summary>
    public const int Actions = 2;

    /// <summary>A frame of the game.</summary>
    public const float Tick = 1 / 60f;

    private const float Reach = 0.03f, Push = 0.6f, Turn = 12, Drag = 1.2f, TurnDrag = 4;

    private readonly float[] _x, _y, _heading, _speed, _turning, _targetX, _targetY;
    private readonly Random _random;

    /// <summary>Agents and targets at random places.</summary>
    public Field(int agents, int seed)
    {
        _random = new(seed);
        (_x, _y, _heading, _speed, _turning, _targetX, _targetY) =
            (new float[agents], new float[agents], new float[agents], new float[agents], new float[agents], new float[agents], new float[agents]);
        Reached = new int[agents];
        for (int agent = 0; agent < agents; agent++)
        {
            Place(agent);
        }
    }

    /// <summary>How many targets each agent has reached.</summary>
    public int[] Reached { get; }

    /// <summary>What all agents know, a row for each.</summary>
    public void Look(Span<float> senses)
    {
        for (int agent = 0; agent < Reached.Length; agent++)
        {
            float dx = _targetX[agent] - _x[agent], dy = _targetY[agent] - _y[agent];
            float distance = MathF.Sqrt((dx * dx) + (dy * dy)) + 1e-6f;
            (float sine, float cosine) = MathF.SinCos(_heading[agent]);
            Span<float> row = senses.Slice(agent * Senses, Senses);
            row[0] = ((cosine * dx) + (sine * dy)) / distance;
            row[1] = ((cosine * dy) - (sine * dx)) / distance;
            row[2] = Math.Min(1, 2 * distance);
            row[3] = 2 * _speed[agent];
            row[4] = 0.3f * _turning[agent];
        }
    }

    /// <summary>Moves all agents by a frame; who reaches a target gets another.</summary>
    public void Move(ReadOnlySpan<float> actions)
    {
        for (int agent = 0; agent < Reached.Length; agent++)
        {
            _turning[agent] += Tick * ((Turn * actions[agent * Actions]) - (TurnDrag * _turning[agent]));
            _speed[agent] += Tick * ((Push * actions[(agent * Actions) + 1]) - (Drag * _speed[agent]));
            _heading[agent] += Tick * _turning[agent];
            (float sine, float cosine) = MathF.SinCos(_heading[agent]);
            _x[agent] = Math.Clamp(_x[agent] + (Tick * _speed[agent] * cosine), 0, 1);
            _y[agent] = Math.Clamp(_y[agent] + (Tick * _speed[agent] * sine), 0, 1);
            float dx = _targetX[agent] - _x[agent], dy = _targetY[agent] - _y[agent];
            if ((dx * dx) + (dy * dy) < Reach * Reach)
            {
                Reached[agent]++;
                (_targetX[agent], _targetY[agent]) = (_random.NextSingle(), _random.NextSingle());
            }
        }
    }

    /// <summary>A new round: everybody somewhere else, and nothing reached.</summary>
    public void BeginRound()
    {
        for (int agent = 0; agent < Reached.Length; agent++)
        {
            Place(agent);
        }
    }

    private void Place(int agent)
    {
        (_x[agent], _y[agent]) = (_random.NextSingle(), _random.NextSingle());
        (_targetX[agent], _targetY[agent]) = (_random.NextSingle(), _random.NextSingle());
        (_heading[agent], _speed[agent], _turning[agent]) = (MathF.Tau * _random.NextSingle(), 0, 0);
        Reached[agent] = 0;
    }
}
