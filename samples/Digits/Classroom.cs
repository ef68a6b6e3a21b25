using System.Globalization;
using Digits.Terminal;
using MlpGen.Optimizers;
using Spectre.Console;

namespace Digits;

/// <summary>Teaches each network the same lesson, in the way that suits it, and shows what came of it.</summary>
/// <param name="lesson">What to teach.</param>
/// <param name="console">Where to show it.</param>
/// <param name="mistakes">How many of the worst mistakes to draw.</param>
/// <param name="cancellation">Ends it early, by an exception.</param>
internal sealed class Classroom(Lesson lesson, IAnsiConsole console, int mistakes, CancellationToken cancellation)
{
    /// <summary>784-16-16-10, sigmoids and squared error.</summary>
    public LessonResult TeachSigmoid()
    {
        const string Name = "784-16-16-10 sigmoid";
        Heading(Name, SigmoidNet.ParameterCount, "squared error");
        return Show(lesson.Teach(Name, new SigmoidNet(lesson.Seed), new Adam<float>(learningRate: 0.01), batchSize: 32, console, cancellation));
    }

    /// <summary>784-128-10, ReLU and Softmax, cross entropy.</summary>
    public LessonResult TeachRelu()
    {
        const string Name = "784-128-10 ReLU";
        Heading(Name, ReluNet.ParameterCount, "cross entropy");
        return Show(lesson.Teach(Name, new ReluNet(lesson.Seed), new Adam<float>(learningRate: 0.002), batchSize: 32, console, cancellation));
    }

    private void Heading(string name, int parameters, string loss) =>
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{name}[/]: {parameters:N0} parameters, {loss}");

    private LessonResult Show(LessonResult result)
    {
        console.WriteLine();
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{result.Test.Accuracy:P1}[/] of the test pictures are read right ({result.Test.Correct:N0} of {result.Test.Readings.Count:N0}), after {result.Seconds:0.0} s");
        ConfusionTable.Print(console, result.Confusion);
        Pictures.PrintMistakes(console, lesson.Test, result.Test.WorstMistakes().Take(mistakes));
        return result;
    }
}
