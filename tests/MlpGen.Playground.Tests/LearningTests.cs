using MlpGen.Playground.Examples;
using MlpGen.Playground.Learning;
using MlpGen.Playground.Networks;
using MlpGen.Playground.State;

namespace MlpGen.Playground.Tests;

public class LearningTests
{
    [Theory]
    [InlineData("xor", 0.01)]
    [InlineData("circles", 0.1)]
    [InlineData("spirals", 0.1)]
    [InlineData("cubic", 0.01)]
    public void An_example_learns_its_data(string data, double loss)
    {
        Lesson lesson = Learn(Compiled.Example(data == "circles" ? "ng" : data), data, new TrainingSettings(), steps: 4000);

        lesson.Loss.ShouldBeLessThan(loss);
        lesson.Curve[0].Loss.ShouldBeGreaterThan(5 * lesson.Loss);
        lesson.Curve.Count.ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public void Each_optimizer_learns()
    {
        foreach (OptimizerKind optimizer in Enum.GetValues<OptimizerKind>())
        {
            double rate = optimizer is OptimizerKind.Sgd ? 0.5 : optimizer is OptimizerKind.Momentum ? 0.1 : 0.02;
            Lesson lesson = Learn(Compiled.Example("xor"), "xor", new TrainingSettings { Optimizer = optimizer, LearningRate = rate }, steps: 1500);
            lesson.Loss.ShouldBeLessThan(0.15, $"{optimizer}");
        }
    }

    [Fact]
    public void Penalties_make_weights_smaller()
    {
        double plain = Size(new TrainingSettings()), l1 = Size(new TrainingSettings { L1 = 0.02 }), l2 = Size(new TrainingSettings { L2 = 0.3 });

        l1.ShouldBeLessThan(0.6 * plain);
        l2.ShouldBeLessThan(0.8 * plain);

        static double Size(TrainingSettings settings)
        {
            NetworkHandle network = Compiled.Example("xor");
            Learn(network, "xor", settings, steps: 1500);
            return Enumerable.Range(0, network.ParameterCount).Sum(i => Math.Abs(network[i]));
        }
    }

    [Fact]
    public void Each_mistake_is_one_and_its_cure_is_none()
    {
        Make("linear").Loss.ShouldBe(Math.Log(2), 0.01);
        Make("zeros").Loss.ShouldBe(Math.Log(2), 0.01);
        Lesson saturated = Make("saturated");
        saturated.Loss.ShouldBeGreaterThan(0.1);
        saturated.Loss.ShouldBe(saturated.Curve[0].Loss, 0.01 * saturated.Loss, "it does not move");
        double tooFast = Make("rate").Loss;
        (tooFast > 0.3 || !double.IsFinite(tooFast)).ShouldBeTrue($"{tooFast}");

        Mistake rate = Mistake.All.Single(static m => m.Id == "rate");
        Learn(Compiled.Network(rate.Source), rate.Data, rate.Settings with { LearningRate = rate.Settings.LearningRate / 10 }, steps: 500)
            .Loss.ShouldBeLessThan(0.05);

        static Lesson Make(string id)
        {
            Mistake mistake = Mistake.All.Single(mistake => mistake.Id == id);
            NetworkHandle network = Compiled.Network(mistake.Source);
            network.Initialize(1);
            return Learn(network, mistake.Data, mistake.Settings, steps: 500);
        }
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_in_words()
    {
        var lesson = new Lesson();
        lesson.MisfitOf(Compiled.Example("flowers")).ShouldBe("xor has 2 inputs and 1 target a sample, but FlowerNet has 4 inputs and 3 outputs.");
        lesson.MisfitOf(Compiled.Example("xor")).ShouldBeNull();
        lesson.MisfitOf(Compiled.Network(ExampleList.Declare("Two", "CrossEntropy", "2, 4, Tanh", "4, 2, Softmax"))).ShouldBeNull("a yes or no is two classes as well");
    }

    [Fact]
    public void Pasted_rows_are_read_or_refused_with_their_line()
    {
        Samples samples = Csv.Read("a,b,t\r\n0, 1, 1\n\n1;0;0\n", 2, 1);
        samples.Inputs.ShouldBe([0, 1, 1, 0]);
        samples.Targets.ShouldBe([1, 0]);
        samples.IsClassification.ShouldBeTrue();
        Csv.Read("1,2,2", 2, 3).Targets.ShouldBe([0, 0, 1]);

        Refused("1,2\n", 2, 1).ShouldBe("Line 1: expected 2 inputs and 1 targets, found 2 cells.");
        Refused("1,2,3\n1,x,3", 2, 1).ShouldBe("Line 2, cell 2: expected a number, found 'x'.");
        Refused("1,2,7", 2, 3).ShouldBe("Line 1: expected a class from 0 to 2, found 7.");
        Refused("a,b,c\n", 2, 1).ShouldContain("found none");

        static string Refused(string text, int inputs, int outputs) => Should.Throw<FormatException>(() => Csv.Read(text, inputs, outputs)).Message;
    }

    private static Lesson Learn(NetworkHandle network, string data, TrainingSettings settings, int steps)
    {
        var lesson = new Lesson();
        lesson.SetData(SampleSets.Of(data));
        lesson.SetSettings(settings);
        for (int i = 0; i < steps; i++)
        {
            lesson.Run(network, TimeSpan.Zero);
        }

        lesson.Steps.ShouldBe(steps);
        return lesson;
    }
}
