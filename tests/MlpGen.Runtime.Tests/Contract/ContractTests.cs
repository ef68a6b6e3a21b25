using System.Globalization;
using System.Numerics;

namespace MlpGen.Tests.Contract;

/// <summary>What every static member promises about its arguments, whatever it computes.</summary>
public abstract class ContractTests<TNetwork, T>
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected virtual IEnumerable<Member<T>> AllMembers => Members.OfTrainable<TNetwork, T>();

    [Fact]
    public void A_wrong_length_is_named_and_refused_before_anything_is_written()
    {
        foreach (Member<T> member in AllMembers)
        {
            for (int k = 0; k < member.Arguments.Length; k++)
            {
                foreach (int length in WrongLengths(member.Arguments[k]))
                {
                    AssertRefused(member, k, length);
                }
            }
        }
    }

    [Fact]
    public void A_batch_of_another_size_than_the_inputs_is_refused()
    {
        foreach (Member<T> member in AllMembers.Where(member => member.Arguments.Any(argument => argument.RowLength > 0)))
        {
            foreach (int samples in new[] { Members.Samples - 1, Members.Samples + 1 })
            {
                Spans<T> spans = Fill(member);
                spans.Values[1] = new T[samples * TNetwork.InputSize];
                Spans<T> before = spans.Copy();
                Assert.Throws<ArgumentException>(() => member.Call(spans));
                AssertSame(before, spans);
            }
        }
    }

    [Fact]
    public void An_empty_batch_does_nothing()
    {
        T[] parameters = new T[TNetwork.ParameterCount], gradient = Enumerable.Repeat(T.One, TNetwork.ParameterCount).ToArray();
        TNetwork.ForwardBatch(parameters, [], []);
        TNetwork.BackwardBatch(parameters, [], [], gradient);
        TNetwork.BackwardBatch(parameters, [], [], gradient, []);
        Assert.All(gradient, g => Assert.Equal(T.One, g));
    }

    [Fact]
    public void A_loss_of_no_samples_is_refused()
    {
        foreach (Member<T> member in AllMembers.Where(member => member.Name.Contains("Loss", StringComparison.Ordinal)))
        {
            Spans<T> spans = Fill(member) with { Labels = [] };
            spans.Values[1] = spans.Values[2] = default;
            if (spans.Values.Length > 4)
            {
                spans.Values[4] = default;
            }

            Spans<T> before = spans.Copy();
            Assert.Throws<ArgumentException>("inputs", () => member.Call(spans));
            AssertSame(before, spans);
        }
    }

    [Fact]
    public void Overlapping_spans_give_the_right_result_or_are_refused()
    {
        foreach (Member<T> member in AllMembers)
        {
            for (int written = 0; written < member.Arguments.Length; written++)
            {
                for (int other = 0; other < member.Arguments.Length; other++)
                {
                    if (member.Arguments[written].IsWritten && other != written && !member.Arguments[other].IsLabels)
                    {
                        AssertOverlapIsSafe(member, written, other);
                    }
                }
            }
        }
    }

    [Fact]
    public void No_member_allocates()
    {
        foreach (Member<T> member in AllMembers)
        {
            Spans<T> spans = Fill(member);
            long allocated = Allocation.Of(() => member.Call(spans));
            Assert.True(allocated == 0, $"{member} allocated {allocated} bytes in 50 calls.");
        }
    }

    [Fact]
    public void Two_threads_do_not_disturb_each_other()
    {
        foreach (Member<T> member in AllMembers)
        {
            Spans<T>[] start = [Fill(member, seed: 1), Fill(member, seed: 2)];
            Spans<T>[] expected = [Result(member, start[0]), Result(member, start[1])];
            Parallel.For(0, 2, thread =>
            {
                for (int i = 0; i < 300; i++)
                {
                    AssertSame(expected[thread], Result(member, start[thread]));
                }
            });
        }
    }

    [Fact]
    public void Input_gradients_may_be_left_out_and_are_overwritten_else()
    {
        foreach (Member<T> member in AllMembers.Where(member => member.Arguments[^1].MayBeEmpty))
        {
            Spans<T> start = Fill(member), noise = start.Copy(), without = start.Copy();
            noise.Values[^1].Span.Fill(T.NaN);
            without.Values[^1] = default;

            Spans<T> expected = Result(member, start);
            AssertSame(expected, Result(member, noise));

            member.Call(without);
            without.Values[^1] = expected.Values[^1];
            AssertSame(expected, without);
        }
    }

    private protected static Spans<T> Fill(Member<T> member, int seed = 1) => member.Fill(T.CreateTruncating, seed);

    private protected static void AssertSame(Spans<T> expected, Spans<T> actual)
    {
        for (int k = 0; k < expected.Values.Length; k++)
        {
            Assert.Equal(expected.Values[k].ToArray(), actual.Values[k].ToArray());
        }
    }

    private static Spans<T> Result(Member<T> member, Spans<T> start)
    {
        Spans<T> spans = start.Copy();
        member.Call(spans);
        return spans;
    }

    private static IEnumerable<int> WrongLengths(Argument argument)
    {
        int length = argument.Length;
        int[] candidates = argument.RowLength > 0 ? [length - 1, length + 1, 1] : [0, length - 1, length + 1, 2 * length];
        return candidates.Distinct().Where(wrong =>
            wrong != length && !(argument.MayBeEmpty && wrong == 0) && !(argument.RowLength > 0 && wrong % argument.RowLength == 0));
    }

    private static void AssertRefused(Member<T> member, int k, int length)
    {
        Argument argument = member.Arguments[k];
        Spans<T> spans = Fill(member);
        spans.Values[k] = new T[length];
        if (argument.IsLabels)
        {
            spans = spans with { Labels = new int[length] };
        }

        Spans<T> before = spans.Copy();
        var exception = Assert.Throws<ArgumentException>(argument.Name, () => member.Call(spans));
        int expected = argument.RowLength > 0 ? argument.RowLength : argument.Length;
        Assert.Contains(argument.Name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        Assert.Contains($"it has length {length.ToString(CultureInfo.InvariantCulture)}.", exception.Message, StringComparison.Ordinal);
        AssertSame(before, spans);
    }

    private static void AssertOverlapIsSafe(Member<T> member, int written, int other)
    {
        int writtenLength = member.Arguments[written].Length, otherLength = member.Arguments[other].Length;
        foreach (int shift in new[] { 1 - writtenLength, -1, 0, 1, otherLength - 1 }.Distinct())
        {
            Spans<T> spans = Fill(member);
            T[] shared = Fill(member, seed: 3).Values[other].ToArray();
            Array.Resize(ref shared, writtenLength + otherLength + writtenLength);
            spans.Values[other] = shared.AsMemory(writtenLength, otherLength);
            spans.Values[written] = shared.AsMemory(writtenLength + shift, writtenLength);

            Spans<T> before = spans.Copy(), expected = Result(member, before);
            string what = $"{member}: {member.Arguments[written].Name} over {member.Arguments[other].Name}, shifted by {shift}";
            try
            {
                member.Call(spans);
            }
            catch (ArgumentException)
            {
                AssertSame(before, spans);
                continue;
            }

            for (int k = 0; k < member.Arguments.Length; k++)
            {
                if (member.Arguments[k].IsWritten)
                {
                    Assert.True(expected[k].SequenceEqual(spans[k]), $"{what}: {member.Arguments[k].Name} is silently wrong.");
                }
            }
        }
    }
}

/// <summary>The same for the members that take labels.</summary>
public abstract class ClassifierContractTests<TNetwork, T> : ContractTests<TNetwork, T>
    where TNetwork : IClassifier<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override IEnumerable<Member<T>> AllMembers => base.AllMembers.Concat(Members.OfClassifier<TNetwork, T>());

    [Fact]
    public void A_label_that_is_no_class_is_refused_before_anything_is_written()
    {
        foreach (Member<T> member in Members.OfClassifier<TNetwork, T>())
        {
            foreach (int label in new[] { -1, TNetwork.OutputSize, int.MinValue, int.MaxValue })
            {
                Spans<T> spans = Fill(member) with { Labels = [0, 1, label] };
                Spans<T> before = spans.Copy();
                var exception = Assert.Throws<ArgumentException>("labels", () => member.Call(spans));
                string message = string.Create(
                    CultureInfo.InvariantCulture, $"Expected labels[2] to be a class from 0 to {TNetwork.OutputSize - 1}, but it is {label}.");
                Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
                AssertSame(before, spans);
            }
        }
    }

    /// <summary>Labels are integers and gradients are not, but memory is memory.</summary>
    [Fact]
    public void Labels_in_the_memory_of_a_gradient_are_refused_or_harmless()
    {
        Member<T> member = Members.OfClassifier<TNetwork, T>().Single(member => member.Name == "LossAndGradient");
        foreach (int written in new[] { 3, 4 })
        {
            Spans<T> spans = Fill(member);
            Span<int> labels = System.Runtime.InteropServices.MemoryMarshal.Cast<T, int>(spans[written])[..Members.Samples];
            spans.Labels.CopyTo(labels);
            Spans<T> before = spans.Copy(), expected = before.Copy();
            member.Call(expected);
            try
            {
                TNetwork.LossAndGradient(spans[0], spans[1], labels, spans[3], spans[4]);
            }
            catch (ArgumentException)
            {
                AssertSame(before, spans);
                continue;
            }

            AssertSame(expected, spans);
        }
    }
}
