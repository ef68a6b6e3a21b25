using System.CommandLine;
using MlpGen.Onnx;
using Spectre.Console;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen compare</c>: what two files compute of the same inputs.</summary>
internal static class CompareCommand
{
    private const int MostRows = 8;

    public static Command Create()
    {
        var first = new Argument<string>("a") { Description = "A network: .onnx, .safetensors or .weights.json." };
        var second = new Argument<string>("b") { Description = "The other." };
        var inputs = new Option<string?>("--inputs") { Description = "A table as text (.csv): a row of inputs for each sample. A first line of names is passed over.", HelpName = "file" };
        var random = new Option<int>("--random") { Description = "So many rows of numbers from -1 to 1 instead.", HelpName = "count", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "Other numbers.", DefaultValueFactory = _ => 1 };
        var tolerance = new Option<double>("--tolerance") { Description = "How far two outputs may be apart, times max(1, |y|).", DefaultValueFactory = _ => 1e-5 };
        var output = new Option<string?>("--output") { Description = "The output of an ONNX graph that is wanted.", HelpName = "name" };
        var activations = new Option<string?>("--activations") { Description = "The activations, such as Relu,Identity, of a file that does not name them.", HelpName = "list" };
        var json = new Option<bool>("--json") { Description = "For scripts: writes the result as JSON." };
        random.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
            {
                result.AddError("--random: 1 to 1,000,000 rows");
            }
        });
        tolerance.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() >= 0))
            {
                result.AddError("--tolerance: a number of 0 or more");
            }
        });
        var command = new Command("compare", "Computes the outputs of two files, in double precision by the textbook, and puts them beside each other. Exit code 1 if they differ.")
        {
            first, second, inputs, random, seed, tolerance, output, activations, json,
        };
        Examples.Add(
            command,
            ("mlpgen compare policy.onnx policy.weights.json", "100 random inputs"),
            ("mlpgen compare old.onnx new.onnx --inputs samples.csv --tolerance 1e-3", "inputs of your own"));
        command.SetAction(parsed =>
        {
            string a = parsed.GetRequiredValue(first), b = parsed.GetRequiredValue(second);
            DenseNetwork left = Working.On(parsed, $"Reading {a}", _ => Read(a)), right = Working.On(parsed, $"Reading {b}", _ => Read(b));
            if ((left.InputSize, left.OutputSize) != (right.InputSize, right.OutputSize))
            {
                throw new UsageException($"{a} is {left.InputSize} → {left.OutputSize}, {b} is {right.InputSize} → {right.OutputSize}: they have no inputs and outputs in common");
            }

            double[][] rows = parsed.GetValue(inputs) is { } file ? Inputs.FromFile(file, left.InputSize) : Inputs.Random(left.InputSize, parsed.GetValue(random), parsed.GetValue(seed));
            Comparison comparison = Working.On(parsed, $"Comparing {rows.Length} samples", progress => Comparison.Of(left, right, rows, parsed.GetValue(tolerance), progress));
            TextWriter writer = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(writer, new { a, b, samples = rows.Length, comparison.Largest, comparison.Sample, comparison.Output, comparison.Differing, tolerance = parsed.GetValue(tolerance) });
            }
            else
            {
                Print(writer, a, b, left, right, rows, comparison);
            }

            return comparison.Differing == 0 ? Cli.Success : Cli.Findings;

            DenseNetwork Read(string path)
            {
                string? list = parsed.GetValue(activations);
                DenseNetwork network = NetworkArguments.Read(path, NetworkFile.FormatOf(path) == NetworkFormat.Onnx ? parsed.GetValue(output) : null, null);
                return network.HasActivations || list is null ? NetworkArguments.WithActivations(network, path) : NetworkArguments.Read(path, null, list);
            }
        });
        return command;
    }

    private static void Print(TextWriter writer, string a, string b, DenseNetwork left, DenseNetwork right, double[][] rows, Comparison comparison)
    {
        // The first samples, and the one that is farthest apart.
        Table table = Tables.Of("sample", "output", Path.GetFileName(a), Path.GetFileName(b), "difference");
        foreach (int s in Enumerable.Range(0, Math.Min(rows.Length, Math.Max(1, MostRows / left.OutputSize))).Append(comparison.Sample).Distinct())
        {
            double[] l = left.Forward(rows[s]), r = right.Forward(rows[s]);
            foreach (int j in Enumerable.Range(0, Math.Min(l.Length, MostRows)).Concat(s == comparison.Sample ? [comparison.Output] : []).Distinct())
            {
                table.AddRow($"{s + 1}", $"y{j}", l[j].ToString("G9", System.Globalization.CultureInfo.InvariantCulture), r[j].ToString("G9", System.Globalization.CultureInfo.InvariantCulture), Tables.Short(r[j] - l[j]));
            }
        }

        Tables.On(writer).Write(table);
        writer.WriteLine($"{rows.Length} samples: the largest difference is {Tables.Short(comparison.Largest)}, at sample {comparison.Sample + 1}, y{comparison.Output}");
        writer.WriteLine(comparison.Differing == 0 ? "They compute the same." : $"{comparison.Differing} outputs differ.");
    }

    /// <summary>How far two networks are apart.</summary>
    /// <param name="Largest">The largest difference.</param>
    /// <param name="Sample">At which sample, from 0.</param>
    /// <param name="Output">At which output, from 0.</param>
    /// <param name="Differing">How many outputs are farther apart than is allowed.</param>
    private sealed record Comparison(double Largest, int Sample, int Output, long Differing)
    {
        public static Comparison Of(DenseNetwork left, DenseNetwork right, double[][] rows, double tolerance, Action<double> progress)
        {
            var comparison = new Comparison(0, 0, 0, 0);
            for (int s = 0; s < rows.Length; s++)
            {
                if (s % 1000 == 0)
                {
                    progress((double)s / rows.Length);
                }

                double[] l = left.Forward(rows[s]), r = right.Forward(rows[s]);
                for (int j = 0; j < l.Length; j++)
                {
                    double difference = Math.Abs(l[j] - r[j]);
                    bool isSame = l[j].Equals(r[j]) || difference <= tolerance * Math.Max(1, Math.Abs(l[j]));
                    comparison = comparison with { Differing = comparison.Differing + (isSame ? 0 : 1) };
                    if (!l[j].Equals(r[j]) && !(difference <= comparison.Largest))
                    {
                        comparison = comparison with { Largest = difference, Sample = s, Output = j };
                    }
                }
            }

            return comparison;
        }
    }
}
