using System.Numerics;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>Holds a network against the reference, whatever its precision.</summary>
internal interface INetworkCheck
{
    /// <summary>Fails with the first number that is off.</summary>
    void Run();

    /// <summary>How far the worst number was off, as a share of what is allowed.</summary>
    double Worst { get; }
}

/// <summary>The members of every network: forward, in batches, with its trace.</summary>
internal class ForwardCheck<TNetwork, T>(CheckedPoint<T> point) : INetworkCheck
    where TNetwork : INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public double Worst { get; private set; }

    protected CheckedPoint<T> Point => point;

    protected RoundedNetwork Reference => point.Reference;

    /// <summary>The smallest number that is not subnormal: hardware may be told to flush below it.</summary>
    private static readonly double s_tiny = typeof(T) == typeof(double) ? 1e-305 : 1.2e-38;

    public virtual void Run()
    {
        Assert.Equal(Reference.WeightOffsets[^1], TNetwork.ParameterCount);
        Assert.Equal(Reference.Layers[0].Inputs, TNetwork.InputSize);
        Assert.Equal(Reference.Layers[^1].Outputs, TNetwork.OutputSize);
        Assert.Equal(2 * Reference.Layers.Sum(layer => layer.Outputs), TNetwork.TraceSize);
        Assert.Equal(Reference.WeightOffsets[..^1], TNetwork.Layers.ToArray().Select(layer => layer.WeightOffset));

        foreach (int sample in (int[])[0, point.Batches[^1] - 1])
        {
            Guarded<T> output = Written(TNetwork.OutputSize), trace = Written(TNetwork.TraceSize);
            Guarded<T> parameters = Read(point.Parameters), x = Read(CheckedPoint<T>.To(point.Inputs[sample]));
            Call("Forward", () => TNetwork.Forward(parameters.Span, x.Span, output.Span), parameters, x, output);
            Compare("Forward", point.Passes[sample].Output, output);
            Call("ForwardTrace", () => TNetwork.ForwardTrace(parameters.Span, x.Span, trace.Span), parameters, x, trace);
            Compare("ForwardTrace", point.Passes[sample].Trace, trace);
        }

        foreach (int n in point.Batches)
        {
            Guarded<T> parameters = Read(point.Parameters), x = Read(CheckedPoint<T>.Flat(point.Inputs, n)), y = Written(n * TNetwork.OutputSize);
            Call("ForwardBatch", () => TNetwork.ForwardBatch(parameters.Span, x.Span, y.Span), parameters, x, y);
            Compare($"ForwardBatch of {n}", [.. point.Passes.Take(n).SelectMany(pass => pass.Output)], y);
        }
    }

    protected Guarded<T> Read(T[] values) => new(values, point.DrawShift());

    /// <summary>Not numbers, until they are written.</summary>
    protected Guarded<T> Written(int length) => new(length, point.DrawShift());

    /// <summary>Calls a member, the last span of which is written and holds the same after any number of calls, and sees that it allocates
    /// nothing, and writes nowhere else.</summary>
    protected static void Call(string member, Action call, params Guarded<T>[] spans) =>
        Call(member, call, written: 1, restore: () => { }, spans);

    /// <param name="written">How many spans, from the end, are written.</param>
    /// <param name="restore">Makes the written spans what they were before the first call.</param>
    protected static void Call(string member, Action call, int written, Action restore, Guarded<T>[] spans)
    {
        Guarded<T>[] read = spans[..^written];
        T[][] before = [.. read.Select(span => span.Span.ToArray())];
        for (int attempt = 1; ; attempt++)
        {
            long start = GC.GetAllocatedBytesForCurrentThread();
            call();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - start;
            if (allocated == 0)
            {
                break;
            }

            // The first call may load types, and a collection moves the count; neither happens time and again.
            Assert.True(attempt < 5, $"{member} allocates {allocated} bytes.");
            restore();
        }

        Assert.True(spans.All(span => span.IsIntact), $"{member} writes outside of its spans.");
        Assert.True(read.Zip(before).All(pair => pair.First.Holds(pair.Second)), $"{member} writes to what it reads.");
    }

    protected void Compare(string what, Rounded[] expected, Guarded<T> actual) => Compare(what, k => expected[k], expected.Length, actual, k => $"[{k}]");

    protected void Compare(string what, Func<int, Rounded> expected, int length, Guarded<T> actual, Func<int, string> name)
    {
        Assert.Equal(length, actual.Length);
        for (int k = 0; k < length; k++)
        {
            Compare(what, expected(k), actual.Span[k], k, name);
        }
    }

    protected void Compare(string what, Rounded expected, T actual, int k, Func<int, string> name)
    {
        double off = Math.Abs(double.CreateTruncating(actual) - expected.Value), allowed = expected.Allowed + s_tiny;
        Worst = Math.Max(Worst, off / allowed);
        if (!(off <= allowed))
        {
            Assert.Fail($"{what}{name(k)} is {actual}, expected {expected.Value:G9}: off by {off:E2}, allowed {allowed:E2}.");
        }
    }
}
