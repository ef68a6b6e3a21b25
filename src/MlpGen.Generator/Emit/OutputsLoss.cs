using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the loss of one sample with its outputs side by side in vectors, and what it gives: dy, or dz of the last layer.</summary>
internal sealed class OutputsLoss(EmitContext context, VectorFunctions functions, Formulas formulas)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorPlaces _places = new(context, functions);
    private readonly LossSpec _loss = context.Plan.Spec.Loss!;
    private readonly LayerPlan _last = context.Plan.Last;

    private LossTraits Traits => LossTraits.Of(_loss.Function);

    private bool IsNumber => _last.HasOneOutput;

    private string L => $"{_last.Number}";

    private string Given => Traits.Gives(_last.Number);

    /// <summary>Whether the last layer's own activation is the one that a fused loss applies to z.</summary>
    private bool GivesProbabilities => Traits.FusedWith == _last.Spec.Activation;

    /// <summary>Writes the block for passes that begin with the loss; what it gives is declared before, for those that do not, too.</summary>
    public void Write(LossStep step)
    {
        _writer.Line();
        _writer.Line($"{context.T} loss = 0;");
        _writer.Line($"{_places.Type(_last)} {string.Join(", ", _places.Suffixes(_last).Select(suffix => Given + suffix))};");
        _writer.Open($"if ({context.PassIsNot("FromOutputGradient")})");
        formulas.Loss(_loss);
        if (step.Kernel == LossKernel.InMemory)
        {
            InMemory();
        }
        else
        {
            _places.Read(_last, "t", "dyOrTarget", 0);
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
        }

        _writer.Open($"if ({context.PassIs("LossOnly")})");
        _writer.Line("return loss;");
        _writer.Close();
        _writer.Close();
    }

    /// <summary>By the layered text: what it gives comes from memory.</summary>
    private void InMemory()
    {
        string oneSample = $"{context.Names.Type("OneSample")}<{context.T}, {context.Names.Type("Trace")}>";
        (string span, int offset) = Traits.IsFused ? ("z", _last.TraceOffset) : ("a", _last.ActivationOffset);
        _writer.Line($"{context.Write} d = stackalloc {context.T}[{_last.Outputs}];");
        _writer.Line($"var {span}{L} = trace.Slice({offset}, {_last.Outputs});");
        _writer.Line($"loss = LossLayers(new {oneSample}(), {span}{L}, new {context.Names.Type("Targets")}<{context.T}>(dyOrTarget), scale, d);");
        _places.Read(_last, Given, "d", 0, declaration: "");
    }

    private void Residuals()
    {
        var residual = new Residual(context, IsNumber ? null : functions);
        Each(j => $"var d{j} = a{L}{j} - t{j};");
        _places.Sum(_last, "loss", _places.Suffixes(_last).Select(j => residual.Term($"d{j}")));
        Each(j => $"dy{j} = {residual.Slope($"d{j}")} * scale;");
    }

    private void BinaryCrossEntropy()
    {
        string math = IsNumber ? context.ScalarMath : functions.Vector, zero = IsNumber ? context.Number(0) : functions.Create(context.Number(0));
        _places.Sum(_last, "loss", _places.Suffixes(_last).Select(
            j => $"({math}.Max(z{L}{j}, {zero}) - z{L}{j} * t{j} + {context.Names.Function("Softplus")}(-{math}.Abs(z{L}{j})))"));
        Each(j => $"dz{L}{j} = ({(GivesProbabilities ? $"a{L}{j}" : $"{context.Names.Function("Sigmoid")}(z{L}{j})")} - t{j}) * scale;");
    }

    /// <summary>One vector holds all outputs.</summary>
    private void CrossEntropy()
    {
        string p = GivesProbabilities ? $"a{L}_0" : "p_0";
        if (!GivesProbabilities)
        {
            _writer.Line($"var p_0 = {functions.OutputLanes}.Softmax(z{L}_0, {_last.Outputs});");
        }

        _writer.Line($"var logP_0 = {functions.OutputLanes}.LogSoftmax(z{L}_0, {_last.Outputs});");
        _places.Sum(_last, "loss", ["-t_0 * logP_0"]);
        _writer.Line($"{context.T} tSum = {functions.OpenSum}t_0);");
        _writer.Line($"dz{L}_0 = ({p} * tSum - t_0) * scale;");
    }

    private void Each(Func<string, string> line)
    {
        foreach (string suffix in _places.Suffixes(_last))
        {
            _writer.Line(line(suffix));
        }
    }
}
