using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes what an instance has: its parameters, its constructors, and a view of each W and b.</summary>
internal sealed class InstanceRenderer(EmitContext context, MemberWriter members)
{
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>The interface that the class implements: the widest, which includes the others.</summary>
    public string Interface => Generic(Names.Interface(context.Plan.Spec.Loss?.Function, context.Plan.Spec.Backward));

    public void Write()
    {
        string type = context.Plan.Spec.Type.Name;
        string access = ConstructorAccess(context.Plan.Spec.Type);
        string field = Names.ParametersField;
        _writer.Line();
        _writer.Line(context.Plan.Memory.AlignsParameters
            ? $"private readonly {members.Hides(field)}{context.Names.Type("AlignedBuffer")}<{context.T}> {field} = new(ParameterCount);"
            : $"private readonly {members.Hides(field)}{context.T}[] {field} = new {context.T}[ParameterCount];");

        members.Documentation("A network with fresh parameters, drawn by <c>Initialize</c>.", Parameters.Seed);
        Attributes();
        _writer.Line($"{access} {type}(int seed = 0) => Initialize({context.OwnParameters}, seed);");

        members.Documentation("A network with a copy of the given parameters.", new Parameters(context.Plan).Values);
        Attributes();
        _writer.Open($"{access} {type}({context.Read} parameters)");
        _writer.Line($"{context.Check}.Parameters(parameters, ParameterCount);");
        _writer.Line($"parameters.CopyTo({context.OwnParameters});");
        _writer.Close();

        members.Documentation("All parameters, W1, b1, …: a view of the one buffer that this instance owns.");
        _writer.Line($"public {members.Hides(Names.ParametersProperty)}{context.Write} {Names.ParametersProperty} => {context.OwnParameters};");
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
            members.Documentation("The sizes of the network, and a line for each layer.");
            _writer.Line($"public override string ToString() => {context.Names.Type("NetworkText")}.Of(nameof({type}), {Names.Layers});");
        }
    }

    /// <summary>How far the constructors can be seen: those of an abstract class by derived ones (CA1012).</summary>
    public static string ConstructorAccess(TypeSpec type) => type.IsAbstract ? "protected" : "public";

    /// <summary>What the interface asks for and a constant cannot give. Computed from the layers, sizes would take generic code ten times as long until
    /// the JIT has compiled it anew, and more than twice as long ever after.</summary>
    public void WriteInterface()
    {
        _writer.Line();
        foreach (string constant in Names.Constants)
        {
            _writer.Line($"static int {Generic("INetwork")}.{constant} => {constant};");
        }

        if (context.Plan.Spec.IsReproducible)
        {
            _writer.Line();
            _writer.Line($"static bool {Generic("INetwork")}.IsReproducible => true;");
        }

        if (context.Plan.Spec.Loss is { } loss)
        {
            string info = context.Names.Type("LossInfo"), function = context.Names.Type("LossFunction");
            _writer.Line();
            _writer.Line(
                $"static {info} {Generic("ITrainableNetwork")}.LossInfo => new({function}.{loss.Function}, {Literal.Of(loss.Delta, Precision.Double)});");
        }
    }

    /// <summary>What the base constructor tells its callers, those of this one are told.</summary>
    private void Attributes()
    {
        foreach (string attribute in context.Plan.Spec.Type.ConstructorAttributes)
        {
            _writer.Line($"[{attribute}]");
        }
    }

    private string Generic(string name) => $"{context.Names.Type(name)}<{context.Plan.Spec.Type.Name}, {context.T}>";

    private void View(string name, int offset, int length, string summary)
    {
        members.Documentation(summary);
        _writer.Line($"public {members.Hides(name)}{context.Write} {name} => {Names.ParametersProperty}.Slice({offset}, {length});");
    }
}
