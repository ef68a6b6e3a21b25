namespace MlpGen.Onnx.Tests;

public sealed partial class WritingTests
{
    public static TheoryData<Activation, Precision> Cases()
    {
        var cases = new TheoryData<Activation, Precision>();
        foreach (Activation activation in RandomNetwork.Activations)
        {
            cases.Add(activation, Precision.Single);
            cases.Add(activation, Precision.Double);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_runs_in_ONNX_Runtime_with_the_same_outputs(Activation activation, Precision precision)
    {
        if (activation == Activation.Gelu && precision == Precision.Double)
        {
            return; // ONNX Runtime has no Erf of doubles; docs/onnx.md says so
        }

        for (int seed = 0; seed < 5; seed++)
        {
            DenseNetwork network = RandomNetwork.Of(activation, precision, seed);
            Reference.Compare(network, Bytes(network), seed: seed, tolerance: precision == Precision.Single ? 1e-6 : 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_reads_back_to_the_same_network(Activation activation, Precision precision)
    {
        DenseNetwork network = RandomNetwork.Of(activation, precision, 7);
        Same(network, Read(Bytes(network)));
    }

    [Fact]
    public void A_hundred_drawn_networks_run_in_ONNX_Runtime_and_read_back()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            DenseNetwork network = RandomNetwork.Draw(Precision.Single, seed);
            byte[] bytes = Bytes(network);
            Reference.Compare(network, bytes, seed: seed);
            Same(network, Read(bytes));
        }
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes() =>
        Assert.Equal(Bytes(RandomNetwork.Draw(Precision.Single, 3)), Bytes(RandomNetwork.Draw(Precision.Single, 3)));

    [Fact]
    public void A_generated_network_is_saved_and_loaded()
    {
        string path = Path.GetTempFileName();
        try
        {
            var saved = new Policy(seed: 3);
            OnnxFile.Save(saved, path);
            Reference.Compare(DenseNetwork.Of(saved), File.ReadAllBytes(path));
            float[] x = [0.3f, -1, 2], y = new float[2];
            Reference.Compare(DenseNetwork.Of(saved), [[0.3f, -1, 2]], Reference.RunFile(path, [[0.3f, -1, 2]]));

            var loaded = new Policy(seed: 4);
            OnnxFile.Load(loaded, path);
            Assert.Equal(saved.Parameters, loaded.Parameters);

            var other = new OtherPolicy(seed: 4);
            float[] before = other.Parameters.ToArray();
            OnnxException misfit = Assert.Throws<OnnxException>(() => OnnxFile.Load(other, path));
            Assert.Contains("layer 1: file has LeakyRelu(0.2), network has Tanh", misfit.Message, StringComparison.Ordinal);
            Assert.Equal(before, other.Parameters);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_network_whose_activations_are_not_known_is_not_written()
    {
        DenseNetwork network = RandomNetwork.Of(Activation.Relu, Precision.Single, 1);
        var unknown = new DenseNetwork(network.Layers.ToArray(), network.Parameters.ToArray(), Precision.Single, hasActivations: false);
        using var stream = new MemoryStream();
        Assert.Throws<InvalidOperationException>(() => OnnxFile.Write(unknown, stream));
        Assert.Equal(0, stream.Length);
    }

    private static byte[] Bytes(DenseNetwork network)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(network, stream);
        return stream.ToArray();
    }

    private static DenseNetwork Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return OnnxFile.Read(stream);
    }

    private static void Same(DenseNetwork expected, DenseNetwork actual)
    {
        Assert.Equal(expected.Precision, actual.Precision);
        Assert.Equal(expected.Layers.ToArray(), actual.Layers.ToArray());
        Assert.Equal(expected.Parameters.ToArray(), actual.Parameters.ToArray());
    }

    [Layer(3, 4, Activation.LeakyRelu, Alpha = 0.2)]
    [Layer(4, 2, Activation.Tanh, Bias = false)]
    internal sealed partial class Policy;

    [Layer(3, 4, Activation.Tanh)]
    [Layer(4, 2, Activation.Tanh, Bias = false)]
    internal sealed partial class OtherPolicy;
}
