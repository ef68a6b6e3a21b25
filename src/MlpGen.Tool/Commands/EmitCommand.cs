using System.CommandLine;
using System.Text;
using MlpGen.Onnx;
using MlpGen.Tool.Emit;
using MlpGen.Weights;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen emit</c>: a network as one source file that needs no library.</summary>
internal static class EmitCommand
{
    public static Command Create()
    {
        var network = new NetworkArguments();
        var name = new Option<string?>("--class") { Description = "The name of the class; in C, what all names begin with.", HelpName = "name", Required = true };
        var space = new Option<string?>("--namespace") { Description = "Its namespace.", HelpName = "name" };
        var target = new Option<string>("--target")
        {
            Description = "csharp9: C# 9 with arrays, for .NET Framework and any Unity; netstandard2.1: C# 9 with spans, for Unity and Godot; net8: C# 12; c99: a C header.",
            DefaultValueFactory = _ => "net8",
        };
        target.AcceptOnlyFromAmong([.. EmitTarget.All.Select(static known => known.Name)]);
        var to = new Option<string?>("--out", "-o") { Description = "The file; else it is printed.", HelpName = "file" };
        var trainable = new Option<bool>("--trainable") { Description = "Parameters that can change, and Backward, which adds their gradient." };
        var reproducible = new Option<bool>("--reproducible") { Description = "The bits of a generated network with [Network(Reproducible = true)], on every machine." };
        Names.Check(name, dotted: false);
        Names.Check(space, dotted: true);
        var command = new Command("emit", "Writes a network as one readable source file without MlpGen: weights as constants unless --trainable, no allocation in a call, no unsafe code.")
        {
            name, space, target, to, trainable, reproducible,
        };
        network.AddTo(command);
        Examples.Add(
            command,
            ("mlpgen emit policy.onnx --class Policy --namespace Game --target netstandard2.1 -o Assets/Policy.cs", "for Unity"),
            ("mlpgen emit policy.onnx --class Policy --target csharp9 -o Policy.cs", "for .NET Framework"),
            ("mlpgen emit policy.onnx --class Policy --target c99 -o policy.h", "for a microcontroller"),
            ("mlpgen emit policy.onnx --class Policy --trainable --reproducible -o Policy.cs", "to go on learning, with the same bits everywhere"));
        command.SetAction(parsed =>
        {
            EmitTarget chosen = EmitTarget.All.Single(known => known.Name == parsed.GetValue(target));
            if (chosen.IsC && parsed.GetValue(space) is not null)
            {
                throw new UsageException("--namespace: C has none; all names begin with --class");
            }

            DenseNetwork read = network.ReadWithActivations(parsed);
            var options = new EmitOptions(parsed.GetRequiredValue(name)!, parsed.GetValue(space), chosen)
            {
                IsTrainable = parsed.GetValue(trainable),
                IsReproducible = parsed.GetValue(reproducible),
            };
            string text = chosen.IsC ? new CHeader(read, options).Write() : new CSharpFile(read, options).Write();
            if (parsed.GetValue(to) is { } path)
            {
                AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
                parsed.InvocationConfiguration.Output.WriteLine($"Wrote {path}");
            }
            else
            {
                parsed.InvocationConfiguration.Output.Write(text);
            }

            return Cli.Success;
        });
        return command;
    }
}
