using System.Numerics;
using MlpGen.Populations;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.GuardPages;

/// <summary>Populations of all small sizes, whose arguments end or begin at a page without access.</summary>
internal static class GuardedPopulations
{
    public static void Run()
    {
        foreach (bool atEnd in new[] { false, true })
        {
            Of<TinyNet, float>(atEnd);
            Of<SoftmaxClassifier, float>(atEnd);
            Of<LogitClassifier, double>(atEnd);
            Of<OneByOne, float>(atEnd);
            Of<TwoQuestions, float>(atEnd);
        }
    }

    private static void Of<TNet, T>(bool atEnd)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using GuardedMemory<T> inputs = new(35 * 3 * TNet.InputSize, atEnd), outputs = new(35 * 3 * TNet.OutputSize, atEnd);
        using GuardedMemory<T> rows = new(35 * TNet.ParameterCount, atEnd), losses = new(35, atEnd), targets = new(35 * 3 * TNet.OutputSize, atEnd);
        for (int members = 1; members <= 35; members++)
        {
            var population = new Population<TNet, T>(members);
            PopulationVector<T> gradient = population.NewVector();
            population.Parameters.Save(rows.Take(members * TNet.ParameterCount));
            population.Parameters.Load(rows.Take(members * TNet.ParameterCount));
            for (int samples = 1; samples <= 3; samples++)
            {
                Span<T> x = inputs.Take(members * samples * TNet.InputSize), y = outputs.Take(members * samples * TNet.OutputSize);
                population.Forward(x, y);
                population.LossAndGradient(x, targets.Take(members * samples * TNet.OutputSize), losses.Take(members), gradient);
                x = inputs.Take(samples * TNet.InputSize);
                population.ForwardShared(x, y);
                population.LossAndGradientShared(x, targets.Take(samples * TNet.OutputSize), losses.Take(members), gradient);
            }
        }
    }
}
