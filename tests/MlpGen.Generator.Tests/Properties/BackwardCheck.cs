using System.Numerics;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>The members of a network with a gradient.</summary>
internal class BackwardCheck<TNetwork, T>(CheckedPoint<T> point) : ForwardCheck<TNetwork, T>(point)
    where TNetwork : IDifferentiableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Calls a member that adds to a gradient; gives the loss, or anything.</summary>
    /// <param name="samples">How many of the first samples to pass.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">Their inputs.</param>
    /// <param name="other">Their output gradients or targets.</param>
    /// <param name="gradient">What is added to.</param>
    /// <param name="inputGradients">Null if they are not wanted.</param>
    protected delegate T GradientMember(
        int samples, Guarded<T> parameters, Guarded<T> inputs, Guarded<T> other, Guarded<T> gradient, Guarded<T>? inputGradients);

    public override void Run()
    {
        base.Run();
        Gradient ofOutput = new(Point.OutputGradients, IsMean: false, s =>
            (Point.Passes[s], default, Reference.FromOutputGradient(Point.Passes[s], Point.OutputGradients[s])));
        Check("Backward", ofOutput, [1], (_, p, x, dy, gradient, dx) =>
        {
            TNetwork.Backward(p.Span, x.Span, dy.Span, gradient.Span, dx is null ? default : dx.Span);
            return default;
        });

        Guarded<T> trace = Written(TNetwork.TraceSize);
        TNetwork.ForwardTrace(Point.Parameters, CheckedPoint<T>.To(Point.Inputs[0]), trace.Span);
        Check("BackwardTrace", ofOutput, [1], (_, p, x, dy, gradient, dx) =>
        {
            TNetwork.BackwardTrace(p.Span, x.Span, trace.Span, dy.Span, gradient.Span, dx is null ? default : dx.Span);
            return default;
        });
        Check("BackwardBatch", ofOutput, Point.Batches, (_, p, x, dy, gradient, dx) =>
        {
            TNetwork.BackwardBatch(p.Span, x.Span, dy.Span, gradient.Span, dx is null ? default : dx.Span);
            return default;
        });
    }

    /// <summary>A gradient as the reference computes it.</summary>
    /// <param name="Other">Output gradients or targets.</param>
    /// <param name="IsMean">Whether it is of the mean over the samples, not of their sum.</param>
    /// <param name="Of">The forward pass, the loss, and dz of the last layer of a sample.</param>
    protected sealed record Gradient(
        double[][] Other, bool IsMean, Func<int, (RoundedPass Pass, Rounded Loss, Rounded[] Dz)> Of);

    /// <summary>Compares what a member makes of the first 1, 7, 8, … samples, with input gradients and without.</summary>
    protected void Check(string member, Gradient gradient, int[] batches, GradientMember call)
    {
        var sum = new RoundedSum(TNetwork.ParameterCount);
        List<Rounded> losses = [], inputGradients = [];
        for (int s = 0; s < batches[^1]; s++)
        {
            (RoundedPass pass, Rounded loss, Rounded[] dz) = gradient.Of(s);
            inputGradients.AddRange(Reference.Backward(pass, dz, sum));
            losses.Add(loss);
            if (!batches.Contains(s + 1))
            {
                continue;
            }

            double scale = gradient.IsMean ? 1.0 / (s + 1) : 1;
            Rounded[] dx = [.. inputGradients.Select(d => new Rounded(
                scale * d.Value, scale * scale * (d.Variance + Rounded.OfSum(2, Math.Abs(d.Value), CheckedPoint<T>.Unit))))];
            foreach (bool isWithInputs in (bool[])[true, false])
            {
                Check($"{member} of {s + 1}{(isWithInputs ? "" : " without inputGradients")}", s + 1, gradient, sum, scale, losses, isWithInputs ? dx : null, call);
            }
        }
    }

    private void Check(
        string what, int samples, Gradient gradient, RoundedSum sum, double scale, List<Rounded> losses, Rounded[]? dx, GradientMember call)
    {
        double[] before = Point.DrawBefore(sum, scale);
        T[] start = CheckedPoint<T>.To(before);
        Guarded<T> parameters = Read(Point.Parameters), x = Read(CheckedPoint<T>.Flat(Point.Inputs, samples));
        Guarded<T> other = Read(CheckedPoint<T>.Flat(gradient.Other, samples)), actual = Read(start);
        Guarded<T>? inputs = dx is null ? null : Written(samples * TNetwork.InputSize);
        T loss = default;
        Call(
            what, () => loss = call(samples, parameters, x, other, actual, inputs), written: inputs is null ? 1 : 2,
            restore: () => start.CopyTo(actual.Span), inputs is null ? [parameters, x, other, actual] : [parameters, x, other, actual, inputs]);

        Compare(what, k => sum.AddedTo(before[k], k, scale, CheckedPoint<T>.Unit), before.Length, actual, NameOf);
        if (dx is not null)
        {
            Compare(what, k => dx[k], dx.Length, inputs!, k => $" dx[{k}]");
        }

        if (gradient.IsMean)
        {
            Compare(what, Mean(losses), loss, 0, _ => " the loss");
        }
    }

    /// <summary>The mean over the samples, summed in any order.</summary>
    protected static Rounded Mean(List<Rounded> losses)
    {
        int n = losses.Count;
        double size = losses.Sum(loss => Math.Abs(loss.Value)) / n;
        return new Rounded(
            losses.Sum(loss => loss.Value) / n,
            (losses.Sum(loss => loss.Variance) / n / n) + Rounded.OfSum(n + 4, size, CheckedPoint<T>.Unit));
    }

    /// <summary>dW2[3, 1] for an index of the flat gradient.</summary>
    private string NameOf(int k)
    {
        int l = Array.FindLastIndex(Reference.WeightOffsets[..^1], offset => offset <= k), outputs = Reference.Layers[l].Outputs;
        int index = k - Reference.WeightOffsets[l];
        return index < Reference.Layers[l].Inputs * outputs
            ? $" dW{l + 1}[{index / outputs}, {index % outputs}]"
            : $" db{l + 1}[{index - (Reference.Layers[l].Inputs * outputs)}]";
    }
}
