using MlpGen.Tests.Networks;
using MlpGen.Training;
using static MlpGen.Tests.Training.TrainingData;

namespace MlpGen.Tests.Training;

/// <summary>Loss and metrics over sets longer than what is measured at a time.</summary>
public class EvaluationTests
{
    [Fact]
    public void The_loss_is_that_of_all_samples_together()
    {
        DataSet<float> data = Curves(700);
        TinyNet net = NewTiny();
        Assert.Equal(net.Loss(data.Inputs.Span, data.Targets.Span), new Evaluation<TinyNet, float>(data).Loss(net.Parameters), 1e-6);
    }

    [Fact]
    public void Accuracy_is_the_share_of_samples_whose_largest_output_is_that_of_their_class()
    {
        DataSet<float> data = Clouds(700);
        var net = new SoftmaxClassifier(seed: 4);
        float[] y = new float[3];
        int hits = 0;
        for (int i = 0; i < 700; i++)
        {
            net.Forward(data.Inputs.Span.Slice(4 * i, 4), y);
            hits += Array.IndexOf(y, y.Max()) == data.Labels.Span[i] ? 1 : 0;
        }

        var evaluation = new Evaluation<SoftmaxClassifier, float>(data);
        Assert.Equal(Metric.Accuracy, evaluation.Metric);
        Assert.Equal(hits / 700.0, evaluation.Measure(net.Parameters));
        Assert.InRange(hits, 1, 699);
    }

    [Fact]
    public void R_squared_compares_with_the_mean_of_each_target()
    {
        DataSet<float> data = Curves(700);
        TinyNet net = NewTiny();
        float[] y = new float[1400], t = data.Targets.ToArray();
        net.ForwardBatch(data.Inputs.Span, y);
        double[] means = [.. Enumerable.Range(0, 2).Select(j => t.Where((_, i) => i % 2 == j).Average(v => (double)v))];
        double residual = y.Zip(t, (a, b) => Math.Pow((double)a - b, 2)).Sum(), total = t.Select((v, i) => Math.Pow(v - means[i % 2], 2)).Sum();
        Assert.Equal(1 - (residual / total), new Evaluation<TinyNet, float>(data).Measure(net.Parameters), 1e-9);
    }

    [Fact]
    public void A_perfect_fit_has_R_squared_1_and_constant_targets_have_none()
    {
        float[] numbers = [0, 0.25f, 1, 2];
        Assert.Equal(1, new Evaluation<RecordingNetwork, float>(new DataSet<float>(numbers, numbers, 4)).Measure([0]));
        Assert.Equal(double.NaN, new Evaluation<RecordingNetwork, float>(new DataSet<float>(numbers, new float[4], 4)).Measure([0]));
        Assert.Equal(double.NaN, new Evaluation<RecordingNetwork, float>(new DataSet<float>(numbers, numbers, 4), Metric.None).Measure([0]));
    }

    [Fact]
    public void A_single_output_of_an_unknown_loss_says_yes_from_one_half_on()
    {
        float[] outputs = [0.49f, 0.5f, 0.9f, -1], targets = [0, 1, 0, 1];
        Assert.Equal(0.5, new Evaluation<RecordingNetwork, float>(new DataSet<float>(outputs, targets, 4), Metric.Accuracy).Measure([0]));
    }
}
