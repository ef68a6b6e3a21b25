using System.Text.RegularExpressions;

namespace MlpGen.Package.Tests;

/// <summary>MLP201: whom the package advises to name an instruction set, and how. A target of the native compiler's name stands for it;
/// <see cref="NativeTests"/> have the real one.</summary>
[Collection(nameof(PackedPackage))]
public partial class NativeAdviceTests(PackedPackage package)
{
    [Theory]
    [InlineData("net8.0", "x86-x64-v3")]
    [InlineData("net9.0", "x86-x64-v3")]
    [InlineData("net10.0", "x86-64-v3")]
    public void A_native_program_is_advised_in_the_spelling_of_its_framework(string framework, string instructionSet)
    {
        string[] runtimes = ["linux-x64", "win-x64", "osx-x64"];
        string[] said = Said(Compile($"advice-{framework}", framework, [.. runtimes.Select(runtime => $"RuntimeIdentifier={runtime}")]));

        Assert.Equal(runtimes.Length, said.Length);
        Assert.All(said, sentence =>
        {
            Assert.Contains($"<IlcInstructionSet>{instructionSet}</IlcInstructionSet>", sentence, StringComparison.Ordinal);
            Assert.EndsWith("/docs/diagnostics/MLP201.md", sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Nobody_else_is_advised()
    {
        Assert.Empty(Said(Compile(
            "unadvised",
            "net10.0",
            "RuntimeIdentifier=linux-arm64",
            "RuntimeIdentifier=linux-x64;IlcInstructionSet=native",
            "RuntimeIdentifier=linux-x64;MlpGenNativeAdvice=false",
            "RuntimeIdentifier=linux-x64;OwnArgument=--instruction-set:avx2")));
        Assert.DoesNotContain("MLP201", package.Strangers.Output, StringComparison.Ordinal);
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
            {NativeCompiler("RuntimeIdentifier=linux-x64")}
            </Project>
            """);

        Assert.Single(Said(app.DotNet("msbuild", "-restore", "-target:CompileAll")));
    }

    /// <summary>The sentences of all messages of this id; never a warning.</summary>
    internal static string[] Said(ProgramResult build)
    {
        string output = build.Successful();
        Assert.DoesNotMatch("(warning|error) ", output);
        return [.. Sentence().Matches(output).Select(match => match.Groups[1].Value)];
    }

    /// <summary>Builds a project as far as the native compiler, once with each of some settings.</summary>
    private ProgramResult Compile(string name, string framework, params string[] settings)
    {
        StrangersProject project = package.Create(name).Target(framework, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", """
            <IlcArg Condition="'$(OwnArgument)' != ''" Include="$(OwnArgument)" />
            """);
        string file = Path.Combine(project.Folder, $"{name}.csproj");
        project.Write($"{name}.csproj", File.ReadAllText(file).Replace("</Project>", NativeCompiler(settings) + "</Project>", StringComparison.Ordinal));
        return project.DotNet("msbuild", "-restore", "-target:CompileAll");
    }

    /// <summary>A target of the compiler's name, and one that calls it with each of some settings.</summary>
    private static string NativeCompiler(params string[] settings) => $"""
          <Target Name="IlcCompile" />
          <Target Name="CompileAll">
        {string.Join("\n", settings.Select(setting =>
            $"    <MSBuild Projects=\"$(MSBuildProjectFullPath)\" Targets=\"IlcCompile\" Properties=\"{setting}\" />"))}
          </Target>

        """;

    [GeneratedRegex(@"message MLP201: (.*?)\s*(?:\[[^\[\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
