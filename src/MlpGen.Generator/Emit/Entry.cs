using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the body of a public member: its checks, and a line for each way that it may go.</summary>
internal sealed class Entry(EmitContext context, Signature signature, MemberPlan member)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly Calls _calls = new(context);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        if (member.Routes[0].Destination == Destination.LossAndGradient)
        {
            _writer.Line($"return LossAndGradient(parameters, inputs, {(signature.TakesLabels ? "labels" : "targets")}, gradient, inputGradients);");
            return;
        }

        Check();
        string arguments = string.Join(", ", signature.Parameters.Skip(context.IsFrozen ? 0 : 1).Select(Argument));
        foreach (Route route in member.Routes)
        {
            string call = _calls.Of(member.Member, route.Destination, arguments);
            string text = signature.Returns == "void" ? $"{call};" : $"return {call};";
            if (route.Hardware == Hardware.Any)
            {
                Name([.. _calls.TextOf(member.Member, route.Destination)]);
                _writer.Line(text);
                return;
            }

            _writer.Open($"if ({context.Names.Type("Vector256")}.IsHardwareAccelerated)");
            _writer.Line(text);
            _writer.Line("return;");
            _writer.Close();
            _writer.Line();
        }
    }

    /// <summary>Says what to read where a call goes to a loop of the runtime.</summary>
    private void Name(string[] passes)
    {
        if (passes.Length > 0)
        {
            _writer.Line($"// {(Calls.IsBatch(member.Member) ? "Each sample: " : "")}{string.Join(", ", passes)}.");
        }
    }

    /// <summary>An argument as the ways take it: targets of either kind in one type.</summary>
    private string Argument(Parameter parameter) =>
        parameter.Name is "targets" or "labels" ? $"new {context.Names.Type("Targets")}<{context.T}>({parameter.Name})" : parameter.Name;

    private void Check()
    {
        string name = signature.MemberName switch
        {
            "TrainingLossAndGradient" => "LossAndGradient",
            "ParameterJacobian" => "Jacobian",
            "ParameterJacobianBatch" => "JacobianBatch",
            _ => signature.MemberName,
        };
        IEnumerable<string> arguments = signature.Parameters.Where(static parameter => parameter.Kind != ParameterKind.Key).Select(
            parameter => parameter.IsOptional || HasKnownSize(parameter.Name) ? parameter.Name : $"{parameter.Name}, {SizeOf(parameter.Name)}");
        string samples = Calls.IsBatch(member.Member) || DerivativesFile.Has(member.Member) ? "int samples = " : "";
        _writer.List($"{samples}{context.Names.Type("Check")}.{name}(", arguments, ");");
    }

    /// <summary>Whether it is as long as another argument of the same member.</summary>
    private static bool HasKnownSize(string parameter) => parameter is "gradient" or "tangent" or "tangents" or "direction" or "directions"
        or "outputTangent" or "outputTangents" or "first" or "firsts" or "second" or "seconds" or "product"
        or "firstGradient" or "firstGradients" or "secondGradient" or "secondGradients";

    private string SizeOf(string parameter) => parameter switch
    {
        "jacobian" or "jacobians" => $"OutputSize * {(member.Member is Member.ParameterJacobian or Member.ParameterJacobianBatch ? "ParameterCount" : "InputSize")}",
        "parameters" => "ParameterCount",
        "input" or "inputs" => "InputSize",
        "trace" => "TraceSize",
        _ => "OutputSize",
    };
}
