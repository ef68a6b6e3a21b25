using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>The text of a loss that is a sum over residuals d = y − t: what each adds, and its slope there.</summary>
/// <param name="context">The file.</param>
/// <param name="vectors">The functions of vectors, if a residual is one; null if it is a number.</param>
internal sealed class Residual(EmitContext context, VectorFunctions? vectors = null)
{
    private readonly LossSpec _loss = context.Plan.Spec.Loss!;

    private string Delta => vectors is null ? context.Number(_loss.Delta) : vectors.Create(context.Number(_loss.Delta));

    /// <summary>What it adds.</summary>
    public string Term(string d) => _loss.Function switch
    {
        LossFunction.HalfSquaredError => $"{context.Number(0.5)} * {d} * {d}",
        LossFunction.MeanAbsoluteError => $"{vectors?.Vector ?? context.ScalarMath}.Abs({d})",
        LossFunction.Huber => InRuntime("Huber", $"{d}, {Delta}"),
        LossFunction.MeanSquaredError or LossFunction.SumSquaredError => $"{d} * {d}",
        _ => throw HasNone,
    };

    /// <summary>The derivative of that by y.</summary>
    public string Slope(string d) => _loss.Function switch
    {
        LossFunction.HalfSquaredError => d,
        LossFunction.MeanAbsoluteError => InRuntime("Sign", d),
        LossFunction.Huber => vectors is null ? $"{context.Names.Type("Math")}.Clamp({d}, -{Delta}, {Delta})" : InRuntime("Clamp", $"{d}, {Delta}"),
        LossFunction.MeanSquaredError or LossFunction.SumSquaredError => $"{context.Number(2)} * {d}",
        _ => throw HasNone,
    };

    private InvalidOperationException HasNone => new($"{_loss.Function} is not a sum over residuals.");

    private string InRuntime(string name, string arguments) => $"{context.Names.Type(vectors is null ? "LossMath" : "SampleLanes")}.{name}({arguments})";
}
