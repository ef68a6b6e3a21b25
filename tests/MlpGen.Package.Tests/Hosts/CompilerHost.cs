// Drives a generator in the compiler that this program references: no more than a compiler does, and no reference to the generator.
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

const string Legal = """
    using MlpGen; using static MlpGen.Activation;
    [Layer(2, 3, Relu)] [Layer(3, 2)] [Loss(LossFunction.HalfSquaredError)] public partial class TinyNet;
    [Layer(64, 100, Gelu)] [Layer(100, 4, Softmax)] [Loss(LossFunction.CrossEntropy)] [Network(Precision = Precision.Double)] public partial class Wide;
    """;
const string Wrong = "using MlpGen; [Layer(2, 3, Activation.Relu)] [Layer(4, 2)] public partial class Net;";

Assembly assembly = Assembly.LoadFrom(args[0]);
Type type = assembly.GetTypes().Single(type => type.IsDefined(typeof(GeneratorAttribute)));

(GeneratorDriverRunResult run, Compilation output) = Run(Legal);
Diagnostic[] said = [.. run.Diagnostics, .. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
if (said.Length > 0 || run.Results.Any(result => result.Exception is not null))
{
    Console.Error.WriteLine(string.Join("\n", said.Select(diagnostic => diagnostic.ToString()).Concat(run.Results.Select(result => $"{result.Exception}"))));
    return 1;
}

string version = typeof(CSharpCompilation).Assembly.GetName().Version!.ToString(3);
Console.WriteLine($"compiler {version}: {run.GeneratedTrees.Length} files, {Run(Wrong).Result.Diagnostics.Single().Id} in another");
return 0;

(GeneratorDriverRunResult Result, Compilation Output) Run(string source)
{
    var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
    var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal));
    var compilation = CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText("#pragma warning disable CS1591\n" + source, options)],
        framework.Append(args[1]).Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));
    var generator = ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    GeneratorDriver driver = CSharpGeneratorDriver.Create([generator], parseOptions: options);
    driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
    return (driver.GetRunResult(), output);
}
