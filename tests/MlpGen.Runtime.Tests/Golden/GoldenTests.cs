using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests.Golden;

/// <summary>The generated networks against PyTorch, in both precisions.</summary>
public class GoldenTests
{
    public static TheoryData<string, int> Networks
    {
        get
        {
            var networks = new TheoryData<string, int>();
            foreach (GoldenCase golden in GoldenCase.All)
            {
                networks.Add("Single", golden.Id);
                networks.Add("Double", golden.Id);
            }

            return networks;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_constants_are_those_of_the_declaration(string precision, int id)
    {
        var (network, golden, _) = Load(precision, id);
        Assert.Equal(precision == "Double", network.IsDouble);
        Assert.Equal(golden.InputSize, network.InputSize);
        Assert.Equal(golden.OutputSize, network.OutputSize);
        Assert.Equal(golden.Parameters.Length, network.ParameterCount);
        Assert.Equal(2 * golden.Sizes.Skip(1).Sum(), network.TraceSize);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_layers_are_those_of_the_declaration(string precision, int id)
    {
        var (network, golden, _) = Load(precision, id);
        int offset = 0;
        for (int l = 0; l < golden.Activations.Length; l++)
        {
            LayerInfo layer = network.Layers[l];
            Assert.Equal(golden.Sizes[l], layer.Inputs);
            Assert.Equal(golden.Sizes[l + 1], layer.Outputs);
            Assert.Equal(golden.Activations[l].Replace("_", ""), $"{layer.Activation}", ignoreCase: true);
            Assert.True(layer.HasBias);
            Assert.Equal(offset, layer.WeightOffset);
            Assert.Equal(offset + layer.WeightCount, layer.BiasOffset);
            offset += layer.WeightCount + layer.Outputs;
        }

        Assert.Equal(golden.Activations.Length, network.Layers.Length);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_gives_the_outputs_of_PyTorch(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        double[] outputs = [.. Samples(golden).SelectMany(s => network.Forward(golden.Parameters, golden.Input(s)))];
        Close.Assert(golden.Outputs, outputs, tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardBatch_gives_the_outputs_of_PyTorch(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        Close.Assert(golden.Outputs, network.ForwardBatch(golden.Parameters, golden.Inputs), tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardTrace_ends_with_the_last_pre_activation_and_the_output(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        int n = golden.OutputSize;
        double[][] traces = [.. Samples(golden).Select(s => network.ForwardTrace(golden.Parameters, golden.Input(s)))];
        Close.Assert(golden.PreActivationsLast, [.. traces.SelectMany(trace => trace[^(2 * n)..^n])], tolerance);
        Close.Assert(golden.Outputs, [.. traces.SelectMany(trace => trace[^n..])], tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Loss_is_the_loss_of_PyTorch(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        double loss = network.Loss(golden.Parameters, golden.Inputs, golden.Targets(0, golden.Batch));
        Close.Assert(golden.LossValue, golden.LossScale * loss, tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Loss_of_each_sample_alone_is_the_loss_of_PyTorch(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        double[] losses = [.. Samples(golden).Select(s =>
            golden.LossScale * network.Loss(golden.Parameters, golden.Input(s), golden.Targets(s, 1)))];
        Close.Assert(golden.SampleLosses, losses, tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossAndGradient_gives_loss_and_gradients_of_PyTorch(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        AssertBatch(golden, network.LossAndGradient(golden.Parameters, golden.Inputs, golden.Targets(0, golden.Batch)), tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainingLossAndGradient_is_LossAndGradient_where_nothing_drops(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        AssertBatch(
            golden, network.TrainingLossAndGradient(golden.Parameters, golden.Inputs, golden.Targets(0, golden.Batch)), tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossAndGradient_of_the_first_sample_gives_its_gradient(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        Gradients actual = network.LossAndGradient(golden.Parameters, golden.Input(0), golden.Targets(0, 1));
        Close.Assert(golden.FirstSampleParameterGradients, Scaled(golden, actual.Parameters), tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossAndGradient_adds_to_the_gradient(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        double[] there = [.. Enumerable.Range(0, golden.Parameters.Length).Select(i => 0.25 - (0.5 * (i % 3)))];
        Gradients actual = network.LossAndGradient(golden.Parameters, golden.Inputs, golden.Targets(0, golden.Batch), there);
        double[] expected = [.. there.Zip(golden.ParameterGradients, (t, g) => t + (g / golden.LossScale))];
        Close.Assert(expected, actual.Parameters, tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Backward_sample_by_sample_adds_up_to_the_gradient_of_PyTorch(string precision, int id) =>
        AssertSampleBySample(precision, id, (network, golden, sample, dy, gradient) =>
            network.Backward(golden.Parameters, golden.Input(sample), dy, gradient));

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardTrace_sample_by_sample_adds_up_to_the_gradient_of_PyTorch(string precision, int id) =>
        AssertSampleBySample(precision, id, (network, golden, sample, dy, gradient) => network.BackwardTrace(
            golden.Parameters, golden.Input(sample), network.ForwardTrace(golden.Parameters, golden.Input(sample)), dy, gradient));

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatch_gives_the_gradients_of_PyTorch(string precision, int id)
    {
        var (network, golden, tolerance) = Load(precision, id);
        double[] dy = [.. Samples(golden).SelectMany(s => OutputGradient(network, golden, s))];
        AssertBatch(golden, network.BackwardBatch(golden.Parameters, golden.Inputs, dy) with { Loss = double.NaN }, tolerance);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_reference_network_is_right_too(string precision, int id)
    {
        GoldenCase golden = GoldenCase.All[id];
        double tolerance = golden.HasSoftplus ? 3e-9 : 1e-12;
        var reference = ReferenceNetwork.Of(TypeOf(precision, id), golden.Parameters);
        double[][] x = [.. Samples(golden).Select(golden.Input)], t = [.. Samples(golden).Select(s => TargetRow(golden, s))];

        Close.Assert(golden.Outputs, [.. x.SelectMany(reference.Forward)], tolerance);
        Close.Assert(golden.LossValue, golden.LossScale * reference.Loss(x, t), tolerance);
        var (gradient, inputGradients) = reference.LossGradient(x, t);
        Close.Assert(golden.ParameterGradients, Scaled(golden, gradient), tolerance);
        Close.Assert(golden.InputGradients, Scaled(golden, [.. inputGradients.SelectMany(g => g)]), tolerance);
    }

    private static void AssertBatch(GoldenCase golden, Gradients actual, double tolerance)
    {
        if (!double.IsNaN(actual.Loss))
        {
            Close.Assert(golden.LossValue, golden.LossScale * actual.Loss, tolerance);
        }

        Close.Assert(golden.ParameterGradients, Scaled(golden, actual.Parameters), tolerance);
        Close.Assert(golden.InputGradients, Scaled(golden, actual.Inputs), tolerance);
    }

    private static void AssertSampleBySample(
        string precision, int id, Func<NetworkUnderTest, GoldenCase, int, double[], double[], Gradients> backward)
    {
        var (network, golden, tolerance) = Load(precision, id);
        double[] gradient = new double[golden.Parameters.Length];
        List<double> inputGradients = [];
        foreach (int sample in Samples(golden))
        {
            Gradients actual = backward(network, golden, sample, OutputGradient(network, golden, sample), gradient);
            gradient = actual.Parameters;
            inputGradients.AddRange(actual.Inputs);
        }

        AssertBatch(golden, new Gradients(double.NaN, gradient, [.. inputGradients]), tolerance);
    }

    /// <summary>∂L/∂y of a sample of the batch, from PyTorch's outputs.</summary>
    private static double[] OutputGradient(NetworkUnderTest network, GoldenCase golden, int sample)
    {
        var loss = (LossAttribute)Attribute.GetCustomAttribute(network.Type, typeof(LossAttribute))!;
        double[] y = golden.Outputs[(sample * golden.OutputSize)..((sample + 1) * golden.OutputSize)];
        double[] t = TargetRow(golden, sample);

        // Under a cross entropy, the last layers of these networks are Identity: y is z.
        double[] dy = ReferenceLoss.IsFused(loss.Function)
            ? ReferenceLoss.LogitGradient(loss.Function, y, t)
            : ReferenceLoss.OutputGradient(loss.Function, loss.Delta, y, t);
        return [.. dy.Select(d => d / golden.Batch)];
    }

    /// <summary>The target of a sample as numbers: a label becomes its one-hot row.</summary>
    private static double[] TargetRow(GoldenCase golden, int sample)
    {
        Targets targets = golden.Targets(sample, 1);
        return targets.Values ?? [.. Enumerable.Range(0, golden.OutputSize).Select(j => j == targets.Labels![0] ? 1.0 : 0)];
    }

    private static double[] Scaled(GoldenCase golden, double[] gradient) => [.. gradient.Select(g => golden.LossScale * g)];

    private static IEnumerable<int> Samples(GoldenCase golden) => Enumerable.Range(0, golden.Batch);

    private static (NetworkUnderTest Network, GoldenCase Golden, double Tolerance) Load(string precision, int id)
    {
        GoldenCase golden = GoldenCase.All[id];
        double tolerance = precision == "Single" ? 2e-5 : golden.HasSoftplus ? 3e-9 : 1e-9;
        return (NetworkUnderTest.Of(TypeOf(precision, id)), golden, tolerance);
    }

    private static Type TypeOf(string precision, int id) =>
        typeof(GoldenTests).Assembly.GetType($"MlpGen.Tests.Golden.Golden{precision}+Case{id}", throwOnError: true)!;
}
