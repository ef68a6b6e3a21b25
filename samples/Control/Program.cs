using System.CommandLine;
using CommandLine;
using Control;
using MlpGen;

Option<int> seconds = NumberOption.Create("--seconds", "How long the pendulum is watched.", usual: 10, least: 6, most: 600);
Option<int> ticks = NumberOption.Create("--ticks", "From how many ticks the model learns.", usual: 1_500, least: 100, most: 100_000);
Option<int> seed = NumberOption.Create("--seed", "Another seed is another model.", usual: 1);
Option<string> output = new("--out") { Description = "Folder for control.svg.", HelpName = "folder", DefaultValueFactory = _ => "." };

var command = new RootCommand("A pendulum swings up and stands by model-predictive control: the model is a network, and its Jacobian betters the plan at each tick.")
{
    seconds, ticks, seed, output,
};
command.SetAction(options =>
{
    Console.WriteLine($"A motor of {Pendulum.Torque} N·m and a pendulum that needs 9.81; {1 / Pendulum.Tick:0} decisions a second, each {Controller.Horizon} ticks ahead");
    Console.WriteLine();
    NetworkWarmup.Run<Acceleration, double>();
    Model model = Model.Learn(options.GetValue(ticks), options.GetValue(seed));
    _ = new Trial(new Controller(model, Motion.Hanging, options.GetValue(seed)), seconds: 1); // compiles what will be timed
    var report = new Report(model, new Trial(new Controller(model, Motion.Hanging, options.GetValue(seed)), options.GetValue(seconds)));
    report.Print();

    string file = Path.Combine(options.GetValue(output)!, "control.svg");
    report.Draw().Save(file);
    Console.WriteLine();
    Console.WriteLine($"Wrote {Path.GetFullPath(file)}");
});
return Sample.Run(command, args);
