namespace MlpGen.Generator.Model;

/// <summary>The <c>[Frozen]</c>: weights that become part of the generated code.</summary>
/// <param name="File">The file as the attribute names it.</param>
/// <param name="Parameters">W1, b1, …, each a value of the network's number type; empty until the file has been read.</param>
internal sealed record FrozenSpec(string File, EquatableArray<double> Parameters)
{
    /// <summary>The end of the name of every weights file.</summary>
    public const string Extension = ".weights.json";
}
