using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the loss of one sample number by number, and what it gives.</summary>
internal sealed class NumbersLoss(EmitContext context, Formulas formulas)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LossSpec _loss = context.Plan.Spec.Loss!;
    private readonly LayerPlan _last = context.Plan.Last;
    private readonly string _t = context.T;

    private int Outputs => _last.Outputs;

    /// <summary>Writes the body.</summary>
    public void Write(LossStep step)
    {
        formulas.Loss(_loss);
        (string name, int offset) = Traits.IsFused ? (Z, _last.TraceOffset) : ("y", _last.ActivationOffset);
        _writer.List(_t, Range.Select(j => $"{name}_{j} = trace[{offset + j}]"));
        _writer.List(_t, Range.Select(static j => $"t_{j} = target[{j}]"));
        if (step.Kernel == LossKernel.AllOutputs)
        {
            CrossEntropy();
        }
        else if (Traits.IsFused)
        {
            BinaryCrossEntropy();
        }
        else
        {
            Residuals();
        }

        _writer.Line("return loss;");
    }

    /// <summary>p = softmax(z) in locals, shifted by the largest so that nothing overflows; leaves the shifted z in <c>s</c>, and Σ e^s in
    /// <c>sum</c>.</summary>
    public static void Softmax(EmitContext context, int count, string z, string p, string layer)
    {
        SourceWriter writer = context.Writer;
        writer.Line("//   the largest taken from all, which cancels, so that nothing overflows");
        writer.Line($"{context.T} max{layer} = {Largest(context.ScalarMath, z, 0, count)};");
        writer.List(context.T, Enumerable.Range(0, count).Select(j => $"s{layer}_{j} = {z}_{j} - max{layer}"));
        writer.List(context.T, Enumerable.Range(0, count).Select(j => $"e{layer}_{j} = {context.Names.Function("Exp")}(s{layer}_{j})"));
        writer.Sum($"{context.T} sum{layer}", Enumerable.Range(0, count).Select(j => $"e{layer}_{j}"));
        writer.List(context.T, Enumerable.Range(0, count).Select(j => $"{p}_{j} = e{layer}_{j} / sum{layer}"));
    }

    /// <summary>A tree of calls to Max over <c>z_from … z_(to − 1)</c>, balanced so that no layer nests too deep for the compiler.</summary>
    private static string Largest(string math, string z, int from, int to)
    {
        int middle = (from + to + 1) / 2;
        return to - from == 1 ? $"{z}_{from}" : $"{math}.Max({Largest(math, z, from, middle)}, {Largest(math, z, middle, to)})";
    }

    private LossTraits Traits => LossTraits.Of(_loss.Function);

    private string Z => $"z{_last.Number}";

    private IEnumerable<int> Range => Enumerable.Range(0, Outputs);

    private void Residuals()
    {
        var residual = new Residual(context);
        _writer.List(_t, Range.Select(static j => $"error_{j} = y_{j} - t_{j}"));
        _writer.Sum($"{_t} loss", Range.Select(j => residual.Term($"error_{j}")));
        Give(j => $"{residual.Slope($"error_{j}")} * scale");
    }

    private void BinaryCrossEntropy()
    {
        _writer.Line($"//   −t·log p − (1 − t)·log(1 − p) = max({Z}, 0) − {Z}·t + log(1 + e^−|{Z}|)");
        _writer.Sum($"{_t} loss", Range.Select(
            j => $"({context.ScalarMath}.Max({Z}_{j}, {context.Number(0)}) - {Z}_{j} * t_{j} + {context.Names.Function("Softplus")}(-{context.ScalarMath}.Abs({Z}_{j})))"));
        Give(j => $"({context.Names.Function("Sigmoid")}({Z}_{j}) - t_{j}) * scale");
    }

    private void CrossEntropy()
    {
        Softmax(context, Outputs, Z, "p", "");
        _writer.Line($"{_t} logSum = {context.Logarithm}(sum);");
        _writer.Sum($"{_t} loss", Range.Select(static j => $"t_{j} * (logSum - s_{j})"));
        _writer.Sum($"{_t} tSum", Range.Select(static j => $"t_{j}"));
        Give(static j => $"(p_{j} * tSum - t_{j}) * scale");
    }

    private void Give(Func<int, string> gradient) => _writer.Statements(Range.Select(j => $"{Traits.Gives(_last.Number)}[{j}] = {gradient(j)};"));
}
