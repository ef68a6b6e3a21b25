namespace MlpGen.Tool.Emit;

/// <summary>What a source file is for.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="IsC">C rather than C#.</param>
/// <param name="HasSpans">Whether there are spans, and with them memory on the stack.</param>
/// <param name="HasMathF">Whether there are functions of floats.</param>
/// <param name="HasConstantData">Whether numbers can be data of the assembly.</param>
internal sealed record EmitTarget(string Name, bool IsC, bool HasSpans, bool HasMathF, bool HasConstantData)
{
    /// <summary>All there are.</summary>
    public static readonly EmitTarget[] All =
    [
        new("csharp9", IsC: false, HasSpans: false, HasMathF: false, HasConstantData: false),
        new("netstandard2.1", IsC: false, HasSpans: true, HasMathF: true, HasConstantData: false),
        new("net8", IsC: false, HasSpans: true, HasMathF: true, HasConstantData: true),
        new("c99", IsC: true, HasSpans: false, HasMathF: true, HasConstantData: true),
    ];
}
