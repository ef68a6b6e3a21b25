using System.Reflection;
using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests;

/// <summary>Each activation with each loss, in both precisions, unrolled and as loops: against central differences, and against
/// the reference.</summary>
public class ActivationAndLossTests
{
    private static readonly Type[] s_collections =
        [typeof(PairsSingle), typeof(PairsDouble), typeof(LoopsSingle), typeof(UnrolledDouble), typeof(OptionNetworks), typeof(VectorNetworks)];

    public static TheoryData<string> Networks => [.. All(_ => true)];

    /// <summary>Without the widest, for which two evaluations for each parameter take long; the reference has those.</summary>
    public static TheoryData<string> SmallNetworks => [.. All(IsSmall)];

    public static TheoryData<string> Classifiers => [.. All(IsClassifier)];

    public static TheoryData<string> SmallClassifiers => [.. All(type => IsClassifier(type) && IsSmall(type))];

    [Fact]
    public void No_pair_is_missing()
    {
        foreach (Type pairs in new[] { typeof(PairsSingle), typeof(PairsDouble) })
        {
            string[] names = [.. pairs.GetNestedTypes(BindingFlags.NonPublic).Select(type => type.Name)];
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                foreach (LossFunction loss in Enum.GetValues<LossFunction>())
                {
                    bool isLegal = (activation, loss) != (Activation.Softmax, LossFunction.BinaryCrossEntropy);
                    Assert.Equal(isLegal, names.Contains($"{activation}{loss}"));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(SmallNetworks))]
    public void The_gradient_of_the_loss_is_what_central_differences_estimate(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.AwayFromKinks(network, samples: 3);
        GradientCheckResult check = network.CheckLoss(point.Parameters, point.FlatInputs, point.FlatTargets);
        Assert.True(check.Passes(network.CheckTolerance), $"{check}");
    }

    [Theory]
    [MemberData(nameof(SmallClassifiers))]
    public void The_gradient_for_labels_is_what_central_differences_estimate(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.AwayFromKinks(network, samples: 3);
        GradientCheckResult check = network.CheckLoss(point.Parameters, point.FlatInputs, point.Labels);
        Assert.True(check.Passes(network.CheckTolerance), $"{check}");
    }

    [Theory]
    [MemberData(nameof(SmallNetworks))]
    public void Backward_is_what_central_differences_estimate(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.AwayFromKinks(network, samples: 1);
        GradientCheckResult check = network.CheckBackward(point.Parameters, point.Inputs[0], point.Targets[0]);
        Assert.True(check.Passes(network.CheckTolerance), $"{check}");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_and_trace_agree_with_the_reference(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.Random(network, samples: 5, seed: 1);
        var reference = ReferenceNetwork.Of(network.Type, point.Parameters);
        foreach (double[] x in point.Inputs)
        {
            var (z, a) = reference.Trace(x);
            Close.Assert(a[^1], network.Forward(point.Parameters, x), Tolerance(network));

            double[] trace = network.ForwardTrace(point.Parameters, x);
            Close.Assert([.. z.Zip(a).SelectMany(layer => layer.First.Concat(layer.Second))], trace, Tolerance(network));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Backward_agrees_with_the_reference(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.AwayFromKinks(network, samples: 1);
        var (gradient, inputGradient) = ReferenceNetwork.Of(network.Type, point.Parameters).Backward(point.Inputs[0], point.Targets[0]);

        Gradients actual = network.Backward(point.Parameters, point.Inputs[0], point.Targets[0]);
        Close.Assert(gradient, actual.Parameters, Tolerance(network));
        Close.Assert(inputGradient, actual.Inputs, Tolerance(network));

        double[] trace = network.ForwardTrace(point.Parameters, point.Inputs[0]);
        actual = network.BackwardTrace(point.Parameters, point.Inputs[0], trace, point.Targets[0]);
        Close.Assert(gradient, actual.Parameters, Tolerance(network));
        Close.Assert(inputGradient, actual.Inputs, Tolerance(network));
    }

    /// <summary>Where the loss pulls on all outputs of a softmax alike, its gradient is 0, but dy is not: of the largest batch here, two outputs
    /// each, 1 / (67·2).</summary>
    private const double SmallestSlope = 0.5 / 67;

    /// <summary>Sizes on both sides of a tile of 64 samples.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Batches_of_all_sizes_agree_with_the_reference(string name)
    {
        NetworkUnderTest network = Find(name);
        foreach (int samples in new[] { 1, 2, 64, 67 })
        {
            Point point = Point.Random(network, samples, seed: 5);
            var reference = ReferenceNetwork.Of(network.Type, point.Parameters);
            double tolerance = Tolerance(network);

            double[] outputs = network.ForwardBatch(point.Parameters, point.FlatInputs);
            Close.Assert([.. point.Inputs.SelectMany(reference.Forward)], outputs, tolerance);
            double loss = reference.Loss(point.Inputs, point.Targets);
            Close.Assert(loss, network.Loss(point.Parameters, point.FlatInputs, point.FlatTargets), tolerance);

            var (gradient, inputGradients) = reference.LossGradient(point.Inputs, point.Targets);
            Gradients actual = network.LossAndGradient(point.Parameters, point.FlatInputs, point.FlatTargets);
            Close.Assert(loss, actual.Loss, tolerance);
            Close.Assert(gradient, actual.Parameters, tolerance, SmallestSlope);
            Close.Assert([.. inputGradients.SelectMany(g => g)], actual.Inputs, tolerance, SmallestSlope);

            var backward = point.Inputs.Zip(point.Targets, reference.Backward).ToArray();
            actual = network.BackwardBatch(point.Parameters, point.FlatInputs, point.FlatTargets);
            Close.Assert(
                [.. Enumerable.Range(0, gradient.Length).Select(i => backward.Sum(b => b.Gradient[i]))], actual.Parameters, tolerance);
            Close.Assert([.. backward.SelectMany(b => b.InputGradient)], actual.Inputs, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Labels_are_targets_of_zeros_and_ones(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.Random(network, samples: 70, seed: 6);
        double[] oneHot = [.. point.OneHot(network.OutputSize).SelectMany(t => t)];

        Gradients expected = network.LossAndGradient(point.Parameters, point.FlatInputs, oneHot);
        Gradients actual = network.LossAndGradient(point.Parameters, point.FlatInputs, point.Labels);
        Close.Assert(expected.Loss, network.Loss(point.Parameters, point.FlatInputs, point.Labels), Tolerance(network));
        Close.Assert(expected.Loss, actual.Loss, Tolerance(network));
        Close.Assert(expected.Parameters, actual.Parameters, Tolerance(network));
        Close.Assert(expected.Inputs, actual.Inputs, Tolerance(network));
    }

    private static double Tolerance(NetworkUnderTest network) => network.IsDouble ? 1e-12 : 2e-5;

    private static bool IsClassifier(Type type) => type.GetCustomAttribute<LossAttribute>() is { Function: LossFunction.CrossEntropy };

    private static bool IsSmall(Type type) => !type.Name.StartsWith("OddWidths", StringComparison.Ordinal);

    private static IEnumerable<string> All(Func<Type, bool> isWanted) =>
        from collection in s_collections
        from type in collection.GetNestedTypes(BindingFlags.NonPublic)
        where isWanted(type) && type.IsDefined(typeof(LayerAttribute))
        select $"{collection.Name}.{type.Name}";

    private static NetworkUnderTest Find(string name) =>
        NetworkUnderTest.Of(typeof(ActivationAndLossTests).Assembly.GetType($"MlpGen.Tests.Networks.{name.Replace('.', '+')}")!);
}
