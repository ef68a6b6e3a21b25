using System.Reflection;

namespace MlpGen.Tests.Reference;

/// <summary>
/// The same network once more, written to be read rather than run: one sample at a time, in double, each step a line of the
/// textbook. It is built from the attributes, and knows nothing of the generator or of the library's own mathematics.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly ReferenceLayer[] _layers;
    private readonly LossAttribute? _loss;
    private readonly double[][,] _w;
    private readonly double[]?[] _b;

    /// <param name="layers">The layers in order.</param>
    /// <param name="loss">The loss, if there is one.</param>
    /// <param name="parameters">W1, b1, W2, b2, …, each W row by row.</param>
    public ReferenceNetwork(ReferenceLayer[] layers, LossAttribute? loss, double[] parameters)
    {
        _layers = layers;
        _loss = loss;
        _w = new double[layers.Length][,];
        _b = new double[layers.Length][];

        int next = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            _w[l] = new double[layers[l].Inputs, layers[l].Outputs];
            foreach (var (i, j) in Cells(_w[l]))
            {
                _w[l][i, j] = parameters[next++];
            }

            if (layers[l].Bias)
            {
                _b[l] = parameters[next..(next + layers[l].Outputs)];
                next += layers[l].Outputs;
            }
        }

        if (next != parameters.Length)
        {
            throw new ArgumentException($"{next} parameters expected, {parameters.Length} given.", nameof(parameters));
        }
    }

    /// <summary>The network that a class declares.</summary>
    public static ReferenceNetwork Of(Type network, double[] parameters) =>
        new(ReferenceLayer.Of(network), network.GetCustomAttribute<LossAttribute>(), parameters);

    public int ParameterCount => _w.Sum(w => w.Length) + _b.Sum(b => b?.Length ?? 0);

    /// <summary>z = a·W + b and a = f(z) for each layer.</summary>
    public (double[][] Z, double[][] A) Trace(double[] x)
    {
        double[][] z = new double[_layers.Length][], a = new double[_layers.Length][];
        for (int l = 0; l < _layers.Length; l++)
        {
            double[] input = l == 0 ? x : a[l - 1];
            z[l] = _b[l] is { } b ? [.. b] : new double[_layers[l].Outputs];
            foreach (var (i, j) in Cells(_w[l]))
            {
                z[l][j] += input[i] * _w[l][i, j];
            }

            a[l] = _layers[l].Activation == Activation.Softmax
                ? ReferenceActivation.Softmax(z[l])
                : [.. z[l].Select(zj => ReferenceActivation.Value(_layers[l].Activation, _layers[l].Alpha, zj))];
        }

        return (z, a);
    }

    /// <summary>y of one sample.</summary>
    public double[] Forward(double[] x) => Trace(x).A[^1];

    /// <summary>∂L/∂parameters, flat, and ∂L/∂x of one sample, from ∂L/∂y.</summary>
    public (double[] Gradient, double[] InputGradient) Backward(double[] x, double[] dy)
    {
        var (z, a) = Trace(x);
        return BackwardFrom(x, z, a, ThroughActivation(_layers.Length - 1, z[^1], a[^1], dy));
    }

    /// <summary>The mean loss over the samples, one target each.</summary>
    public double Loss(double[][] xs, double[][] ts) => xs.Zip(ts).Average(s =>
    {
        var (z, a) = Trace(s.First);
        return ReferenceLoss.Value(_loss!.Function, _loss.Delta, z[^1], a[^1], s.Second);
    });

    /// <summary>The gradient of the mean loss, and ∂L/∂x for each sample.</summary>
    public (double[] Gradient, double[][] InputGradients) LossGradient(double[][] xs, double[][] ts)
    {
        double[] gradient = new double[ParameterCount];
        double[][] inputGradients = new double[xs.Length][];
        for (int s = 0; s < xs.Length; s++)
        {
            var (z, a) = Trace(xs[s]);
            double[] dz = ReferenceLoss.IsFused(_loss!.Function)
                ? ReferenceLoss.LogitGradient(_loss.Function, z[^1], ts[s])
                : ThroughActivation(
                    _layers.Length - 1, z[^1], a[^1], ReferenceLoss.OutputGradient(_loss.Function, _loss.Delta, a[^1], ts[s]));

            var (g, dx) = BackwardFrom(xs[s], z, a, dz);
            gradient = [.. gradient.Zip(g, (sum, gk) => sum + (gk / xs.Length))];
            inputGradients[s] = [.. dx.Select(d => d / xs.Length)];
        }

        return (gradient, inputGradients);
    }

    /// <summary>The smallest distance, over units and samples, from a kink of an activation or of the loss.</summary>
    public double KinkDistance(double[][] xs, double[][]? ts = null)
    {
        double distance = double.PositiveInfinity;
        for (int s = 0; s < xs.Length; s++)
        {
            var (z, a) = Trace(xs[s]);
            for (int l = 0; l < z.Length; l++)
            {
                Near(z[l], ReferenceActivation.Kinks(_layers[l].Activation, _layers[l].Alpha));
            }

            if (_loss is not null && ts is not null)
            {
                Near([.. a[^1].Zip(ts[s], (y, t) => y - t)], ReferenceLoss.Kinks(_loss.Function));
            }
        }

        return distance;

        void Near(double[] values, double[] kinks)
        {
            foreach (double kink in kinks)
            {
                distance = Math.Min(distance, values.Min(v => Math.Abs(v - kink)));
            }
        }
    }

    /// <summary>Backpropagation: dW = aᵀ·dz, db = dz, da = dz·Wᵀ, dz = da ⊙ f'(z), from the last layer to the first.</summary>
    private (double[] Gradient, double[] InputGradient) BackwardFrom(double[] x, double[][] z, double[][] a, double[] dz)
    {
        IEnumerable<double> gradient = [];
        for (int l = _layers.Length - 1; ; l--)
        {
            double[] input = l == 0 ? x : a[l - 1];
            double[] dw = [.. Cells(_w[l]).Select(cell => input[cell.I] * dz[cell.J])];
            double[] db = _layers[l].Bias ? dz : [];
            gradient = [.. dw, .. db, .. gradient];

            double[] da = new double[input.Length];
            foreach (var (i, j) in Cells(_w[l]))
            {
                da[i] += dz[j] * _w[l][i, j];
            }

            if (l == 0)
            {
                return ([.. gradient], da);
            }

            dz = ThroughActivation(l - 1, z[l - 1], a[l - 1], da);
        }
    }

    /// <summary>dz from da: ⊙ f'(z), and for Softmax its Jacobian, ∂aⱼ/∂zₖ = aⱼ·(1 if j = k, else 0) − aⱼ·aₖ.</summary>
    private double[] ThroughActivation(int l, double[] z, double[] a, double[] da)
    {
        if (_layers[l].Activation == Activation.Softmax)
        {
            double mean = a.Zip(da, (aj, daj) => aj * daj).Sum();
            return [.. a.Zip(da, (ak, dak) => ak * (dak - mean))];
        }

        return [.. z.Zip(da, (zj, daj) => daj * ReferenceActivation.Derivative(_layers[l].Activation, _layers[l].Alpha, zj))];
    }

    private static IEnumerable<(int I, int J)> Cells(double[,] w) =>
        from i in Enumerable.Range(0, w.GetLength(0))
        from j in Enumerable.Range(0, w.GetLength(1))
        select (i, j);
}
