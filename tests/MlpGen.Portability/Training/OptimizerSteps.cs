using System.Numerics;
using MlpGen.Optimizers;
using MlpGen.Training;

namespace MlpGen.Portability.Training;

/// <summary>What a training run is made of, apart from networks: steps of each optimizer, schedules, clipping, normalization.</summary>
internal static class OptimizerSteps
{
    private const int Steps = 20;

    private static readonly int[] s_sizes = [1, 7, 37, 1000];

    public static void Run(Results results)
    {
        Optimizers<float>(results);
        Optimizers<double>(results);
        Schedules(results);
        Data<float>(results);
        Data<double>(results);
    }

    private static void Optimizers<T>(Results results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Take<T>(results, "Sgd", static () => new Sgd<T>(0.01));
        Take<T>(results, "Sgd-momentum-decay", static () => new Sgd<T>(0.01, momentum: 0.9, weightDecay: 0.01));
        Take<T>(results, "Sgd-nesterov", static () => new Sgd<T>(0.01, momentum: 0.9, nesterov: true));
        Take<T>(results, "Adam", static () => new Adam<T>());
        Take<T>(results, "Adam-decay", static () => new Adam<T>(weightDecay: 0.1));
        Take<T>(results, "AdamW", static () => new AdamW<T>());
        Take<T>(results, "RmsProp", static () => new RmsProp<T>());
        Take<T>(results, "RmsProp-centered-momentum", static () => new RmsProp<T>(momentum: 0.9, centered: true, weightDecay: 0.01));
    }

    private static void Take<T>(Results results, string name, Func<IOptimizer<T>> create)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int size in s_sizes)
        {
            IOptimizer<T> optimizer = create();
            var numbers = new Numbers(3);
            T[] parameters = numbers.Draw<T>(size);
            optimizer.Prepare(size);
            for (int step = 0; step < Steps; step++)
            {
                optimizer.Step(parameters, numbers.Draw<T>(size), size > 10 ? [3..5] : []);
            }

            T[] state = new T[optimizer.StateSize];
            optimizer.SaveState(state);
            results.Keep(Named<T>(name), $"Step.parameters-of-{size}", Steps, parameters);
            results.Keep(Named<T>(name), $"Step.state-of-{size}", Steps, state);
            results.Check(Array.TrueForAll(parameters, T.IsFinite), $"{name}: the parameters are not finite");
        }
    }

    private static void Schedules(Results results)
    {
        Follow("Cosine", LearningRateSchedule.Cosine(20, 0.01));
        Follow("Exponential", LearningRateSchedule.Exponential(0.93));
        Follow("Step", LearningRateSchedule.Step(3, 0.3));
        Follow("Cosine-after-warm-up", LearningRateSchedule.Cosine(20).AfterWarmUp(2.5));

        void Follow(string name, LearningRateSchedule schedule)
        {
            double[] factors = [.. Enumerable.Range(0, 100).Select(quarter => schedule.Factor(quarter / 4.0))];
            results.Keep(name, "Factor", factors.Length, factors);
            results.Check(Array.TrueForAll(factors, factor => factor is >= 0 and <= 1), $"{name}: a factor outside [0, 1]");
        }
    }

    private static void Data<T>(Results results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int size in s_sizes)
        {
            T[] gradient = new Numbers(4).Draw<T>(size);
            double length = GradientClipping.ByNorm<T>(gradient, 1);
            results.Keep(Named<T>("GradientClipping"), "ByNorm.norm", size, length);
            results.Keep(Named<T>("GradientClipping"), "ByNorm.gradient", size, gradient);
            GradientClipping.ByValue<T>(gradient, 0.01);
            results.Keep(Named<T>("GradientClipping"), "ByValue", size, gradient);
            results.Check(Array.TrueForAll(gradient, g => T.Abs(g) <= T.CreateChecked(0.01)), "ByValue: a number beyond its limit");
        }

        const int samples = 77;
        T[] rows = new Numbers(5).Draw<T>(samples * 5);
        var normalization = Normalization.OfInputs(new DataSet<T>(rows, new T[samples], samples));
        results.Keep(Named<T>("Normalization"), "Means", samples, normalization.Means);
        results.Keep(Named<T>("Normalization"), "Deviations", samples, normalization.Deviations);
        normalization.Apply(rows);
        results.Keep(Named<T>("Normalization"), "Apply", samples, rows);
        normalization.Undo(rows);
        results.Keep(Named<T>("Normalization"), "Undo", samples, rows);
        results.Close<T>(
            "Normalization", "Undo", samples, Array.ConvertAll(new Numbers(5).Draw<T>(samples * 5), double.CreateChecked), rows);
    }

    private static string Named<T>(string name) => $"{name}/{(typeof(T) == typeof(double) ? "double" : "float")}";
}
