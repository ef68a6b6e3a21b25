using System.Reflection;
using MlpGen.Tests.Golden;
using MlpGen.Tests.Numerics;
using MlpGen.Tests.Populations;
using MlpGen.Tests.Training;
using Xunit.Sdk;

namespace MlpGen.Tests.Processes;

/// <summary>Runs, without a test runner, the tests whose results depend on the width of the vectors.</summary>
internal static class VectorPathChecks
{
    private static readonly Type[] s_kernels = [typeof(DenseKernelTests), typeof(SampleLanesTests), typeof(SoftmaxTests), typeof(LossMathTests)];

    // Hundreds of networks, compiled anew in each process: for a thorough run. The generator's tests try a network of each layout.
    private static readonly Type[] s_networks =
    [
        typeof(GoldenTests), typeof(ActivationAndLossTests), typeof(DropoutTests),
        typeof(PopulationTests), typeof(PopulationStepTests), typeof(ReproducibleMembersTests),
    ];

    /// <summary>Runs them; throws unless the widest vector has <paramref name="bits"/> bits, or if a test fails.</summary>
    public static void Run(string bits)
    {
        Assert.Equal(bits, $"{VectorPathTests.Widest}");
        Type[] tests = [.. s_kernels, .. Thorough.IsOn ? s_networks : []];
        int count = tests.SelectMany(type => type.GetMethods()).Sum(Run);
        Assert.True(count > 500, $"Only {count} tests were found.");
        Console.WriteLine($"{count} tests passed with vectors of {bits} bits.");
    }

    private static int Run(MethodInfo method)
    {
        if (method.GetCustomAttribute<FactAttribute>() is null)
        {
            return 0;
        }

        object[][] cases = method.GetCustomAttribute<TheoryAttribute>() is null
            ? [[]]
            : [.. method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method))];
        foreach (object[] arguments in cases)
        {
            method.Invoke(Activator.CreateInstance(method.DeclaringType!), arguments);
        }

        return cases.Length;
    }
}
