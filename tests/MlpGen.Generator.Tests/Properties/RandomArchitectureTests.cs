using System.Globalization;
using System.Reflection;
using System.Text;
using MlpGen.Tests;
using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>Whatever the architecture: what is generated computes what the plain reference implementation computes.</summary>
public class RandomArchitectureTests
{
    private const int NetworksPerSeed = 20;

    private static readonly int[] s_widths = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 20, 31, 33, 48, 64, 65, 100];

    private static readonly LossFunction[] s_losses = Enum.GetValues<LossFunction>();

    private static readonly Activation[] s_hidden = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_random_network_agrees_with_the_reference(int seed)
    {
        var random = new Random(seed);
        var source = new StringBuilder("#pragma warning disable\n").Append(Markup.Usings);
        for (int i = 0; i < NetworksPerSeed; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $"{Declare(random)} public partial class Net{i};\n");
        }

        Assembly assembly = GeneratorHarness.Run(source.ToString(), new HarnessOptions { Optimize = true }).Load();

        for (int i = 0; i < NetworksPerSeed; i++)
        {
            Verify(NetworkUnderTest.Of(assembly.GetType($"Net{i}", throwOnError: true)!), samples: random.Next(1, 12), seed + i);
        }
    }

    private static void Verify(NetworkUnderTest network, int samples, int seed)
    {
        Point point = Point.Random(network, samples, seed);
        double tolerance = network.IsDouble ? 1e-11 : 1e-4;
        var reference = ReferenceNetwork.Of(network.Type, point.Parameters);
        if (reference.KinkDistance(point.Inputs, point.Targets) < 1e-4)
        {
            return; // so near a kink that rounding may choose the other side
        }

        double[][] outputs = [.. point.Inputs.Select(reference.Forward)];
        Close.Assert(outputs[0], network.Forward(point.Parameters, point.Inputs[0]), tolerance);
        Close.Assert([.. outputs.SelectMany(y => y)], network.ForwardBatch(point.Parameters, point.FlatInputs), tolerance);

        var (gradient, inputGradients) = reference.LossGradient(point.Inputs, point.Targets);
        Gradients actual = network.LossAndGradient(point.Parameters, point.FlatInputs, point.FlatTargets);
        Close.Assert(reference.Loss(point.Inputs, point.Targets), actual.Loss, tolerance);
        Close.Assert(gradient, actual.Parameters, tolerance);
        Close.Assert([.. inputGradients.SelectMany(dx => dx)], actual.Inputs, tolerance);

        var (backward, dx) = reference.Backward(point.Inputs[0], point.Targets[0]);
        actual = network.Backward(point.Parameters, point.Inputs[0], point.Targets[0]);
        Close.Assert(backward, actual.Parameters, tolerance);
        Close.Assert(dx, actual.Inputs, tolerance);
    }

    private static string Declare(Random random)
    {
        LossFunction loss = Pick(random, s_losses);
        int depth = random.Next(1, 5);
        int[] widths = [.. Enumerable.Range(0, depth + 1).Select(_ => Pick(random, s_widths))];
        var text = new StringBuilder();
        for (int l = 0; l < depth; l++)
        {
            Activation activation = l < depth - 1 ? Pick(random, s_hidden) : LastActivation(random, loss);
            widths[l + 1] += widths[l + 1] == 1 && (activation == Activation.Softmax || (l == depth - 1 && loss == LossFunction.CrossEntropy)) ? 1 : 0; // MLP015
            string bias = random.Next(4) == 0 ? ", Bias = false" : "";
            string alpha = activation is Activation.LeakyRelu or Activation.Elu ? ", Alpha = 0.3" : "";
            text.Append(CultureInfo.InvariantCulture, $"[Layer({widths[l]}, {widths[l + 1]}, {activation}{bias}{alpha})] ");
        }

        string precision = random.Next(2) == 0 ? "Single" : "Double";
        return text.Append(CultureInfo.InvariantCulture, $"[Loss({loss})] [Network(Precision = Precision.{precision})]").ToString();
    }

    private static Activation LastActivation(Random random, LossFunction loss) => loss switch
    {
        LossFunction.CrossEntropy => random.Next(2) == 0 ? Activation.Softmax : Activation.Identity,
        LossFunction.BinaryCrossEntropy => random.Next(2) == 0 ? Activation.Sigmoid : Activation.Identity,
        _ => Pick(random, Enum.GetValues<Activation>()),
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
