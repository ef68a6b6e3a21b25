using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>What every renderer of one file shares: the plan, the writer, and how things are called.</summary>
internal sealed class EmitContext(NetworkPlan plan, CancellationToken cancellation)
{
    private int _directives;
    private string? _read;
    private string? _write;

    public NetworkPlan Plan { get; } = plan;

    public SourceWriter Writer { get; } = new(cancellation);

    public CodeNames Names { get; } = new(plan.Spec.Compilation, plan.Spec.IsReproducible ? ShortNames.ReproducibleMath : ShortNames.ActivationMath);

    /// <summary>The C# keyword of the number type.</summary>
    public string T { get; } = Model.Names.Scalar(plan.Spec.Precision);

    public string Read => _read ??= $"{Names.Type("ReadOnlySpan")}<{T}>";

    public string Write => _write ??= $"{Names.Type("Span")}<{T}>";

    /// <summary>The class of the checks at the top of each member.</summary>
    public string Check => Names.Class("Check", T);

    public EquatableArray<LayerPlan> Layers => Plan.Layers;

    /// <summary>Whether the class gets instance members.</summary>
    public bool HasInstance => !Plan.Spec.Type.IsStatic && !IsFrozen;

    /// <summary>Whether the weights are baked in, so that no public method takes parameters.</summary>
    public bool IsFrozen => Plan.Spec.Frozen is not null;

    /// <summary>Whether public members take or give other numbers than the layers: raw ones.</summary>
    public bool IsNormalized => Plan.Spec.Frozen is { IsNormalized: true };

    /// <summary>The name of the pass over one sample as the layers take it.</summary>
    public string Forward => IsNormalized ? Model.Names.Normalized + "Forward" : "Forward";

    /// <summary>Whether they are literals in the formulas; else they are data of the assembly.</summary>
    public bool HasLiterals => IsFrozen && Plan.Has(Layout.Numbers);

    /// <summary>The argument that stands for the parameters.</summary>
    public string Parameters => HasLiterals ? "default" : IsFrozen ? Model.Names.FrozenParameters : "parameters";

    /// <summary>The memory of an instance as a span: named, where a conversion would take the compiler longer.</summary>
    public string OwnParameters => Model.Names.ParametersField + (Plan.Memory.AlignsParameters ? ".Span" : "");

    /// <summary>What a pass with several samples side by side is given.</summary>
    public string LaneBatch => $"{Names.Type(Plan.Spec.IsReproducible ? "LaneGroups" : "LaneBatch")}<{T}>";

    /// <summary>The platform's functions of one number.</summary>
    public string ScalarMath => Names.Type(T == "double" ? "Math" : "MathF");

    /// <summary>The natural logarithm: that of the platform, unless it must be the same on all.</summary>
    public string Logarithm => Plan.Spec.IsReproducible ? Names.Function("Log") : $"{ScalarMath}.Log";

    /// <summary>A literal of the number type.</summary>
    public string Number(double value) => Literal.Of(value, Plan.Spec.Precision);

    /// <summary>Whether a method of vectors runs as such a pass. Types, and no property of them, for these the JIT compares before it reads what a
    /// branch holds: else it compiles the loss and the way back into every forward pass, only to drop them again.</summary>
    public string PassIs(string pass) => $"typeof(TPass) == typeof({Names.Type(pass)})";

    /// <inheritdoc cref="PassIs(string)"/>
    public string PassIsNot(string pass) => $"typeof(TPass) != typeof({Names.Type(pass)})";

    /// <summary>The condition that a pass adds a gradient.</summary>
    public string PassHasGradient => $"{PassIsNot("ForwardOnly")} && {PassIsNot("LossOnly")}";

    /// <summary>Writes the attribute of a method that computes: compiled at full speed at once, since it may run for long before the JIT would come
    /// back to it.</summary>
    /// <param name="options">Further options of the JIT.</param>
    public void Optimized(params string[] options) => Attribute(["AggressiveOptimization", .. options]);

    /// <summary>Writes the attribute of a method whose memory on the stack is written before it is read, where the project allows that.</summary>
    public void SkipsInit()
    {
        if (Plan.Spec.Compilation.AllowsUnsafe)
        {
            Writer.Line($"[{Names.Type("SkipLocalsInit")}]");
        }
    }

    /// <summary>Writes the attribute of a method that is to be compiled into its callers; and where the JIT has had enough of that, at full speed at once.</summary>
    public void Inlined() => Attribute("AggressiveInlining", "AggressiveOptimization");

    /// <summary><c>new </c> if the member hides one of a base class, else nothing.</summary>
    public string New(string name, bool isMethod, params string[] parameterTypes) =>
        !HidesNothing && Plan.Spec.Type.HiddenMembers.Contains(new GeneratedMember(name, isMethod, string.Join(",", parameterTypes)).Signature) ? "new " : "";

    /// <summary>Whether no base class has a member of a generated name, as a rule.</summary>
    public bool HidesNothing => Plan.Spec.Type.HiddenMembers.Count == 0;

    /// <summary>The input of a layer in formulas: x for the first, a of the layer before for the others, or h, if that one drops.</summary>
    public static string Incoming(LayerPlan layer, bool withDropout = false) =>
        layer.Number == 1 ? "x" : (withDropout && layer.ReadsDropped ? "h" : "a") + $"{layer.Number - 1}";

    /// <summary>Opens namespace, containing types and class, with the directives before them.</summary>
    /// <param name="interfaces">What stands behind the name of the class.</param>
    /// <param name="summary">What the class is, for those who have not said it themselves; empty in all files of a class but one.</param>
    public void OpenType(string interfaces = "", string summary = "")
    {
        TypeSpec type = Plan.Spec.Type;
        Writer.Line("#nullable enable annotations");
        Writer.Line("#nullable disable warnings // no reference here is ever null, and to prove it takes the compiler a quarter of its time");
        if (type.Containers.Count > 0)
        {
            Writer.Line("#pragma warning disable CS0108 // a class around this one that is its base, too, may have private members of these names");
        }

        Writer.Line();
        if (type.Namespace.Length > 0)
        {
            Writer.Open($"namespace {type.Namespace}");
        }

        _directives = Writer.Position;
        foreach (string container in type.Containers)
        {
            Writer.Open(container);
        }

        if (summary.Length > 0 && !type.IsDocumented)
        {
            Writer.Line($"/// <summary>{summary}</summary>");
        }

        Writer.Open($"partial class {type.Name}{interfaces}");
    }

    /// <summary>Closes what <see cref="OpenType"/> opened.</summary>
    /// <returns>The whole text.</returns>
    public string CloseType()
    {
        TypeSpec type = Plan.Spec.Type;
        int depth = type.Namespace.Length > 0 ? 1 : 0;
        for (int i = depth + type.Containers.Count; i >= 0; i--)
        {
            Writer.Close();
        }

        string indent = new(' ', 4 * depth);
        string directives = string.Concat(Names.Directives().Select(line => $"{indent}{line}\n"));
        Writer.Insert(_directives, directives.Length > 0 ? directives + "\n" : "");
        return Writer.Finish();
    }

    private void Attribute(params string[] options)
    {
        string choices = Names.Type("MethodImplOptions");
        Writer.Line($"[{Names.Type("MethodImpl")}({string.Join(" | ", options.Select(option => $"{choices}.{option}"))})]");
    }
}
