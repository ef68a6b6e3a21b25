namespace MlpGen.Playground;

internal static class LazyAssemblies
{
    public static readonly string[] Names = ["Microsoft.CodeAnalysis.wasm", "Microsoft.CodeAnalysis.CSharp.wasm", "MlpGen.Generator.wasm", "MlpGen.Playground.Compiler.wasm"];
}
