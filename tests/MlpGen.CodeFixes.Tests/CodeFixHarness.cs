using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlpGen.Generator;

namespace MlpGen.CodeFixes.Tests;

/// <summary>A project in memory, as an IDE would hold it: the generator reports, a code fix changes the files.</summary>
public static class CodeFixHarness
{
    private const string Usings = "using MlpGen;\nusing static MlpGen.Activation;\nusing static MlpGen.LossFunction;\n\n";

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(LayerAttribute).Assembly.Location),
    ];

    /// <summary>Applies a fix to the first mistake for which it is offered, or to all of them.</summary>
    /// <param name="provider">The code fix.</param>
    /// <param name="title">The words in the menu.</param>
    /// <param name="source">The file: with the usings of MlpGen before it, unless it has usings of its own.</param>
    /// <param name="scope">Whether to fix all mistakes, and where.</param>
    /// <returns>The file after it.</returns>
    /// <param name="weights">Files of the project that are no source: path and text of each.</param>
    public static async Task<string> FixAsync(
        TextFixProvider provider, string title, string source, FixAllScope? scope = null, params (string Path, string Text)[] weights)
    {
        string[] files = await FixAsync(provider, title, [source], scope, weights);
        return files[0];
    }

    /// <inheritdoc cref="FixAsync(TextFixProvider, string, string, FixAllScope?)"/>
    /// <param name="sources">Several files of one project, the first mistake being in the first.</param>
    public static async Task<string[]> FixAsync(TextFixProvider provider, string title, string[] sources, FixAllScope? scope, params (string Path, string Text)[] weights)
    {
        using var workspace = new AdhocWorkspace();
        Project project = Open(workspace, sources, weights);
        ImmutableArray<Diagnostic> diagnostics = await DiagnoseAsync(project, provider);
        (Document document, CodeAction action) = await ChooseAsync(provider, title, project, diagnostics);
        if (scope is { } all)
        {
            var context = new FixAllContext(
                document, provider, all, action.EquivalenceKey, provider.FixableDiagnosticIds, new Diagnostics(diagnostics), CancellationToken.None);
            action = (await provider.GetFixAllProvider().GetFixAsync(context))!;
        }

        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Project changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        int left = (await DiagnoseAsync(changed, provider)).Length;
        Assert.True(scope is null ? left < diagnostics.Length : left == 0, $"{left} of {diagnostics.Length} mistakes are left");

        string[] texts = await Task.WhenAll(changed.Documents.Select(async file => (await file.GetTextAsync()).ToString()));
        return [.. texts.Select(text => text.StartsWith(Usings, StringComparison.Ordinal) ? text[Usings.Length..] : text)];
    }

    /// <summary>The words of all fixes that are offered for the first mistake.</summary>
    public static async Task<string[]> TitlesAsync(TextFixProvider provider, string source, params (string Path, string Text)[] weights)
    {
        using var workspace = new AdhocWorkspace();
        Project project = Open(workspace, [source], weights);
        ImmutableArray<Diagnostic> diagnostics = await DiagnoseAsync(project, provider);
        return [.. (await OfferAsync(provider, project.Documents.Single(), diagnostics[0])).Select(action => action.Title)];
    }

    private static Project Open(AdhocWorkspace workspace, string[] sources, (string Path, string Text)[] weights)
    {
        var id = ProjectId.CreateNewId();
        Project project = workspace.AddProject(ProjectInfo.Create(
            id, VersionStamp.Create(), "Consumer", "Consumer", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp12),
            metadataReferences: s_references));
        for (int i = 0; i < sources.Length; i++)
        {
            bool hasUsings = sources[i].StartsWith("using", StringComparison.Ordinal);
            project = project.AddDocument($"File{i + 1}.cs", hasUsings ? sources[i] : Usings + sources[i], filePath: $"File{i + 1}.cs").Project;
        }

        foreach ((string path, string text) in weights)
        {
            project = project.AddAdditionalDocument(Path.GetFileName(path), text, filePath: path).Project;
        }

        return project;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project, TextFixProvider provider)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            additionalTexts: await Task.WhenAll(project.AdditionalDocuments.Select(async file => (AdditionalText)new Text(file.FilePath!, await file.GetTextAsync()))),
            parseOptions: (CSharpParseOptions)project.ParseOptions!);
        return [.. driver.RunGenerators(compilation).GetRunResult().Diagnostics
            .Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))
            .OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)];
    }

    /// <summary>The first mistake whose menu has these words.</summary>
    private static async Task<(Document Document, CodeAction Action)> ChooseAsync(
        TextFixProvider provider, string title, Project project, ImmutableArray<Diagnostic> diagnostics)
    {
        var offered = new List<string>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (CodeAction action in await OfferAsync(provider, document, diagnostic))
            {
                if (action.Title == title)
                {
                    return (document, action);
                }

                offered.Add(action.Title);
            }
        }

        throw new InvalidOperationException($"Nobody offers to '{title}', but to: {string.Join("; ", offered)}");
    }

    private static async Task<List<CodeAction>> OfferAsync(TextFixProvider provider, Document document, Diagnostic diagnostic)
    {
        var offered = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), CancellationToken.None));
        return offered;
    }

    /// <summary>A file of the project as a generator gets it.</summary>
    private sealed class Text(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    /// <summary>Hands out diagnostics that were found before.</summary>
    private sealed class Diagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.AsEnumerable());
    }
}
