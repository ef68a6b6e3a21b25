using Digits;
using Digits.Data;
using Spectre.Console;

namespace MlpGen.Samples.Tests.Digits;

/// <summary>Both networks learn to read drawn digits, and show what they do not read, into a file too.</summary>
public class LessonTests
{
    private static readonly Lesson s_lesson = new(DigitSet.Draw(2_000, seed: 1), DigitSet.Draw(500, seed: 2), Epochs: 5, Seed: 1);

    [Fact]
    public void Most_digits_are_read_right_after_a_short_lesson_by_the_wider_network() =>
        Assert.InRange(Classroom(s_lesson, new StringWriter()).TeachRelu().Test.Accuracy, 0.9, 1);

    [Fact]
    public void Sigmoids_need_a_longer_lesson() =>
        Assert.InRange(Classroom(s_lesson with { Epochs = 20 }, new StringWriter()).TeachSigmoid().Test.Accuracy, 0.7, 1);

    [Fact]
    public void The_same_seed_learns_the_same()
    {
        Lesson lesson = s_lesson with { Epochs = 1 };

        LessonResult once = Classroom(lesson, new StringWriter()).TeachSigmoid(), again = Classroom(lesson, new StringWriter()).TeachSigmoid();

        Assert.Equal(once.Test.Readings, again.Test.Readings);
        Assert.Equal(once.History.Last.TrainingLoss, again.History.Last.TrainingLoss);
    }

    [Fact]
    public void What_is_shown_are_lines_of_80_columns_at_most()
    {
        using var output = new StringWriter();

        LessonResult result = Classroom(s_lesson with { Epochs = 1 }, output).TeachSigmoid();

        string[] lines = output.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(lines, line => line.StartsWith("epoch 1/1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("right (" + result.Test.Correct, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("is \\ read as", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("a ", StringComparison.Ordinal) && line.Contains("), read ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains('█', StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_lesson_ends()
    {
        Classroom classroom = new(s_lesson, PlainConsole(new StringWriter()), mistakes: 1, new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(classroom.TeachRelu);
    }

    private static Classroom Classroom(Lesson lesson, TextWriter output) => new(lesson, PlainConsole(output), mistakes: 3, CancellationToken.None);

    private static IAnsiConsole PlainConsole(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(output),
    });
}
