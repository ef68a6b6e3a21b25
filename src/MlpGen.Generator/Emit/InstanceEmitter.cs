using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes what an instance has: its parameters, its constructors, and a view of each W and b.</summary>
internal sealed class InstanceEmitter(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;

    public void Emit()
    {
        string type = context.Plan.Spec.Type.Name;
        string access = ConstructorAccess(context.Plan.Spec.Type);
        string field = Names.ParametersField;
        _writer.Line();
        _writer.Line(context.Plan.AlignsParameters
            ? $"private readonly {members.Hides(field)}global::MlpGen.Numerics.AlignedBuffer<{context.T}> {field} = new(ParameterCount);"
            : $"private readonly {members.Hides(field)}{context.T}[] {field} = new {context.T}[ParameterCount];");

        members.Value("A network with fresh parameters, drawn by <c>Initialize</c>.", Parameters.Seed);
        _writer.Line($"{access} {type}(int seed = 0) => Initialize({field}, seed);");

        members.Value("A network with a copy of the given parameters.", new Parameters(context).Values);
        _writer.Open($"{access} {type}({context.ReadSpan} parameters)");
        Checks.Length(_writer, "parameters", "ParameterCount");
        _writer.Line($"parameters.CopyTo({field});");
        _writer.Close();

        members.Value("All parameters, W1, b1, …: a view of the one buffer that this instance owns.");
        _writer.Line($"public {members.Hides(Names.ParametersProperty)}{context.WriteSpan} {Names.ParametersProperty} => {field};");
        foreach (LayerPlan layer in context.Layers)
        {
            View(
                Names.WeightsProperty(layer.Number), layer.WeightOffset, layer.Spec.WeightCount,
                $"W{layer.Number}, {layer.Inputs} × {layer.Outputs}: input i joins output j at <c>i * {layer.Outputs} + j</c>. A view.");
            if (layer.Spec.HasBias)
            {
                View(Names.BiasProperty(layer.Number), layer.BiasOffset, layer.Outputs, $"b{layer.Number}, {layer.Outputs} long. A view.");
            }
        }

        if (context.Plan.Spec.Type.PrintsLayers)
        {
            members.Value("The sizes of the network, and a line for each layer.");
            _writer.Line($"public override string ToString() => global::MlpGen.NetworkText.Of(nameof({type}), Layers);");
        }
    }

    /// <summary>How far the constructors can be seen: those of an abstract class by derived ones (CA1012).</summary>
    public static string ConstructorAccess(TypeSpec type) => type.IsAbstract ? "protected" : "public";

    /// <summary>The interfaces that the class implements: the widest, which includes the others.</summary>
    public string Interfaces()
    {
        NetworkSpec spec = context.Plan.Spec;
        return $"global::MlpGen.{Names.Interface(spec.Loss?.Function, spec.Backward)}<{spec.Type.Name}, {context.T}>";
    }

    /// <summary>The sizes as the interface asks for them, since a constant cannot implement a property.</summary>
    public void EmitInterfaceSizes()
    {
        _writer.Line();
        foreach (string constant in Names.Constants)
        {
            _writer.Line($"static int global::MlpGen.INetwork<{context.Plan.Spec.Type.Name}, {context.T}>.{constant} => {constant};");
        }
    }

    private void View(string name, int offset, int length, string summary)
    {
        members.Value(summary);
        _writer.Line(
            $"public {members.Hides(name)}{context.WriteSpan} {name} => {Names.ParametersProperty}.Slice({offset}, {length});");
    }
}
