using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the loss with several samples side by side, and what it gives.</summary>
internal sealed class LanesLoss(EmitContext context, LanesPlaces places, LanesFunctions functions, Formulas formulas)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LossSpec _loss = context.Plan.Spec.Loss!;
    private readonly LayerPlan _last = context.Plan.Last;

    private LossTraits Traits => LossTraits.Of(_loss.Function);

    private string Given => Traits.Gives(_last.Number);

    private string[] Outputs => [.. Enumerable.Range(0, _last.Outputs).Select(static j => $"{j}")];

    /// <summary>Writes the block for passes that begin with the loss; what it gives is declared before, for those that do not, too.</summary>
    public void Write(LossStep step, bool hasGradient)
    {
        _writer.Line();
        if (hasGradient)
        {
            _writer.List("V", Outputs.Select(j => $"{Given}_{j}"));
            _writer.Open($"if ({context.PassIsNot("FromOutputGradient")})");
        }

        formulas.Loss(_loss);
        Targets();
        if (step.Kernel == LossKernel.AllOutputs)
        {
            CrossEntropy(hasGradient);
        }
        else
        {
            OutputByOutput(hasGradient);
        }

        if (hasGradient)
        {
            _writer.Close();
        }
    }

    /// <summary>p = softmax(z), shifted by the largest so that nothing overflows; leaves the shifted z in <c>s</c>, and Σ e^s in <c>sum</c>.</summary>
    public static void Softmax(EmitContext context, LanesFunctions functions, int count, string z, string p, string layer)
    {
        SourceWriter writer = context.Writer;
        string max = $"{z}_0", sum = "";
        for (int j = 1; j < count; j++)
        {
            max = $"S.Max({max}, {z}_{j})";
        }

        writer.Line($"V max{layer} = {max};");
        for (int j = 0; j < count; j++)
        {
            writer.Line($"V s{layer}_{j} = S.Subtract({z}_{j}, max{layer}), e{layer}_{j} = {functions.Exp($"s{layer}_{j}")};");
            sum = j == 0 ? $"e{layer}_0" : $"S.Add({sum}, e{layer}_{j})";
        }

        writer.Line($"V sum{layer} = {sum};");
        for (int j = 0; j < count; j++)
        {
            writer.Line($"V {p}_{j} = S.Divide(e{layer}_{j}, sum{layer});");
        }
    }

    private void Targets()
    {
        if (!Traits.TakesLabels)
        {
            places.Load("t", "targets", _last.Outputs);
            return;
        }

        string lanes = context.Names.Type("SampleLanes");
        foreach (string j in Outputs)
        {
            _writer.Line($"V t_{j} = labels.IsEmpty ? {lanes}.Column<V>(targets, s, {_last.Outputs}, {j}) : {lanes}.OneHot<V>(labels, s, {j}, {context.Number(1)});");
        }
    }

    private void OutputByOutput(bool hasGradient)
    {
        string read = Traits.Reads(_last.Number);
        _writer.Line($"V loss = {Sum(j => functions.Loss(_loss, $"{read}_{j}", $"t_{j}"))};");
        _writer.Line($"losses.Add({places.Counted("loss")});");
        Give(hasGradient, j => functions.LossDerivative(_loss, $"{read}_{j}", $"t_{j}"));
    }

    private void CrossEntropy(bool hasGradient)
    {
        string l = $"{_last.Number}";
        bool isGiven = Traits.FusedWith == _last.Spec.Activation;
        string p = isGiven ? $"a{l}" : "p";
        if (!isGiven)
        {
            Softmax(context, functions, _last.Outputs, $"z{l}", p, l);
        }

        _writer.Line($"V logSum = {functions.Log($"sum{l}")};");
        _writer.Line($"V loss = {Sum(j => $"S.Multiply(t_{j}, S.Subtract(logSum, s{l}_{j}))")};");
        _writer.Line($"losses.Add({places.Counted("loss")});");
        if (hasGradient)
        {
            _writer.Line($"V tSum = {Sum(static j => $"t_{j}")};");
        }

        Give(hasGradient, j => $"S.Subtract(S.Multiply({p}_{j}, tSum), t_{j})");
    }

    private void Give(bool hasGradient, Func<string, string> gradient)
    {
        if (!hasGradient)
        {
            return;
        }

        _writer.Open($"if ({context.PassIs("LossOnly")})");
        _writer.Line("continue;");
        _writer.Close();
        _writer.Line();
        foreach (string j in Outputs)
        {
            _writer.Line($"{Given}_{j} = {places.Counted($"S.Multiply({gradient(j)}, scale)")};");
        }
    }

    private string Sum(Func<string, string> term) => Outputs.Skip(1).Aggregate(term("0"), (sum, j) => $"S.Add({sum}, {term(j)})");
}
