using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes what the members call where one sample goes in vectors of outputs: each a pass through the methods below.</summary>
internal sealed class VectorEntries(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;

    private NetworkPlan Plan => context.Plan;

    private bool IsOneMethod => Plan.Find(MethodKind.Sample, Layout.Outputs) is not null;

    private bool ForwardIsInVectors => Plan.Find(MethodKind.Forward, Layout.Outputs) is not null;

    /// <summary>Writes those that members go to.</summary>
    public void Write()
    {
        foreach (MemberPlan member in Plan.Members.Where(static member => member.Routes[0].Destination == Destination.Outputs))
        {
            Write(member.Member);
        }
    }

    private void Write(Member member)
    {
        string parameters = $"{context.Read} parameters, {context.Read} input";
        (string name, string returns, string takes, string pass) = member switch
        {
            Member.Forward => ("Forward", "void", $"{context.Write} output", "ForwardOnly"),
            Member.Backward => ("Backward", "void", $"{context.Read} dy, {context.Write} gradient, {context.Write} dx", "FromOutputGradient"),
            Member.LossOne => ("Loss", context.T, $"{context.Read} target", "LossOnly"),
            Member.LossAndGradientOne => (
                "LossAndGradient", context.T, $"{context.Read} target, {context.T} scale, {context.Write} gradient, {context.Write} dx", "FromLoss"),
            _ => throw new ArgumentOutOfRangeException(nameof(member), member, "Does not go in vectors of outputs."),
        };
        string type = context.Names.Type(pass);
        bool traces = member != Member.Forward && !IsOneMethod;
        _writer.Line();
        if (traces)
        {
            context.Optimized("NoInlining");
            context.SkipsInit();
        }
        else
        {
            context.Inlined();
        }

        string[] declared = $"{parameters}, {takes}".Split([", "], StringSplitOptions.None);
        _writer.List($"public static {returns} {name}(", declared, ")");
        _writer.Open();
        string result = returns == "void" ? "" : "return ";
        string scale = takes.Contains(" scale") ? "scale" : context.Number(member == Member.LossOne ? 1 : 0);
        string gradient = takes.Contains("gradient") ? "gradient, dx" : "default, default";
        string given = member switch { Member.Forward => "default", Member.Backward => "dy", _ => "target" };
        if (traces)
        {
            Trace(type);
            _writer.Line($"{result}BackwardSample<{type}>(parameters, input, trace, {given}, {scale}, {gradient});");
        }
        else if (IsOneMethod)
        {
            _writer.Line($"{result}Sample<{type}>(parameters, input, {given}, {scale}, {(member == Member.Forward ? "output" : "default")}, {gradient});");
        }
        else
        {
            _writer.Line($"ForwardSample<{type}>(parameters, input, output, default);");
        }

        _writer.Close();
    }

    /// <summary>The forward pass into a trace on the stack, from a cache line on.</summary>
    private void Trace(string pass)
    {
        int spare = context.T == "double" ? 8 : 16; // what may lie before the first cache line: 64 bytes
        _writer.Line(
            $"{context.Write} trace = {context.Names.Type("StackMemory")}.Align<{context.T}>(stackalloc {context.T}[TraceSize + {spare}], TraceSize);");
        _writer.Line(ForwardIsInVectors
            ? $"ForwardSample<{pass}>(parameters, input, default, trace);"
            : $"ForwardLayers(new {context.Names.Type("OneSample")}<{context.T}, {context.Names.Type("Trace")}>(), parameters, input, trace, default);");
    }
}
