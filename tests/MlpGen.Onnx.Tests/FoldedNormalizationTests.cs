using MlpGen.Onnx;
using MlpGen.Weights;

namespace MlpGen.Onnx.Tests;

/// <summary>A <c>.weights.json</c> with a normalisation becomes a network of raw numbers in every other format, and that is said.</summary>
public sealed class FoldedNormalizationTests : IDisposable
{
    private const string File = """
        {
          "format": "mlpgen.weights/1",
          "layers": [
            { "activation": "Relu", "weight": [[1, 1], [1, 1]], "bias": [0, -1] },
            { "activation": "Identity", "weight": [[1, -2]] }
          ],
          "normalization": { "inputs": { "means": [10, 1000], "deviations": [10, 0.5] }, "outputs": { "means": [100], "deviations": [4] } },
          "columns": [{ "name": "a" }, { "name": "b" }],
          "golden": [ { "input": [10, 1000.5], "output": [104] } ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("folded").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(".weights.json")]
    [InlineData(".onnx")]
    [InlineData(".safetensors")]
    public void Raw_inputs_give_raw_outputs_in_every_format(string ending)
    {
        string from = Path.Combine(_folder, "net.weights.json"), to = Path.Combine(_folder, "copy" + ending);
        System.IO.File.WriteAllText(from, File);
        DenseNetwork network = NetworkFile.Read(from);
        Assert.Equal(
            ["the normalisation of its inputs is folded into the weights of layer 1", "the normalisation of its outputs is folded into the weights of layer 2",
             "names and categories of the columns of its table are left out"], network.Notes);
        NetworkFile.Write(network, to);
        DenseNetwork copy = NetworkFile.Read(to);
        Assert.Empty(copy.Notes);
        foreach ((double[] raw, double output) in new (double[], double)[] { ([10, 1000], 100), ([10, 1000.5], 104), ([20, 1000], 104), ([20, 1000.5], 100), ([30, 1000], 100) })
        {
            Assert.Equal(output, copy.Forward(raw)[0], 3);
        }
    }

    [Fact]
    public void Outputs_behind_an_activation_cannot_be_folded_and_are_refused()
    {
        string path = Path.Combine(_folder, "net.weights.json");
        System.IO.File.WriteAllText(path, File.Replace("Identity", "Tanh", StringComparison.Ordinal)[..^1].Replace(", \"golden\": [ { \"input\": [10, 1000.5], \"output\": [104] } ]", "", StringComparison.Ordinal)
            .Replace("\"golden\": [ { \"input\": [10, 1000.5], \"output\": [104] } ]", "\"golden\": []", StringComparison.Ordinal) + "}");
        WeightsException refused = Assert.Throws<WeightsException>(() => NetworkFile.Read(path));
        Assert.Contains("layer 2: expected Identity, into which the normalisation of outputs can be folded, found Tanh", refused.Message, StringComparison.Ordinal);
    }
}
