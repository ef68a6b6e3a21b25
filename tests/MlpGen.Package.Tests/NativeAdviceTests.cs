using System.Text.RegularExpressions;

namespace MlpGen.Package.Tests;

/// <summary>MLP201: whom the package advises to name an instruction set, and how. A target of the native compiler's name stands for it;
/// <see cref="NativeTests"/> have the real one.</summary>
[Collection(nameof(PackedPackage))]
public partial class NativeAdviceTests(PackedPackage package)
{
    private const string NativeCompiler = """
          <Target Name="IlcCompile" />
        </Project>
        """;

    [Theory]
    [InlineData("net8.0", "x86-x64-v3")]
    [InlineData("net9.0", "x86-x64-v3")]
    [InlineData("net10.0", "x86-64-v3")]
    public void A_native_program_is_advised_in_the_spelling_of_its_framework(string framework, string instructionSet)
    {
        StrangersProject project = Restored($"advice-{framework}", framework);
        foreach (string runtime in (string[])["linux-x64", "win-x64", "osx-x64"])
        {
            string said = Assert.Single(Said(project.DotNet("msbuild", "-target:IlcCompile", $"-property:RuntimeIdentifier={runtime}")));
            Assert.Contains($"<IlcInstructionSet>{instructionSet}</IlcInstructionSet>", said, StringComparison.Ordinal);
            Assert.EndsWith("/docs/diagnostics/MLP201.md", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nobody_else_is_advised()
    {
        StrangersProject project = Restored("unadvised", "net10.0");
        string[][] others =
        [
            ["-target:IlcCompile", "-property:RuntimeIdentifier=linux-arm64"],
            ["-target:IlcCompile", "-property:RuntimeIdentifier=linux-x64", "-property:IlcInstructionSet=native"],
            ["-target:IlcCompile", "-property:RuntimeIdentifier=linux-x64", "-property:MlpGenNativeAdvice=false"],
            ["-target:IlcCompile", "-property:RuntimeIdentifier=linux-x64", "-property:OwnArgument=--instruction-set:avx2"],
            ["-target:Build"],
        ];
        foreach (string[] arguments in others)
        {
            Assert.Empty(Said(project.DotNet(["msbuild", .. arguments])));
        }
    }

    [Fact]
    public void A_program_that_knows_the_package_through_a_library_is_advised_too()
    {
        package.Create("advised-nets").Target("net8.0", "");
        StrangersProject app = package.Create("advised-app").Write("advised-app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../advised-nets/advised-nets.csproj" />
              </ItemGroup>
            {NativeCompiler}
            """);
        app.DotNet("restore").Successful();

        Assert.Single(Said(app.DotNet("msbuild", "-target:IlcCompile", "-property:RuntimeIdentifier=linux-x64")));
    }

    /// <summary>The sentences of all messages of this id; never a warning.</summary>
    internal static string[] Said(ProgramResult build)
    {
        string output = build.Successful();
        Assert.DoesNotMatch("(warning|error) ", output);
        return [.. Sentence().Matches(output).Select(match => match.Groups[1].Value)];
    }

    private StrangersProject Restored(string name, string framework)
    {
        StrangersProject project = package.Create(name).Target(framework, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", """
            <IlcArg Condition="'$(OwnArgument)' != ''" Include="$(OwnArgument)" />
            """);
        string file = Path.Combine(project.Folder, $"{name}.csproj");
        project.Write($"{name}.csproj", File.ReadAllText(file).Replace("</Project>", NativeCompiler, StringComparison.Ordinal));
        project.DotNet("restore").Successful();
        return project;
    }

    [GeneratedRegex(@"message MLP201: (.*?)\s*(?:\[[^\[\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
