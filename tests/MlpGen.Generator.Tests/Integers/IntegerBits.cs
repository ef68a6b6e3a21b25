using System.Globalization;
using System.Reflection;

namespace MlpGen.Generator.Tests.Integers;

/// <summary>The bits of all outputs of the networks of integers of an assembly, for given inputs, as one number.</summary>
internal static class IntegerBits
{
    private const int Samples = 29;

    public static string Of(Assembly assembly)
    {
        var random = new Random(11);
        ulong hash = 14695981039346656037;
        foreach (Type network in assembly.GetTypes().Where(type => type.Name.StartsWith("Int", StringComparison.Ordinal)).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            int inputs = Size(network, "InputSize"), outputs = Size(network, "OutputSize");
            float[] x = [.. Enumerable.Range(0, Samples * inputs).Select(_ => random.NextSingle() * 10 - 5)], y = new float[Samples * outputs];
            x[0] = float.NaN;
            IntegerNetworks.Pass(network, "ForwardBatch")(x, y);
            Add(y);
            float[] alone = new float[outputs];
            IntegerNetworks.Pass(network, "Forward")(x.AsSpan(inputs, inputs), alone);
            Add(alone);
        }

        return hash.ToString("X16", CultureInfo.InvariantCulture);

        void Add(float[] numbers)
        {
            foreach (float number in numbers)
            {
                hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(number)) * 1099511628211);
            }
        }
    }

    private static int Size(Type network, string name) => (int)network.GetField(name)!.GetRawConstantValue()!;
}
