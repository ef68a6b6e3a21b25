using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>Each file of each network has a name of its own that every file system takes.</summary>
public class HintNameTests
{
    [Fact]
    public void The_files_of_a_network_are_named_after_it()
    {
        TypeSpec type = Assert.Single(Parse("namespace Demo { [Layer(1, 1)] partial class Net; }"));

        Assert.Equal(["Demo.Net.g.cs", "Demo.Net.Members.g.cs", "Demo.Net.Vectors.g.cs", "Demo.Net.Derivatives.g.cs", "Demo.Net.Weights.g.cs"], FilesOf(type));
    }

    [Theory]
    [InlineData("[Layer(1, 1)] partial class X { [Layer(1, 1)] public partial class Members; [Layer(1, 1)] public partial class Vectors; [Layer(1, 1)] public partial class Weights; }")]
    [InlineData("[Layer(1, 1)] partial class X { [Layer(1, 1)] public partial class members; [Layer(1, 1)] public partial class MEMBERS; }")]
    [InlineData("[Layer(1, 1)] partial class X { [Layer(1, 1)] public partial class Members { [Layer(1, 1)] public partial class Members; } }")]
    [InlineData("[Layer(1, 1)] partial class X; namespace x { [Layer(1, 1)] public partial class Members; }")]
    [InlineData("[Layer(1, 1)] partial class Net; [Layer(1, 1)] partial class net; [Layer(1, 1)] partial class NET;")]
    [InlineData("namespace Demo { [Layer(1, 1)] partial class Net; } namespace demo { [Layer(1, 1)] partial class Net; }")]
    [InlineData("[Layer(1, 1)] partial class Сеть; [Layer(1, 1)] partial class сеть; [Layer(1, 1)] partial class Сети;")]
    public void No_two_files_have_names_that_differ_by_case_alone(string source)
    {
        string[] files = [.. Parse(source).SelectMany(FilesOf)];

        Assert.Equal(files.Length, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.True(files.Length >= 8);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('ж')]
    [InlineData('網')]
    public void Long_names_are_cut_and_stay_apart(char letter)
    {
        string common = new(letter, 300);
        IReadOnlyList<TypeSpec> types = Parse($$"""
            namespace {{common}} { [Layer(1, 1)] partial class A; [Layer(1, 1)] partial class B; [Layer(1, 1)] partial class b; }
            namespace Demo { [Layer(1, 1)] partial class {{common}}1; [Layer(1, 1)] partial class {{common}}2; }
            """);

        string[] files = [.. types.SelectMany(FilesOf)];
        Assert.Equal(25, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, file => Assert.True(System.Text.Encoding.UTF8.GetByteCount(file) <= HintNames.MaxLength, file));
        Assert.All(files, file => Assert.EndsWith(".g.cs", file, StringComparison.Ordinal));
        Assert.Contains(files, file => file.StartsWith("Demo.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(182, "")]
    [InlineData(183, ".090f74426cf19b8be")] // FNV-1a of its name, by another program: it must not change
    public void A_name_is_cut_where_its_longest_file_would_be_too_long(int letters, string hash)
    {
        TypeSpec type = Assert.Single(Parse($"[Layer(1, 1)] partial class A{new string('b', letters)};"));

        Assert.Equal(hash.Length > 0, type.HintName.Contains(hash.Length > 0 ? hash : ".0", StringComparison.Ordinal));
        Assert.Contains(FilesOf(type), file => file.Length == HintNames.MaxLength);
    }

    [Fact]
    public void A_generic_class_and_another_of_its_name_do_not_share_a_file() =>
        Assert.Empty(GeneratorHarness.Run(Markup.Usings + "[Layer(1, 1)] partial class Net; [Layer(1, 1)] partial class Net<T>;")
            .CompilerDiagnostics.Where(diagnostic => diagnostic.Id is "CS8785"));

    private static IReadOnlyList<TypeSpec> Parse(string source)
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + source);
        return [.. run.Specs.Select(spec => spec.Type)];
    }

    private static string[] FilesOf(TypeSpec type) => [type.HintName, type.MembersHintName, type.VectorsHintName, type.DerivativesHintName, type.WeightsHintName];
}
