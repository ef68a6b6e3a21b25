using MlpGen.Playground.Compiler;
using MlpGen.Playground.Examples;
using MlpGen.Playground.Networks;

namespace MlpGen.Playground.Tests;

public class CompilerSessionTests
{
    public static TheoryData<string> Examples => [.. ExampleList.All.Select(static example => example.Id)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_compiles_without_a_warning_and_computes(string id)
    {
        Example example = ExampleList.Of(id);
        var session = new CompilerSession();

        Reading reading = session.Read(example.Source);
        reading.Problems.Where(static problem => problem.Severity > ProblemSeverity.Information).ShouldBeEmpty();
        NetworkHandle network = NetworkHandle.Of(session.Emit(reading)).ShouldHaveSingleItem();

        reading.Files[0].Text.ShouldContain("written by MlpGen");
        network.Forward(new double[network.InputSize]).ShouldAllBe(static y => double.IsFinite(y));
        if (example.Parameters.Length > 0)
        {
            example.Parameters.Length.ShouldBe(network.ParameterCount);
            (example.Input.Length, example.Target.Length).ShouldBe((network.InputSize, network.OutputSize));
        }
    }

    [Fact]
    public void The_worked_example_has_the_numbers_of_the_textbook()
    {
        Walkthrough walkthrough = Compiled.Example("tiny").Walk([0.1, 0.2], [0, 1])!;

        walkthrough["z1"].Values.ToArray().ShouldBe([-0.5, 0.3, 0.2], 1e-6);
        walkthrough["a1"].Values.ToArray().ShouldBe([0, 0.3, 0.2], 1e-6);
        walkthrough["y"].Values.ToArray().ShouldBe([0.5, 0.8], 1e-6);
    }

    [Fact]
    public void An_error_has_its_place_its_page_and_its_fixes_which_mend_it()
    {
        const string Source = "using MlpGen;\n\n[Layer(2, 3)]\n[Layer(4, 1)]\npublic partial class Net;\n";
        var session = new CompilerSession();

        Problem problem = session.Read(Source).Problems.Single(static p => p.Severity == ProblemSeverity.Error);

        problem.Id.ShouldBe("MLP004");
        Source.Substring(problem.Start, problem.Length).ShouldBe("4");
        (problem.Line, problem.Column).ShouldBe((4, 8));
        problem.HelpPage.ShouldContain("# MLP004");
        problem.Fixes.Length.ShouldBe(2);
        foreach (Fix fix in problem.Fixes)
        {
            session.Read(fix.Source).IsWhole.ShouldBeTrue(fix.Source);
        }
    }

    [Fact]
    public void What_is_not_CSharp_is_reported_once_and_at_its_place()
    {
        Reading reading = new CompilerSession().Read("using MlpGen;\n[Layer(2, ]\npublic partial class Net;");

        reading.IsWhole.ShouldBeFalse();
        reading.Problems.ShouldAllBe(static problem => problem.Line == 2 || problem.Line == 3);
    }

    [Fact]
    public void After_an_error_the_same_session_goes_on()
    {
        var session = new CompilerSession();
        string source = ExampleList.All[0].Source;

        session.Read(source.Replace("3, 2", "3, ", StringComparison.Ordinal)).IsWhole.ShouldBeFalse();
        Reading again = session.Read(source);

        again.IsWhole.ShouldBeTrue();
        NetworkHandle.Of(session.Emit(again)).Count.ShouldBe(1);
        NetworkHandle.Of(session.Emit(session.Read(source + "\n"))).Count.ShouldBe(1, "a second assembly loads beside the first");
    }

    [Fact]
    public void Controls_change_the_hidden_layers_and_nothing_else()
    {
        string source = ExampleList.Of("spirals").Source;

        string relu = DeclarationEditor.SetHiddenActivation(source, Activation.Relu);
        relu.ShouldContain("[Layer(2, 16, Relu)]\n[Layer(16, 16, Relu)]\n[Layer(16, 1, Sigmoid)]");
        string dropped = DeclarationEditor.SetDropout(relu, 0.2);
        dropped.ShouldContain("[Layer(2, 16, Relu, Dropout = 0.2)]\n[Layer(16, 16, Relu, Dropout = 0.2)]\n[Layer(16, 1, Sigmoid)]");
        Compiled.Network(dropped).Layers[0].Dropout.ShouldBe(0.2);
        DeclarationEditor.SetDropout(dropped, 0).ShouldBe(relu);
        DeclarationEditor.SetHiddenActivation("[Layer(1, 2)]\n[Layer(2, 1)] partial class A;", Activation.Tanh)
            .ShouldBe("[Layer(1, 2, Activation.Tanh)]\n[Layer(2, 1)] partial class A;");
        DeclarationEditor.SetHiddenActivation("[Layer(1, 2, LeakyRelu, Alpha = 0.2)]\n[Layer(2, 1)] partial class A;", Activation.Tanh)
            .ShouldBe("[Layer(1, 2, Activation.Tanh)]\n[Layer(2, 1)] partial class A;");
    }
}
