namespace MlpGen.Generator.Model;

/// <summary>What is known of a network whose declaration has an error: the signatures of its members. They are written so that
/// the code that uses the network does not drown in errors that follow from the one.</summary>
/// <param name="Type">The class; its name without type parameters.</param>
/// <param name="Keyword"><c>class</c> or <c>record</c>.</param>
/// <param name="TypeParameters">Such as <c>&lt;TKey&gt;</c>: a generic class is an error, yet it may be written of; empty for none.</param>
/// <param name="Interface">The interface that it implements, such as <c>INetwork</c>; null if it could not.</param>
/// <param name="Precision">The number type.</param>
/// <param name="Members">The public members that would be generated, those left out whose names are taken.</param>
/// <param name="Constructors">The parameters of the constructors, type and name, such as <c>int seed = 0</c>.</param>
/// <param name="Sizes">The values of <see cref="Names.Constants"/>; <see cref="UnknownSize"/> for what the error hides.</param>
internal sealed record OutlineSpec(
    TypeSpec Type,
    string Keyword,
    string TypeParameters,
    string? Interface,
    Precision Precision,
    EquatableArray<GeneratedMember> Members,
    EquatableArray<string> Constructors,
    EquatableArray<int> Sizes)
{
    /// <summary>One, so that no constant expression divides by zero and no array is empty.</summary>
    public const int UnknownSize = 1;

    /// <summary>The extern alias of the runtime; empty where it is in the global one, as it nearly always is.</summary>
    public string RuntimeAlias { get; init; } = "";
}
