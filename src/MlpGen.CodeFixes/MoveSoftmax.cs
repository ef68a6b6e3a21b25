using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlpGen.CodeFixes;

/// <summary>Offers <see cref="MoveSoftmaxMending"/> in an IDE.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveSoftmax)), Shared]
public sealed class MoveSoftmax() : TextFixProvider(new MoveSoftmaxMending());
