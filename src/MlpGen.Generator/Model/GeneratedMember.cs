namespace MlpGen.Generator.Model;

/// <summary>A member that the generator will add: what Parsing compares with the user's own members.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsMethod">Whether it may be overloaded; anything else claims its name whole.</param>
/// <param name="ParameterTypes">Their C# names, separated by commas, such as <c>ReadOnlySpan&lt;float&gt;,int</c>; empty for none.</param>
internal sealed record GeneratedMember(string Name, bool IsMethod, string ParameterTypes)
{
    /// <summary>The name alone, or for a method the name and its parameter types in parentheses.</summary>
    public string Signature => IsMethod ? $"{Name}({ParameterTypes})" : Name;
}
