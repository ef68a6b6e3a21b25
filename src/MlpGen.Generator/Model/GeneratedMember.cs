namespace MlpGen.Generator.Model;

/// <summary>A member that the generator will add: what Parsing compares with the user's own members.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsMethod">Whether it may be overloaded; anything else claims its name whole.</param>
/// <param name="ParameterTypes">Their C# names, separated by commas, such as <c>ReadOnlySpan&lt;float&gt;,int</c>; empty for none.</param>
/// <param name="IsPublic">Whether derived classes see it.</param>
internal sealed record GeneratedMember(string Name, bool IsMethod, string ParameterTypes, bool IsPublic = true)
{
    /// <summary>Whether the name with <c>get_</c> before it is claimed as well.</summary>
    public bool IsProperty => !IsMethod && IsPublic && Array.IndexOf(Names.Constants, Name) < 0;

    /// <summary>The name alone, or for a method the name and its parameter types in parentheses.</summary>
    public string Signature => IsMethod ? $"{Name}({ParameterTypes})" : Name;
}
