using System.CommandLine;
using System.Text;
using MlpGen.Onnx;
using MlpGen.Weights;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen import</c>: a file of elsewhere becomes weights for <c>[Frozen]</c>, and a class.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var network = new NetworkArguments();
        var to = new Option<string?>("--out", "-o") { Description = "The .weights.json; beside the file by default.", HelpName = "file" };
        var name = new Option<string?>("--class") { Description = "The name of the class.", HelpName = "name" };
        var space = new Option<string?>("--namespace") { Description = "Its namespace.", HelpName = "name" };
        var source = new Option<string?>("--declaration") { Description = "A .cs file for the class, which is printed else.", HelpName = "file" };
        var golden = new Option<int>("--golden") { Description = "So many examples of what the network computes, which the compiler tries.", HelpName = "count" };
        golden.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1000)
            {
                result.AddError("--golden: 0 to 1000 examples");
            }
        });
        Names.Check(name, dotted: false);
        Names.Check(space, dotted: true);
        var command = new Command("import", "Writes the weights of a file as a .weights.json, which [Frozen] bakes into an assembly, and shows the class that goes with it.")
        {
            to, name, space, source, golden, network.Json,
        };
        network.AddTo(command);
        Examples.Add(
            command,
            ("mlpgen import policy.onnx", "writes policy.weights.json and prints the class"),
            ("mlpgen import policy.onnx -o Models/policy.weights.json --class Policy --namespace Game --declaration Models/Policy.cs", "both files of a project"),
            ("mlpgen import model.safetensors --activations Relu,Relu,Softmax --golden 4", "a state dict of PyTorch's, with examples"));
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(network.File);
            DenseNetwork read = network.ReadWithActivations(parsed);
            string path = parsed.GetValue(to) ?? Path.ChangeExtension(file, null) + ".weights.json";
            if (NetworkFile.FormatOf(path) != NetworkFormat.WeightsJson)
            {
                throw new UsageException($"--out: expected a name that ends in .weights.json, found '{path}'; export writes other formats");
            }

            string className = parsed.GetValue(name) ?? ClassName(path);
            string declaration = Declaration.Of(read, className, parsed.GetValue(space), Path.GetFileName(path));
            NetworkFile.Write(read, path, golden: Inputs.Random(read.InputSize, parsed.GetValue(golden), seed: 1));
            if (parsed.GetValue(source) is { } sourcePath)
            {
                AtomicFile.Write(sourcePath, stream => stream.Write(Encoding.UTF8.GetBytes(declaration + "\n")));
            }

            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(network.Json))
            {
                Json.Write(output, new { weights = path, declaration = parsed.GetValue(source), source = declaration });
                return Cli.Success;
            }

            output.WriteLine($"Wrote {path}");
            output.WriteLine(parsed.GetValue(source) is { } written ? $"Wrote {written}" : $"\n{declaration}");
            output.WriteLine();
            output.WriteLine("In the project file:");
            output.WriteLine($"  <ItemGroup><AdditionalFiles Include=\"{Path.GetFileName(path)}\" /></ItemGroup>");
            return Cli.Success;
        });
        return command;
    }

    /// <summary>A class for a file: my-policy.weights.json is MyPolicy.</summary>
    private static string ClassName(string path)
    {
        string name = Path.GetFileName(path)[..^".weights.json".Length];
        string[] words = name.Split(name.Where(static c => !char.IsAsciiLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries);
        string joined = string.Concat(words.Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
        return Names.IsIdentifier(joined) ? joined : "Net";
    }
}
