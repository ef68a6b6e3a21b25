using System.CommandLine;
using MlpGen.Onnx;
using Spectre.Console;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen show</c>: what is in a file.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var network = new NetworkArguments();
        var command = new Command("show", "Shows the layers of a network, its parameters, the ranges of its weights, and what it costs.") { network.Json };
        network.AddTo(command);
        Examples.Add(
            command,
            ("mlpgen show policy.onnx", "layers, ranges, costs, and the class to write"),
            ("mlpgen show weights.safetensors --activations Relu,Identity", "with what a state dict does not say"),
            ("mlpgen show policy.onnx --json", "the same for a script"));
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(network.File);
            DenseNetwork read = network.Read(parsed);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(network.Json))
            {
                Json.Write(output, Summary.Of(file, read));
            }
            else
            {
                Print(output, file, read);
            }

            return Cli.Success;
        });
        return command;
    }

    private static void Print(TextWriter output, string file, DenseNetwork network)
    {
        Summary summary = Summary.Of(file, network);
        string number = network.Precision == Precision.Single ? "float" : "double";
        output.WriteLine($"{file}: {summary.Inputs} inputs, {summary.Outputs} outputs, {summary.Layers.Count} layers of {number}");
        Table table = Tables.Of("layer", "inputs", "outputs", "activation", "parameters", "W from", "to", "b from", "to ");
        foreach (LayerSummary layer in summary.Layers)
        {
            string activation = layer.Activation is null ? "not in the file" : layer.Alpha is { } alpha ? $"{layer.Activation}({Tables.Short(alpha)})" : $"{layer.Activation}";
            table.AddRow(
                $"{layer.Layer}", $"{layer.Inputs}", $"{layer.Outputs}", activation, $"{layer.Parameters}",
                Tables.Short(layer.WeightMinimum), Tables.Short(layer.WeightMaximum),
                layer.BiasMinimum is { } low ? Tables.Short(low) : "–", layer.BiasMaximum is { } high ? Tables.Short(high) : "–");
        }

        Tables.On(output).Write(table);
        output.WriteLine($"{summary.Parameters} parameters ({summary.Bytes} bytes), {summary.MultiplyAdds} multiply-adds for each sample");
        if (network.HasActivations)
        {
            output.WriteLine();
            output.WriteLine(Declaration.Of(network, "Net", null, null));
        }
        else
        {
            output.WriteLine("The file does not name the activations; --activations Relu,…,Identity does.");
        }
    }
}
