namespace MlpGen.Package.Tests;

/// <summary>The packed generator inside compilers older and newer than the one of this SDK. They cannot be had as toolsets, so a
/// program that references each compiler as a library drives the generator.</summary>
[Collection(nameof(PackedPackage))]
public class CompilerVersionTests(PackedPackage package)
{
    private static readonly string[] s_versions = ["4.8.0", "4.14.0", "5.12.0"];

    /// <summary>A program for each compiler.</summary>
    internal static IEnumerable<StrangersProject> Projects(PackedPackage package) =>
        s_versions.Select(version => package.Create($"roslyn-{version}")
            .Write($"roslyn-{version}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <UseAppHost>false</UseAppHost>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="{version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Hosts", "CompilerHost.cs"))));

    public static TheoryData<string> Versions => new(s_versions);

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_generator_works_in_the_compiler(string version) => Assert.Equal(
        $"compiler {version}: 5 files, MLP004 in another",
        package.Strangers.Run(
            $"roslyn-{version}", package.PathOf("analyzers/dotnet/cs/MlpGen.Generator.dll"), package.PathOf("lib/net8.0/MlpGen.Runtime.dll")));
}
