using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Diagnostics;

/// <summary>Every diagnostic: its id, title and severity. The sentences are in <see cref="Messages"/>, since one id may have
/// several causes; the help page of each is <c>docs/diagnostics/MLP….md</c>.</summary>
internal static class Descriptors
{
    private const string Category = "MlpGen";
    private static readonly string HelpPages = HelpPage.Folder;

    public static readonly DiagnosticDescriptor NotPartial = new(
        "MLP001", "A network must be partial", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP001.md", description: new HelpPage("MLP001"));

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "MLP002", "A network must be a plain class", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP002.md", description: new HelpPage("MLP002"));

    public static readonly DiagnosticDescriptor SizeOutOfRange = new(
        "MLP003", "The size of a layer is out of range", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP003.md", description: new HelpPage("MLP003"));

    public static readonly DiagnosticDescriptor SizeMismatch = new(
        "MLP004", "A layer does not fit the layer before it", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP004.md", description: new HelpPage("MLP004"));

    public static readonly DiagnosticDescriptor ScatteredLayers = new(
        "MLP005", "Layers are spread over several declarations", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP005.md", description: new HelpPage("MLP005"));

    public static readonly DiagnosticDescriptor HiddenSoftmax = new(
        "MLP006", "Softmax before the last layer", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP006.md", description: new HelpPage("MLP006"));

    public static readonly DiagnosticDescriptor LossMismatch = new(
        "MLP007", "The loss does not fit the last activation", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP007.md", description: new HelpPage("MLP007"));

    public static readonly DiagnosticDescriptor TooLarge = new(
        "MLP008", "The network is too large for generated code", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP008.md", description: new HelpPage("MLP008"));

    public static readonly DiagnosticDescriptor NameTaken = new(
        "MLP009", "The name of a generated member is taken", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP009.md", description: new HelpPage("MLP009"));

    public static readonly DiagnosticDescriptor InvalidOption = new(
        "MLP010", "An option has no such value, or no meaning here", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP010.md", description: new HelpPage("MLP010"));

    public static readonly DiagnosticDescriptor NoLayers = new(
        "MLP011", "A network without layers", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP011.md", description: new HelpPage("MLP011"));

    public static readonly DiagnosticDescriptor UnsupportedPlatform = new(
        "MLP012", "The language version or framework is too old", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP012.md", description: new HelpPage("MLP012"));

    public static readonly DiagnosticDescriptor FrozenWeights = new(
        "MLP013", "The weights file does not fit", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP013.md", description: new HelpPage("MLP013"));

    public static readonly DiagnosticDescriptor Incompatible = new(
        "MLP014", "Options that cannot be combined", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP014.md", description: new HelpPage("MLP014"));

    public static readonly DiagnosticDescriptor OneClass = new(
        "MLP015", "Classes over one output", "{0}", Category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP015.md", description: new HelpPage("MLP015"));

    public static readonly DiagnosticDescriptor HiddenIdentity = new(
        "MLP101", "Two linear layers in a row are one", "{0}", Category,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP101.md", description: new HelpPage("MLP101"));

    public static readonly DiagnosticDescriptor SymmetricWeights = new(
        "MLP102", "Initial weights that never break symmetry", "{0}", Category,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP102.md", description: new HelpPage("MLP102"));

    public static readonly DiagnosticDescriptor SaturatingOutput = new(
        "MLP103", "A saturating output under a squared error", "{0}", Category,
        DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP103.md", description: new HelpPage("MLP103"));

    public static readonly DiagnosticDescriptor UnrolledTooFar = new(
        "MLP104", "Unrolled beyond what the JIT optimizes", "{0}", Category,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP104.md", description: new HelpPage("MLP104"));

    public static readonly DiagnosticDescriptor SlowIntegers = new(
        "MLP105", "Integers that are not faster", "{0}", Category,
        DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpPages + "MLP105.md", description: new HelpPage("MLP105"));
}
