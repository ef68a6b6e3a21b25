namespace MlpGen.Package.Tests;

/// <summary>A project of somebody who knows the package and nothing else.</summary>
/// <param name="package">The package, in whose folder the project will lie.</param>
/// <param name="name">The name of its folder and of its assembly.</param>
public sealed class StrangersProject(PackedPackage package, string name)
{
    /// <summary>The name of its folder and of its assembly.</summary>
    public string Name => name;

    /// <summary>Its folder.</summary>
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(package.Root, name)).FullName;

    /// <summary>Writes the project file.</summary>
    /// <param name="framework">The target framework.</param>
    /// <param name="properties">Further properties, as XML.</param>
    /// <param name="items">Further items, as XML; the package is referenced in any case.</param>
    public StrangersProject Target(string framework, string properties = "<OutputType>Exe</OutputType>", string items = "")
    {
        return Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlpGen" Version="{package.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Writes a file.</summary>
    public StrangersProject Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    /// <summary>Runs the SDK in the folder.</summary>
    public ProgramResult DotNet(params string[] arguments) => Processes.Sdk(Folder, package.Cache, arguments);
}
