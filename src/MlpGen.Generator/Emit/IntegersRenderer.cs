using System.Globalization;
using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the forward pass in integers: the formulas of scale, zero point, sum and shift, and a call for each; and what gives it to the
/// runtime's loop.</summary>
internal sealed class IntegersRenderer(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;

    private IntegerPlan Integers => context.Plan.Integers!;

    private static string CodesClass => Names.Codes;

    /// <summary>The C# keywords of codes and weights.</summary>
    public static string Types(NetworkPlan plan) => $"{CodeType(plan)}, {WeightType(plan)}";

    /// <summary>The C# keyword of a code.</summary>
    public static string CodeType(NetworkPlan plan) => plan.Integers!.Network.Quantization == Quantization.Int8 ? "byte" : "short";

    /// <summary>The C# keyword of a weight.</summary>
    public static string WeightType(NetworkPlan plan) => plan.Integers!.Network.Quantization == Quantization.Int8 ? "sbyte" : "short";

    private string SamplesType => $"{context.Names.Type("IntegerSamples")}<{Types(context.Plan)}>";

    private string ReadCodes => $"{context.Names.Type("ReadOnlySpan")}<{CodeType(context.Plan)}>";

    /// <summary>Writes a whole method.</summary>
    public void Write(MethodPlan method)
    {
        _writer.Line();
        _writer.Line("/// <summary>The forward pass in integers, layer by layer, of the samples that go together.</summary>");
        context.Optimized();
        _writer.Line($"private static void ForwardIntegers({SamplesType} samples, {context.Read} x, {context.Write} y)");
        _writer.Open();
        foreach (Step step in method.Steps)
        {
            Write(step);
        }

        _writer.Close();
    }

    /// <summary>Writes the nested type that gives the pass to the runtime's loop.</summary>
    public void WritePasses()
    {
        NetworkPlan plan = context.Plan;
        _writer.Line();
        _writer.Line("/// <summary>The pass of this network, for the runtime's loop over samples.</summary>");
        _writer.Open(
            $"private readonly {context.New(Calls.Passes, isMethod: false)}struct {Calls.Passes} : {context.Names.Type("IIntegerPasses")}<{Types(plan)}>");
        Property("InputSize", plan.InputSize);
        Property("OutputSize", plan.OutputSize);
        Property("WidestCodes", Integers.WidestCodes);
        Property("WidestSums", Integers.WidestSums);
        _writer.Line();
        _writer.Line($"public static void Forward({SamplesType} samples, {context.Read} x, {context.Write} y) => ForwardIntegers(samples, x, y);");
        _writer.Close();
    }

    private void Property(string name, int value)
    {
        _writer.Line();
        _writer.Line($"public static int {name} => {Literal.Int(value)};");
    }

    private void Write(Step step)
    {
        switch (step)
        {
            case QuantizeStep quantize:
                Quantize(quantize.Layer, quantize.Network);
                break;
            case IntegerSumStep sum:
                Sum(sum.Layer, sum.Integers);
                break;
            case RescaleStep rescale:
                Rescale(rescale.Layer, rescale.Rescale);
                break;
            case LookUpStep lookUp:
                LookUp(lookUp);
                break;
            case DequantizeStep dequantize:
                Dequantize(dequantize.Layer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Not in integers.");
        }
    }

    private void Quantize(LayerPlan layer, IntegerNetwork network)
    {
        string scale = Literal.Of(network.InputScale, Precision.Single);
        CodeScale codes = network.Input;
        _writer.Line($"// Input: {Literal.Count(layer.Inputs)} number{(layer.Inputs == 1 ? "" : "s")} from {Plain(network.Lowest)} to {Plain(network.Highest)}");
        _writer.Line($"//   q0 = round(x·{Plain(network.InputScale)}{Signed(codes.ZeroPoint)}), from 0 to {Literal.Count(codes.Highest)}; x ≈ {Meaning(codes, "q0")}");
        _writer.Line(
            $"{ReadCodes} q0 = samples.Quantize(x, {Literal.Int(layer.Inputs)}, {scale}, zeroPoint: {Literal.Int(codes.ZeroPoint)}, highest: {Literal.Int(codes.Highest)});");
    }

    private void Sum(LayerPlan layer, IntegerLayer integers)
    {
        int l = layer.Number;
        _writer.Line();
        _writer.Line($"// Layer {l}: {layer.Inputs} → {layer.Outputs}, {Formulas.Label(layer)}");
        _writer.Line($"//   S{l} = q{l - 1}·Q{l} + c{l}, no sum beyond ± {Literal.Count(integers.LargestSum)}; {Formulas.PreActivation(layer)} ≈ S{l}·t{l}");
        _writer.Lines(Formula(layer));
        _writer.Line($"{context.Names.Type("Span")}<int> S{l} = samples.Sum(q{l - 1}, {CodesClass}.Q{l}, {CodesClass}.c{l});");
    }

    /// <summary>How the activation is had from S.</summary>
    private string Formula(LayerPlan layer)
    {
        int l = layer.Number;
        if (Integers.Network.Layers[l - 1].Rescale is not { } rescale)
        {
            return $"//   y = {layer.Traits.ValueFormula($"z{l}")}";
        }

        string shifted = $"(S{l}·m{l} + 2^{rescale.Shift - 1}) ≫ {rescale.Shift}";
        CodeScale places = rescale.Places;
        if (rescale.Table is null)
        {
            string ends = layer.Spec.Activation == Activation.Identity ? "" : $", {layer.Traits.Name} being in the ends";
            return $"//   q{l} = ({shifted}){Signed(places.ZeroPoint)}, from 0 to {Literal.Count(places.Highest)}{ends}; a{l} ≈ {Meaning(rescale.Output, $"q{l}")}";
        }

        string table = rescale.FractionBits == 0 ? $"T{l}[u]" : $"T{l} between places u ≫ {rescale.FractionBits} and the next";
        return $"//   u = ({shifted}){Signed(places.ZeroPoint)}, from 0 to {Literal.Count(places.Highest)}; z{l} ≈ {Meaning(places, "u")}\n"
            + $"//   q{l} = {table}, the code of {layer.Traits.ValueFormula($"z{l}")}; a{l} ≈ {Meaning(rescale.Output, $"q{l}")}";
    }

    private void Rescale(LayerPlan layer, IntegerRescale rescale)
    {
        int l = layer.Number;
        CodeScale codes = rescale.Output;
        _writer.Line(
            $"{ReadCodes} q{l} = samples.Rescale(S{l}, {CodesClass}.m{l}, shift: {Literal.Int(rescale.Shift)}, "
            + $"zeroPoint: {Literal.Int(codes.ZeroPoint)}, highest: {Literal.Int(codes.Highest)});");
    }

    private void LookUp(LookUpStep step)
    {
        int l = step.Layer.Number;
        _writer.Line(
            $"{ReadCodes} q{l} = samples.LookUp(S{l}, {CodesClass}.m{l}, shift: {Literal.Int(step.Rescale.Shift)}, "
            + $"zeroPoint: {Literal.Int(step.Rescale.Places.ZeroPoint)}, {CodesClass}.T{l}, fractionBits: {Literal.Int(step.Rescale.FractionBits)});");
    }

    private void Dequantize(LayerPlan layer)
    {
        int l = layer.Number;
        _writer.Line($"samples.Dequantize(S{l}, {CodesClass}.t{l}, y);");
        if (layer.Spec.Activation == Activation.Identity)
        {
            return;
        }

        string alpha = layer.Traits.HasAlpha ? $", {context.Number(layer.Spec.Alpha)}" : "";
        string outputs = layer.Traits.CouplesOutputs ? $", {Literal.Int(layer.Outputs)}" : "";
        _writer.Line($"{context.Names.Type("PortableActivation")}.{layer.Spec.Activation}(y{alpha}{outputs});");
    }

    /// <summary>What a code stands for.</summary>
    private static string Meaning(CodeScale scale, string code) => scale.ZeroPoint switch
    {
        0 => $"{Plain(scale.Step)}·{code}",
        > 0 => $"{Plain(scale.Step)}·({code} − {scale.ZeroPoint})",
        _ => $"{Plain(scale.Step)}·({code} + {-scale.ZeroPoint})",
    };

    private static string Signed(int number) => number == 0 ? "" : number > 0 ? $" + {number}" : $" − {-number}";

    private static string Plain(double number) => number.ToString("G5", CultureInfo.InvariantCulture);
}
