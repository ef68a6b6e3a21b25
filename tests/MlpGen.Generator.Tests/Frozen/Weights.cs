namespace MlpGen.Generator.Tests.Frozen;

/// <summary>Weights files for the tests, and projects that have them.</summary>
internal static class Weights
{
    /// <summary>XOR by two hidden units, with zeros and ones among its weights.</summary>
    public const string Xor = """
        {
          "format": "mlpgen.weights/1",
          "layers": [
            { "activation": "Relu", "weight": [[1, 1], [1, 1]], "bias": [0, -1] },
            { "activation": "Identity", "weight": [[1, -2]], "bias": [0] }
          ],
          "golden": [
            { "input": [0, 0], "output": [0] },
            { "input": [0, 1], "output": [1] },
            { "input": [1, 0], "output": [1] },
            { "input": [1, 1], "output": [0] }
          ]
        }
        """;

    public const string XorLayers = "[Layer(2, 2, Relu)] [Layer(2, 1)] ";

    /// <summary>A project with one weights file.</summary>
    public static HarnessOptions File(string text, string path = "/project/xor.weights.json") => new() { AdditionalFiles = [(path, text)] };
}
