using System.Collections;
using System.Globalization;
using System.Numerics;
using MlpGen.Numerics;

namespace MlpGen;

/// <summary>The forward and the backward pass of one sample through a network, step by step as on a blackboard.</summary>
/// <remarks>
/// <para>
/// The steps come in the order in which they are taken: x and t; of each layer W, b, z and a; the loss L with dy; then from the
/// last layer to the first dz, dW, db and da of the layer before, which for layer 1 is dx. dv is ∂L/∂v. A layer without a bias has
/// no b and db. The cross entropies are fused with the last layer: in place of dy they give its dz at once, and p comes before L
/// where the outputs are logits.
/// </para>
/// <para>
/// The numbers are those that the members of the network compute: z and a by <c>ForwardTrace</c>, L, dW, db and dx by
/// <c>LossAndGradient</c>. What no member gives (p, dy, dz, da) is computed from them in double. Nothing is dropped. It allocates:
/// a tool for readers and tests, not for training.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var walkthrough = Walkthrough.Of&lt;TinyNet, float&gt;(net.Parameters, x, target);
/// Console.Write(walkthrough);
/// double dz = walkthrough["dz2"][0, 1];
/// </code>
/// </example>
public sealed class Walkthrough : IReadOnlyList<WalkthroughStep>
{
    private readonly List<WalkthroughSection> _sections;
    private readonly WalkthroughStep[] _steps;

    private Walkthrough(WalkedSample sample)
    {
        _sections = Derivation.Of(sample);
        _steps = [.. _sections.SelectMany(section => section.Steps)];
    }

    /// <summary>The number of steps.</summary>
    public int Count => _steps.Length;

    /// <summary>The step at a place, counted from 0.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    public WalkthroughStep this[int index] => _steps[index];

    /// <summary>The step that a symbol names.</summary>
    /// <param name="symbol"><c>x</c>, <c>t</c>, <c>W1</c>, <c>b1</c>, <c>z1</c>, <c>a1</c>, …, <c>p</c>, <c>L</c>, <c>dy</c>, <c>dz1</c>,
    /// <c>dW1</c>, <c>db1</c>, <c>da1</c>, <c>dx</c>; <c>y</c> is a of the last layer.</param>
    /// <exception cref="KeyNotFoundException">There is no such step.</exception>
    public WalkthroughStep this[string symbol]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(symbol);
            return Array.Find(_steps, step => step.Symbol == symbol)
                ?? (symbol == "y" ? Array.FindLast(_steps, step => step.Symbol[0] == 'a') : null)
                ?? throw new KeyNotFoundException($"No step computes {symbol}; there are {string.Join(", ", _steps.Select(step => step.Symbol))}.");
        }
    }

    /// <summary>Walks through one sample.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="target">t; <c>OutputSize</c> long.</param>
    /// <exception cref="ArgumentException">A length is not the one stated.</exception>
    public static Walkthrough Of<TNetwork, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> target)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLengths<TNetwork, T>(parameters, input);
        SpanGuard.CheckLength(target.Length, TNetwork.OutputSize, nameof(target));
        T[] gradient = new T[TNetwork.ParameterCount], inputGradient = new T[TNetwork.InputSize];
        T loss = TNetwork.LossAndGradient(parameters, input, target, gradient, inputGradient);
        return Of<TNetwork, T>(parameters, input, ToDoubles(target), null, loss, gradient, inputGradient);
    }

    /// <summary>Walks through one sample of a class: t is 1 at the label and 0 elsewhere.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="parameters">W1, b1, W2, b2, …; <c>ParameterCount</c> long.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="label">The class of the sample, 0 … <c>OutputSize</c> − 1.</param>
    /// <exception cref="ArgumentException">A length is not the one stated, or the label is no class.</exception>
    public static Walkthrough Of<TNetwork, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, int label)
        where TNetwork : IClassifier<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLengths<TNetwork, T>(parameters, input);
        if ((uint)label >= (uint)TNetwork.OutputSize)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, string.Create(
                CultureInfo.InvariantCulture, $"Expected label to be a class from 0 to {TNetwork.OutputSize - 1}, but it is {label}."));
        }

        T[] gradient = new T[TNetwork.ParameterCount], inputGradient = new T[TNetwork.InputSize];
        T loss = TNetwork.LossAndGradient(parameters, input, [label], gradient, inputGradient);
        double[] target = new double[TNetwork.OutputSize];
        target[label] = 1;
        return Of<TNetwork, T>(parameters, input, target, label, loss, gradient, inputGradient);
    }

    /// <summary>Prints all steps, forward and then backward, layer by layer.</summary>
    /// <remarks>Numbers are rounded for reading, in the invariant culture; of long rows and high matrices the first numbers
    /// are printed, and how many there are.</remarks>
    /// <param name="writer">Where to.</param>
    public void WriteTo(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WalkthroughText.Write(writer, _sections);
    }

    /// <summary>What <see cref="WriteTo"/> writes.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteTo(writer);
        return writer.ToString();
    }

    /// <summary>The steps in order.</summary>
    public IEnumerator<WalkthroughStep> GetEnumerator() => _steps.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Walkthrough Of<TNetwork, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, double[] target, int? label, T loss, T[] gradient, T[] inputGradient)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] trace = new T[TNetwork.TraceSize];
        TNetwork.ForwardTrace(parameters, input, trace);
        return new Walkthrough(new WalkedSample
        {
            Layers = TNetwork.Layers.ToArray(),
            Loss = TNetwork.LossInfo,
            Parameters = ToDoubles(parameters),
            Input = ToDoubles(input),
            Target = target,
            Label = label,
            Trace = ToDoubles<T>(trace),
            LossValue = double.CreateTruncating(loss),
            Gradient = ToDoubles<T>(gradient),
            InputGradient = ToDoubles<T>(inputGradient),
        });
    }

    /// <summary>Checked here too, since the members of the network call x and t by the names of batches.</summary>
    private static void CheckLengths<TNetwork, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input)
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SpanGuard.CheckLength(parameters.Length, TNetwork.ParameterCount, nameof(parameters));
        SpanGuard.CheckLength(input.Length, TNetwork.InputSize, nameof(input));
    }

    private static double[] ToDoubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = double.CreateTruncating(values[i]);
        }

        return doubles;
    }
}
