using System.Text.RegularExpressions;
using MlpGen.Tests;

namespace MlpGen.Package.Tests;

/// <summary>Projects that reference the package and nothing of this repository: they build without a word, and run.</summary>
[Collection(nameof(PackedPackage))]
public class StrangersTests(PackedPackage package)
{
    /// <summary>A classifier and an unrolled network, trained a few steps, printing whether that helped.</summary>
    private const string Program = """
        using MlpGen;
        using static MlpGen.Activation;

        var net = new Demo.Classifier(seed: 1);
        float[] x = [1, 0, 0, 1];
        int[] labels = [0, 1];
        float[] gradient = new float[Demo.Classifier.ParameterCount];
        float before = net.Loss(x, labels);
        for (int step = 0; step < 50; step++)
        {
            Array.Clear(gradient);
            net.LossAndGradient(x, labels, gradient);
            for (int i = 0; i < gradient.Length; i++) { net.Parameters[i] -= 0.5f * gradient[i]; }
        }

        var wide = new Demo.Wide(seed: 2);
        double[] y = new double[Demo.Wide.OutputSize];
        wide.Forward(new double[Demo.Wide.InputSize], y);
        Console.WriteLine(net.Loss(x, labels) < before / 2 && y[0] > 0 ? "it learned" : "it did not learn");

        namespace Demo
        {
            [Layer(2, 3, Tanh)] [Layer(3, 2)] [Loss(LossFunction.CrossEntropy)]
            public partial class Classifier;

            [Layer(64, 100, Gelu)] [Layer(100, 4, Softmax)] [Network(Precision = Precision.Double)]
            public partial class Wide;
        }
        """;

    /// <summary>Those of these tests.</summary>
    internal static IEnumerable<StrangersProject> Projects(PackedPackage package) =>
    [
        package.Create("readme").Target("net10.0").Write("Program.cs", PageProgram(package)),
        package.Create("older")
            .Target("net8.0", "<OutputType>Exe</OutputType><RollForward>Major</RollForward><TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
            .Write("Program.cs", Program),
        package.Create("nets")
            .Target("net8.0", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
            .Write("Nets.cs", """
                namespace Nets;
                [MlpGen.Layer(2, 3, MlpGen.Activation.Relu), MlpGen.Layer(3, 1), MlpGen.Loss(MlpGen.LossFunction.Huber)]
                public partial class Shared { public static int Answer => 42; }
                """),
        package.Create("app").Write("app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../nets/nets.csproj" />
              </ItemGroup>
            </Project>
            """).Write("Program.cs", """
            // A class of its own too: the generator comes with the package, through the library.
            var net = new Nets.Shared(seed: 3);
            System.Console.WriteLine($"{net.Parameters.Length} {new Own(seed: 1).Parameters.Length} {Nets.Shared.Answer}");

            [MlpGen.Layer(1, 2)] partial class Own;
            """),
        package.Create("hostile").Target("net10.0", """
            <OutputType>Exe</OutputType>
            <Nullable>disable</Nullable>
            <ImplicitUsings>disable</ImplicitUsings>
            <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <WarningLevel>9999</WarningLevel>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <IsAotCompatible>true</IsAotCompatible>
            <Features>strict</Features>
            <LangVersion>12</LangVersion>
            <NoWarn>CA1050;CA1303;CA1515;CA1716;CA1812;CA1852;CA1814;CA1819;IDE0160;IDE0130</NoWarn>
            """).Write("Program.cs", """
            [assembly: System.CLSCompliant(true)]
            [assembly: System.Runtime.InteropServices.ComVisible(false)]

            System.Console.WriteLine(new Demo.System.@class(1).Parameters.Length);
            #pragma warning disable IL2026, IL3002, IL3050, CS0618, NEW1 // told here, and nowhere else
            System.Console.WriteLine(
                new Demo.Reading(1).Parameters.Length + new Demo.Emitting(1).Parameters.Length + new Demo.Filing(1).Parameters.Length
                + new Demo.Outdated(1).Parameters.Length + new Demo.Tentative(1).Parameters.Length);
            #pragma warning restore IL2026, IL3002, IL3050, CS0618, NEW1

            namespace Demo
            {
                using global::System;
                using global::System.Diagnostics.CodeAnalysis;
                using MlpGen;

                /// <summary>A base class that reflects.</summary>
                public class Reads { /// <summary>Says so.</summary>
                    [RequiresUnreferencedCode("reads")] public Reads() { } }

                /// <summary>Another.</summary>
                [RequiresDynamicCode("emits")] public class Emits;

                /// <summary>Another.</summary>
                public class Files { /// <summary>Says so.</summary>
                    [RequiresAssemblyFiles("files")] public Files() { } }

                /// <summary>Another.</summary>
                public class Old { /// <summary>Says so.</summary>
                    [Obsolete("old")] public Old() { } }

                /// <summary>Another.</summary>
                public class Novel { /// <summary>Says so.</summary>
                    [Experimental("NEW1")] public Novel() { } }

                // Without documentation: the generated half has it.
                [Layer(1, 1)] public partial class Reading : Reads;
                [Layer(1, 1)] public partial class Emitting : Emits;
                [Layer(1, 1)] public partial class Filing : Files;
                [Layer(1, 1)] public partial class Outdated : Old;
                [Layer(1, 1)] public partial class Tentative : Novel;
            }

            namespace Demo.System
            {
                /// <summary>A name that no generated code may trip over.</summary>
                [MlpGen.Layer(2, 3, MlpGen.Activation.Gelu), MlpGen.Layer(3, 2, MlpGen.Activation.Softmax), MlpGen.Loss(MlpGen.LossFunction.CrossEntropy)]
                public sealed partial class @class;

                /// <summary>The base of others: its constructors are for them.</summary>
                [MlpGen.Layer(20, 30, MlpGen.Activation.Elu), MlpGen.Layer(30, 2), MlpGen.Loss(MlpGen.LossFunction.Huber)]
                public abstract partial class Shared;

                /// <summary>Another.</summary>
                [MlpGen.Layer(40, 30, MlpGen.Activation.Elu), MlpGen.Layer(30, 2), MlpGen.Loss(MlpGen.LossFunction.BinaryCrossEntropy)]
                public sealed partial class Console;
            }
            """),
        Aliased(package, "aliased", inputs: 3),
        Aliased(package, "aliased-wrong", inputs: 4),
        package.Create("wrong").Target("net10.0").Write("Program.cs", """
            using MlpGen;
            using static MlpGen.Activation;

            var net = new TinyNet(seed: 6);
            net.Forward(new float[TinyNet.InputSize], new float[TinyNet.OutputSize]);

            [Layer(2, 3, Relu)]
            [Layer(4, 2, Relu)]
            public partial class TinyNet;

            [Layer(2, 3)]
            [Layer(3, 2, Sigmoid)]
            [Loss(LossFunction.CrossEntropy)]
            public partial class Other;
            """),
        package.Create("severities").Target("net10.0").Write("Program.cs", """
            using MlpGen;
            using System.Diagnostics.CodeAnalysis;

            Console.WriteLine();

            [SuppressMessage("MlpGen", "MLP101:Two linear layers in a row are one", Justification = "to show it")]
            [Layer(2, 3)] [Layer(3, 2)] partial class Suppressed;

            #pragma warning disable MLP101
            [Layer(2, 3)] [Layer(3, 2)] partial class InPragma;
            #pragma warning restore MLP101

            [Layer(2, 3)] [Layer(3, 2)] partial class AnError;

            [Layer(2, 1, Activation.Sigmoid)] [Loss(LossFunction.MeanSquaredError)] partial class AWarning;

            [Layer(2, 3, Activation.Tanh, Initializer = Initializer.Zeros)] [Layer(3, 2, Initializer = Initializer.Zeros)] partial class Silent;
            """).Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.MLP101.severity = error
            dotnet_diagnostic.MLP102.severity = none
            dotnet_diagnostic.MLP103.severity = warning
            """),
    ];

    [Fact]
    public void The_program_of_the_package_page_runs()
    {
        Assert.Matches("^loss 0[.,][0-9]+, output ", package.Strangers.Run("readme"));
        Assert.Empty(package.Strangers.Said("readme"));
    }

    [Fact]
    public void A_program_for_net8_runs_on_a_newer_runtime() => Assert.Equal("it learned", package.Strangers.Run("older"));

    [Fact]
    public void A_library_of_networks_is_used_by_a_program_that_does_not_know_the_package() =>
        Assert.Equal("13 4 42", package.Strangers.Run("app"));

    [Fact]
    public void Hostile_settings_find_nothing_to_say() => Assert.Equal("17\n10", package.Strangers.Run("hostile"));

    [Fact]
    public void The_package_may_be_referenced_under_an_alias_by_a_wrong_declaration_too()
    {
        Assert.Equal("True", package.Strangers.Run("aliased"));
        string said = Assert.Single(package.Strangers.Said("aliased-wrong"));
        Assert.Contains(": error MLP004: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_declaration_says_so_once_at_its_place() => Assert.Collection(
        package.Strangers.Said("wrong"),
        said => Assert.StartsWith("Program.cs(13,7): error MLP007: CrossEntropy takes the probabilities of Softmax", said, StringComparison.Ordinal),
        said => Assert.StartsWith("Program.cs(8,8): error MLP004: Layer 2 takes 4 inputs, but layer 1 gives 3; write", said, StringComparison.Ordinal));

    [Fact]
    public void Severities_and_suppressions_are_those_of_the_project() => Assert.Collection(
        package.Strangers.Said("severities"),
        said => Assert.StartsWith("Program.cs(13,2): error MLP101", said, StringComparison.Ordinal),
        said => Assert.StartsWith("Program.cs(15,41): warning MLP103", said, StringComparison.Ordinal));

    [ThoroughFact("Publishing takes a while")]
    public void A_trimmed_program_runs_and_trimming_warns_of_nothing()
    {
        StrangersProject project = package.Create("trimmed")
            .Target("net10.0", """
                <OutputType>Exe</OutputType>
                <PublishTrimmed>true</PublishTrimmed>
                <SelfContained>true</SelfContained>
                <UseAppHost>true</UseAppHost>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                """)
            .Write("Program.cs", Program);

        Assert.DoesNotContain("warning", project.DotNet("publish", "--output", "out").Successful(), StringComparison.Ordinal);
        Assert.Equal("it learned", Processes.Program(Path.Combine(project.Folder, "out", "trimmed"), project.Folder).Successful().Trim());
    }

    private static string PageProgram(PackedPackage package) =>
        Regex.Match(File.ReadAllText(package.PathOf("README.md")), "```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private static StrangersProject Aliased(PackedPackage package, string name, int inputs) => package.Create(name).Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlpGen" Version="{package.Version}" Aliases="Nets" />
              </ItemGroup>
            </Project>
            """).Write("Program.cs", $$"""
            extern alias Nets;
            using Nets::MlpGen;

            System.Console.WriteLine(new Net(seed: 1).Loss([1, 2], [1]) >= 0);

            [Layer(2, 3, Activation.Relu), Layer({{inputs}}, 1), Loss(LossFunction.Huber)] partial class Net;
            """);
}
