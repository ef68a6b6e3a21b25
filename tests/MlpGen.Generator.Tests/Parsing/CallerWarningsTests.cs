using Microsoft.CodeAnalysis;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>What a base constructor says to its callers, the generated constructors say to theirs: never does it stand in generated code, where
/// nobody could suppress it.</summary>
public class CallerWarningsTests
{
    private const string Usings = Markup.Usings + "using System.Diagnostics.CodeAnalysis;\n";

    public static TheoryData<string, string> Bases => new()
    {
        { "class Base { [Obsolete] public Base() { } }", "System.ObsoleteAttribute()" },
        { "class Base { [Obsolete(\"say \\\"new\\\"\")] protected internal Base(int x = 1) { } }", "System.ObsoleteAttribute(\"say \\\"new\\\"\")" },
        {
            "class Base { [Obsolete(\"old\", DiagnosticId = \"OLD1\", UrlFormat = \"https://example.com/{0}\")] public Base() { } }",
            "System.ObsoleteAttribute(\"old\", DiagnosticId = \"OLD1\", UrlFormat = \"https://example.com/{0}\")"
        },
        { "class Base { [Obsolete(null, false)] public Base() { } }", "System.ObsoleteAttribute(null, false)" },
        { "class Base { [Experimental(\"NEW1\")] public Base() { } }", "System.Diagnostics.CodeAnalysis.ExperimentalAttribute(\"NEW1\")" },
        { "class Base { [RequiresUnreferencedCode(\"reads\")] public Base() { } }", "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute(\"reads\")" },
        { "[RequiresDynamicCode(\"emits\", Url = \"u\")] class Base;", "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute(\"emits\", Url = \"u\")" },
        { "[RequiresUnreferencedCode(\"all\")] class Base { [RequiresUnreferencedCode(\"one\")] public Base() { } }", "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute(\"one\")" },
        { "class Base { [RequiresAssemblyFiles] public Base() { } }", "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute()" },
        {
            "class First { [Obsolete(\"first\")] public First() { } } [Layer(2, 2)] partial class Base : First;", // through another network
            "System.ObsoleteAttribute(\"first\")"
        },
        { "class First { [Obsolete] public First() { } } class Base : First { public Base() : base() { } }", "" }, // told to Base
        { "class Base { public Base() { } [Obsolete] public Base(int x = 0) { } }", "" }, // base() calls the other one
        { "[Obsolete] class Base;", "" }, // told where the class is named
        { "class Base { public required int Size { get; set; } }", "" }, // asked of whoever constructs it
        { "class Base { [CLSCompliant(false)] public Base() { } }", "" },
    };

    [Theory]
    [MemberData(nameof(Bases))]
    public void Both_constructors_bear_the_attributes_and_compile_in_silence(string bases, string attribute)
    {
        foreach (int inputs in (int[])[2, 0]) // a whole network, and the signatures of a broken one
        {
            GeneratorRun run = GeneratorHarness.Run($"{Usings}{bases} [Layer({inputs}, 1)] partial class Net : Base;");

            string text = string.Concat(run.Sources.Concat(run.Outlines).Where(file => file.Key.StartsWith("Net.", StringComparison.Ordinal)).Select(file => file.Value));
            Assert.Equal(attribute.Length > 0 ? 2 : 0, text.Split($"[global::{attribute}]").Length - 1);
            Assert.Equal(attribute.Length > 0 ? 2 : 0, text.Split("[global::").Length - 1);
            Assert.Empty(run.InGeneratedCode);
        }
    }

    [Fact]
    public void Whoever_constructs_the_network_is_told_and_may_suppress_it()
    {
        const string Declared = Usings + """
            class Old { [Obsolete("old")] public Old() { } }
            class New { [Experimental("NEW1")] public New() { } }
            [Layer(2, 1)] partial class OnOld : Old;
            [Layer(2, 1)] partial class OnNew : New;
            """;
        const string Used = "class User { object[] Make(float[] p) => [new OnOld(), new OnOld(p), new OnNew(seed: 1)]; }";

        GeneratorRun told = GeneratorHarness.Run(Declared + Used);
        Assert.Empty(told.InGeneratedCode);
        Assert.Equal(["CS0618", "CS0618", "NEW1"], told.CompilerDiagnostics.Select(said => said.Id).Order());
        Assert.All(told.CompilerDiagnostics, said => Assert.Equal("File1.cs", said.Location.SourceTree!.FilePath));

        GeneratorHarness.Run($"{Declared}\n#pragma warning disable CS0618, NEW1\n{Used}").AssertCompilesSilently();
    }

    [Fact]
    public void A_whole_assembly_may_be_experimental()
    {
        MetadataReference library = MetadataReference.CreateFromImage(
            GeneratorHarness.Run("[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"NEW2\")] public class Base { public Base() { } }").Emit());
        GeneratorRun run = GeneratorHarness.Run(
            $"{Usings}\n#pragma warning disable NEW2\n[Layer(2, 1)] partial class Net : Base;", new HarnessOptions { References = [library] });

        Assert.Empty(run.Errors);
        Assert.Empty(run.CompilerDiagnostics);
    }
}
