using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlpGen.CodeFixes;

/// <summary>Offers <see cref="AddActivationMending"/> in an IDE.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddActivation)), Shared]
public sealed class AddActivation() : TextFixProvider(new AddActivationMending());
