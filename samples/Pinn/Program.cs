using System.CommandLine;
using CommandLine;
using Pinn;

Option<int> steps = NumberOption.Create("--steps", "Steps of Levenberg-Marquardt.", usual: 500, least: 1, most: 10_000);
Option<int> adamSteps = NumberOption.Create("--adam-steps", "Steps of Adam.", usual: 20_000, least: 1, most: 1_000_000);
Option<int> moments = NumberOption.Create("--moments", "At how many moments the law of motion is asked for.", usual: 81, least: 5, most: 10_000);
Option<int> seed = NumberOption.Create("--seed", "Another seed is other first weights.", usual: 1);
Option<string> output = new("--out") { Description = "Folder for pinn.svg.", HelpName = "folder", DefaultValueFactory = _ => "." };

var command = new RootCommand("Solves a differential equation, that of a mass on a spring, by a network that learns from its own first and second derivative.")
{
    steps, adamSteps, moments, seed, output,
};
command.SetAction(options =>
{
    Console.WriteLine("u″ + 2δ·u′ + ω²·u = 0, u(0) = 1, u′(0) = 0, by a network 1-16-1 that sees no solution, only the equation");
    Console.WriteLine();
    var report = new Report(
        Solver.ByAdam(options.GetValue(seed), options.GetValue(moments), options.GetValue(adamSteps)),
        Solver.ByLevenbergMarquardt(options.GetValue(seed), options.GetValue(moments), options.GetValue(steps)));
    report.Print();

    string file = Path.Combine(options.GetValue(output)!, "pinn.svg");
    report.Draw().Save(file);
    Console.WriteLine();
    Console.WriteLine($"Wrote {Path.GetFullPath(file)}");
});
return Sample.Run(command, args);
