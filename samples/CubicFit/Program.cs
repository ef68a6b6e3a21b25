using System.CommandLine;
using CommandLine;
using CubicFit;

Option<int> epochs = NumberOption.Create("--epochs", "Steps of each fit.", usual: 10_000, least: 1, most: 1_000_000);
Option<int> starts = NumberOption.Create("--starts", "From how many random weights each network of the first figure begins.", usual: 20, least: 1, most: 1_000);
Option<int> seed = NumberOption.Create("--seed", "Another seed is other weights and other noise.", usual: 1, least: 0, most: 1_000_000);
Option<int> steps = NumberOption.Create("--adam-steps", "Steps of Adam in the race to an error of 1e-8.", usual: 100_000, least: 1, most: 10_000_000);
Option<string> output = new("--out") { Description = "Folder for cubic-fit.svg, overfitting.svg and race.svg.", HelpName = "folder", DefaultValueFactory = _ => "." };

var command = new RootCommand("Fits y = x³ + 2x² by networks of several sizes, then by networks that learn from a few noisy points, then in three ways to a tiny error.")
{
    epochs, starts, seed, steps, output,
};
command.SetAction(options =>
{
    string folder = options.GetValue(output)!;

    Console.WriteLine("1. The curve, by what bends and what does not");
    Console.WriteLine();
    var contest = new Contest(options.GetValue(epochs), options.GetValue(starts), options.GetValue(seed));
    contest.Print();
    Console.WriteLine($"(mean squared errors from −2 to 2, and beyond that up to ±3; the best of {options.GetValue(starts)} starts)");
    contest.Draw().Save(Path.Combine(folder, "cubic-fit.svg"));

    Console.WriteLine();
    Console.WriteLine("2. Twenty noisy points");
    Console.WriteLine();
    var noisy = new NoisyPoints(options.GetValue(epochs), options.GetValue(seed));
    noisy.Print();
    noisy.Draw().Save(Path.Combine(folder, "overfitting.svg"));

    Console.WriteLine();
    Console.WriteLine("3. Three ways to an error of 1e-8");
    Console.WriteLine();
    var race = new Race(options.GetValue(steps), options.GetValue(seed));
    race.Print();
    race.Draw().Save(Path.Combine(folder, "race.svg"));

    Console.WriteLine();
    Console.WriteLine($"Wrote cubic-fit.svg, overfitting.svg and race.svg into {Path.GetFullPath(folder)}");
});
return Sample.Run(command, args);
