namespace MlpGen.Package.Tests;

/// <summary>The packed generator inside compilers older and newer than the one of this SDK. They cannot be had as toolsets, so a
/// program that references each compiler as a library drives the generator.</summary>
[Collection(nameof(PackedPackage))]
public class CompilerVersionTests(PackedPackage package)
{
    [Theory]
    [InlineData("4.8.0")]
    [InlineData("4.14.0")]
    [InlineData("5.12.0")]
    public void The_generator_works_in_the_compiler(string version)
    {
        StrangersProject host = package.Create($"roslyn-{version}").Write("host.csproj", $"""
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
            """);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Hosts", "CompilerHost.cs"), Path.Combine(host.Folder, "Program.cs"));

        string output = host.DotNet(
            "run", "--", package.PathOf("analyzers/dotnet/cs/MlpGen.Generator.dll"), package.PathOf("lib/net8.0/MlpGen.Runtime.dll")).Successful();

        // Before it, a feed that lacks a version may have warned that it takes the next one.
        Assert.Equal($"compiler {version}: 5 files, MLP004 in another", output.TrimEnd().Split('\n')[^1].TrimEnd());
    }
}
