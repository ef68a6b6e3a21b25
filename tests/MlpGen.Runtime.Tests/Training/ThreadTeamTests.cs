using MlpGen.Training;

namespace MlpGen.Tests.Training;

/// <summary>Threads that share pieces of work.</summary>
public class ThreadTeamTests
{
    /// <summary>Far longer than a waiting thread spins.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    /// <summary>None of these tests may take as long, unless threads wait for each other forever.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 7)]
    [InlineData(8, 3)]
    public void Every_piece_is_done_once_a_turn_before_the_turn_is_over(int threads, int pieces)
    {
        using var team = new ThreadTeam(threads);
        int[] done = new int[pieces];
        for (int turn = 1; turn <= 2000; turn++)
        {
            team.Run(piece => done[piece]++, pieces);
            Assert.All(done, times => Assert.Equal(turn, times));
        }
    }

    [Fact]
    public void A_piece_always_meets_the_same_thread()
    {
        using var team = new ThreadTeam(3);
        int[] first = new int[7], now = new int[7];
        team.Run(piece => first[piece] = Environment.CurrentManagedThreadId, 7);
        for (int turn = 0; turn < 100; turn++)
        {
            team.Run(piece => now[piece] = Environment.CurrentManagedThreadId, 7);
            Assert.Equal(first, now);
        }

        Assert.Equal(Environment.CurrentManagedThreadId, first[0]);
        Assert.Equal(3, first.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Whoever_is_late_is_waited_for_asleep(int late)
    {
        using var team = new ThreadTeam(2);
        int done = 0;
        for (int turn = 0; turn < 20; turn++)
        {
            team.Run(
                piece =>
                {
                    if (piece == late)
                    {
                        Thread.Sleep(s_pause);
                    }

                    Interlocked.Increment(ref done);
                },
                2);
            Assert.Equal(2 * (turn + 1), done);
            Thread.Sleep(s_pause); // so that the other thread sleeps when the next turn begins
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_exception_is_thrown_when_all_others_are_done_and_the_team_goes_on(int failing)
    {
        using var team = new ThreadTeam(3);
        for (int turn = 0; turn < 3; turn++)
        {
            int done = 0;
            Assert.Throws<InvalidTimeZoneException>(() => team.Run(
                piece =>
                {
                    if (piece == failing)
                    {
                        throw new InvalidTimeZoneException();
                    }

                    Thread.Sleep(s_pause);
                    Interlocked.Increment(ref done);
                },
                3));
            Assert.Equal(2, done);
            team.Run(_ => Interlocked.Increment(ref done), 3);
            Assert.Equal(5, done);
        }
    }

    [Fact]
    public void Threads_end_with_the_team_whether_they_had_work_or_not()
    {
        var threads = new List<Thread>();
        using (var team = new ThreadTeam(3))
        {
            team.Run(
                _ =>
                {
                    lock (threads)
                    {
                        threads.Add(Thread.CurrentThread);
                    }
                },
                3);
        }

        threads.Remove(Thread.CurrentThread);
        Assert.Equal(2, threads.Count);
        Assert.All(threads, thread => Assert.False(thread.IsAlive));
        new ThreadTeam(3).Dispose();
    }

    [Fact]
    public void An_interruption_is_kept_until_nobody_works_on_shared_memory_any_more()
    {
        int done = 0;
        bool wasInterrupted = false;
        var caller = new Thread(() =>
        {
            using var team = new ThreadTeam(2);
            team.Run(
                piece =>
                {
                    if (piece == 1)
                    {
                        Thread.Sleep(20 * s_pause);
                        done++;
                    }
                },
                2);
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = done == 1;
            }
        });
        caller.Start();
        Thread.Sleep(2 * s_pause);
        caller.Interrupt();
        Assert.True(caller.Join(s_limit), "It should have been interrupted.");
        Assert.True(wasInterrupted);
    }

    [Fact]
    public void Turns_allocate_nothing()
    {
        using var team = new ThreadTeam(2);
        int[] done = new int[2];
        Action<int> work = piece => done[piece]++, late = piece =>
        {
            if (piece == 1)
            {
                Thread.Sleep(1);
            }
        };
        Assert.Equal(0, Allocation.Of(() => team.Run(work, 2)));
        Assert.Equal(0, Allocation.Of(() => team.Run(late, 2)));
    }
}
