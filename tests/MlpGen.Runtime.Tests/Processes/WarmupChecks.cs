using System.Numerics;
using System.Runtime;
using MlpGen.Optimizers;
using MlpGen.Populations;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Processes;

/// <summary>Warms up networks in a fresh process, then calls their members and counts what the JIT still compiles on this thread.</summary>
internal static class WarmupChecks
{
    /// <summary>Batches are tried from one sample to so many.</summary>
    private const int MostSamples = 150;

    private static readonly List<string> s_compiled = new(1000);
    private static long s_before;

    private static bool s_warmsUp;

    /// <summary>Calls every member of every network without a warm-up, for those who read what the JIT says of it.</summary>
    public static void Call()
    {
        CallAll();
        Population<WarmupNetworks.Lanes, float>();
        Population<WarmupNetworks.LanesInDouble, double>();
        Population<WarmupNetworks.Columns, float>();
        Steps<float>();
        Steps<double>();
    }

    /// <summary>Prints what was compiled after a warm-up, a line each; nothing, if all was ready.</summary>
    public static void Run()
    {
        // What measures is compiled first, by networks that share none of it with the others.
        Classifier<WarmupNetworks.First, float>();
        Classifier<WarmupNetworks.FirstInDouble, double>();
        s_compiled.Clear();

        s_warmsUp = true;
        CallAll();
        foreach (string line in s_compiled)
        {
            Console.WriteLine(line);
        }
    }

    private static void CallAll()
    {
        Differentiable<WarmupNetworks.OneLayerInColumns, float>();
        Trainable<WarmupNetworks.WideOutputsInOrder, double>();
        Trainable<WarmupNetworks.ManyInputsInOrder, float>();
        Trainable<WarmupNetworks.Lanes, float>();
        Trainable<WarmupNetworks.LanesInDouble, double>();
        Trainable<WarmupNetworks.Columns, float>();
        Trainable<WarmupNetworks.ColumnsInDouble, double>();
        Trainable<WarmupNetworks.Controller, float>();
        Classifier<WarmupNetworks.Classifier, float>();
        Classifier<WarmupNetworks.Tiles, float>();
        Trainable<WarmupNetworks.TilesInDouble, double>();
        Trainable<WarmupNetworks.Square, float>();
        Trainable<WarmupNetworks.OneLayer, float>();
        Classifier<WarmupNetworks.Dropping, float>();
        Classifier<WarmupNetworks.LanesInOrder, float>();
        Classifier<WarmupNetworks.ColumnsInOrder, float>();
        Trainable<WarmupNetworks.TilesInOrder, double>();
        Differentiable<WarmupNetworks.WithoutLoss, float>();
        Plain<WarmupNetworks.ForwardOnly, float>();
    }

    private static void Population<TNet, T>()
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int samples in new[] { 1, 3, 70 })
        {
            var population = new Population<TNet, T>(31);
            PopulationVector<T> gradient = population.NewVector();
            T[] inputs = new T[31 * samples * TNet.InputSize], outputs = new T[31 * samples * TNet.OutputSize], losses = new T[31];
            population.Parameters.Load(new T[31 * TNet.ParameterCount]);
            population.Parameters.Set(30, new T[TNet.ParameterCount]);
            gradient.Clear();
            population.Forward(inputs, outputs);
            population.ForwardShared(inputs.AsSpan(0, samples * TNet.InputSize), outputs);
            population.Loss(inputs, outputs, losses);
            population.LossAndGradient(inputs, outputs, losses, gradient);
            population.LossAndGradientShared(
                inputs.AsSpan(0, samples * TNet.InputSize), outputs.AsSpan(0, samples * TNet.OutputSize), losses, gradient);
            population.Step(new Sgd<T>(0.1), gradient);
            population.Step(new Adam<T>(), gradient, learningRates: new double[31]);
            gradient.Get(30, new T[TNet.ParameterCount]);
            gradient.Save(new T[31 * TNet.ParameterCount]);
        }
    }

    /// <summary>Two steps of each optimizer, of whole vectors and of some parameters more.</summary>
    private static void Steps<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (IOptimizer<T> optimizer in (IOptimizer<T>[])[
            new Sgd<T>(0.1), new Sgd<T>(0.1, weightDecay: 0.1), new Sgd<T>(0.1, momentum: 0.9, nesterov: true), new Adam<T>(), new AdamW<T>(), new RmsProp<T>()])
        {
            T[] parameters = new T[67], gradient = new T[67];
            optimizer.Step(parameters, gradient);
            optimizer.Step(parameters, gradient, [new Range(3, 20)]);
        }
    }

    private static void Plain<TNet, T>()
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Warm<TNet, T>();
        Forward<TNet, T>();
    }

    private static void Differentiable<TNet, T>()
        where TNet : IDifferentiableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Plain<TNet, T>();
        Backward<TNet, T>();
    }

    private static void Trainable<TNet, T>()
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Differentiable<TNet, T>();
        Loss<TNet, T>();
    }

    private static void Classifier<TNet, T>()
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Trainable<TNet, T>();
        Labels<TNet, T>();
    }

    private static void Warm<TNet, T>()
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (s_warmsUp)
        {
            NetworkWarmup.Run<TNet, T>();
        }
    }

    private static void Forward<TNet, T>()
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], trace = new T[TNet.TraceSize];
        T[] inputs = new T[MostSamples * TNet.InputSize], outputs = new T[MostSamples * TNet.OutputSize];
        Begin();
        TNet.Initialize(parameters, 1);
        End<TNet>("Initialize", 1);
        Begin();
        TNet.Forward(parameters, inputs.AsSpan(0, TNet.InputSize), outputs.AsSpan(0, TNet.OutputSize));
        End<TNet>("Forward", 1);
        Begin();
        TNet.ForwardTrace(parameters, inputs.AsSpan(0, TNet.InputSize), trace);
        End<TNet>("ForwardTrace", 1);
        for (int n = 1; n <= MostSamples; n++)
        {
            Begin();
            TNet.ForwardBatch(parameters, inputs.AsSpan(0, n * TNet.InputSize), outputs.AsSpan(0, n * TNet.OutputSize));
            End<TNet>("ForwardBatch", n);
        }
    }

    private static void Backward<TNet, T>()
        where TNet : IDifferentiableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount], trace = new T[TNet.TraceSize];
        T[] inputs = new T[MostSamples * TNet.InputSize], inputGradients = new T[inputs.Length], outputs = new T[MostSamples * TNet.OutputSize];
        foreach (bool wanted in (bool[])[false, true])
        {
            Begin();
            TNet.Backward(
                parameters, inputs.AsSpan(0, TNet.InputSize), outputs.AsSpan(0, TNet.OutputSize), gradient,
                inputGradients.AsSpan(0, wanted ? TNet.InputSize : 0));
            End<TNet>("Backward", 1);
            Begin();
            TNet.BackwardTrace(
                parameters, inputs.AsSpan(0, TNet.InputSize), trace, outputs.AsSpan(0, TNet.OutputSize), gradient,
                inputGradients.AsSpan(0, wanted ? TNet.InputSize : 0));
            End<TNet>("BackwardTrace", 1);
            for (int n = 1; n <= MostSamples; n++)
            {
                Begin();
                TNet.BackwardBatch(
                    parameters, inputs.AsSpan(0, n * TNet.InputSize), outputs.AsSpan(0, n * TNet.OutputSize), gradient,
                    inputGradients.AsSpan(0, wanted ? n * TNet.InputSize : 0));
                End<TNet>("BackwardBatch", n);
            }
        }
    }

    private static void Loss<TNet, T>()
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount];
        T[] inputs = new T[MostSamples * TNet.InputSize], inputGradients = new T[inputs.Length], targets = new T[MostSamples * TNet.OutputSize];
        foreach (bool wanted in (bool[])[false, true])
        {
            for (int n = 1; n <= MostSamples; n++)
            {
                Span<T> dx = inputGradients.AsSpan(0, wanted ? n * TNet.InputSize : 0);
                Begin();
                TNet.Loss(parameters, inputs.AsSpan(0, n * TNet.InputSize), targets.AsSpan(0, n * TNet.OutputSize));
                End<TNet>("Loss", n);
                Begin();
                TNet.LossAndGradient(parameters, inputs.AsSpan(0, n * TNet.InputSize), targets.AsSpan(0, n * TNet.OutputSize), gradient, dx);
                End<TNet>("LossAndGradient", n);
                Begin();
                TNet.TrainingLossAndGradient(
                    parameters, inputs.AsSpan(0, n * TNet.InputSize), targets.AsSpan(0, n * TNet.OutputSize), new(1, 2), gradient, dx);
                End<TNet>("TrainingLossAndGradient", n);
            }
        }
    }

    private static void Labels<TNet, T>()
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount];
        T[] inputs = new T[MostSamples * TNet.InputSize], inputGradients = new T[inputs.Length];
        int[] labels = new int[MostSamples];
        foreach (bool wanted in (bool[])[false, true])
        {
            for (int n = 1; n <= MostSamples; n++)
            {
                Span<T> dx = inputGradients.AsSpan(0, wanted ? n * TNet.InputSize : 0);
                Begin();
                TNet.Loss(parameters, inputs.AsSpan(0, n * TNet.InputSize), labels.AsSpan(0, n));
                End<TNet>("Loss by labels", n);
                Begin();
                TNet.LossAndGradient(parameters, inputs.AsSpan(0, n * TNet.InputSize), labels.AsSpan(0, n), gradient, dx);
                End<TNet>("LossAndGradient by labels", n);
                Begin();
                TNet.TrainingLossAndGradient(
                    parameters, inputs.AsSpan(0, n * TNet.InputSize), labels.AsSpan(0, n), new(1, 2), gradient, dx);
                End<TNet>("TrainingLossAndGradient by labels", n);
            }
        }
    }

    private static void Begin() => s_before = JitInfo.GetCompiledMethodCount(currentThread: true);

    private static void End<TNet>(string member, int samples)
    {
        long compiled = JitInfo.GetCompiledMethodCount(currentThread: true) - s_before;
        if (compiled > 0)
        {
            s_compiled.Add($"{typeof(TNet).Name}.{member} of {samples}: {compiled} methods");
        }
    }
}
