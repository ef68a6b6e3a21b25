namespace MlpGen.Playground;

/// <summary>What the page fetches behind the first paint: the compiler, and what it stands on. The project file names the same.</summary>
internal static class LazyAssemblies
{
    /// <summary>Their file names.</summary>
    public static readonly string[] Names =
        ["Microsoft.CodeAnalysis.wasm", "Microsoft.CodeAnalysis.CSharp.wasm", "MlpGen.Generator.wasm", "MlpGen.Playground.Compiler.wasm"];
}
