using System.CommandLine;
using System.Globalization;
using CommandLine;
using Digits;
using Digits.Data;
using Digits.Results;
using Digits.Terminal;
using Spectre.Console;

Option<string?> images = new("--images") { Description = "IDX file of images to learn from, gzipped or not. Without it, digits are drawn.", HelpName = "file" };
Option<string?> labels = new("--labels") { Description = "IDX file of their labels.", HelpName = "file" };
Option<string?> testImages = new("--test-images") { Description = "IDX file of images to test on. Without it, the last of the others are.", HelpName = "file" };
Option<string?> testLabels = new("--test-labels") { Description = "IDX file of their labels.", HelpName = "file" };
Option<int> test = NumberOption.Create("--test", "How many images to test on, if there is no file for them.", usual: 1_000, least: 1);
Option<int> drawn = NumberOption.Create("--drawn", "How many digits to draw, if there is no file.", usual: 8_000, least: 2, most: 1_000_000);
Option<string> network = new("--network") { Description = "Which network to train.", DefaultValueFactory = _ => "both" };
Option<int> epochs = NumberOption.Create("--epochs", "How often each image is met.", usual: 20, least: 1, most: 10_000);
Option<int> mistakes = NumberOption.Create("--mistakes", "How many of the worst mistakes to draw.", usual: 6, least: 0);
Option<int> seed = NumberOption.Create("--seed", "Another seed is other weights and other drawn digits.", usual: 1);
Option<string> output = new("--out") { Description = "Folder for digits-loss.svg.", HelpName = "folder", DefaultValueFactory = _ => "." };
network.AcceptOnlyFromAmong("relu", "sigmoid", "both");

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true; // the progress bar has hidden the cursor, and gives it back
    cancellation.Cancel();
};

var command = new RootCommand("Learns to read handwritten digits, and shows what it still reads wrong.")
{
    images, labels, testImages, testLabels, test, drawn, network, epochs, mistakes, seed, output,
};
command.SetAction(options =>
{
    var sources = new Sources(
        options.GetValue(images), options.GetValue(labels), options.GetValue(testImages), options.GetValue(testLabels), options.GetValue(test), options.GetValue(drawn));
    if (sources.Problem is { } problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }

    IAnsiConsole console = Screen.Create();
    (DigitSet training, DigitSet others) = sources.Read(options.GetValue(seed));
    console.WriteLine($"{sources.Description}: {Count(training)} to learn from, {Count(others)} to test on");
    console.WriteLine();

    var lesson = new Lesson(training, others, options.GetValue(epochs), options.GetValue(seed));
    var classroom = new Classroom(lesson, console, options.GetValue(mistakes), cancellation.Token);
    LessonResult[] results = options.GetValue(network) switch
    {
        "relu" => [classroom.TeachRelu()],
        "sigmoid" => [classroom.TeachSigmoid()],
        _ => [classroom.TeachSigmoid(), classroom.TeachRelu()],
    };

    string file = Path.Combine(options.GetValue(output)!, "digits-loss.svg");
    LossFigure.Draw(results).Save(file);
    console.WriteLine($"Wrote {file}");
    return 0;
});

static string Count(DigitSet digits) => digits.Count.ToString("N0", CultureInfo.InvariantCulture);

try
{
    return Sample.Run(command, args);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled.");
    return 130; // as shells count a program that Ctrl+C ended
}
