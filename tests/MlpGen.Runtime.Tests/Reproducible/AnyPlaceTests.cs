using System.Numerics;

namespace MlpGen.Tests.Reproducible;

/// <summary>A sample of a reproducible network has the same output and the same ∂L/∂x alone, and anywhere in a batch of any size.</summary>
public sealed class AnyPlaceTests
{
    private static readonly int[] s_sizes = [1, 2, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 130];

    [Fact]
    public void A_tiny_network_has_the_same_bits_anywhere() => Same<TinyInOrder, float>();

    [Fact]
    public void A_tiny_classifier_has_the_same_bits_anywhere() => Same<TinyClassifierInOrder, float>();

    [Fact]
    public void A_tiny_network_in_double_has_the_same_bits_anywhere() => Same<TinyInOrderDouble, double>();

    [Fact]
    public void A_narrow_network_has_the_same_bits_anywhere() => Same<NarrowInOrder, float>();

    [Fact]
    public void A_wide_network_has_the_same_bits_anywhere() => Same<WideInOrder, float>();

    [Fact]
    public void A_classifier_has_the_same_bits_anywhere() => Same<ClassifierInOrder, float>();

    [Fact]
    public void A_layered_network_in_double_has_the_same_bits_anywhere() => Same<LayeredInOrderDouble, double>();

    private static void Same<TNet, T>()
        where TNet : class, IDifferentiableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount];
        TNet.Initialize(parameters, seed: 11);
        var random = new Random(17);
        int most = s_sizes.Max();
        T[] inputs = Numbers<T>(random, most * TNet.InputSize), dy = Numbers<T>(random, most * TNet.OutputSize);
        T[] alone = new T[most * TNet.OutputSize], traces = new T[most * TNet.OutputSize], dxAlone = new T[inputs.Length], scrap = new T[parameters.Length];
        T[] trace = new T[TNet.TraceSize];
        for (int s = 0; s < most; s++)
        {
            ReadOnlySpan<T> x = inputs.AsSpan(s * TNet.InputSize, TNet.InputSize);
            TNet.Forward(parameters, x, alone.AsSpan(s * TNet.OutputSize, TNet.OutputSize));
            TNet.ForwardTrace(parameters, x, trace);
            trace.AsSpan(TNet.TraceSize - TNet.OutputSize).CopyTo(traces.AsSpan(s * TNet.OutputSize));
            TNet.Backward(
                parameters, x, dy.AsSpan(s * TNet.OutputSize, TNet.OutputSize), scrap, dxAlone.AsSpan(s * TNet.InputSize, TNet.InputSize));
        }

        Assert.Equal(alone, traces);
        foreach (int n in s_sizes)
        {
            for (int first = 0; first + n <= most; first += 29)
            {
                ReadOnlySpan<T> x = inputs.AsSpan(first * TNet.InputSize, n * TNet.InputSize);
                T[] outputs = new T[n * TNet.OutputSize], dx = new T[n * TNet.InputSize];
                TNet.ForwardBatch(parameters, x, outputs);
                Assert.True(
                    alone.AsSpan(first * TNet.OutputSize, outputs.Length).SequenceEqual(outputs), $"outputs, {n} samples from {first} on");
                TNet.BackwardBatch(parameters, x, dy.AsSpan(first * TNet.OutputSize, n * TNet.OutputSize), scrap, dx);
                Assert.True(dxAlone.AsSpan(first * TNet.InputSize, dx.Length).SequenceEqual(dx), $"∂L/∂x, {n} samples from {first} on");
            }
        }
    }

    private static T[] Numbers<T>(Random random, int count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(4 * random.NextDouble() - 2))];
}
