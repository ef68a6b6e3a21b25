using System.Numerics;

namespace MlpGen.Benchmarks.Networks;

/// <summary>A public member of a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Run">Calls it so many times.</param>
internal sealed record Member(string Name, Action<int> Run);

/// <summary>The public members of any network, ready to be called.</summary>
/// <remarks>Through the interfaces, as generic code calls them: the JIT has one loop for all classes, which looks up the member at each
/// call. That costs a nanosecond or two, and is seen in N1 alone; what its calls cost directly is in the other tables.</remarks>
internal static class Members
{
    /// <summary>Those that take so many samples; those of single samples only where it is one.</summary>
    public static IEnumerable<Member> Of<TNet, T>(int samples)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var memory = new Operands<TNet, T>(samples);
        return [.. samples == 1 ? Single(memory) : [], .. Batches(memory), .. Losses(memory)];
    }

    /// <summary>The same of a classifier, which takes labels, too.</summary>
    public static IEnumerable<Member> OfClassifier<TNet, T>(int samples)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return [.. Of<TNet, T>(samples), .. Labels(new Operands<TNet, T>(samples))];
    }

    private static IEnumerable<Member> Single<TNet, T>(Operands<TNet, T> o)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return new("Forward", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, y = o.Outputs;
            for (int i = 0; i < times; i++)
            {
                TNet.Forward(p, x, y);
            }
        });
        yield return new("Backward", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, dy = o.OutputGradients, g = o.Gradient;
            for (int i = 0; i < times; i++)
            {
                TNet.Backward(p, x, dy, g);
            }
        });
        yield return new("ForwardTrace", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, trace = o.Trace;
            for (int i = 0; i < times; i++)
            {
                TNet.ForwardTrace(p, x, trace);
            }
        });
        yield return new("BackwardTrace", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, trace = o.Trace, dy = o.OutputGradients, g = o.Gradient;
            for (int i = 0; i < times; i++)
            {
                TNet.BackwardTrace(p, x, trace, dy, g);
            }
        });
    }

    private static IEnumerable<Member> Batches<TNet, T>(Operands<TNet, T> o)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return new("ForwardBatch", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, y = o.Outputs;
            for (int i = 0; i < times; i++)
            {
                TNet.ForwardBatch(p, x, y);
            }
        });
        yield return new("BackwardBatch", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, dy = o.OutputGradients, g = o.Gradient;
            for (int i = 0; i < times; i++)
            {
                TNet.BackwardBatch(p, x, dy, g);
            }
        });
    }

    private static IEnumerable<Member> Losses<TNet, T>(Operands<TNet, T> o)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return new("Loss", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, t = o.Targets;
            for (int i = 0; i < times; i++)
            {
                TNet.Loss(p, x, t);
            }
        });
        yield return new("LossAndGradient", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, t = o.Targets, g = o.Gradient;
            for (int i = 0; i < times; i++)
            {
                TNet.LossAndGradient(p, x, t, g);
            }
        });
        yield return new("TrainingLossAndGradient", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, t = o.Targets, g = o.Gradient;
            for (int i = 0; i < times; i++)
            {
                TNet.TrainingLossAndGradient(p, x, t, new DropoutKey(1, i), g);
            }
        });
    }

    private static IEnumerable<Member> Labels<TNet, T>(Operands<TNet, T> o)
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return new("Loss, labels", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs;
            ReadOnlySpan<int> labels = o.Labels;
            for (int i = 0; i < times; i++)
            {
                TNet.Loss(p, x, labels);
            }
        });
        yield return new("LossAndGradient, labels", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, g = o.Gradient;
            ReadOnlySpan<int> labels = o.Labels;
            for (int i = 0; i < times; i++)
            {
                TNet.LossAndGradient(p, x, labels, g);
            }
        });
        yield return new("TrainingLossAndGradient, labels", times =>
        {
            Span<T> p = o.Parameters, x = o.Inputs, g = o.Gradient;
            ReadOnlySpan<int> labels = o.Labels;
            for (int i = 0; i < times; i++)
            {
                TNet.TrainingLossAndGradient(p, x, labels, new DropoutKey(1, i), g);
            }
        });
    }
}
