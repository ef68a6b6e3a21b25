using System.Numerics;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>The members of a network with a loss.</summary>
internal class LossCheck<TNetwork, T>(CheckedPoint<T> point) : BackwardCheck<TNetwork, T>(point)
    where TNetwork : ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected static readonly DropoutKey Key = new(Seed: 5, Step: 7, FirstSample: 3);

    public override void Run()
    {
        base.Run();
        foreach (int n in Point.Batches)
        {
            Guarded<T> parameters = Read(Point.Parameters), x = Read(CheckedPoint<T>.Flat(Point.Inputs, n)), t = Read(CheckedPoint<T>.Flat(Point.Targets, n));
            CheckLoss($"Loss of {n}", () => TNetwork.Loss(parameters.Span, x.Span, t.Span), n, s => Point.Targets[s], parameters, x, t);
        }

        Check("LossAndGradient", OfLoss(s => Point.Targets[s]), Point.Batches, (_, p, x, t, gradient, dx) =>
            TNetwork.LossAndGradient(p.Span, x.Span, t.Span, gradient.Span, dx is null ? default : dx.Span));
        Check("TrainingLossAndGradient", OfTrainingLoss(s => Point.Targets[s]), Point.Batches, (_, p, x, t, gradient, dx) =>
            TNetwork.TrainingLossAndGradient(p.Span, x.Span, t.Span, Key, gradient.Span, dx is null ? default : dx.Span));
    }

    protected void CheckLoss(string what, Func<T> loss, int samples, Func<int, double[]> target, params Guarded<T>[] spans)
    {
        T actual = default;
        Call(what, () => actual = loss(), written: 0, restore: () => { }, spans);
        Compare(what, Mean([.. Point.Passes.Take(samples).Select((pass, s) => Reference.LossOf(pass, target(s)).Loss)]), actual, 0, _ => "");
    }

    protected Gradient OfLoss(Func<int, double[]> target) => Of(target, s => Point.Passes[s]);

    protected Gradient OfTrainingLoss(Func<int, double[]> target) => Of(target, s => Point.TrainingPass(s, Key));

    private Gradient Of(Func<int, double[]> target, Func<int, RoundedPass> passOf) => new(Point.Targets, IsMean: true, s =>
    {
        RoundedPass pass = passOf(s);
        (Rounded loss, Rounded[] dz) = Reference.LossOf(pass, target(s));
        return (pass, loss, dz);
    });
}

/// <summary>The members that take labels.</summary>
internal sealed class LabelCheck<TNetwork, T>(CheckedPoint<T> point) : LossCheck<TNetwork, T>(point)
    where TNetwork : IClassifier<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Run()
    {
        base.Run();
        foreach (int n in Point.Batches)
        {
            Guarded<T> parameters = Read(Point.Parameters), x = Read(CheckedPoint<T>.Flat(Point.Inputs, n));
            CheckLoss($"Loss of {n} labels", () => TNetwork.Loss(parameters.Span, x.Span, Labels(n)), n, Point.OneHot, parameters, x);
        }

        Check("LossAndGradient by labels", OfLoss(Point.OneHot), Point.Batches, (n, p, x, _, gradient, dx) =>
            TNetwork.LossAndGradient(p.Span, x.Span, Labels(n), gradient.Span, dx is null ? default : dx.Span));
        Check("TrainingLossAndGradient by labels", OfTrainingLoss(Point.OneHot), Point.Batches, (n, p, x, _, gradient, dx) =>
            TNetwork.TrainingLossAndGradient(p.Span, x.Span, Labels(n), Key, gradient.Span, dx is null ? default : dx.Span));
    }

    private ReadOnlySpan<int> Labels(int samples) => Point.Labels.AsSpan(0, samples);
}
