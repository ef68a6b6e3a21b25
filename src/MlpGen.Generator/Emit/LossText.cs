using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>A loss as text: its formulas, and the C# of its value and gradient for one sample.</summary>
internal sealed class LossText(EmitContext context, LossSpec loss)
{
    private readonly LayerPlan _last = context.Plan.Last;
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>Whether the loss is computed from z, and gives dz of the last layer at once.</summary>
    public bool IsFused => loss.Function is LossFunction.CrossEntropy or LossFunction.BinaryCrossEntropy;

    /// <summary>Whether class labels may stand for targets.</summary>
    public bool TakesLabels => loss.Function == LossFunction.CrossEntropy;

    /// <summary>The whole formula.</summary>
    public string Formula => loss.Function switch
    {
        LossFunction.MeanSquaredError => "L = 1/(N·n) Σ (y − t)²",
        LossFunction.HalfSquaredError => "L = 1/(2N) Σᵢ ‖yᵢ − tᵢ‖²",
        LossFunction.SumSquaredError => "L = 1/N Σᵢ ‖yᵢ − tᵢ‖²",
        LossFunction.MeanAbsoluteError => "L = 1/(N·n) Σ |y − t|",
        LossFunction.Huber => $"L = 1/(N·n) Σ h(y − t), h(d) = ½d² where |d| ≤ δ, else δ·(|d| − ½δ), δ = {Delta.TrimEnd('f', 'd')}",
        LossFunction.CrossEntropy => "L = −1/N Σᵢ Σⱼ tᵢⱼ·log pᵢⱼ, p = softmax(z)",
        _ => "L = −1/(N·n) Σ t·log p + (1 − t)·log(1 − p), p = σ(z)",
    };

    /// <summary>The formula in the terms of its targets: with labels, t is one-hot.</summary>
    public string FormulaOf(string targets) => targets == "labels" ? $"{Formula}, t being 1 at the label and 0 elsewhere" : Formula;

    /// <summary>What the loss gives: dz of the last layer if it is fused, else dy.</summary>
    public string GivenName => IsFused ? $"dz{_last.Number}" : "dy";

    /// <summary>The formula of its gradient: dz of the last layer if fused, else dy.</summary>
    public string GradientFormula
    {
        get
        {
            string dz = $"dz{_last.Number}";
            return loss.Function switch
            {
                LossFunction.MeanSquaredError => "dy = 2·(y − t) / (N·n)",
                LossFunction.HalfSquaredError => "dy = (y − t) / N",
                LossFunction.SumSquaredError => "dy = 2·(y − t) / N",
                LossFunction.MeanAbsoluteError => "dy = sign(y − t) / (N·n), 0 where y = t",
                LossFunction.Huber => "dy = min(max(y − t, −δ), δ) / (N·n)",
                LossFunction.CrossEntropy => $"{dz} = (p·Σt − t) / N: softmax and logarithm cancel, and nothing is divided by p",
                _ => $"{dz} = (p − t) / (N·n): sigmoid and logarithm cancel, and nothing is divided by p",
            };
        }
    }

    /// <summary>The C# of the factor that makes a sum over all samples and outputs the mean.</summary>
    public string Scale => loss.Function is LossFunction.HalfSquaredError or LossFunction.SumSquaredError or LossFunction.CrossEntropy
        ? $"{One} / samples"
        : $"{One} / (({context.T})samples * OutputSize)";

    /// <summary>The last pre-activation for a fused loss, else the output.</summary>
    public string Reads => (IsFused ? "z" : "a") + _last.Number;

    private string One => context.Number(1);

    private string Delta => context.Number(loss.Delta);

    /// <summary>A call to the runtime's loop over rows: the value alone, or with <paramref name="gradient"/> the gradient too.</summary>
    public string Call(string y, string target, string? gradient)
    {
        string delta = loss.Function switch
        {
            LossFunction.Huber => $", {Delta}",
            LossFunction.CrossEntropy => ", OutputSize",
            _ => "",
        };
        string write = gradient is null ? "" : $", scale, {gradient}";
        return $"global::MlpGen.Numerics.LossMath.{loss.Function}<{context.T}>({y}, {target}{delta}{write})";
    }

    /// <summary>Writes the loss of one sample and its gradient in locals: <c>loss</c>, and <c>dy_j</c> or dz of the last layer.</summary>
    public void Unrolled(UnrolledBlocks blocks)
    {
        _writer.Line();
        _writer.Line("// Loss: this sample's part of");
        _writer.Line($"//   {Formula}");
        _writer.Line($"//   {GradientFormula}");
        switch (loss.Function)
        {
            case LossFunction.CrossEntropy:
                CrossEntropy(blocks);
                break;
            case LossFunction.BinaryCrossEntropy:
                BinaryCrossEntropy(blocks);
                break;
            default:
                Residuals(blocks);
                break;
        }
    }

    private void Residuals(UnrolledBlocks blocks)
    {
        ValueText values = blocks.Values;
        Each(j => $"{values.Local} d_{j} = {Reads}_{j} - t_{j};");
        string two = values.Factor(2);
        string half = values.Factor(0.5);
        string delta = values.Number(loss.Delta);
        (Func<int, (string, string?)> term, Func<int, string> gradient) = loss.Function switch
        {
            LossFunction.HalfSquaredError => (
                (Func<int, (string, string?)>)(j => ($"{half} * d_{j}", $"d_{j}")),
                (Func<int, string>)(j => $"d_{j} * scale")),
            LossFunction.MeanAbsoluteError => (
                j => (values.Abs($"d_{j}"), null),
                j => $"{values.Sign($"d_{j}")} * scale"),
            LossFunction.Huber => (
                j => (values.Huber($"d_{j}", delta), null),
                j => $"{values.Clamp($"d_{j}", delta)} * scale"),
            _ => (
                j => ($"d_{j}", $"d_{j}"),
                j => $"{two} * d_{j} * scale"),
        };
        blocks.Sum($"{values.Local} loss", Outputs.Select(term));
        Each(j => $"{values.Local} dy_{j} = {gradient(j)};");
    }

    private void CrossEntropy(UnrolledBlocks blocks)
    {
        ValueText values = blocks.Values;
        string l = $"{_last.Number}";
        string p = $"a{l}";
        if (_last.Spec.Activation != Activation.Softmax)
        {
            p = "p";
            SoftmaxBlock.Unrolled(context, values, _last.Outputs, $"z{l}", p, l);
        }

        _writer.Line($"{values.Local} logSum = {values.Log($"sum{l}")};");
        blocks.Sum($"{values.Local} loss", Outputs.Select(j => ($"t_{j}", (string?)$"(logSum - s{l}_{j})")));
        blocks.Sum($"{values.Local} tSum", Outputs.Select(j => ($"t_{j}", (string?)null)));
        Each(j => $"{values.Local} dz{l}_{j} = ({p}_{j} * tSum - t_{j}) * scale;");
    }

    private void BinaryCrossEntropy(UnrolledBlocks blocks)
    {
        ValueText values = blocks.Values;
        string l = $"{_last.Number}";
        _writer.Line("//   −t·log p − (1 − t)·log(1 − p) = max(z, 0) − z·t + log(1 + e^−|z|)");
        blocks.Sum($"{values.Local} loss", Outputs.Select(j => (
            $"({values.Max($"z{l}_{j}", values.Zero)} - z{l}_{j} * t_{j} + "
            + $"{values.Functions.Call("Softplus", $"-{values.Abs($"z{l}_{j}")}")})", (string?)null)));
        bool hasSigmoid = _last.Spec.Activation == Activation.Sigmoid;
        Each(j => $"{values.Local} dz{l}_{j} = ({(hasSigmoid ? $"a{l}_{j}" : values.Functions.Call("Sigmoid", $"z{l}_{j}"))} - t_{j}) * scale;");
    }

    private IEnumerable<int> Outputs => Enumerable.Range(0, _last.Outputs);

    private void Each(Func<int, string> line)
    {
        foreach (int j in Outputs)
        {
            _writer.Line(line(j));
        }
    }
}
