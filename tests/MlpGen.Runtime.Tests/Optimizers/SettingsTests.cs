using MlpGen.Optimizers;

namespace MlpGen.Tests.Optimizers;

/// <summary>Every setting of every optimizer, against PyTorch 1.13 in float64: four steps of three parameters.</summary>
public class SettingsTests
{
    private static readonly double[] s_parameters = [0.5, -1.25, 2];
    private static readonly double[][] s_gradients = [[0.3, -0.7, 1e-3], [-0.2, 0.9, 2e-3], [0.1, 0.4, -5e-3], [0.6, -0.1, 0]];

    public static TheoryData<string, Func<IOptimizer<double>>, double[]> Cases => new()
    {
        { "new Sgd<double>(0.1, weightDecay: 0.2)", () => new Sgd<double>(0.1, weightDecay: 0.2), [0.38235632, -1.20271276, 1.8449401207999998] },
        { "new Sgd<double>(0.1, momentum: 0.8, weightDecay: 0.2)", () => new Sgd<double>(0.1, momentum: 0.8, weightDecay: 0.2), [0.30641392, -1.13042956, 1.6825310648] },
        { "new Sgd<double>(0.1, momentum: 0.8, nesterov: true, weightDecay: 0.2)", () => new Sgd<double>(0.1, momentum: 0.8, nesterov: true, weightDecay: 0.2), [0.23270705843199993, -1.114498691776, 1.60059834919808] },
        { "new Adam<double>()", () => new Adam<double>(), [0.4979630821386202, -1.2497461005422985, 1.9985419640808524] },
        { "new Adam<double>(0.05, 0.8, 0.95, 1e-3, 0.1)", () => new Adam<double>(0.05, 0.8, 0.95, 1e-3, 0.1), [0.3794040084766491, -1.2180177789418467, 1.801678984649944] },
        { "new AdamW<double>()", () => new AdamW<double>(), [0.4979431181138024, -1.2496961243654947, 1.998462011795919] },
        { "new AdamW<double>(0.05, 0.8, 0.95, 1e-3, 0.1)", () => new AdamW<double>(0.05, 0.8, 0.95, 1e-3, 0.1), [0.39104111037786476, -1.2197174762095273, 1.9292443832766037] },
        { "new RmsProp<double>()", () => new RmsProp<double>(), [0.34356803581592366, -1.2540529832294762, 1.9018584052263159] },
        { "new RmsProp<double>(0.05, 0.9, 1e-3, weightDecay: 0.1)", () => new RmsProp<double>(0.05, 0.9, 1e-3, weightDecay: 0.1), [0.217885106994009, -1.2115219371931945, 1.5706232505743205] },
        { "new RmsProp<double>(0.05, 0.9, 1e-3, centered: true)", () => new RmsProp<double>(0.05, 0.9, 1e-3, centered: true), [0.23227965607365425, -1.2531583002524347, 1.9931093482185582] },
        { "new RmsProp<double>(0.05, 0.9, 1e-3, momentum: 0.7)", () => new RmsProp<double>(0.05, 0.9, 1e-3, momentum: 0.7), [0.0855461879598475, -1.2091023909246486, 1.9314960578553482] },
        { "new RmsProp<double>(0.05, 0.9, 1e-3, 0.7, true, 0.1)", () => new RmsProp<double>(0.05, 0.9, 1e-3, 0.7, true, 0.1), [-0.004463902205599114, -1.1153552575154726, 1.075083017569742] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Four_steps_lead_where_those_of_PyTorch_lead(string settings, Func<IOptimizer<double>> make, double[] expected)
    {
        _ = settings;
        double[] parameters = [.. s_parameters];
        IOptimizer<double> optimizer = make();
        foreach (double[] gradient in s_gradients)
        {
            optimizer.Step(parameters, gradient);
        }

        Close.Assert(expected, parameters, 1e-14);
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Refused("momentum", () => new Sgd<float>(0.1, momentum: -0.1));
        Refused("weightDecay", () => new Sgd<float>(0.1, weightDecay: double.NaN));
        Refused("learningRate", () => new Adam<float>(double.PositiveInfinity));
        Refused("beta1", () => new Adam<float>(beta1: 1));
        Refused("beta2", () => new AdamW<float>(beta2: -0.5));
        Refused("epsilon", () => new AdamW<float>(epsilon: double.NaN));
        Refused("alpha", () => new RmsProp<float>(alpha: 1.5));
        Refused("momentum", () => new RmsProp<float>(momentum: double.NaN));
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd<float>(0.1, nesterov: true));
    }

    [Fact]
    public void A_centered_RmsProp_stays_finite_where_the_gradient_never_changes()
    {
        float[] parameters = [1, 2, 3];
        var optimizer = new RmsProp<float>(0.001, alpha: 0.5, centered: true, epsilon: 1e-3);
        for (int step = 0; step < 500; step++)
        {
            optimizer.Step(parameters, [0.1f, 0.7f, 123.4f]);
        }

        Assert.All(parameters, p => Assert.True(float.IsFinite(p)));
    }

    private static void Refused(string name, Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(name, make);
}
