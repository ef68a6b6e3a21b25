using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>A loss as text: its formulas, and the C# of its value and gradient for one sample.</summary>
internal sealed class LossText(EmitContext context, LossSpec loss)
{
    private readonly LossTraits _traits = LossTraits.Of(loss.Function);
    private readonly LayerPlan _last = context.Plan.Last;
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>Whether the loss is computed from z, and gives dz of the last layer at once.</summary>
    public bool IsFused => _traits.IsFused;

    /// <summary>Whether class labels may stand for targets.</summary>
    public bool TakesLabels => _traits.TakesLabels;

    /// <summary>The whole formula.</summary>
    public string Formula => _traits.Formula(Delta.TrimEnd('f', 'd'));

    /// <summary>The formula in the terms of its targets: with labels, t is one-hot.</summary>
    public string FormulaOf(string targets) => targets == "labels" ? $"{Formula}, t being 1 at the label and 0 elsewhere" : Formula;

    /// <summary>What the loss gives: dz of the last layer if it is fused, else dy.</summary>
    public string GivenName => IsFused ? $"dz{_last.Number}" : "dy";

    /// <summary>The formula of its gradient: dz of the last layer if fused, else dy.</summary>
    public string GradientFormula => _traits.GradientFormula($"dz{_last.Number}");

    /// <summary>The C# of the factor that makes a sum over all samples and outputs the mean.</summary>
    public string Scale => _traits.IsMeanOverOutputs ? $"{One} / (({context.T})samples * OutputSize)" : $"{One} / samples";

    /// <summary>The last pre-activation for a fused loss, else the output.</summary>
    public string Reads => (IsFused ? "z" : "a") + _last.Number;

    private string One => context.Number(1);

    private string Delta => context.Number(loss.Delta);

    /// <summary>A call to the runtime's loop over rows: the value alone, or with <paramref name="gradient"/> the gradient too.</summary>
    public string Call(string y, string target, string? gradient)
    {
        string shape = _traits.CouplesOutputs ? ", OutputSize" : _traits.HasDelta ? $", {Delta}" : "";
        string write = gradient is null ? "" : $", scale, {gradient}";
        return $"global::MlpGen.Numerics.LossMath.{_traits.RuntimeName}<{context.T}>({y}, {target}{shape}{write})";
    }

    /// <summary>What the loss and dz of the last layer read of it: z or a, or both.</summary>
    public IEnumerable<string> ReadsOfLast
    {
        get
        {
            ActivationText text = context.Text(_last);
            bool readsZ = IsFused || text.DerivativeReadsZ;
            bool readsA = !IsFused || GivesProbabilities;
            return [.. readsZ ? (string[])["z"] : [], .. readsA ? (string[])["a"] : []];
        }
    }

    /// <summary>Whether the last layer's own activation is the one that a fused loss applies to z.</summary>
    private bool GivesProbabilities => _last.Spec.Activation == _traits.FusedWith;

    /// <summary>Writes the loss of one sample and its gradient in locals: <c>loss</c>, and <c>dy_j</c> or dz of the last layer.</summary>
    public void Unrolled(UnrolledBlocks blocks)
    {
        Head();
        var outputs = new Outputs(
            blocks.Values, [.. Enumerable.Range(0, _last.Outputs).Select(j => $"_{j}")], (name, terms) => blocks.Sum($"{blocks.Values.Local} {name}", terms));
        if (loss.Function == LossFunction.CrossEntropy)
        {
            CrossEntropy(outputs);
        }
        else
        {
            OutputByOutput(outputs);
        }
    }

    /// <summary>The same with the outputs of the sample side by side in vectors: <c>dy_0</c>, <c>dy_8</c>, …; a single output is a number, and has no
    /// index.</summary>
    public void InVectors(VectorBlocks blocks)
    {
        Head();
        blocks.Read(_last, "t", "target", 0);
        if (loss.Function == LossFunction.CrossEntropy)
        {
            CrossEntropyInVector(blocks);
            return;
        }

        OutputByOutput(new Outputs(
            VectorPlan.IsDot(_last) ? context.Scalars : context.Lanes, [.. blocks.Suffixes(_last)], (name, terms) => blocks.Sum(_last, name, terms)));
    }

    private void Head()
    {
        _writer.Line();
        _writer.Line("// Loss: this sample's part of");
        _writer.Line($"//   {Formula}");
        _writer.Line($"//   {GradientFormula}");
    }

    /// <summary>The losses that take each output for itself.</summary>
    private void OutputByOutput(Outputs outputs)
    {
        if (loss.Function == LossFunction.BinaryCrossEntropy)
        {
            BinaryCrossEntropy(outputs);
        }
        else
        {
            Residuals(outputs);
        }
    }

    private void Residuals(Outputs outputs)
    {
        ValueText values = outputs.Values;
        Each(outputs, j => $"{values.Local} d{j} = {Reads}{j} - t{j};");
        string two = values.Factor(2);
        string half = values.Factor(0.5);
        string delta = values.Number(loss.Delta);
        (Func<string, (string, string?)> term, Func<string, string> gradient) = loss.Function switch
        {
            LossFunction.HalfSquaredError => (
                (Func<string, (string, string?)>)(j => ($"{half} * d{j}", $"d{j}")),
                (Func<string, string>)(j => $"d{j} * scale")),
            LossFunction.MeanAbsoluteError => (
                j => (values.Abs($"d{j}"), null),
                j => $"{values.Sign($"d{j}")} * scale"),
            LossFunction.Huber => (
                j => (values.Huber($"d{j}", delta), null),
                j => $"{values.Clamp($"d{j}", delta)} * scale"),
            LossFunction.MeanSquaredError or LossFunction.SumSquaredError => (
                j => ($"d{j}", $"d{j}"),
                j => $"{two} * d{j} * scale"),
            _ => throw new InvalidOperationException($"{loss.Function} is no sum over residuals."),
        };
        outputs.Sum("loss", outputs.Suffixes.Select(term));
        Each(outputs, j => $"{values.Local} dy{j} = {gradient(j)};");
    }

    private void CrossEntropy(Outputs outputs)
    {
        ValueText values = outputs.Values;
        string l = $"{_last.Number}";
        string p = $"a{l}";
        if (!GivesProbabilities)
        {
            p = "p";
            SoftmaxBlock.Unrolled(context, values, _last.Outputs, $"z{l}", p, l);
        }

        _writer.Line($"{values.Local} logSum = {values.Log($"sum{l}")};");
        outputs.Sum("loss", outputs.Suffixes.Select(j => ($"t{j}", (string?)$"(logSum - s{l}{j})")));
        outputs.Sum("tSum", outputs.Suffixes.Select(j => ($"t{j}", (string?)null)));
        Each(outputs, j => $"{values.Local} dz{l}{j} = ({p}{j} * tSum - t{j}) * scale;");
    }

    /// <summary>One vector holds all outputs.</summary>
    private void CrossEntropyInVector(VectorBlocks blocks)
    {
        string l = $"{_last.Number}";
        string p = $"a{l}_0";
        if (!GivesProbabilities)
        {
            p = "p_0";
            _writer.Line($"var {p} = {VectorFunctions.OutputLanes}.Softmax(z{l}_0, {_last.Outputs});");
        }

        _writer.Line($"var logP_0 = {VectorFunctions.OutputLanes}.LogSoftmax(z{l}_0, {_last.Outputs});");
        blocks.Sum(_last, "loss", [("-t_0", "logP_0")]);
        _writer.Line($"{context.T} tSum = {VectorFunctions.OpenSum}t_0);");
        _writer.Line($"var dz{l}_0 = ({p} * tSum - t_0) * scale;");
    }

    private void BinaryCrossEntropy(Outputs outputs)
    {
        ValueText values = outputs.Values;
        string l = $"{_last.Number}";
        _writer.Line("//   −t·log p − (1 − t)·log(1 − p) = max(z, 0) − z·t + log(1 + e^−|z|)");
        outputs.Sum("loss", outputs.Suffixes.Select(j => (
            $"({values.Max($"z{l}{j}", values.Zero)} - z{l}{j} * t{j} + "
            + $"{values.Functions.Call("Softplus", $"-{values.Abs($"z{l}{j}")}")})", (string?)null)));
        Each(outputs, j => $"{values.Local} dz{l}{j} = ({(GivesProbabilities ? $"a{l}{j}" : values.Functions.Call("Sigmoid", $"z{l}{j}"))} - t{j}) * scale;");
    }

    private void Each(Outputs outputs, Func<string, string> line)
    {
        foreach (string j in outputs.Suffixes)
        {
            _writer.Line(line(j));
        }
    }

    /// <summary>The outputs of a sample as the text of a loss has them.</summary>
    /// <param name="Values">What an output is: a number, the same number of several samples, or several numbers of this one.</param>
    /// <param name="Suffixes">What stands behind the letter of each: <c>_0</c>, ….</param>
    /// <param name="Sum">Writes the sum of a term for each, into a local of a name.</param>
    private sealed record Outputs(ValueText Values, string[] Suffixes, Action<string, IEnumerable<(string Left, string? Right)>> Sum);
}
