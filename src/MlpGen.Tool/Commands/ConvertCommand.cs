using System.CommandLine;
using MlpGen.Weights;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen convert</c>: from any format to any.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var network = new NetworkArguments();
        var to = new Argument<string>("to") { Description = "The file to write: .onnx, .safetensors or .weights.json." };
        var command = new Command("convert", "Turns a file of one format into one of another, by their names.") { network.Json };
        network.AddTo(command);
        command.Arguments.Add(to);
        Examples.Add(
            command,
            ("mlpgen convert policy.onnx policy.safetensors", "out of ONNX"),
            ("mlpgen convert policy.onnx clean.onnx", "the same network in plain words: what was around it is folded in"));
        command.SetAction(parsed => ExportCommand.Run(parsed, network, parsed.GetRequiredValue(to), TensorType.Network));
        return command;
    }
}
