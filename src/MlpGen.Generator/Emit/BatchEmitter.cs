namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>ForwardBatch</c> and <c>BackwardBatch</c>: many samples, row by row.</summary>
internal sealed class BatchEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    private readonly SourceWriter _writer = context.Writer;

    public void EmitForward()
    {
        MemberWriter.Parameter[] batch = [parameters.Values, parameters.Inputs, parameters.Outputs];
        members.OpenStatic("void", "ForwardBatch", "Computes the outputs of N samples; N = 0 does nothing.", batch);
        Checks.Length(_writer, "parameters", "ParameterCount");
        Checks.Samples(_writer, "inputs", "InputSize", atLeastOne: false);
        Checks.Rows(_writer, "outputs", "OutputSize");
        Checks.Separate(_writer, "outputs", "parameters", "inputs");
        _writer.Line();
        _writer.Open("for (int s = 0; s < n; s++)");
        _writer.Line($"Forward(parameters, {Row("inputs", "InputSize")}, {Row("outputs", "OutputSize")});");
        _writer.Close();
        _writer.Close();
        members.Twin("void", "ForwardBatch", batch);
    }

    public void EmitBackward()
    {
        MemberWriter.Parameter[] batch =
            [parameters.Values, parameters.Inputs, parameters.OutputGradients, parameters.Gradient, parameters.InputGradients];
        members.OpenStatic("void", "BackwardBatch", "Computes the gradient summed over N samples from ∂L/∂y of each; N = 0 does nothing.", batch);
        Checks.Length(_writer, "parameters", "ParameterCount");
        Checks.Samples(_writer, "inputs", "InputSize", atLeastOne: false);
        Checks.Rows(_writer, "outputGradients", "OutputSize");
        Checks.Length(_writer, "gradient", "ParameterCount");
        Checks.RowsOrEmpty(_writer, "inputGradients", "InputSize");
        Checks.Separate(_writer, "gradient", "parameters", "inputs", "outputGradients", "inputGradients");
        Checks.Separate(_writer, "inputGradients", "parameters", "inputs", "outputGradients");
        _writer.Line();
        _writer.Open("for (int s = 0; s < n; s++)");
        _writer.Line($"var dx = inputGradients.IsEmpty ? default : {Row("inputGradients", "InputSize")};");
        _writer.Line($"Backward(parameters, {Row("inputs", "InputSize")}, {Row("outputGradients", "OutputSize")}, gradient, dx);");
        _writer.Close();
        _writer.Close();
        members.Twin("void", "BackwardBatch", batch);
    }

    /// <summary>Row s of a span.</summary>
    public static string Row(string span, string length) => $"{span}.Slice(s * {length}, {length})";
}
