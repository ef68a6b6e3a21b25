using System.CommandLine;
using MlpGen.Onnx;

namespace MlpGen.Tool.Commands;

/// <summary>The argument and options by which commands take a network from a file.</summary>
internal sealed class NetworkArguments
{
    /// <summary>The file.</summary>
    public Argument<string> File { get; } = new("file") { Description = "A network: .onnx, .safetensors or .weights.json." };

    /// <summary>Which output of a graph.</summary>
    public Option<string?> Output { get; } = new("--output") { Description = "Of an ONNX graph with several networks, the output that is wanted.", HelpName = "name" };

    /// <summary>What a state dict does not say.</summary>
    public Option<string?> Activations { get; } = new("--activations")
    {
        Description = "The activation of each layer, such as Relu,Relu,Identity, where the file does not name them: a state dict has weights alone. "
            + "An α goes behind it: LeakyRelu(0.2).",
        HelpName = "list",
    };

    /// <summary>For scripts.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "For scripts: writes the result as JSON." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(File);
        command.Options.Add(Output);
        command.Options.Add(Activations);
    }

    /// <summary>Reads the network.</summary>
    public DenseNetwork Read(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(File);
        DenseNetwork network = Working.On(parsed, $"Reading {file}", _ => Read(file, parsed.GetValue(Output), parsed.GetValue(Activations)));
        Tell(parsed, file, network);
        return network;
    }

    /// <summary>Says, on the error stream, what of the file the network does not have as the file has it.</summary>
    public static void Tell(ParseResult parsed, string file, DenseNetwork network)
    {
        foreach (string note in network.Notes)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{file}: {note}");
        }
    }

    /// <summary>Reads the network, whose activations must be known.</summary>
    public DenseNetwork ReadWithActivations(ParseResult parsed) => WithActivations(Read(parsed), parsed.GetRequiredValue(File));

    /// <summary>Reads a network.</summary>
    public static DenseNetwork Read(string file, string? output, string? activations)
    {
        DenseNetwork network = NetworkFile.Read(file, new OnnxReadOptions { Output = output });
        return activations is null ? network : WithActivations(network, ActivationList.Parse(activations), file);
    }

    /// <summary>The network, if its activations are known.</summary>
    public static DenseNetwork WithActivations(DenseNetwork network, string file) => network.HasActivations
        ? network
        : throw new UsageException(
            $"{file}: the file does not say which activations its {network.Layers.Length} layers have; say so by --activations, such as --activations "
            + string.Join(',', Enumerable.Range(1, network.Layers.Length).Select(l => l < network.Layers.Length ? "Relu" : "Identity")));

    private static DenseNetwork WithActivations(DenseNetwork network, IReadOnlyList<(Activation Activation, double Alpha)> activations, string file)
    {
        if (activations.Count != network.Layers.Length)
        {
            throw new UsageException($"--activations: {file} has {network.Layers.Length} layers, but there are {activations.Count} activations");
        }

        LayerInfo[] layers = [.. network.Layers.ToArray().Select((layer, l) => layer with { Activation = activations[l].Activation, Alpha = activations[l].Alpha })];
        try
        {
            return new DenseNetwork(layers, network.Parameters.ToArray(), network.Precision) { Notes = network.Notes };
        }
        catch (ArgumentException unfit)
        {
            throw new UsageException($"--activations: {unfit.Message}");
        }
    }
}
