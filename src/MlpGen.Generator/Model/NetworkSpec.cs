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
    FrozenSpec? Frozen = null);

/// <summary>The partial class that receives the generated members.</summary>
/// <param name="Namespace">Its namespace, keywords escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the types around it, outermost first, such as <c>partial class @class</c>.</param>
/// <param name="Name">Its name, escaped if it is a keyword.</param>
/// <param name="HintName">The name of the generated file, unique in the compilation whatever the case of its letters.</param>
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
    private const string Suffix = ".g.cs";

    /// <summary>Whether it is abstract, and so constructed by derived classes only.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Whether it prints its layers: unless it, or a base class, says something of its own by the name <c>ToString</c>.</summary>
    public bool PrintsLayers { get; init; }

    /// <summary>The name of the file with frozen weights; no class has one with a hyphen before such letters.</summary>
    public string WeightsHintName => HintName.Substring(0, HintName.Length - Suffix.Length) + "-weights" + Suffix;
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
    public bool HasAlpha => Activation is Activation.LeakyRelu or Activation.Elu;

    /// <summary>The number of weights; also the multiply-adds of one sample's forward pass.</summary>
    public int WeightCount => Inputs * Outputs;
}

/// <summary>The <c>[Loss]</c>.</summary>
/// <param name="Function">What training minimizes.</param>
/// <param name="Delta">The δ of Huber.</param>
internal sealed record LossSpec(LossFunction Function, double Delta);

/// <summary>The few facts of the consumer's compilation that change what is generated.</summary>
/// <param name="AllowsUnsafe">Whether <c>[SkipLocalsInit]</c> may be used.</param>
internal sealed record CompilationFacts(bool AllowsUnsafe);
