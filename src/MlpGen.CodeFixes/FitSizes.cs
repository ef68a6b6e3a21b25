using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlpGen.CodeFixes;

/// <summary>Offers <see cref="FitSizesMending"/> in an IDE.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitSizes)), Shared]
public sealed class FitSizes() : TextFixProvider(new FitSizesMending());
