using MlpGen.Tests.Reference;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>
/// The textbook's network in double, one sample at a time, which tells of each number how far rounding in the tested precision may
/// take it: a running error analysis. So tolerances follow from precision, widths, depth and the numbers themselves. Near a kink,
/// where rounding may choose the other side, the step between the sides is in it.
/// </summary>
/// <param name="layers">The layers in order.</param>
/// <param name="loss">The loss, if there is one.</param>
/// <param name="parameters">W1, b1, W2, b2, …, each W row by row.</param>
/// <param name="unit">Half the distance from 1 to the next number of the tested precision.</param>
internal sealed class RoundedNetwork(ReferenceLayer[] layers, LossAttribute? loss, double[] parameters, double unit)
{
    /// <summary>How far an elementary function may be off, in units: the library promises less than five.</summary>
    private const double FunctionUnits = 8;

    /// <summary>The same of the reference's own functions, which matters where double is tested: 1 − σ, 1 + erf and the like are
    /// exact to a unit of 1, not of themselves.</summary>
    private const double ReferenceError = 8 * 1.1102230246251565e-16;

    private readonly int[] _offsets = Offsets(layers);

    public ReferenceLayer[] Layers => layers;

    /// <summary>Where W of each layer begins, and the number of parameters at the end.</summary>
    public int[] WeightOffsets => _offsets;

    /// <summary>z = h·W + b, a = f(z) and h = a ⊙ m for each layer; without masks h is a.</summary>
    public RoundedPass Forward(double[] x, double[]?[]? masks = null)
    {
        var pass = new RoundedPass([.. x.Select(xi => new Rounded(xi, 0))], layers.Length, masks);
        for (int l = 0; l < layers.Length; l++)
        {
            pass.Z[l] = Dense(l, pass.InputOf(l));
            pass.A[l] = layers[l].Activation == Activation.Softmax ? Softmax(pass.Z[l]) : Array.ConvertAll(pass.Z[l], z => Activate(l, z));
            pass.H[l] = masks?[l] is { } mask ? [.. pass.A[l].Zip(mask, (a, m) => a.Times(m, unit))] : pass.A[l];
        }

        return pass;
    }

    /// <summary>Adds ∂L/∂parameters of one sample to <paramref name="gradient"/>, and gives ∂L/∂x, from dz of the last layer.</summary>
    public Rounded[] Backward(RoundedPass pass, Rounded[] dz, RoundedSum gradient)
    {
        gradient.Samples++;
        for (int l = layers.Length - 1; ; l--)
        {
            AddParameterGradient(l, pass.InputOf(l), dz, gradient);
            Rounded[] da = ThroughWeights(l, dz);
            if (l == 0)
            {
                return da;
            }

            if (pass.Masks?[l - 1] is { } mask)
            {
                da = [.. da.Zip(mask, (d, m) => d.Times(m, unit))];
            }

            dz = ThroughActivation(l - 1, pass, da);
        }
    }

    /// <summary>dz of the last layer from ∂L/∂y.</summary>
    public Rounded[] FromOutputGradient(RoundedPass pass, double[] dy) =>
        ThroughActivation(layers.Length - 1, pass, [.. dy.Select(d => new Rounded(d, 0))]);

    /// <summary>The loss of one sample, and dz of the last layer.</summary>
    public (Rounded Loss, Rounded[] Dz) LossOf(RoundedPass pass, double[] t)
    {
        Rounded[] z = pass.Z[^1], y = pass.A[^1];
        double[] zs = [.. z.Select(v => v.Value)], ys = [.. y.Select(v => v.Value)];
        double value = ReferenceLoss.Value(loss!.Function, loss.Delta, zs, ys, t);
        return loss.Function switch
        {
            LossFunction.CrossEntropy => CrossEntropy(z, t, value),
            LossFunction.BinaryCrossEntropy => BinaryCrossEntropy(z, t, value),
            _ => OfOutput(pass, ys, t, value),
        };
    }

    private Rounded[] Dense(int l, Rounded[] h)
    {
        int outputs = layers[l].Outputs, w = _offsets[l];
        double[] sum = new double[outputs], size = new double[outputs], variance = new double[outputs];
        if (layers[l].Bias)
        {
            parameters.AsSpan(w + (h.Length * outputs), outputs).CopyTo(sum);
            size = Array.ConvertAll(sum, Math.Abs);
        }

        for (int i = 0; i < h.Length; i++)
        {
            (double hi, double hiVariance) = h[i];
            for (int j = 0; j < outputs; j++)
            {
                double wij = parameters[w++];
                double term = hi * wij;
                sum[j] += term;
                size[j] += Math.Abs(term);
                variance[j] += wij * wij * hiVariance;
            }
        }

        return [.. sum.Select((z, j) => new Rounded(z, variance[j] + Rounded.OfSum(h.Length + 1, size[j], unit)))];
    }

    private Rounded Activate(int l, Rounded z)
    {
        double a = Value(z.Value), spread = Spread(Value, z);
        return new Rounded(
            a, Rounded.Square(spread) + Rounded.Square(FunctionUnits * unit * a) + Rounded.Square(ReferenceError * (1 + Math.Abs(z.Value))));

        double Value(double v) => ReferenceActivation.Value(layers[l].Activation, layers[l].Alpha, v);
    }

    private Rounded[] Softmax(Rounded[] z)
    {
        double[] p = ReferenceActivation.Softmax([.. z.Select(v => v.Value)]);
        double max = z.Max(v => v.Value), ofSum = z.Zip(p, (zk, pk) => pk * pk * zk.Variance).Sum() + Rounded.OfSum(z.Length, 1, unit);
        return [.. z.Zip(p, (zj, pj) => new Rounded(
            pj, pj * pj * (zj.Variance + ofSum + Rounded.Square(FunctionUnits * unit * (1 + max - zj.Value)))))];
    }

    private void AddParameterGradient(int l, Rounded[] h, Rounded[] dz, RoundedSum gradient)
    {
        int k = _offsets[l];
        foreach ((double hi, double hiVariance) in h)
        {
            for (int j = 0; j < dz.Length; j++, k++)
            {
                (double d, double dVariance) = dz[j];
                double term = hi * d;
                gradient.Values[k] += term;
                gradient.Sizes[k] += Math.Abs(term);
                gradient.Variances[k] += (hi * hi * dVariance) + (d * d * hiVariance);
            }
        }

        for (int j = 0; layers[l].Bias && j < dz.Length; j++, k++)
        {
            gradient.Values[k] += dz[j].Value;
            gradient.Sizes[k] += Math.Abs(dz[j].Value);
            gradient.Variances[k] += dz[j].Variance;
        }
    }

    private Rounded[] ThroughWeights(int l, Rounded[] dz)
    {
        var da = new Rounded[layers[l].Inputs];
        int k = _offsets[l];
        for (int i = 0; i < da.Length; i++)
        {
            double sum = 0, size = 0, variance = 0;
            for (int j = 0; j < dz.Length; j++)
            {
                double w = parameters[k++];
                double term = w * dz[j].Value;
                sum += term;
                size += Math.Abs(term);
                variance += w * w * dz[j].Variance;
            }

            da[i] = new Rounded(sum, variance + Rounded.OfSum(dz.Length, size, unit));
        }

        return da;
    }

    private Rounded[] ThroughActivation(int l, RoundedPass pass, Rounded[] da)
    {
        if (layers[l].Activation == Activation.Softmax)
        {
            return ThroughSoftmax(pass.A[l], da);
        }

        return [.. pass.Z[l].Zip(da, (z, d) =>
        {
            double slope = Slope(z.Value);
            double slopeVariance = Rounded.Square(Spread(Slope, z))
                + Rounded.Square(((FunctionUnits * unit) + ReferenceError) * Math.Max(1, Math.Abs(slope)));

            // Identity and the like are exact: 1 is 1.
            if (layers[l].Activation is Activation.Identity)
            {
                slopeVariance = 0;
            }

            return new Rounded(
                slope * d.Value,
                (slope * slope * d.Variance) + (d.Value * d.Value * slopeVariance) + Rounded.Square(unit * slope * d.Value));
        })];

        double Slope(double v) => ReferenceActivation.Derivative(layers[l].Activation, layers[l].Alpha, v);
    }

    /// <summary>dzₖ = aₖ·(daₖ − Σⱼ aⱼ·daⱼ).</summary>
    private Rounded[] ThroughSoftmax(Rounded[] a, Rounded[] da)
    {
        double mean = 0, size = 0, variance = 0;
        for (int j = 0; j < a.Length; j++)
        {
            double term = a[j].Value * da[j].Value;
            mean += term;
            size += Math.Abs(term);
            variance += (Rounded.Square(a[j].Value) * da[j].Variance) + (Rounded.Square(da[j].Value) * a[j].Variance);
        }

        variance += Rounded.OfSum(a.Length + 2, size, unit);
        return [.. a.Zip(da, (ak, dk) =>
        {
            double difference = dk.Value - mean;
            double differenceVariance = dk.Variance + variance + Rounded.Square(unit * difference);
            return new Rounded(
                ak.Value * difference,
                (difference * difference * ak.Variance) + (ak.Value * ak.Value * differenceVariance)
                    + Rounded.Square(unit * ak.Value * difference));
        })];
    }

    private (Rounded Loss, Rounded[] Dz) OfOutput(RoundedPass pass, double[] y, double[] t, double value)
    {
        Rounded[] a = pass.A[^1];
        double[] slopes = Slopes(y);
        double[] above = Slopes([.. a.Select(v => v.Value + v.Allowed)]), below = Slopes([.. a.Select(v => v.Value - v.Allowed)]);
        var dy = new Rounded[y.Length];
        double variance = Rounded.OfSum(y.Length + 4, value, unit);
        for (int j = 0; j < dy.Length; j++)
        {
            double spread = Math.Max(Math.Abs(above[j] - slopes[j]), Math.Abs(below[j] - slopes[j])) / Rounded.Deviations;
            double steepest = Math.Max(Math.Abs(slopes[j]), Math.Max(Math.Abs(above[j]), Math.Abs(below[j])));
            dy[j] = new Rounded(slopes[j], Rounded.Square(spread) + Rounded.Square(4 * unit * slopes[j]));
            variance += (steepest * steepest * a[j].Variance) + Rounded.Square(unit * slopes[j] * (y[j] - t[j]));
        }

        return (new Rounded(value, variance), ThroughActivation(layers.Length - 1, pass, dy));

        double[] Slopes(double[] outputs) => ReferenceLoss.OutputGradient(loss!.Function, loss.Delta, outputs, t);
    }

    private (Rounded Loss, Rounded[] Dz) CrossEntropy(Rounded[] z, double[] t, double value)
    {
        Rounded[] p = Softmax(z);
        double mass = t.Sum(Math.Abs), max = z.Max(v => v.Value), size = 0, variance = 0;
        Rounded[] dz = [.. p.Zip(t, (pj, tj) => new Rounded(
            (pj.Value * t.Sum()) - tj,
            (mass * mass * pj.Variance) + Rounded.OfSum(t.Length + 4, mass * pj.Value, unit) + Rounded.Square(4 * unit * tj)))];
        for (int j = 0; j < z.Length; j++)
        {
            // −tⱼ·(zⱼ − max − log Σ e^(zₖ − max))
            size += Math.Abs(t[j]) * (Math.Abs(z[j].Value) + Math.Abs(max) + 1 + Math.Log(z.Length));
            variance += dz[j].Value * dz[j].Value * z[j].Variance;
        }

        return (new Rounded(value, variance + Rounded.OfSum(z.Length + 8, size, unit)), dz);
    }

    private (Rounded Loss, Rounded[] Dz) BinaryCrossEntropy(Rounded[] z, double[] t, double value)
    {
        int n = z.Length;
        double size = 0, variance = 0;
        Rounded[] dz = [.. z.Zip(t, (zj, tj) =>
        {
            double p = ReferenceActivation.Sigmoid(zj.Value);
            double error = Rounded.Square(Spread(ReferenceActivation.Sigmoid, zj)) + Rounded.Square(FunctionUnits * unit * (p + Math.Abs(tj)));
            return new Rounded((p - tj) / n, error / n / n);
        })];
        for (int j = 0; j < n; j++)
        {
            size += (ReferenceActivation.Softplus(z[j].Value) + Math.Abs(t[j] * z[j].Value)) / n;
            variance += dz[j].Value * dz[j].Value * z[j].Variance;
        }

        return (new Rounded(value, variance + Rounded.OfSum(n + 8, size, unit)), dz);
    }

    /// <summary>The standard deviation of f(v) that v brings: the largest step that v may take, so that kinks are in it.</summary>
    private static double Spread(Func<double, double> f, Rounded v)
    {
        double at = f(v.Value);
        return Math.Max(Math.Abs(f(v.Value + v.Allowed) - at), Math.Abs(f(v.Value - v.Allowed) - at)) / Rounded.Deviations;
    }

    private static int[] Offsets(ReferenceLayer[] layers)
    {
        int[] offsets = new int[layers.Length + 1];
        for (int l = 0; l < layers.Length; l++)
        {
            offsets[l + 1] = offsets[l] + (layers[l].Inputs * layers[l].Outputs) + (layers[l].Bias ? layers[l].Outputs : 0);
        }

        return offsets;
    }
}
