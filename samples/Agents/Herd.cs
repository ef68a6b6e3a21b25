using MlpGen.Populations;

namespace Agents;

/// <summary>All pilots: one population, a member an agent. After a round the slower half learn from the quicker.</summary>
internal sealed class Herd : IDisposable
{
    private readonly Population<Pilot, float> _pilots;
    private readonly float[] _senses, _actions, _rows, _actionsByLoop;
    private readonly int[] _order;
    private readonly Random _random;

    /// <summary>Pilots who know nothing.</summary>
    public Herd(int agents, int seed, int threads)
    {
        _random = new(seed);
        _pilots = new(agents, threads);
        _pilots.Initialize(seed);
        (_senses, _actions, _actionsByLoop) = (new float[agents * Field.Senses], new float[agents * Field.Actions], new float[agents * Field.Actions]);
        _rows = new float[agents * Pilot.ParameterCount];
        _order = [.. Enumerable.Range(0, agents)];
        _pilots.Parameters.Save(_rows);
    }

    /// <summary>How many there are.</summary>
    public int Agents => _pilots.Members;

    /// <summary>What they do, a row for each.</summary>
    public ReadOnlySpan<float> Actions => _actions;

    /// <summary>Where the field writes what they know.</summary>
    public Span<float> Senses => _senses;

    /// <summary>All of them decide, in one call.</summary>
    public void Think() => _pilots.Forward(_senses, _actions);

    /// <summary>The same in a loop over <c>Forward</c>, for comparison.</summary>
    public void ThinkOneByOne()
    {
        for (int agent = 0; agent < Agents; agent++)
        {
            Pilot.Forward(
                _rows.AsSpan(agent * Pilot.ParameterCount, Pilot.ParameterCount), _senses.AsSpan(agent * Field.Senses, Field.Senses),
                _actionsByLoop.AsSpan(agent * Field.Actions, Field.Actions));
        }
    }

    /// <summary>How far the actions of the two ways are apart.</summary>
    public float Difference() => _actions.Zip(_actionsByLoop, static (a, b) => Math.Abs(a - b)).Max();

    /// <summary>The slower half become like the quicker, each like one of them, with some noise.</summary>
    public void Learn(int[] reached)
    {
        Array.Sort(_order, (a, b) => reached[b].CompareTo(reached[a]));
        int size = Pilot.ParameterCount, quick = Agents / 4;
        for (int place = Agents / 2; place < Agents; place++)
        {
            Span<float> child = _rows.AsSpan(_order[place] * size, size);
            _rows.AsSpan(_order[_random.Next(Math.Max(1, quick))] * size, size).CopyTo(child);
            foreach (ref float weight in child)
            {
                weight += 0.15f * ((2 * _random.NextSingle()) - 1);
            }
        }

        _pilots.Parameters.Load(_rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _pilots.Dispose();
}
