using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>How types and functions of other namespaces are written in one file: short, behind a using directive, unless the user's code has
/// something of that name where the compiler would find it first.</summary>
internal sealed class CodeNames(CompilationFacts facts)
{
    private static readonly Dictionary<string, string> s_namespaces = NamespaceOf(
        ("System", ["Math", "MathF", "ReadOnlySpan", "Span"]),
        ("System.Runtime.CompilerServices", ["MethodImpl", "MethodImplOptions", "SkipLocalsInit"]),
        ("System.Runtime.Intrinsics", ["Vector256", "Vector512"]),
        ("MlpGen", ["Activation", "DropoutKey", "IClassifier", "IDifferentiableNetwork", "INetwork", "ITrainableNetwork", "LayerInfo", "LossFunction", "LossInfo"]),
        ("MlpGen.Numerics",
            [
                "ActivationMath", "AlignedBuffer", "ByLayers", "ByLayersAnew", "ByNumbers", "Check", "Dense", "ForwardOnly", "FromLoss",
                "FromOutputGradient", "IGradientLayers", "IGradientPasses", "ILanes", "ILayers", "ILossLayers", "ILossPasses", "INumbers",
                "IPass", "IPasses", "ISamples", "ISimd", "InColumns", "InLanes", "InTiles", "LaneBatch", "LossMath", "LossOnly",
                "OneByOne", "OneSample", "OutputLanes", "RandomSource", "SampleLanes", "StackMemory", "Targets", "Trace", "TwoBuffers",
                "Single256", "Single512", "Double256", "Double512",
            ]));

    private readonly HashSet<string> _taken = [.. facts.TakenNames];
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The name of a type, without type arguments.</summary>
    public string Type(string name)
    {
        // What is not in the table is one of the runtime's structs that stand for a function.
        string @namespace = s_namespaces.TryGetValue(name, out string? known) ? known : "MlpGen.Numerics";
        if (_taken.Contains(name))
        {
            return $"{Root(@namespace)}{@namespace}.{name}";
        }

        _used.Add(@namespace);
        return name;
    }

    /// <summary>The name of a function of one number, such as <c>Relu</c>.</summary>
    public string Function(string name)
    {
        const string Class = "MlpGen.Numerics.ActivationMath";
        if (_taken.Contains(name))
        {
            return $"{Root(Class)}{Class}.{name}";
        }

        _used.Add("static " + Class);
        return name;
    }

    /// <summary>The directives that the names so far stand on, a line each.</summary>
    public IEnumerable<string> Directives()
    {
        if (facts.RuntimeAlias.Length > 0)
        {
            yield return $"extern alias {facts.RuntimeAlias};";
        }

        foreach (string used in _used)
        {
            bool isStatic = used.StartsWith("static ", StringComparison.Ordinal);
            string name = isStatic ? used.Substring("static ".Length) : used;
            yield return $"using {(isStatic ? "static " : "")}{Root(name)}{name};";
        }
    }

    private string Root(string name) =>
        (facts.RuntimeAlias.Length > 0 && name.StartsWith("MlpGen", StringComparison.Ordinal) ? facts.RuntimeAlias : "global") + "::";

    private static Dictionary<string, string> NamespaceOf(params (string Namespace, string[] Names)[] groups) =>
        groups.SelectMany(static group => group.Names.Select(name => (name, group.Namespace))).ToDictionary(static pair => pair.name, static pair => pair.Namespace);
}
