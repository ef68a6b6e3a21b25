using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The symbolic formulas above the code of passes that carry a tangent beside each value: the same words number by number and layer by
/// layer.</summary>
/// <remarks>tv is the tangent of v, how far it moves along the direction; cv its curvature, how its tangent moves. The derivative of each activation is
/// written out once in a method.</remarks>
internal sealed class DirectionalFormulas(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly HashSet<Activation> _explained = [];
    private readonly HashSet<Activation> _curved = [];
    private readonly HashSet<Activation> _bent = [];

    private LayerPlan Last => context.Plan.Last;

    private string Outgoing(LayerPlan layer) => layer == Last ? "dy" : $"da{layer.Number}";

    /// <summary>Above a layer of a method that does not compute z and a itself.</summary>
    public void Layer(LayerPlan layer)
    {
        _writer.Line();
        _writer.Line($"// Layer {layer.Number}: {layer.Inputs} → {layer.Outputs}, {Formulas.Label(layer)}");
    }

    /// <summary>Above the code of D = ∂y/∂z, a row for each output.</summary>
    public void OutputRows(LayerPlan layer)
    {
        int l = layer.Number;
        ActivationTraits traits = layer.Traits;
        Backward(layer);
        if (traits.CouplesOutputs)
        {
            _writer.Line($"//   D{l} = ∂y/∂z{l}: a_k·(1 − a_k) on the diagonal, else −a_k·a_j");
            return;
        }

        string slope = layer.Spec.Activation == Activation.Identity ? "1" : $"{traits.Name}'(z{l})";
        string formula = layer.Spec.Activation != Activation.Identity && _explained.Add(layer.Spec.Activation)
            ? $", {slope} = {traits.DerivativeFormula($"z{l}", $"a{l}")}"
            : "";
        _writer.Line(layer == Last
            ? $"//   D{l} = ∂y/∂z{l}: {slope} on the diagonal, else 0{formula}"
            : $"//   D{l} = D{l + 1}·W{l + 1}ᵀ{(slope == "1" ? "" : $" ⊙ {slope} in each row")}{formula}");
    }

    /// <summary>Above the code of ∂y/∂x.</summary>
    public void Jacobian()
    {
        _writer.Line();
        _writer.Line("// ∂y/∂x = D1·W1ᵀ");
    }

    /// <summary>Above the code of tz and ta.</summary>
    public void Tangent(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"//   tz{l} = t{EmitContext.Incoming(layer)}·W{l}");
        _writer.Line($"//   ta{l} = {Activated(layer, "t")}");
    }

    /// <summary>Above the code of cz and ca; the first layer has no cz, since the input moves along a straight line.</summary>
    public void Curvature(LayerPlan layer)
    {
        int l = layer.Number;
        string cz = l == 1 ? "" : $"cz{l} = ca{l - 1}·W{l}, ";
        if (layer.Traits.CouplesOutputs)
        {
            string second = l == 1 ? "" : $" + cz{l}";
            string inSum = l == 1 ? $"(tz{l} − m)·tz{l}" : $"((tz{l} − m)·tz{l} + cz{l})";
            _writer.Line($"//   {cz}ca{l} = a{l} ⊙ ((tz{l} − m)²{second} − Σ a{l}·{inSum}), m = Σ a{l}·tz{l}");
            return;
        }

        string bend = layer.Traits.IsCurved ? $"{layer.Traits.Name}''(z{l}) ⊙ tz{l}²" : "";
        string carried = l == 1 ? "" : layer.Spec.Activation == Activation.Identity ? $"cz{l}" : $"{layer.Traits.Name}'(z{l}) ⊙ cz{l}";
        string ca = string.Join(" + ", new[] { bend, carried }.Where(static part => part.Length > 0));
        _writer.Line($"//   {cz}ca{l} = {(ca.Length > 0 ? ca : "0")}{Second(layer)}");
    }

    /// <summary>Above the code of tz and cz of a layer whose ta and ca nobody reads.</summary>
    public void Sums(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"//   tz{l} = t{EmitContext.Incoming(layer)}·W{l}" + (l == 1 ? "" : $", cz{l} = ca{l - 1}·W{l}"));
    }

    /// <summary>Above the code of tz and ta where the parameters move.</summary>
    public void ParameterTangent(LayerPlan layer)
    {
        int l = layer.Number;
        string before = l == 1 ? "" : $"ta{l - 1}·W{l} + ";
        _writer.Line($"//   tz{l} = {before}{EmitContext.Incoming(layer)}·V{l}" + (layer.Spec.HasBias ? $" + v{l}" : ""));
        _writer.Line($"//   ta{l} = {Activated(layer, "t")}");
    }

    /// <summary>Above the code of what the loss gives, and of its tangent.</summary>
    public void Loss(LossSpec loss)
    {
        LossTraits traits = LossTraits.Of(loss.Function);
        int l = Last.Number;
        _writer.Line();
        _writer.Line($"// {Formulas.Of(loss, Last)}");
        _writer.Line($"//   {traits.GradientFormula($"dz{l}")}");
        _writer.Line($"//   {Tangent(loss.Function, l)}");
    }

    /// <summary>Above a layer of the way back.</summary>
    public void Backward(LayerPlan layer)
    {
        _writer.Line();
        _writer.Line($"// Layer {layer.Number}, backward");
    }

    /// <summary>Above the code of dz and tdz.</summary>
    public void Chain(LayerPlan layer)
    {
        int l = layer.Number;
        string da = Outgoing(layer);
        ActivationTraits traits = layer.Traits;
        if (traits.CouplesOutputs)
        {
            _writer.Line($"//   dz{l} = a{l} ⊙ ({da} − s), s = Σ a{l}·{da}");
            _writer.Line($"//   tdz{l} = ta{l} ⊙ ({da} − s) + a{l} ⊙ (t{da} − Σ(ta{l}·{da} + a{l}·t{da}))");
            return;
        }

        if (layer.Spec.Activation == Activation.Identity)
        {
            _writer.Line($"//   dz{l} = {da}, tdz{l} = t{da}");
            return;
        }

        string slope = $"{traits.Name}'(z{l})", bend = traits.IsCurved ? $" + {da} ⊙ {traits.Name}''(z{l}) ⊙ tz{l}" : "";
        _writer.Line($"//   dz{l} = {da} ⊙ {slope}, tdz{l} = t{da} ⊙ {slope}{bend}{Second(layer)}");
    }

    /// <summary>Above the code of the gradients by z, tz and cz.</summary>
    public void ChainCurved(LayerPlan layer)
    {
        int l = layer.Number;
        string a = layer == Last ? "y" : $"a{l}";
        ActivationTraits traits = layer.Traits;
        if (traits.CouplesOutputs)
        {
            _writer.Line($"//   J·u = a{l} ⊙ (u − Σ a{l}·u), how it moves: J'·u = ta{l} ⊙ (u − Σ a{l}·u) − a{l}·Σ ta{l}·u,");
            _writer.Line($"//   J''·u = ca{l} ⊙ (u − Σ a{l}·u) − 2·ta{l}·Σ ta{l}·u − a{l}·Σ ca{l}·u");
            _writer.Line($"//   dz{l} = J·d{a} + J'·dt{a} + J''·dc{a}, dtz{l} = J·dt{a} + 2·J'·dc{a}, dcz{l} = J·dc{a}");
            return;
        }

        if (layer.Spec.Activation == Activation.Identity)
        {
            _writer.Line($"//   dz{l} = d{a}, dtz{l} = dt{a}, dcz{l} = dc{a}");
            return;
        }

        string f = traits.Name, slope = $"{f}'(z{l})", second = $"{f}''(z{l})", third = $"{f}'''(z{l})";
        string first = _explained.Add(layer.Spec.Activation) ? $", {slope} = {traits.DerivativeFormula($"z{l}", $"a{l}")}" : "";
        if (!traits.IsCurved)
        {
            _writer.Line($"//   dz{l} = d{a} ⊙ {slope}, dtz{l} = dt{a} ⊙ {slope}, dcz{l} = dc{a} ⊙ {slope}{first}");
            return;
        }

        _writer.Line($"//   dcz{l} = dc{a} ⊙ {slope}{first}");
        _writer.Line($"//   dtz{l} = dt{a} ⊙ {slope} + 2·dc{a} ⊙ {second} ⊙ tz{l}{Second(layer)}");
        string curved = l == 1 ? $"{third} ⊙ tz{l}²" : $"({third} ⊙ tz{l}² + {second} ⊙ cz{l})";
        _writer.Line($"//   dz{l} = d{a} ⊙ {slope} + dt{a} ⊙ {second} ⊙ tz{l} + dc{a} ⊙ {curved}");
        if (layer.Traits.ThirdDerivativeFormula is { } formula && _bent.Add(layer.Spec.Activation))
        {
            _writer.Line($"//   {third} = {formula($"z{l}", $"a{l}")}");
        }
    }

    /// <summary>Above the code of dW and db.</summary>
    public void CurvedGradient(LayerPlan layer)
    {
        int l = layer.Number;
        string x = EmitContext.Incoming(layer);
        _writer.Line($"//   dW{l} = {x}ᵀ·dz{l} + t{x}ᵀ·dtz{l}" + (l == 1 ? "" : $" + c{x}ᵀ·dcz{l}") + (layer.Spec.HasBias ? $", db{l} = dz{l}" : ""));
    }

    /// <summary>Above the code of the gradients of the layer before.</summary>
    public void PropagatedCurved(LayerPlan layer)
    {
        int l = layer.Number, before = l - 1;
        _writer.Line($"//   da{before} = dz{l}·W{l}ᵀ, dta{before} = dtz{l}·W{l}ᵀ, dca{before} = dcz{l}·W{l}ᵀ");
    }

    /// <summary>Above the code of the product.</summary>
    public void Product(LayerPlan layer)
    {
        int l = layer.Number;
        string moved = l == 1 ? "" : $"ta{l - 1}ᵀ·dz{l} + ";
        _writer.Line($"//   PW{l} = {moved}{EmitContext.Incoming(layer)}ᵀ·tdz{l}" + (layer.Spec.HasBias ? $", pb{l} = tdz{l}" : ""));
    }

    /// <summary>Above the code of da and tda of the layer before.</summary>
    public void Propagated(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"//   da{l - 1} = dz{l}·W{l}ᵀ, tda{l - 1} = tdz{l}·W{l}ᵀ + dz{l}·V{l}ᵀ");
    }

    /// <summary>The tangent of what a loss gives.</summary>
    private static string Tangent(LossFunction function, int l) => function switch
    {
        LossFunction.MeanSquaredError => $"tdy = 2·ta{l} / (N·n)",
        LossFunction.HalfSquaredError => $"tdy = ta{l} / N",
        LossFunction.SumSquaredError => $"tdy = 2·ta{l} / N",
        LossFunction.MeanAbsoluteError => "tdy = 0",
        LossFunction.Huber => $"tdy = ta{l} / (N·n) where |y − t| ≤ δ, else 0",
        LossFunction.CrossEntropy => $"tdz{l} = Σt·p ⊙ (tz{l} − Σ p·tz{l}) / N",
        LossFunction.BinaryCrossEntropy => $"tdz{l} = p·(1 − p) ⊙ tz{l} / (N·n)",
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "This loss has no second derivative here."),
    };

    /// <summary>f' ⊙ tz, and the formula of f' where it stands for the first time.</summary>
    private string Activated(LayerPlan layer, string prefix)
    {
        int l = layer.Number;
        ActivationTraits traits = layer.Traits;
        string z = $"{prefix}z{l}";
        return layer.Spec.Activation == Activation.Identity ? z
            : traits.CouplesOutputs ? $"a{l} ⊙ ({z} − Σ a{l}·{z})"
            : $"{z} ⊙ {traits.Name}'(z{l})"
                + (_explained.Add(layer.Spec.Activation) ? $", {traits.Name}'(z{l}) = {traits.DerivativeFormula($"z{l}", $"a{l}")}" : "");
    }

    /// <summary>The formula of f'' where it stands for the first time.</summary>
    private string Second(LayerPlan layer) => layer.Traits.SecondDerivativeFormula is { } formula && _curved.Add(layer.Spec.Activation)
        ? $", {layer.Traits.Name}''(z{layer.Number}) = {formula($"z{layer.Number}", $"a{layer.Number}")}"
        : "";
}
