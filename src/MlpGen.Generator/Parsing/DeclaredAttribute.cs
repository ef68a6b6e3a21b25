using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>One attribute as the user wrote it: its values, and the places to point at.</summary>
internal sealed class DeclaredAttribute
{
    private readonly AttributeData _data;
    private readonly AttributeSyntax _syntax;

    private DeclaredAttribute(AttributeData data, AttributeSyntax syntax)
    {
        _data = data;
        _syntax = syntax;
        IsComplete = IsBound(data, syntax) && !HasSyntaxErrors(syntax.Parent ?? syntax);
    }

    /// <summary>Whether it can be read. If not, it is half typed or wrong in a way that the compiler reports.</summary>
    public bool IsComplete { get; }

    /// <summary>The attribute without its brackets.</summary>
    public Location Location => _syntax.GetLocation();

    /// <summary>The part of the class, or of another type, that it is written on; null if it is not on a type.</summary>
    public TypeDeclarationSyntax? Declaration => _syntax.Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>All attributes of the given metadata name on all parts of a type, in the order of the source.</summary>
    public static IReadOnlyList<DeclaredAttribute> Of(INamedTypeSymbol type, string metadataName, CancellationToken cancellation)
    {
        var found = new List<DeclaredAttribute>();
        foreach (AttributeData data in type.GetAttributes())
        {
            if (data.AttributeClass.IsNamed(metadataName)
                && data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax)
            {
                found.Add(new DeclaredAttribute(data, syntax));
            }
        }

        return found;
    }

    /// <summary>The first of them, null if there is none: a second one of an option is the compiler's to report.</summary>
    public static DeclaredAttribute? FirstOf(INamedTypeSymbol type, string metadataName, CancellationToken cancellation)
    {
        IReadOnlyList<DeclaredAttribute> found = Of(type, metadataName, cancellation);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Where attributes begin whose names do not exist, but are the beginning of <c>Layer</c>.</summary>
    /// <remarks>Any other unknown name may be the work of another generator, and no mistake.</remarks>
    public static IEnumerable<int> HalfTypedLayers(INamedTypeSymbol type) => type.GetAttributes()
        .Where(static attribute => attribute.AttributeClass is { TypeKind: TypeKind.Error } unknown
            && "Layer".StartsWith(unknown.Name, StringComparison.OrdinalIgnoreCase))
        .Select(static attribute => attribute.ApplicationSyntaxReference?.Span.Start ?? -1);

    /// <summary>The name in an argument, if there is one, of a constant that is generated: it exists for the compiler, not for the
    /// generator, which writes it only now.</summary>
    public SyntaxNode? GeneratedConstant => HasSyntaxErrors(_syntax.Parent ?? _syntax) ? null : _syntax.ArgumentList?
        .DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .FirstOrDefault(static name => Names.Constants.Contains(name.Identifier.ValueText));

    /// <summary>The value of a constructor's parameter, its default included, or of a property that is set; otherwise null.</summary>
    public object? ValueOf(string name)
    {
        for (int i = 0; i < _data.ConstructorArguments.Length; i++)
        {
            // Half typed, it may have more arguments than the constructor that the compiler guesses at.
            if (_data.AttributeConstructor?.Parameters.ElementAtOrDefault(i)?.Name == name)
            {
                return Scalar(_data.ConstructorArguments[i]);
            }
        }

        foreach (KeyValuePair<string, TypedConstant> property in _data.NamedArguments)
        {
            if (property.Key == name)
            {
                return Scalar(property.Value);
            }
        }

        return null;
    }

    /// <summary>The argument that sets a parameter or property; the whole attribute where it is left to its default.</summary>
    public Location LocationOf(string name) => FindArgument(name)?.GetLocation() ?? Location;

    /// <summary>The attribute as it would read with another number for one argument, for use in advice.</summary>
    public string WithArgument(string name, int value)
    {
        string text = _syntax.ToString();
        if (FindArgument(name) is { } argument)
        {
            TextSpan span = argument.Expression.Span;
            int start = span.Start - _syntax.SpanStart;
            text = text.Remove(start, span.Length).Insert(start, value.ToString(CultureInfo.InvariantCulture));
        }

        return "[" + Regex.Replace(text, @"\s+", " ") + "]";
    }

    private AttributeArgumentSyntax? FindArgument(string name)
    {
        if (_syntax.ArgumentList is not { } list)
        {
            return null;
        }

        int position = 0;
        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            string? argumentName = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            argumentName ??= _data.AttributeConstructor?.Parameters.ElementAtOrDefault(position)?.Name;
            if (argumentName == name)
            {
                return argument;
            }

            position++;
        }

        return null;
    }

    private static object? Scalar(TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;

    private static bool IsBound(AttributeData data, AttributeSyntax syntax)
    {
        int namedInSource = syntax.ArgumentList?.Arguments.Count(static argument => argument.NameEquals is not null) ?? 0;
        return data.AttributeConstructor is { } constructor
            && constructor.Parameters.Length == data.ConstructorArguments.Length
            && data.NamedArguments.Select(static argument => argument.Key).Distinct().Count() == namedInSource
            && data.ConstructorArguments.All(static argument => argument.Kind != TypedConstantKind.Error)
            && data.NamedArguments.All(static argument => argument.Value.Kind != TypedConstantKind.Error);
    }

    private static bool HasSyntaxErrors(SyntaxNode node) =>
        node.ContainsDiagnostics && node.GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
