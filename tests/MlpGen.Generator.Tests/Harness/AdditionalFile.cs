using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlpGen.Generator.Tests;

/// <summary>An <c>AdditionalFiles</c> item that is on no disk.</summary>
/// <param name="path">Its path.</param>
/// <param name="text">Its content.</param>
public sealed class AdditionalFile(string path, string text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
}
