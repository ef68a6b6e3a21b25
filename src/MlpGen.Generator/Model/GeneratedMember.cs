namespace MlpGen.Generator.Model;

/// <summary>A member that the generator will add: what Parsing compares with the user's own members, and all that is known of it
/// while an error keeps its body from being written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsMethod">Whether it may be overloaded; anything else claims its name whole.</param>
/// <param name="ParameterTypes">Their C# names, separated by commas, such as <c>ReadOnlySpan&lt;float&gt;,int</c>; empty for none.</param>
/// <param name="IsPublic">Whether derived classes see it.</param>
internal sealed record GeneratedMember(string Name, bool IsMethod, string ParameterTypes, bool IsPublic = true)
{
    /// <summary>The names of the parameters, separated by commas; empty for private members, which no other text calls.</summary>
    public string ParameterNames { get; init; } = "";

    /// <summary>The C# name of what it holds or returns; <c>void</c> for nothing.</summary>
    public string Type { get; init; } = "void";

    /// <summary>Whether it belongs to the class, not to an instance. Constants do.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Of a view, which is a type: the names of its places, separated by commas, each of type <see cref="Type"/>; null for all else.</summary>
    public string? Places { get; init; }

    /// <summary>Whether it is one of the sizes of the network, or another constant.</summary>
    public bool IsConstant => Array.IndexOf(Names.Constants, Name) >= 0 || Name == Names.ErrorBound;

    /// <summary>Whether the name with <c>get_</c> before it is claimed as well.</summary>
    public bool IsProperty => !IsMethod && IsPublic && !IsConstant && Places is null;

    /// <summary>The name alone, or for a method the name and its parameter types in parentheses.</summary>
    public string Signature => IsMethod ? $"{Name}({ParameterTypes})" : Name;
}
