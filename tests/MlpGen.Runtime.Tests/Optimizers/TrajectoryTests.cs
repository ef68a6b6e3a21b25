using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Tests.Golden;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Optimizers;

/// <summary>Five steps of each optimizer lead where PyTorch's lead.</summary>
public class TrajectoryTests
{
    public static TheoryData<int, string> Trajectories
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (GoldenCase golden in GoldenCase.All)
            {
                foreach (string optimizer in golden.Trajectories.Keys)
                {
                    data.Add(golden.Id, optimizer);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_optimizer_has_trajectories() => Assert.Equal(
        ["adam", "adamw", "momentum", "nesterov", "rmsprop", "rmsprop_mom", "sgd", "sgd_wd"],
        GoldenCase.All.SelectMany(golden => golden.Trajectories.Keys).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Five_steps_in_double_follow_PyTorch(int id, string name)
    {
        GoldenCase golden = GoldenCase.All[id];
        GoldenTrajectory trajectory = golden.Trajectories[name];
        double tolerance = golden.HasSoftplus ? 1e-8 : 1e-9; // PyTorch's own Softplus is 2e-9 off
        IOptimizer<double> optimizer = Optimizer<double>(name, trajectory);
        double[] parameters = [.. golden.Parameters];
        for (int step = 0; step < 5; step++)
        {
            (double loss, double[] gradient) = Gradient(golden, parameters);
            Close.Assert(trajectory.Losses[step], loss, tolerance);
            optimizer.Step(parameters, gradient);
            Close.Assert(trajectory.Parameters[step], parameters, tolerance);
        }
    }

    /// <summary>Adam's first steps make much of the rounding of tiny gradients: so it is fed those of the double network.</summary>
    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Five_steps_in_float_along_the_gradients_of_PyTorch_follow_it(int id, string name)
    {
        GoldenCase golden = GoldenCase.All[id];
        GoldenTrajectory trajectory = golden.Trajectories[name];
        IOptimizer<float> optimizer = Optimizer<float>(name, trajectory);
        float[] parameters = [.. golden.Parameters.Select(p => (float)p)];
        for (int step = 0; step < 5; step++)
        {
            double[] gradient = Gradient(golden, step == 0 ? golden.Parameters : trajectory.Parameters[step - 1]).Gradient;
            optimizer.Step(parameters, Array.ConvertAll(gradient, g => (float)g));
            Close.Assert(trajectory.Parameters[step], Array.ConvertAll(parameters, p => (double)p), 1e-5);
        }
    }

    private static IOptimizer<T> Optimizer<T>(string name, GoldenTrajectory trajectory)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double rate = trajectory.Setting("lr"), decay = trajectory.Setting("weight_decay"), epsilon = trajectory.Setting("eps");
        double momentum = trajectory.Setting("momentum"), alpha = trajectory.Setting("alpha");
        double[] betas = trajectory.Settings.TryGetValue("betas", out var pair) ? [pair[0].GetDouble(), pair[1].GetDouble()] : [0, 0];
        return name switch
        {
            "sgd" or "sgd_wd" or "momentum" => new Sgd<T>(rate, momentum, weightDecay: decay),
            "nesterov" => new Sgd<T>(rate, momentum, nesterov: true, decay),
            "adam" => new Adam<T>(rate, betas[0], betas[1], epsilon, decay),
            "adamw" => new AdamW<T>(rate, betas[0], betas[1], epsilon, decay),
            "rmsprop" or "rmsprop_mom" => new RmsProp<T>(rate, alpha, epsilon, momentum, weightDecay: decay),
            _ => throw new ArgumentException($"No optimizer is called {name}."),
        };
    }

    private static (double Loss, double[] Gradient) Gradient(GoldenCase golden, double[] parameters)
    {
        Type type = typeof(GoldenTests).Assembly.GetType($"MlpGen.Tests.Golden.GoldenDouble+Case{golden.Id}", throwOnError: true)!;
        Gradients gradients = NetworkUnderTest.Of(type).LossAndGradient(parameters, golden.Inputs, golden.Targets(0, golden.Batch));
        return (golden.LossScale * gradients.Loss, [.. gradients.Parameters.Select(g => golden.LossScale * g)]);
    }
}
