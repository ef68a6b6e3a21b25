using System.CommandLine;
using MlpGen.Onnx;
using MlpGen.Weights;

namespace MlpGen.Tool.Commands;

/// <summary><c>mlpgen export</c>: a network in a format for elsewhere.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var network = new NetworkArguments();
        var to = new Option<string>("--out", "-o") { Description = "The file: .onnx, .safetensors or .weights.json.", HelpName = "file", Required = true };
        var type = new Option<TensorType>("--type") { Description = "The number type of a .safetensors: F16, BF16, F32 or F64; the network's own by default." };
        var command = new Command("export", "Writes a network for elsewhere: as ONNX, as a state dict for PyTorch, or as text.") { to, type, network.Json };
        network.AddTo(command);
        Examples.Add(
            command,
            ("mlpgen export policy.weights.json -o policy.onnx", "for ONNX Runtime and everything that reads ONNX"),
            ("mlpgen export policy.weights.json -o policy.safetensors --type F16", "for PyTorch, in half precision"));
        command.SetAction(parsed => Run(parsed, network, parsed.GetRequiredValue(to), parsed.GetValue(type)));
        return command;
    }

    /// <summary>Writes a network to another file.</summary>
    public static int Run(ParseResult parsed, NetworkArguments network, string path, TensorType type)
    {
        NetworkFormat format = NetworkFile.FormatOf(path);
        DenseNetwork read = network.Read(parsed);
        if (format == NetworkFormat.Onnx)
        {
            read = NetworkArguments.WithActivations(read, parsed.GetRequiredValue(network.File));
        }

        if (type != TensorType.Network && format != NetworkFormat.Safetensors)
        {
            throw new UsageException($"--type: a .safetensors alone has a choice of number types, and '{path}' is none");
        }

        NetworkFile.Write(read, path, type);
        if (parsed.GetValue(network.Json))
        {
            Json.Write(parsed.InvocationConfiguration.Output, new { written = path });
        }
        else
        {
            parsed.InvocationConfiguration.Output.WriteLine($"Wrote {path}");
        }

        return Cli.Success;
    }
}
