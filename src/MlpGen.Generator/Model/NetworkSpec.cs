namespace MlpGen.Generator.Model;

/// <summary>What the user declared: the one thing that Parsing hands on, free of Roslyn's types and equal by value.</summary>
/// <param name="Type">The class to complete.</param>
/// <param name="Layers">At least one; each takes what the one before gives.</param>
/// <param name="Loss">The loss, or null without <c>[Loss]</c>.</param>
/// <param name="Precision">The number type.</param>
/// <param name="Unroll">The user's wish about unrolling.</param>
/// <param name="Backward">Whether gradient code is wanted; true whenever there is a loss.</param>
/// <param name="Compilation">What matters of the consumer's compilation.</param>
/// <param name="Frozen">The weights to bake in; null without <c>[Frozen]</c>.</param>
internal sealed record NetworkSpec(
    TypeSpec Type,
    EquatableArray<LayerSpec> Layers,
    LossSpec? Loss,
    Precision Precision,
    Unroll Unroll,
    bool Backward,
    CompilationFacts Compilation,
    FrozenSpec? Frozen = null)
{
    /// <summary>Whether every member gives the same bits everywhere.</summary>
    public bool IsReproducible { get; init; }

    /// <summary>The derivatives that it has beside the gradient of its loss.</summary>
    public Derivatives Derivatives { get; init; }
}

/// <summary>The partial class that receives the generated members.</summary>
/// <param name="Namespace">Its namespace, keywords escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the types around it, outermost first, such as <c>partial class @class</c>.</param>
/// <param name="Name">Its name, escaped if it is a keyword.</param>
/// <param name="HintName">The name of its first generated file, unique in the compilation whatever the case of its letters.</param>
/// <param name="IsStatic">Whether it is static, and so gets static members only.</param>
/// <param name="HiddenMembers">The signatures (<see cref="GeneratedMember.Signature"/>) that hide a member of a base class and so need <c>new</c>.</param>
internal sealed record TypeSpec(
    string Namespace,
    EquatableArray<string> Containers,
    string Name,
    string HintName,
    bool IsStatic,
    EquatableArray<string> HiddenMembers)
{
    /// <summary>The end of the name of every generated file.</summary>
    public const string Suffix = ".g.cs";

    private const string Members = "Members";
    private const string Vectors = "Vectors";
    private const string Derivatives = "Derivatives";
    private const string Weights = "Weights";

    /// <summary>What tells the further files of a class from its first one. No class has a first file that ends so after the name of another.</summary>
    public static readonly string[] FurtherFiles = [Members, Vectors, Derivatives, Weights];

    /// <summary>Whether it is abstract, and so constructed by derived classes only.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Whether it prints its layers: unless it, or a base class, says something of its own by the name <c>ToString</c>.</summary>
    public bool PrintsLayers { get; init; }

    /// <summary>Whether the user has a comment on it; else the generated part has the one that a public class of a documented project needs.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>The attributes that its constructors have from the base constructor, each as it is written between brackets.</summary>
    public EquatableArray<string> ConstructorAttributes { get; init; }

    /// <summary>The name of the file with the members around the kernels.</summary>
    public string MembersHintName => FurtherHintName(Members);

    /// <summary>The name of the file with the kernels in vectors.</summary>
    public string VectorsHintName => FurtherHintName(Vectors);

    /// <summary>The name of the file with derivatives beside the gradient.</summary>
    public string DerivativesHintName => FurtherHintName(Derivatives);

    /// <summary>The name of the file with frozen weights.</summary>
    public string WeightsHintName => FurtherHintName(Weights);

    private string FurtherHintName(string file) => $"{HintName.Substring(0, HintName.Length - Suffix.Length)}.{file}{Suffix}";
}

/// <summary>One <c>[Layer]</c>.</summary>
/// <param name="Inputs">Rows of W.</param>
/// <param name="Outputs">Columns of W.</param>
/// <param name="Activation">The function applied to z = x·W + b.</param>
/// <param name="HasBias">Whether there is a b.</param>
/// <param name="Alpha">The α of LeakyRelu and Elu, its default filled in; 0 for all others.</param>
/// <param name="Initializer">How W is drawn, never <see cref="Initializer.Auto"/>.</param>
/// <param name="InitialScale">The standard deviation for <see cref="Initializer.ScaledNormal"/>.</param>
internal sealed record LayerSpec(
    int Inputs,
    int Outputs,
    Activation Activation,
    bool HasBias,
    double Alpha,
    Initializer Initializer,
    double InitialScale)
{
    /// <summary>The probability that an output is dropped in training; 0 for a layer that drops none.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether the activation has a parameter α.</summary>
    public bool HasAlpha => ActivationTraits.Of(Activation).HasAlpha;

    /// <summary>The number of weights; also the multiply-adds of one sample's forward pass.</summary>
    public int WeightCount => Inputs * Outputs;
}

/// <summary>The <c>[Loss]</c>.</summary>
/// <param name="Function">What training minimizes.</param>
/// <param name="Delta">The δ of Huber.</param>
internal sealed record LossSpec(LossFunction Function, double Delta);

/// <summary>The few facts of the consumer's compilation that change what is generated.</summary>
/// <param name="AllowsUnsafe">Whether <c>[SkipLocalsInit]</c> may be used.</param>
internal sealed record CompilationFacts(bool AllowsUnsafe)
{
    /// <summary>Those of <see cref="ShortNames.All"/> that mean something else where the class stands, in ordinal order.</summary>
    public EquatableArray<string> TakenNames { get; init; }

    /// <summary>The extern alias of the runtime; empty where it is in the global one, as it nearly always is.</summary>
    public string RuntimeAlias { get; init; } = "";
}
