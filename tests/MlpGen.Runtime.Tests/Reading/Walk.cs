using System.Numerics;
using System.Reflection;

namespace MlpGen.Tests.Reading;

/// <summary>Walks through a sample of a network whose type is known at run time only.</summary>
internal static class Walk
{
    public static Walkthrough Through(Type network, double[] parameters, double[] input, double[] target) =>
        Call(nameof(ThroughTarget), network, typeof(ITrainableNetwork<,>), parameters, input, target);

    public static Walkthrough Through(Type network, double[] parameters, double[] input, int label) =>
        Call(nameof(ThroughLabel), network, typeof(IClassifier<,>), parameters, input, label);

    private static Walkthrough Call(string method, Type network, Type face, params object[] arguments)
    {
        Type scalar = network.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == face).GetGenericArguments()[1];
        return (Walkthrough)typeof(Walk).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(network, scalar).Invoke(null, arguments)!;
    }

    private static Walkthrough ThroughTarget<TNetwork, T>(double[] parameters, double[] input, double[] target)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Walkthrough.Of<Informed<TNetwork, T>, T>(To<T>(parameters), To<T>(input), To<T>(target));

    private static Walkthrough ThroughLabel<TNetwork, T>(double[] parameters, double[] input, int label)
        where TNetwork : IClassifier<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Walkthrough.Of<InformedClassifier<TNetwork, T>, T>(To<T>(parameters), To<T>(input), label);

    private static T[] To<T>(double[] values)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.ConvertAll(values, T.CreateTruncating);
}
