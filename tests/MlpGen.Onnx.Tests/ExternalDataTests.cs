using MlpGen.Onnx.Schema;
using DataType = MlpGen.Onnx.Schema.TensorProto.Types.DataType;

namespace MlpGen.Onnx.Tests;

/// <summary>Weights in files beside the model.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void They_are_read()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "model"));
        WriteData("model/weights.bin", 8);
        string path = Model("weights.bin", offset: "8");
        Assert.Equal([1, 2, 3, 4, 5, 6], OnnxFile.Read(path).Parameters.ToArray());
        double[][] rows = Reference.Rows(3, 5, 1);
        Reference.Compare(OnnxFile.Read(path), rows, Reference.RunFile(path, rows));
    }

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("below/../../outside.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("link.bin")]
    [InlineData("linked/outside.bin")]
    [InlineData("")]
    [InlineData(".")]
    public void Outside_of_the_models_folder_nothing_is_read(string location)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "model", "below"));
        WriteData("outside.bin", 0);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, "model", "link.bin"), "../outside.bin");
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "model", "linked"), "..");
        }

        OnnxException refusal = Assert.Throws<OnnxException>(() => OnnxFile.Read(Model(location)));
        Assert.Contains("'W'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1, 2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100", null)]
    [InlineData("-1", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("0", "23")]
    [InlineData("0", "9223372036854775807")]
    [InlineData("x", null)]
    public void A_place_that_is_not_there_is_refused(string offset, string? length)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "model"));
        WriteData("model/weights.bin", 0);
        Assert.Contains("'W'", Assert.Throws<OnnxException>(() => OnnxFile.Read(Model("weights.bin", offset, length))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_has_no_files_beside_it()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "model"));
        using var stream = new MemoryStream(File.ReadAllBytes(Model("weights.bin")));
        Assert.Contains("read the model by its path", Assert.Throws<OnnxException>(() => OnnxFile.Read(stream)).Message, StringComparison.Ordinal);
    }

    private void WriteData(string name, int before) =>
        File.WriteAllBytes(Path.Combine(_folder.FullName, name), [.. new byte[before], .. GraphBuilder.Bytes([1, 2, 3, 4, 5, 6], DataType.Float)]);

    private string Model(string location, string? offset = null, string? length = null)
    {
        var tensor = new TensorProto
        {
            Name = "W",
            DataType = (int)DataType.Float,
            Dims = { 3, 2 },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = location } },
        };
        tensor.ExternalData.Add(new[] { ("offset", offset), ("length", length) }.Where(entry => entry.Item2 is not null)
            .Select(entry => new StringStringEntryProto { Key = entry.Item1, Value = entry.Item2! }));
        GraphBuilder graph = new GraphBuilder().Node("MatMul", "x W", "y").Output("y");
        graph.Graph.Initializer.Add(tensor);
        string path = Path.Combine(_folder.FullName, "model", "model.onnx");
        File.WriteAllBytes(path, graph.ToBytes());
        return path;
    }
}
