using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Single;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>The same as matrix products of MathNet.Numerics, on its managed provider and one thread; one sample is a matrix of one row.
/// </summary>
/// <remarks>Its matrices are stored by columns; what is not a product is a plain loop over that storage.</remarks>
internal sealed class MatrixLibrary : Contender
{
    private readonly Candidate _network;
    private readonly LayerInfo[] _layers;
    private readonly DenseMatrix[] _weights, _weightGradient, _a, _dz;
    private readonly float[][] _bias, _biasGradient;
    private readonly DenseMatrix _inputs;
    private readonly float[] _targets, _outputGradient, _y, _t, _d;
    private readonly int _samples;

    public MatrixLibrary(Candidate network, int samples)
    {
        Control.UseManaged();
        Control.UseSingleThread();
        _network = network;
        _layers = network.Layers;
        _samples = samples;
        float[] parameters = Samples.Parameters(network);
        _weights = [.. _layers.Select(layer => new DenseMatrix(layer.Inputs, layer.Outputs,
            ByColumns(parameters.AsSpan(layer.WeightOffset), layer.Inputs, layer.Outputs)))];
        _bias = [.. _layers.Select(layer => parameters.AsSpan(layer.BiasOffset, layer.Outputs).ToArray())];
        _weightGradient = [.. _layers.Select(layer => new DenseMatrix(layer.Inputs, layer.Outputs))];
        _biasGradient = [.. _bias.Select(b => new float[b.Length])];
        _a = [.. _layers.Select(layer => new DenseMatrix(samples, layer.Outputs))];
        _dz = [.. _layers.Select(layer => new DenseMatrix(samples, layer.Outputs))];
        _inputs = new DenseMatrix(samples, network.InputSize, ByColumns(Samples.Inputs(network, samples), samples, network.InputSize));
        _targets = ByColumns(Samples.Targets(network, samples), samples, network.OutputSize);
        _outputGradient = Samples.OutputGradient(network);
        _y = new float[network.OutputSize];
        _t = new float[network.OutputSize];
        _d = new float[network.OutputSize];
    }

    public override float[] CopyOutputs() => ByColumns(_a[^1].Values, _network.OutputSize, _samples);

    public override float[] CopyParameters() => Flat(_weights, _bias);

    public override float[] CopyGradient() => Flat(_weightGradient, _biasGradient);

    public override void Run(Work work, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Forward();
            switch (work)
            {
                case Work.Backward:
                    _outputGradient.CopyTo(_dz[^1].Values, 0);
                    ActivationGradient(_layers.Length - 1);
                    Backward();
                    break;
                case Work.Train:
                    Loss();
                    Backward();
                    Step();
                    break;
            }
        }
    }

    private void Forward()
    {
        DenseMatrix x = _inputs;
        for (int l = 0; l < _layers.Length; l++)
        {
            x.Multiply(_weights[l], _a[l]);
            for (int j = 0; j < _bias[l].Length; j++)
            {
                foreach (ref float z in Column(_a[l], j))
                {
                    z += _bias[l][j];
                }
            }

            Activate(_layers[l].Activation, _a[l].Values);
            x = _a[l];
        }
    }

    private void Activate(Activation activation, float[] z)
    {
        switch (activation)
        {
            case Activation.Relu:
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = MathF.Max(0, z[i]);
                }

                break;
            case Activation.Tanh:
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = MathF.Tanh(z[i]);
                }

                break;
            case Activation.Sigmoid:
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = 1 / (1 + MathF.Exp(-z[i]));
                }

                break;
            case Activation.Softmax:
                for (int n = 0; n < _samples; n++)
                {
                    Softmax(z, n, _samples);
                }

                break;
        }
    }

    /// <summary>One row: every so manieth element.</summary>
    private static void Softmax(float[] z, int first, int stride)
    {
        float max = float.NegativeInfinity, sum = 0;
        for (int i = first; i < z.Length; i += stride)
        {
            max = MathF.Max(max, z[i]);
        }

        for (int i = first; i < z.Length; i += stride)
        {
            z[i] = MathF.Exp(z[i] - max);
            sum += z[i];
        }

        for (int i = first; i < z.Length; i += stride)
        {
            z[i] /= sum;
        }
    }

    private float Loss()
    {
        float loss = 0;
        for (int n = 0; n < _samples; n++)
        {
            for (int j = 0; j < _y.Length; j++)
            {
                _y[j] = _a[^1].Values[j * _samples + n];
                _t[j] = _targets[j * _samples + n];
            }

            loss += OutputLoss.ValueAndGradient(_network.Loss, _y, _t, _samples, _d);
            for (int j = 0; j < _d.Length; j++)
            {
                _dz[^1].Values[j * _samples + n] = _d[j];
            }
        }

        if (_network.Loss != LossFunction.CrossEntropy)
        {
            ActivationGradient(_layers.Length - 1);
        }

        return loss;
    }

    /// <summary>dz = da ⊙ f′, in place; a softmax's for one sample only.</summary>
    private void ActivationGradient(int l)
    {
        float[] a = _a[l].Values, dz = _dz[l].Values;
        float dot = 0;
        if (_layers[l].Activation == Activation.Softmax)
        {
            for (int i = 0; i < dz.Length; i++)
            {
                dot += dz[i] * a[i];
            }
        }

        for (int i = 0; i < dz.Length; i++)
        {
            dz[i] = _layers[l].Activation switch
            {
                Activation.Relu => a[i] > 0 ? dz[i] : 0,
                Activation.Tanh => dz[i] * (1 - a[i] * a[i]),
                Activation.Sigmoid => dz[i] * a[i] * (1 - a[i]),
                Activation.Softmax => a[i] * (dz[i] - dot),
                _ => dz[i],
            };
        }
    }

    private void Backward()
    {
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            (l > 0 ? _a[l - 1] : _inputs).TransposeThisAndMultiply(_dz[l], _weightGradient[l]);
            for (int j = 0; j < _bias[l].Length; j++)
            {
                float sum = 0;
                foreach (float dz in Column(_dz[l], j))
                {
                    sum += dz;
                }

                _biasGradient[l][j] = sum;
            }

            if (l > 0)
            {
                _dz[l].TransposeAndMultiply(_weights[l], _dz[l - 1]);
                ActivationGradient(l - 1);
            }
        }
    }

    private void Step()
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            Step(_weights[l].Values, _weightGradient[l].Values);
            Step(_bias[l], _biasGradient[l]);
        }
    }

    private void Step(float[] parameters, float[] gradient)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] -= LearningRate * gradient[i];
        }
    }

    private float[] Flat(DenseMatrix[] weights, float[][] bias) =>
        [.. _layers.SelectMany((layer, l) => ByColumns(weights[l].Values, layer.Outputs, layer.Inputs).Concat(bias[l]))];

    private static Span<float> Column(DenseMatrix matrix, int column) => matrix.Values.AsSpan(column * matrix.RowCount, matrix.RowCount);

    private static float[] ByColumns(ReadOnlySpan<float> rows, int count, int columns)
    {
        float[] values = new float[count * columns];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                values[j * count + i] = rows[i * columns + j];
            }
        }

        return values;
    }
}
