using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlpGen.CodeFixes;

/// <summary>Offers <see cref="FitLossMending"/> in an IDE.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitLoss)), Shared]
public sealed class FitLoss() : TextFixProvider(new FitLossMending());
