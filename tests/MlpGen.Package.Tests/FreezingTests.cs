using System.Buffers.Binary;
using System.Text;

namespace MlpGen.Package.Tests;

/// <summary>Networks in files of others, frozen by the build of a project that knows the package alone.</summary>
[Collection(nameof(PackedPackage))]
public class FreezingTests(PackedPackage package)
{
    private const string Items = """
        <MlpGenWeights Include="models/policy.onnx" />
        <MlpGenWeights Include="sum.safetensors" />
        """;

    private const string Program = """
        using MlpGen;
        using static MlpGen.Activation;

        float[] y = new float[2], s = new float[1];
        Policy.Forward(new float[] { 0.5f, -1, 2 }, y);
        Sum.Forward(new float[] { 3, 4 }, s);
        Console.WriteLine(FormattableString.Invariant($"{y[0]:F4} {y[1]:F4} {s[0]}"));

        [Layer(3, 4, LeakyRelu, Alpha = 0.2)] [Layer(4, 2)] [Frozen("models/policy.onnx")]
        static partial class Policy;

        [Layer(2, 1, Relu)] [Frozen("sum.safetensors")]
        static partial class Sum;
        """;

    /// <summary>Those of these tests.</summary>
    internal static IEnumerable<StrangersProject> Projects(PackedPackage package) =>
    [
        Create(package, "freezing", "leakyrelu.onnx", Items),
        Create(package, "refused", "not_conv.onnx", Items),
        Create(package, "unfrozen", "leakyrelu.onnx"),
    ];

    [Fact]
    public void ONNX_and_safetensors_are_frozen_incrementally()
    {
        // By PyTorch, and 3·1 + 4·10 + 0.5.
        Assert.Equal("0.0720 0.0423 43.5", package.Strangers.Run("freezing"));

        StrangersProject project = package.Strangers["freezing"];
        string text = Directory.GetFiles(project.Folder, "policy.onnx.weights.json", SearchOption.AllDirectories).Single();
        Assert.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", text, StringComparison.Ordinal);
        DateTime written = File.GetLastWriteTimeUtc(text);
        project.DotNet("build", "--no-restore").Successful();
        Assert.Equal(written, File.GetLastWriteTimeUtc(text));

        // Another network in its place does not fit, and the message says where: at the attribute's argument.
        string model = Path.Combine(project.Folder, "models", "policy.onnx");
        File.Copy(Fixture("gelu.onnx"), model, overwrite: true);
        File.SetLastWriteTimeUtc(model, DateTime.UtcNow);
        ProgramResult misfit = project.DotNet("build", "--no-restore");
        Assert.NotEqual(0, misfit.ExitCode);
        Assert.Contains(StrangersSolution.Said(misfit, "freezing"), said => said.StartsWith(
            "Program.cs(9,61): error MLP013: Layer 1 of policy.onnx, node '/0/Gemm': Gelu, but the declaration says LeakyRelu",
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_network_of_dense_layers_is_an_error() => Assert.Contains(
        package.Strangers.Said("refused"),
        said => said.Replace(" : error", ": error", StringComparison.Ordinal)
            .Contains("policy.onnx: error MLP013: node '/0/Conv' (Conv): only dense layers", StringComparison.Ordinal));

    [Fact]
    public void A_file_that_is_no_item_is_an_error_at_the_attribute() => Assert.Contains(
        package.Strangers.Said("unfrozen"),
        said => said.Contains(
            "error MLP013: 'models/policy.onnx' is no MlpGenWeights item of the project; write <MlpGenWeights Include=\"models/policy.onnx\" />",
            StringComparison.Ordinal));

    private static StrangersProject Create(PackedPackage package, string name, string model, string items = "")
    {
        StrangersProject project = package.Create(name).Target("net10.0", items: items).Write("Program.cs", Program);
        Directory.CreateDirectory(Path.Combine(project.Folder, "models"));
        File.Copy(Fixture(model), Path.Combine(project.Folder, "models", "policy.onnx"));

        // 2-1 with W = [1, 10], b = 0.5, as PyTorch saves a Linear.
        byte[] header = Encoding.UTF8.GetBytes("""{"0.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}""");
        byte[] file = new byte[8 + header.Length + 12];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        foreach ((float number, int k) in new[] { 0.5f, 1, 10 }.Select((number, k) => (number, k)))
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(8 + header.Length + 4 * k), number);
        }

        File.WriteAllBytes(Path.Combine(project.Folder, "sum.safetensors"), file);
        return project;
    }

    private static string Fixture(string name) => Path.Combine(Repository.Root, "tests", "MlpGen.Onnx.Tests", "Fixtures", name);
}
