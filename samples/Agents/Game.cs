using System.Diagnostics;

namespace Agents;

/// <summary>Rounds of the game: in each frame all agents look, think and move; after a round they learn.</summary>
internal sealed class Game(int agents, int rounds, int seed, int threads) : IDisposable
{
    /// <summary>A round takes so long: ten seconds of the game.</summary>
    public const int FramesOfRound = 600;

    private readonly Field _field = new(agents, seed);
    private readonly Herd _herd = new(agents, seed, threads);

    /// <summary>Look, think and move: what a frame takes of its time.</summary>
    public FrameTimes Frames { get; } = new(rounds * FramesOfRound);

    /// <summary>What of that is thinking.</summary>
    public FrameTimes Thinking { get; } = new(rounds * FramesOfRound);

    /// <summary>The same by a loop over <c>Forward</c>, outside of the frame.</summary>
    public FrameTimes OneByOne { get; } = new(rounds * FramesOfRound);

    /// <summary>How far actions of the two ways ever were apart, in the last frame of a round.</summary>
    public float Difference { get; private set; }

    /// <summary>Targets reached, a mean over the agents, round by round.</summary>
    public List<double> Reached { get; } = [];

    /// <summary>Plays all rounds.</summary>
    public void Play()
    {
        _herd.ThinkOneByOne(); // compiles what will be timed
        _herd.Think();
        for (int round = 0; round < rounds; round++)
        {
            for (int frame = 0; frame < FramesOfRound; frame++)
            {
                PlayFrame();
            }

            Difference = Math.Max(Difference, _herd.Difference());
            Reached.Add(_field.Reached.Average());
            _herd.Learn(_field.Reached);
            _field.BeginRound();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _herd.Dispose();

    private void PlayFrame()
    {
        long frame = Stopwatch.GetTimestamp();
        _field.Look(_herd.Senses);
        long thinking = Stopwatch.GetTimestamp();
        _herd.Think();
        Thinking.Add(thinking);
        _field.Move(_herd.Actions);
        Frames.Add(frame);

        long oneByOne = Stopwatch.GetTimestamp();
        _herd.ThinkOneByOne();
        OneByOne.Add(oneByOne);
    }
}
