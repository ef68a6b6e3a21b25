using System.CommandLine;
using CommandLine;
using OnlineLearner;

Option<int> seconds = NumberOption.Create("--seconds", "Length of the call, 4 to 600.", usual: 20, least: 4, most: 600);
Option<int> seed = NumberOption.Create("--seed", "Another seed is another voice, room and network.", usual: 1);
Option<string> output = new("--out") { Description = "Folder for echo.svg.", HelpName = "folder", DefaultValueFactory = _ => "." };

var command = new RootCommand("An echo canceller: a tiny network that learns inside a loop of 16,000 steps a second, beside the linear filter that it replaces.")
{
    seconds, seed, output,
};
command.SetAction(options => Listen(options.GetValue(seconds), options.GetValue(seed), options.GetValue(output)!));
return Sample.Run(command, args);

static void Listen(int seconds, int seed, string folder)
{
    // Compiles what will be timed.
    var rehearsal = new Trial(seconds: 1, seed);
    _ = rehearsal.Run(new LinearCanceller(LinearCanceller.BestStepSize));
    _ = rehearsal.Run(new NeuralCanceller(seed));

    var trial = new Trial(seconds, seed);
    TrialResult linear = trial.Run(new LinearCanceller(LinearCanceller.BestStepSize));
    TrialResult network = trial.Run(new NeuralCanceller(seed));

    Console.WriteLine($"{EchoPath.Taps} samples in, one out: a linear filter of {EchoPath.Taps} weights, and a network 16-16-1 of {EchoNet.ParameterCount} parameters");
    Console.WriteLine();
    var report = new Report(trial, linear, network);
    report.PrintReductions();
    report.PrintTimes();

    string file = Path.Combine(folder, "echo.svg");
    report.Draw().Save(file);
    Console.WriteLine($"Wrote {file}");
}
