using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes <c>Forward</c> and <c>ForwardTrace</c>: one sample, without and with its intermediate values kept.</summary>
internal sealed class ForwardEmitter(EmitContext context, MemberWriter members, Parameters parameters)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly UnrolledBlocks _unrolled = new(context, context.Scalars);
    private readonly LayeredForward _layered = new(context, members, isTile: false);

    private bool IsUnrolled => context.Plan.Forward.Memory == PassMemory.Locals;

    public void Emit()
    {
        MemberWriter.Parameter[] forward = [parameters.Values, parameters.Input, parameters.Output];
        members.OpenStatic("void", "Forward", $"Computes the output of one sample: {Formula()}.", !IsUnrolled || context.Plan.GoesForwardInVectors, forward);
        Checks.Parameters(context);
        Checks.Length(_writer, "input", "InputSize");
        Checks.Length(_writer, "output", "OutputSize");
        if (context.Plan.GoesForwardInVectors)
        {
            var vectors = new VectorForward(context, members, context.Plan.Vectors!);
            if (context.Plan.ShowsNumbers)
            {
                _writer.Line();
                VectorFunctions.Branch(_writer, vectors.Body, StraightToOutput, VectorFunctions.ByNumbers);
            }
            else
            {
                vectors.BodyWithFallback();
            }
        }
        else if (IsUnrolled)
        {
            _writer.Line();
            StraightToOutput();
        }
        else
        {
            Checks.Separate(_writer, "output", context.ReadSpans("input"));
            _writer.Line();
            _writer.Line("var x = input;");
            if (context.Plan.WidestKept > 0)
            {
                _layered.DeclareBuffers($"{context.Plan.WidestKept}");
            }

            _layered.ThroughBuffers(output: "output", context.Plan.EndsInOnePass);
        }

        _writer.Close();
        members.Twin("void", "Forward", forward);

        MemberWriter.Parameter[] trace = [parameters.Values, parameters.Input, parameters.TraceWritten];
        members.OpenStatic("void", "ForwardTrace", "Computes the output of one sample and keeps every z and every a.", !IsUnrolled, trace);
        Checks.Parameters(context);
        Checks.Length(_writer, "input", "InputSize");
        Checks.Length(_writer, "trace", "TraceSize");
        if (IsUnrolled)
        {
            _writer.Line();
            Straight();
            _writer.Line();
            _writer.Line("// The trace: z1, a1, z2, a2, …");
            foreach (LayerPlan layer in context.Layers)
            {
                _unrolled.Store("trace", layer.TraceOffset, $"z{layer.Number}", layer.Outputs);
                _unrolled.Store("trace", layer.ActivationOffset, $"a{layer.Number}", layer.Outputs);
            }
        }
        else
        {
            Checks.Separate(_writer, "trace", context.ReadSpans("input"));
            _writer.Line();
            if (context.Plan.TracesInVectors)
            {
                VectorFunctions.Branch(_writer, new VectorForward(context, members, context.Plan.Vectors!).IntoTrace, TraceByKernels);
            }
            else
            {
                TraceByKernels();
            }
        }

        _writer.Close();
        members.Twin("void", "ForwardTrace", trace);
    }

    private void TraceByKernels()
    {
        _writer.Line("var x = input;");
        _layered.IntoTrace();
    }

    /// <summary>The network as one formula: y = f2(f1(x·W1 + b1)·W2 + b2).</summary>
    private string Formula()
    {
        string formula = "x";
        foreach (LayerPlan layer in context.Layers.Take(MostLayersInFormula))
        {
            string inner = $"{formula}·W{layer.Number}" + (layer.Spec.HasBias ? $" + b{layer.Number}" : "");
            formula = layer.Spec.Activation != Model.Activation.Identity ? $"{context.Text(layer).Name}({inner})"
                : layer == context.Plan.Last ? inner
                : $"({inner})";
        }

        return context.Layers.Count > MostLayersInFormula ? $"a{MostLayersInFormula} = {formula}, and so on to y" : $"y = {formula}";
    }

    private const int MostLayersInFormula = 6;

    private void StraightToOutput()
    {
        Straight();
        _writer.Line();
        _writer.Line($"// y = a{context.Plan.Last.Number}");
        _unrolled.Store("output", 0, $"a{context.Plan.Last.Number}", context.Plan.OutputSize);
    }

    private void Straight()
    {
        _unrolled.Load("x", "input", context.Plan.InputSize);
        foreach (LayerPlan layer in context.Layers)
        {
            _unrolled.Forward(layer);
        }
    }
}
