using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlpGen.Training;

namespace MlpGen.Cluster;

/// <summary>A short text that two silos have in common only if they would compute the same parts of the same steps: a hash over the data, the layers,
/// and the options that parts depend on.</summary>
internal static class RunFingerprint
{
    // Data are hashed once, however many runs and shards use them.
    private static readonly ConditionalWeakTable<object, byte[]> s_data = [];

    /// <summary>That of a training.</summary>
    public static string Of<TNetwork, T>(Training<TNetwork, T> training)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TrainerOptions options = training.Options;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{typeof(T).Name} {options.BatchSize} {options.AccumulateBatches} {options.Shards} {options.Seed} {options.Shuffle} {options.LabelSmoothing:R}");
        foreach (double weight in options.PositiveWeights)
        {
            text.Append(CultureInfo.InvariantCulture, $" +{weight:R}");
        }

        foreach (LayerInfo layer in TNetwork.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $" {layer}");
        }

        byte[] data = s_data.GetValue(training.Data, static data => Hash((DataSet<T>)data));
        return Convert.ToHexString(SHA256.HashData([.. data, .. Encoding.UTF8.GetBytes(text.ToString())]), 0, 8);
    }

    private static byte[] Hash<T>(DataSet<T> data)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, data.Inputs.Span);
        Append(hash, data.Targets.Span);
        Append(hash, data.Labels.Span);
        Append(hash, data.Weights.Span);
        return hash.GetHashAndReset();
    }

    private static void Append<TNumber>(IncrementalHash hash, ReadOnlySpan<TNumber> numbers)
        where TNumber : unmanaged
    {
        hash.AppendData(BitConverter.GetBytes(numbers.Length));

        // In pieces: a span of bytes is shorter than one of numbers can be.
        for (; !numbers.IsEmpty; numbers = numbers[Math.Min(numbers.Length, 1 << 20)..])
        {
            hash.AppendData(MemoryMarshal.AsBytes(numbers[..Math.Min(numbers.Length, 1 << 20)]));
        }
    }
}
