using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>What every emitter of one file shares: the plan, the writer, the number type, and the functions called so far.</summary>
internal sealed class EmitContext(NetworkPlan plan, CancellationToken cancellation)
{
    public NetworkPlan Plan { get; } = plan;

    public SourceWriter Writer { get; } = new(cancellation);

    /// <summary>One number.</summary>
    public ValueText Scalars { get; } = new(plan.Spec.Precision);

    /// <summary>The same number of several samples.</summary>
    public ValueText Lanes { get; } = new(plan.Spec.Precision, Names.VectorBits);

    /// <summary>The same number of twice as many samples, for hardware with wider vectors.</summary>
    public ValueText WideLanes { get; } = new(plan.Spec.Precision, Names.WideVectorBits);

    /// <summary>The C# keyword of the number type.</summary>
    public string T { get; } = Names.Scalar(plan.Spec.Precision);

    public string ReadSpan => $"global::System.ReadOnlySpan<{T}>";

    public string WriteSpan => $"global::System.Span<{T}>";

    public EquatableArray<LayerPlan> Layers => Plan.Layers;

    /// <summary>Whether the class gets instance members.</summary>
    public bool HasInstance => !Plan.Spec.Type.IsStatic && !IsFrozen;

    /// <summary>Whether the weights are baked in, so that no method takes parameters.</summary>
    public bool IsFrozen => Plan.Spec.Frozen is not null;

    /// <summary>The first argument of a call of a pass, with a comma behind it; nothing for a frozen network.</summary>
    public string PassedParameters => IsFrozen ? "" : "parameters, ";

    /// <summary>The spans that a method reads: the parameters and these others. Those of a frozen network cannot overlap anything that is written.</summary>
    public string[] ReadSpans(params string[] others) => IsFrozen ? others : ["parameters", .. others];

    /// <summary>Declares a buffer on the stack that begins at a cache line, or vectors of 64 bytes would straddle two.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length, an expression.</param>
    /// <param name="what">What it holds, or null where that is plain.</param>
    public void StackBuffer(string name, string length, string? what = null)
    {
        int spare = Plan.Spec.Precision == Precision.Double ? 8 : 16; // what may lie before the first cache line: 64 bytes
        Writer.Line(
            $"{WriteSpan} {name} = global::MlpGen.Numerics.StackMemory.Align<{T}>(stackalloc {T}[{length} + {spare}], {length});"
            + (what is null ? "" : $" // {what}"));
    }

    /// <summary>A literal of the number type.</summary>
    public string Number(double value) => Literal.Of(value, Plan.Spec.Precision);

    /// <summary><c>new </c> if the member hides one of a base class, else nothing.</summary>
    public string New(string name, bool isMethod, params string[] parameterTypes) =>
        Plan.Spec.Type.HiddenMembers.Contains(new GeneratedMember(name, isMethod, string.Join(",", parameterTypes)).Signature) ? "new " : "";

    /// <summary>The activation of a layer in words and formulas.</summary>
    public ActivationText Text(LayerPlan layer) => new(layer, this, Scalars);

    /// <summary>The input of a layer in formulas: x for the first, a of the layer before for the others, or in training h, if that one drops.</summary>
    public static string Incoming(LayerPlan layer, bool isTraining = false) =>
        layer.Number == 1 ? "x" : (isTraining && layer.ReadsDropped ? "h" : "a") + $"{layer.Number - 1}";
}
