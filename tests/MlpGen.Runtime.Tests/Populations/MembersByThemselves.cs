using System.Numerics;
using MlpGen.Populations;

namespace MlpGen.Tests.Populations;

/// <summary>A population beside the network's own static members, called for each member by itself: the same parameters, samples and targets.</summary>
internal sealed class MembersByThemselves<TNet, T>
    where TNet : ITrainableNetwork<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly int s_size = TNet.ParameterCount;

    public MembersByThemselves(int members, int samples, int threads = 1, int samplesInLayout = 1)
    {
        Random random = new(7 * members + samples);
        Samples = samples;
        Population = new(members, threads, samplesInLayout);
        Rows = new T[members * s_size];
        for (int member = 0; member < members; member++)
        {
            TNet.Initialize(Rows.AsSpan(member * s_size, s_size), member);
        }

        for (int i = 0; i < Rows.Length; i++)
        {
            Rows[i] += T.CreateChecked(0.2 * random.NextDouble() - 0.1); // biases, too
        }

        Population.Parameters.Load(Rows);
        Inputs = Draw(members * samples * TNet.InputSize, () => 2 * random.NextDouble() - 1);
        Targets = Draw(members * samples * TNet.OutputSize, random.NextDouble);
        Labels = [.. Enumerable.Range(0, members * samples).Select(_ => random.Next(TNet.OutputSize))];
    }

    public Population<TNet, T> Population { get; }

    public int Members => Population.Members;

    public int Samples { get; }

    public T[] Rows { get; }

    public T[] Inputs { get; }

    public T[] Targets { get; }

    public int[] Labels { get; }

    public ReadOnlySpan<T> SharedInputs => Inputs.AsSpan(0, Samples * TNet.InputSize);

    public ReadOnlySpan<T> SharedTargets => Targets.AsSpan(0, Samples * TNet.OutputSize);

    public Span<T> Row(T[] rows, int member) => rows.AsSpan(member * s_size, s_size);

    /// <summary>Outputs, as the network computes them for each member.</summary>
    public T[] Forward(bool isShared)
    {
        int inputs = Samples * TNet.InputSize, outputs = Samples * TNet.OutputSize;
        var all = new T[Members * outputs];
        for (int member = 0; member < Members; member++)
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                TNet.Forward(
                    Row(Rows, member), Inputs.AsSpan((isShared ? 0 : member * inputs) + (sample * TNet.InputSize), TNet.InputSize),
                    all.AsSpan((member * outputs) + (sample * TNet.OutputSize), TNet.OutputSize));
            }
        }

        return all;
    }

    /// <summary>Losses and gradients, as the network computes them for each member; gradients are added to ones.</summary>
    public (T[] Losses, T[] Gradients) LossAndGradient(bool isShared)
    {
        int inputs = Samples * TNet.InputSize, outputs = Samples * TNet.OutputSize;
        var losses = new T[Members];
        var gradients = Ones();
        for (int member = 0; member < Members; member++)
        {
            losses[member] = TNet.LossAndGradient(
                Row(Rows, member), Inputs.AsSpan(isShared ? 0 : member * inputs, inputs), Targets.AsSpan(isShared ? 0 : member * outputs, outputs),
                Row(gradients, member));
        }

        return (losses, gradients);
    }

    /// <summary>What the population computes of the same.</summary>
    public T[] ForwardTogether(bool isShared)
    {
        var all = new T[Members * Samples * TNet.OutputSize];
        if (isShared)
        {
            Population.ForwardShared(SharedInputs, all);
        }
        else
        {
            Population.Forward(Inputs, all);
        }

        return all;
    }

    /// <inheritdoc cref="ForwardTogether"/>
    public (T[] Losses, T[] Gradients) LossAndGradientTogether(bool isShared)
    {
        var losses = new T[Members];
        PopulationVector<T> gradient = Population.NewVector();
        gradient.Load(Ones());
        if (isShared)
        {
            Population.LossAndGradientShared(SharedInputs, SharedTargets, losses, gradient);
        }
        else
        {
            Population.LossAndGradient(Inputs, Targets, losses, gradient);
        }

        return (losses, Saved(gradient));
    }

    /// <summary>The numbers of all members, a row for each.</summary>
    public static T[] Saved(PopulationVector<T> vector)
    {
        var rows = new T[vector.Members * vector.ParameterCount];
        vector.Save(rows);
        return rows;
    }

    private T[] Ones()
    {
        var ones = new T[Rows.Length];
        Array.Fill(ones, T.One);
        return ones;
    }

    private static T[] Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(next()))];
}
