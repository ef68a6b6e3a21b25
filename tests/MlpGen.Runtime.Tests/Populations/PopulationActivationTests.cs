using System.Reflection;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Populations;

/// <summary>Each activation with each loss, in stripes of all widths that the machine has, beside the network.</summary>
public class PopulationActivationTests
{
    private static readonly Type[] s_collections =
        [typeof(PairsSingle), typeof(PairsDouble), typeof(OptionNetworks), typeof(LoopsSingle), typeof(UnrolledDouble)];

    /// <summary>Each activation with each loss, in both precisions, and what layers and losses can be told besides.</summary>
    public static TheoryData<string> Networks =>
        [.. s_collections.SelectMany(collection => Trainable(collection).Select(type => $"{collection.Name}.{type.Name}"))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Each_activation_and_each_loss_is_that_of_the_network(string name)
    {
        string[] parts = name.Split('.');
        Type type = Trainable(s_collections.Single(collection => collection.Name == parts[0])).Single(type => type.Name == parts[1]);
        Type face = type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITrainableNetwork<,>));
        MethodInfo method = typeof(PopulationTests).GetMethod(nameof(PopulationTests.Compare), BindingFlags.NonPublic | BindingFlags.Static)!;
        method.MakeGenericMethod(type, face.GetGenericArguments()[1]).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [29, 3, 1], null);
    }

    private static IEnumerable<Type> Trainable(Type collection) =>
        collection.GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public)
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITrainableNetwork<,>)));
}
