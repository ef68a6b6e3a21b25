using System.Globalization;
using System.Runtime.Loader;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>What a child process of the tests does: <c>ChildProcess</c> starts this assembly as a program.</summary>
internal static class Program
{
    /// <summary>Checks the networks of an assembly; an exception is how that fails.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments is [Integers.IntegerNetworkTests.Check, string networks])
        {
            Console.WriteLine(Integers.IntegerBits.Of(AssemblyLoadContext.Default.LoadFromAssemblyPath(networks)));
            return 0;
        }

        if (arguments is not [HardwarePathTests.Check, string bits, string file, string seed])
        {
            Console.Error.WriteLine("These are tests: run them with dotnet test.");
            return 2;
        }

        Assert.Equal(bits, $"{HardwarePathTests.Widest}");
        (int count, double worst) = ArchitectureBatch.Check(
            AssemblyLoadContext.Default.LoadFromAssemblyPath(file), int.Parse(seed, CultureInfo.InvariantCulture), share: 3);
        Console.WriteLine($"{count} networks with vectors of {bits} bits, worst {worst:P0} of what is allowed.");
        return 0;
    }
}
