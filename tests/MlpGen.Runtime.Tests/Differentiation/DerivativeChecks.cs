using System.Numerics;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace MlpGen.Tests.Differentiation;

/// <summary>The derivatives of one network against central differences of what is proved elsewhere: outputs, and the gradient of the loss.</summary>
internal static class DerivativeChecks
{
    private const int Samples = 70; // a tile of 64, and a part of one

    /// <summary>How far a central difference may be off, in double precision.</summary>
    private const double Step = 1e-5, Tolerance = 2e-6, SecondStep = 1e-4, SecondTolerance = 2e-5;

    /// <summary>A network in single precision is compared with differences of its own outputs in long steps; it is close to them only.</summary>
    private const double CoarseStep = 1e-2, CoarseTolerance = 5e-3;

    private static readonly (Type Face, string Check)[] s_checks =
    [
        (typeof(IJacobianNetwork<,>), nameof(Jacobians)),
        (typeof(IJacobianNetwork<,>), nameof(Directions)),
        (typeof(IParameterJacobianNetwork<,>), nameof(ParameterJacobians)),
        (typeof(IHessianNetwork<,>), nameof(Hessians)),
        (typeof(IDirectionalGradientNetwork<,>), nameof(DirectionalGradients)),
    ];

    /// <summary>Checks all derivatives that a network has.</summary>
    public static void All(Type network)
    {
        foreach ((Type face, string check) in s_checks)
        {
            Check(network, face, check);
        }
    }

    /// <summary>Runs one check, by its name, if the network has what it checks.</summary>
    public static void Check(Type network, string check) => Check(network, s_checks.First(known => known.Check == check).Face, check);

    private static void Check(Type network, Type face, string check)
    {
        if (Face(network, face) is not { } own || (check == nameof(DirectionalGradients) && Face(network, typeof(IJacobianNetwork<,>)) is null))
        {
            return; // what a gradient along a direction is held against are derivatives along it
        }

        try
        {
            typeof(DerivativeChecks).GetMethod(check)!.MakeGenericMethod(network, own.GetGenericArguments()[1]).Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
        }
    }

    private static Type? Face(Type network, Type face) =>
        network.GetInterfaces().FirstOrDefault(own => own.IsGenericType && own.GetGenericTypeDefinition() == face);

    public static void Jacobians<TNet, T>()
        where TNet : IJacobianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var point = new Point<TNet, T>(Samples);
        int size = TNet.OutputSize * TNet.InputSize;
        T[] batch = Filled<T>(Samples * size), one = Filled<T>(size), y = new T[TNet.OutputSize], dy = Filled<T>(TNet.OutputSize);
        TNet.JacobianBatch(point.Parameters, point.Inputs, batch);
        for (int s = 0; s < Samples; s++)
        {
            ReadOnlySpan<T> x = point.Input(s), tangent = point.Tangent(s);
            TNet.Jacobian(point.Parameters, x, one);
            Same(one, batch.AsSpan(s * size, size), $"sample {s} alone and in a batch");
            TNet.JacobianVectorProduct(point.Parameters, x, tangent, y, dy);
            for (int k = 0; k < TNet.OutputSize; k++)
            {
                double product = 0;
                for (int i = 0; i < TNet.InputSize; i++)
                {
                    product += Wide(one[k * TNet.InputSize + i]) * Wide(tangent[i]);
                }

                Near(product, dy[k], Rounding<T>(), $"ẏ[{k}] of sample {s} against the Jacobian");
            }
        }

        int last = Samples - 1;
        TNet.Jacobian(point.Parameters, point.Input(last), one);
        for (int i = 0; i < TNet.InputSize; i++)
        {
            double[] difference = Differences<TNet, T>(point, last, i);
            for (int k = 0; k < TNet.OutputSize; k++)
            {
                Near(difference[k], one[k * TNet.InputSize + i], Coarse<T>() ? CoarseTolerance : Tolerance, $"∂y[{k}]/∂x[{i}]");
            }
        }
    }

    public static void Directions<TNet, T>()
        where TNet : IJacobianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var point = new Point<TNet, T>(Samples);
        int n = TNet.OutputSize;
        T[] y = new T[n], first = Filled<T>(n), second = Filled<T>(n), plain = new T[n], tangent = new T[n];
        foreach (int samples in new[] { 1, 7, 8, 9, 64, 65, Samples })
        {
            ReadOnlySpan<T> x = point.Inputs.AsSpan(0, samples * TNet.InputSize), v = point.Tangents.AsSpan(0, samples * TNet.InputSize);
            T[] ys = Filled<T>(samples * n), firsts = Filled<T>(samples * n), seconds = Filled<T>(samples * n), other = Filled<T>(samples * n);
            TNet.DirectionalDerivativesBatch(point.Parameters, x, v, ys, firsts, seconds);
            T[] tangents = Filled<T>(samples * n);
            TNet.JacobianVectorProductBatch(point.Parameters, x, v, other, tangents);
            for (int s = 0; s < samples; s++)
            {
                TNet.DirectionalDerivatives(point.Parameters, point.Input(s), point.Tangent(s), y, first, second);
                TNet.Forward(point.Parameters, point.Input(s), plain);
                TNet.JacobianVectorProduct(point.Parameters, point.Input(s), point.Tangent(s), plain, tangent);
                Same(y, ys.AsSpan(s * n, n), $"y of sample {s} of {samples}");
                Same(y, other.AsSpan(s * n, n), $"y of sample {s} of {samples} with a tangent");
                Same(plain, y, $"y of sample {s}");
                Same(first, firsts.AsSpan(s * n, n), $"first derivatives of sample {s} of {samples}");
                Same(first, tangents.AsSpan(s * n, n), $"ẏ of sample {s} of {samples}");
                Same(first, tangent, $"ẏ of sample {s}");
                Same(second, seconds.AsSpan(s * n, n), $"second derivatives of sample {s} of {samples}");
            }
        }

        if (Coarse<T>())
        {
            return; // second differences of floats say nothing
        }

        int compared = 0;
        for (int s = 0; s < Samples; s++)
        {
            TNet.DirectionalDerivatives(point.Parameters, point.Input(s), point.Tangent(s), y, first, second);
            double[] before = At<TNet, T>(point, s, -SecondStep, out T[] traceBefore), after = At<TNet, T>(point, s, SecondStep, out T[] traceAfter);
            if (traceBefore.Zip(traceAfter).Any(static pair => Piece(pair.First) != Piece(pair.Second)))
            {
                continue; // a kink between the three points
            }

            compared++;
            for (int k = 0; k < n; k++)
            {
                double expected = (before[k] - 2 * Wide(y[k]) + after[k]) / (SecondStep * SecondStep);
                Near(expected, second[k], SecondTolerance, $"ÿ[{k}] of sample {s}");
            }
        }

        Assert.True(compared > Samples / 2);
    }

    /// <summary>Between which of the places where an activation has a kink a number lies.</summary>
    private static int Piece<T>(T z)
        where T : unmanaged, IFloatingPointIeee754<T> => new[] { -3.0, -1, 0, 1, 3 }.Count(kink => Wide(z) > kink);

    public static void ParameterJacobians<TNet, T>()
        where TNet : IParameterJacobianNetwork<TNet, T>, IDifferentiableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int samples = 5;
        var point = new Point<TNet, T>(samples);
        int size = TNet.OutputSize * TNet.ParameterCount;
        T[] batch = Filled<T>(samples * size), one = Filled<T>(size), row = new T[TNet.ParameterCount], unit = new T[TNet.OutputSize];
        TNet.ParameterJacobianBatch(point.Parameters, point.Inputs, batch);
        for (int s = 0; s < samples; s++)
        {
            TNet.ParameterJacobian(point.Parameters, point.Input(s), one);
            Same(one, batch.AsSpan(s * size, size), $"sample {s} alone and in a batch");
            for (int k = 0; k < TNet.OutputSize; k++)
            {
                Array.Clear(unit);
                Array.Clear(row);
                unit[k] = T.One;
                TNet.Backward(point.Parameters, point.Input(s), unit, row);
                Same(row, one.AsSpan(k * TNet.ParameterCount, TNet.ParameterCount), $"row {k} of sample {s} against Backward");
            }
        }
    }

    public static void Hessians<TNet, T>()
        where TNet : IHessianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var point = new Point<TNet, T>(Samples);
        int count = TNet.ParameterCount;
        foreach (int samples in new[] { 1, 2, 7, 8, 9, 64, 65, Samples })
        {
            ReadOnlySpan<T> x = point.Inputs.AsSpan(0, samples * TNet.InputSize), t = point.Targets.AsSpan(0, samples * TNet.OutputSize);
            T[] product = new T[count], again = Filled<T>(count);
            TNet.HessianVectorProduct(point.Parameters, x, t, point.Direction, product);
            TNet.HessianVectorProduct(point.Parameters, x, t, point.Direction, again);
            T[] before = new T[count], after = new T[count];
            double step = Coarse<T>() ? CoarseStep : Step;
            TNet.LossAndGradient(point.Moved(-step), x, t, before);
            TNet.LossAndGradient(point.Moved(step), x, t, after);
            double largest = 1e-3 + Enumerable.Range(0, count).Max(p => Math.Abs(Wide(after[p]) - Wide(before[p])) / (2 * step));
            for (int p = 0; p < count; p++)
            {
                double expected = (Wide(after[p]) - Wide(before[p])) / (2 * step);
                double allowed = (Coarse<T>() ? 2e-2 : 1e-5) * largest;
                Assert.True(Math.Abs(expected - Wide(product[p])) <= allowed, $"(∇²L·v)[{p}] of {samples} samples: {product[p]} in place of {expected}.");
                Near(Wide(product[p]) + 7, again[p], Rounding<T>(), $"added [{p}]");
            }
        }
    }

    public static void DirectionalGradients<TNet, T>()
        where TNet : IDirectionalGradientNetwork<TNet, T>, IJacobianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var point = new Point<TNet, T>(Samples);
        int n = TNet.OutputSize, count = TNet.ParameterCount;
        var random = new Random(5);
        T[] byOutput = Drawn(), byFirst = Drawn(), bySecond = Drawn();
        T[] summed = new T[count];
        int compared = 0;
        foreach (int samples in new[] { 1, 2, 7, 8, 9, 64, 65, Samples })
        {
            ReadOnlySpan<T> x = point.Inputs.AsSpan(0, samples * TNet.InputSize), v = point.Tangents.AsSpan(0, samples * TNet.InputSize);
            T[] batch = new T[count];
            Array.Clear(summed);
            TNet.DirectionalGradientBatch(point.Parameters, x, v, byOutput.AsSpan(0, samples * n), byFirst.AsSpan(0, samples * n), bySecond.AsSpan(0, samples * n), batch);
            for (int s = 0; s < samples; s++)
            {
                TNet.DirectionalGradient(
                    point.Parameters, point.Input(s), point.Tangent(s), byOutput.AsSpan(s * n, n), byFirst.AsSpan(s * n, n), bySecond.AsSpan(s * n, n), summed);
            }

            double largest = batch.Max(static p => Math.Abs(Wide(p))) + 1e-3;
            for (int p = 0; p < count; p++)
            {
                Assert.True(Math.Abs(Wide(summed[p]) - Wide(batch[p])) <= Rounding<T>() * 10 * largest, $"[{p}] alone and in a batch of {samples}: {summed[p]} and {batch[p]}.");
            }
        }

        if (Coarse<T>())
        {
            return; // what doubles prove, floats compute by the same text
        }

        for (int s = 0; s < 8; s++)
        {
            T[] gradient = new T[count];
            TNet.DirectionalGradient(
                point.Parameters, point.Input(s), point.Tangent(s), byOutput.AsSpan(s * n, n), byFirst.AsSpan(s * n, n), bySecond.AsSpan(s * n, n), gradient);
            double largest = gradient.Max(static p => Math.Abs(Wide(p))) + 1e-3;
            T[] before = new T[TNet.TraceSize], after = new T[TNet.TraceSize];
            for (int p = 0; p < count; p += 1 + count / 200)
            {
                double low = Along(s, p, -Step, before), high = Along(s, p, Step, after);
                if (before.Zip(after).Any(static pair => Piece(pair.First) != Piece(pair.Second)))
                {
                    continue; // a kink between the two points
                }

                compared++;
                double expected = (high - low) / (2 * Step);
                Assert.True(Math.Abs(expected - Wide(gradient[p])) <= Tolerance * largest, $"∂L/∂θ[{p}] of sample {s}: {gradient[p]} in place of {expected}.");
            }
        }

        Assert.True(compared > 4 * Math.Min(count, 100));

        T[] Drawn() => [.. Enumerable.Range(0, Samples * n).Select(_ => T.CreateChecked(2 * random.NextDouble() - 1))];

        double Along(int sample, int parameter, double step, T[] trace)
        {
            T[] moved = [.. point.Parameters], y = new T[n], first = new T[n], second = new T[n];
            moved[parameter] += T.CreateChecked(step);
            TNet.ForwardTrace(moved, point.Input(sample), trace);
            TNet.DirectionalDerivatives(moved, point.Input(sample), point.Tangent(sample), y, first, second);
            double sum = 0;
            for (int k = 0; k < n; k++)
            {
                int at = sample * n + k;
                sum += Wide(byOutput[at]) * Wide(y[k]) + Wide(byFirst[at]) * Wide(first[k]) + Wide(bySecond[at]) * Wide(second[k]);
            }

            return sum;
        }
    }

    public static void Labels<TNet, T>(Action<T[], T[], int[], T[], T[]> byLabels)
        where TNet : IHessianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var point = new Point<TNet, T>(Samples);
        int[] labels = [.. Enumerable.Range(0, Samples).Select(s => s * 7 % TNet.OutputSize)];
        T[] oneHot = new T[Samples * TNet.OutputSize], expected = new T[TNet.ParameterCount], actual = new T[TNet.ParameterCount];
        for (int s = 0; s < Samples; s++)
        {
            oneHot[s * TNet.OutputSize + labels[s]] = T.One;
        }

        TNet.HessianVectorProduct(point.Parameters, point.Inputs, oneHot, point.Direction, expected);
        byLabels(point.Parameters, point.Inputs, labels, point.Direction, actual);
        Same(expected, actual, "labels and rows");
    }

    private static double[] Differences<TNet, T>(Point<TNet, T> point, int sample, int input)
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double step = Coarse<T>() ? CoarseStep : Step;
        T[] x = point.Input(sample).ToArray(), before = new T[TNet.OutputSize], after = new T[TNet.OutputSize];
        T middle = x[input];
        x[input] = middle - T.CreateChecked(step);
        TNet.Forward(point.Parameters, x, before);
        x[input] = middle + T.CreateChecked(step);
        TNet.Forward(point.Parameters, x, after);
        return [.. before.Zip(after, (low, high) => (Wide(high) - Wide(low)) / (2 * step))];
    }

    private static double[] At<TNet, T>(Point<TNet, T> point, int sample, double step, out T[] trace)
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = point.Input(sample).ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += T.CreateChecked(step) * point.Tangent(sample)[i];
        }

        trace = new T[TNet.TraceSize];
        TNet.ForwardTrace(point.Parameters, x, trace);
        return [.. trace[^TNet.OutputSize..].Select(Wide)];
    }

    private static bool Coarse<T>() => typeof(T) == typeof(float);

    private static double Rounding<T>() => Coarse<T>() ? 1e-4 : 1e-12;

    private static void Near<T>(double expected, T actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Assert.True(Math.Abs(expected - Wide(actual)) <= tolerance * (1 + Math.Abs(expected)), $"{what}: {actual} in place of {expected}.");

    /// <summary>The same but for the order of sums.</summary>
    private static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Near(Wide(expected[i]), actual[i], Rounding<T>(), $"{what}, [{i}]");
        }
    }

    private static T[] Filled<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] filled = new T[length];
        Array.Fill(filled, T.CreateChecked(7));
        return filled;
    }

    private static double Wide<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> => double.CreateChecked(value);

    /// <summary>Where a network is differentiated.</summary>
    private sealed class Point<TNet, T>
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Point(int samples)
        {
            var random = new Random(11);
            Parameters = new T[TNet.ParameterCount];
            TNet.Initialize(Parameters, 3);
            for (int p = 0; p < Parameters.Length; p++)
            {
                Parameters[p] += T.CreateChecked(0.2 * (random.NextDouble() - 0.5)); // biases too
            }

            Inputs = Drawn(samples * TNet.InputSize);
            Tangents = Drawn(samples * TNet.InputSize);
            Targets = [.. Enumerable.Range(0, samples * TNet.OutputSize).Select(_ => T.CreateChecked(random.NextDouble()))];
            Direction = Drawn(TNet.ParameterCount);

            T[] Drawn(int length) => [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked(2 * random.NextDouble() - 1))];
        }

        public T[] Parameters { get; }

        public T[] Inputs { get; }

        public T[] Tangents { get; }

        public T[] Targets { get; }

        public T[] Direction { get; }

        public ReadOnlySpan<T> Input(int sample) => Inputs.AsSpan(sample * TNet.InputSize, TNet.InputSize);

        public ReadOnlySpan<T> Tangent(int sample) => Tangents.AsSpan(sample * TNet.InputSize, TNet.InputSize);

        public T[] Moved(double step) => [.. Parameters.Zip(Direction, (p, v) => p + T.CreateChecked(step) * v)];
    }
}
