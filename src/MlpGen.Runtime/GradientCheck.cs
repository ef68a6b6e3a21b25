using System.Globalization;
using System.Numerics;

namespace MlpGen;

/// <summary>Compares the gradient that a network computes with central differences of what it is the gradient of.</summary>
/// <remarks>
/// <para>
/// For each parameter and each input θ, the numeric derivative is (L(θ + h) − L(θ − h)) / 2h. Its error is about h²·|L'''|/6
/// from the curvature and ε·|L|/h from rounding, so h = ε^⅓·max(1, |θ|) balances the two (Nocedal and Wright, <i>Numerical
/// Optimization</i>, section 8.1): 6.1e-6 in double, 4.9e-3 in float.
/// </para>
/// <para>
/// The relative error is |a − n| / max(|a|, |n|, ε^⅓·max(1, |L|)). The floor is there because a derivative smaller than that
/// drowns in the rounding of L: no difference of step h can tell it from zero.
/// </para>
/// <para>
/// At a kink (0 for Relu, y = t for the mean absolute error) there is no derivative to compare with: central differences give
/// the mean of the slopes on both sides, and the error reported is large though nothing is wrong. So it is where a kink lies
/// within h of the point. Check at another point.
/// </para>
/// <para>It evaluates the network twice for each parameter and input, and allocates: a tool for tests, not for training.</para>
/// </remarks>
/// <example>
/// <code>
/// var check = GradientCheck.OfLoss&lt;XorNet, double&gt;(net.Parameters, inputs, targets);
/// Console.WriteLine(check);  // worst relative error 4.2E-011 at W2[0,1]: analytic …, numeric …
/// Debug.Assert(check.Passes(GradientCheck.Tolerance&lt;double&gt;()));
/// </code>
/// </example>
public static class GradientCheck
{
    /// <summary>The relative error below which a gradient is right as far as central differences can tell: 10·ε^⅓, that is
    /// 6.1e-5 in double and 4.9e-2 in float.</summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    public static double Tolerance<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => 10 * CubeRootOfEpsilon<T>();

    /// <summary>Checks <c>LossAndGradient</c>, parameters and inputs, against <c>Loss</c>.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="parameters">Where to check; <c>ParameterCount</c> long. Not written.</param>
    /// <param name="inputs">n ≥ 1 rows of <c>InputSize</c>.</param>
    /// <param name="targets">n rows of <c>OutputSize</c>.</param>
    /// <param name="step">h relative to max(1, |θ|); 0 for the default.</param>
    public static GradientCheckResult OfLoss<TNetwork, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, double step = 0)
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] theta = parameters.ToArray(), x = inputs.ToArray(), t = targets.ToArray();
        T[] gradient = new T[theta.Length], inputGradients = new T[x.Length];
        TNetwork.LossAndGradient(theta, x, t, gradient, inputGradients);
        return Worst<TNetwork, T>(() => ToDouble(TNetwork.Loss(theta, x, t)), theta, gradient, x, inputGradients, step);
    }

    /// <summary>Checks <c>LossAndGradient</c> for class labels, parameters and inputs, against <c>Loss</c>.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="parameters">Where to check; <c>ParameterCount</c> long. Not written.</param>
    /// <param name="inputs">n ≥ 1 rows of <c>InputSize</c>.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="step">h relative to max(1, |θ|); 0 for the default.</param>
    public static GradientCheckResult OfLoss<TNetwork, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, double step = 0)
        where TNetwork : IClassifier<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] theta = parameters.ToArray(), x = inputs.ToArray();
        int[] classes = labels.ToArray();
        T[] gradient = new T[theta.Length], inputGradients = new T[x.Length];
        TNetwork.LossAndGradient(theta, x, classes, gradient, inputGradients);
        return Worst<TNetwork, T>(() => ToDouble(TNetwork.Loss(theta, x, classes)), theta, gradient, x, inputGradients, step);
    }

    /// <summary>Checks <c>Backward</c>, parameters and input, against <c>Forward</c>: the scalar L = Σⱼ gⱼ·yⱼ has ∂L/∂y = g.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="T">Its number type.</typeparam>
    /// <param name="parameters">Where to check; <c>ParameterCount</c> long. Not written.</param>
    /// <param name="input">x; <c>InputSize</c> long.</param>
    /// <param name="outputGradient">g, any numbers; <c>OutputSize</c> long. Unequal ones, or an error may cancel.</param>
    /// <param name="step">h relative to max(1, |θ|); 0 for the default.</param>
    public static GradientCheckResult OfBackward<TNetwork, T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, double step = 0)
        where TNetwork : IDifferentiableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] theta = parameters.ToArray(), x = input.ToArray(), g = outputGradient.ToArray(), y = new T[g.Length];
        T[] gradient = new T[theta.Length], inputGradient = new T[x.Length];
        TNetwork.Backward(theta, x, g, gradient, inputGradient);
        return Worst<TNetwork, T>(Objective, theta, gradient, x, inputGradient, step);

        double Objective()
        {
            TNetwork.Forward(theta, x, y);
            double sum = 0;
            for (int j = 0; j < y.Length; j++)
            {
                sum += ToDouble(g[j]) * ToDouble(y[j]);
            }

            return sum;
        }
    }

    /// <summary>Moves each of the parameters and inputs that <paramref name="loss"/> reads, one at a time, and puts it back.</summary>
    private static GradientCheckResult Worst<TNetwork, T>(
        Func<double> loss, T[] parameters, T[] gradient, T[] inputs, T[] inputGradients, double step)
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double h = step > 0 ? step : CubeRootOfEpsilon<T>();
        double floor = CubeRootOfEpsilon<T>() * Math.Max(1, Math.Abs(loss()));
        var worst = (Error: -1.0, Index: -1, Analytic: 0.0, Numeric: 0.0);

        for (int i = 0; i < parameters.Length + inputs.Length; i++)
        {
            bool isInput = i >= parameters.Length;
            ref T theta = ref isInput ? ref inputs[i - parameters.Length] : ref parameters[i];
            double analytic = ToDouble(isInput ? inputGradients[i - parameters.Length] : gradient[i]);
            double numeric = CentralDifference(loss, ref theta, h);
            double error = RelativeError(analytic, numeric, floor);
            if (error > worst.Error)
            {
                worst = (error, i, analytic, numeric);
            }
        }

        bool worstIsInput = worst.Index >= parameters.Length;
        int index = worstIsInput ? worst.Index - parameters.Length : worst.Index;
        return new GradientCheckResult
        {
            WorstRelativeError = worst.Error,
            Where = worstIsInput ? InputName(index, TNetwork.InputSize, inputs.Length) : ParameterNames.Of(index, TNetwork.Layers),
            Index = index,
            IsInput = worstIsInput,
            Analytic = worst.Analytic,
            Numeric = worst.Numeric,
        };
    }

    private static double CentralDifference<T>(Func<double> loss, ref T theta, double step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T here = theta;
        T h = T.CreateTruncating(step) * T.Max(T.One, T.Abs(here));

        theta = here + h;
        double above = loss(), right = ToDouble(theta);
        theta = here - h;
        double below = loss(), left = ToDouble(theta);
        theta = here;

        return (above - below) / (right - left);  // what was really added and taken off: θ ± h rounds
    }

    private static double RelativeError(double analytic, double numeric, double floor)
    {
        double error = Math.Abs(analytic - numeric) / Math.Max(floor, Math.Max(Math.Abs(analytic), Math.Abs(numeric)));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    private static string InputName(int index, int inputSize, int length) => length == inputSize
        ? string.Create(CultureInfo.InvariantCulture, $"input[{index}]")
        : string.Create(CultureInfo.InvariantCulture, $"inputs[{index / inputSize},{index % inputSize}]");

    private static double CubeRootOfEpsilon<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Math.Cbrt(ToDouble(T.BitIncrement(T.One) - T.One));

    private static double ToDouble<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> => double.CreateTruncating(value);
}
