using System.Reflection;
using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests.Reading;

/// <summary>Every number of a walkthrough, for each activation with each loss: the values against the reference, the derivatives
/// against central differences of the reference's loss, which is cut open at the place in question.</summary>
public class WalkthroughDerivativeTests
{
    private static readonly Type[] s_collections = [typeof(PairsSingle), typeof(PairsDouble), typeof(UnrolledDouble), typeof(OptionNetworks)];

    public static TheoryData<string> Networks => [.. All(_ => true)];

    public static TheoryData<string> Classifiers => [.. All(type => type.GetCustomAttribute<LossAttribute>()!.Function == LossFunction.CrossEntropy)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Each_number_is_what_the_reference_and_central_differences_say(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.AwayFromKinks(network, samples: 1);
        Walkthrough walkthrough = Walk.Through(network.Type, point.Parameters, point.Inputs[0], point.Targets[0]);
        AssertRight(network, point, point.Targets[0], walkthrough);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Each_number_is_right_for_a_label_too(string name)
    {
        NetworkUnderTest network = Find(name);
        Point point = Point.AwayFromKinks(network, samples: 1);
        Walkthrough walkthrough = Walk.Through(network.Type, point.Parameters, point.Inputs[0], point.Labels[0]);
        AssertRight(network, point, point.OneHot(network.OutputSize)[0], walkthrough);
    }

    private static void AssertRight(NetworkUnderTest network, Point point, double[] target, Walkthrough walkthrough)
    {
        var cut = new CutNetwork(network, point.Parameters, point.Inputs[0], target);
        (double relative, double absolute) = network.IsDouble ? (1e-7, 1e-9) : (5e-5, 1e-5);
        foreach (WalkthroughStep step in walkthrough)
        {
            double[] expected = cut.Of(step.Symbol), actual = step.Values.ToArray();
            Assert.Equal(expected.Length, actual.Length);
            double allowed = (relative * expected.Max(Math.Abs)) + absolute;
            double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
            Assert.True(error <= allowed, $"{step}\nexpected {string.Join(' ', expected)}\noff by {error:E2}, allowed {allowed:E2}");
        }

        Assert.Equal(cut.Symbols.Order(), walkthrough.Select(step => step.Symbol).Order());
    }

    private static IEnumerable<string> All(Func<Type, bool> isWanted) =>
        from collection in s_collections
        from type in collection.GetNestedTypes(BindingFlags.NonPublic)
        where type.IsDefined(typeof(LayerAttribute)) && isWanted(type) && !type.Name.StartsWith("OddWidths", StringComparison.Ordinal)
        select $"{collection.Name}.{type.Name}";

    private static NetworkUnderTest Find(string name) =>
        NetworkUnderTest.Of(typeof(WalkthroughDerivativeTests).Assembly.GetType($"MlpGen.Tests.Networks.{name.Replace('.', '+')}")!);
}
