using Microsoft.CodeAnalysis;

namespace MlpGen.Generator;

/// <summary>The pipeline: declarations become specs and problems, specs become plans, plans become source text.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
