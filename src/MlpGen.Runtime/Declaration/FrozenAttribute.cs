namespace MlpGen;

/// <summary>Bakes the weights of a file into the assembly. Not available in this version: using it is an error.</summary>
/// <param name="weightsFile">The name of an <c>AdditionalFiles</c> item.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FrozenAttribute(string weightsFile) : Attribute
{
    /// <summary>The name of an <c>AdditionalFiles</c> item.</summary>
    public string WeightsFile { get; } = weightsFile;
}
