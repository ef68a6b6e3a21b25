using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>What a C# programmer would write: arrays, loops, MathF, a sample at a time.</summary>
/// <remarks>W is inputs × outputs and walked row by row, which is the faster of the two natural orders: a sum per output would wait
/// for each addition.</remarks>
internal sealed class PlainLoops : Contender
{
    private readonly Candidate _network;
    private readonly LayerInfo[] _layers;
    private readonly float[][] _weights, _bias, _weightGradient, _biasGradient;
    private readonly float[][] _a, _dz;
    private readonly float[][] _inputs, _targets, _outputs;
    private readonly float[] _outputGradient;

    public PlainLoops(Candidate network, int samples)
    {
        _network = network;
        _layers = network.Layers;
        float[] parameters = Samples.Parameters(network);
        _weights = [.. _layers.Select(layer => parameters.AsSpan(layer.WeightOffset, layer.Inputs * layer.Outputs).ToArray())];
        _bias = [.. _layers.Select(layer => parameters.AsSpan(layer.BiasOffset, layer.Outputs).ToArray())];
        _weightGradient = [.. _weights.Select(w => new float[w.Length])];
        _biasGradient = [.. _bias.Select(b => new float[b.Length])];
        _a = [.. _bias.Select(b => new float[b.Length])];
        _dz = [.. _bias.Select(b => new float[b.Length])];
        _inputs = [.. Samples.Inputs(network, samples).Chunk(network.InputSize)];
        _targets = [.. Samples.Targets(network, samples).Chunk(network.OutputSize)];
        _outputs = [.. _inputs.Select(_ => new float[network.OutputSize])];
        _outputGradient = Samples.OutputGradient(network);
    }

    public override float[] CopyOutputs() => [.. _outputs.SelectMany(y => y)];

    public override float[] CopyParameters() => [.. _weights.Zip(_bias, (w, b) => w.Concat(b)).SelectMany(p => p)];

    public override float[] CopyGradient() => [.. _weightGradient.Zip(_biasGradient, (w, b) => w.Concat(b)).SelectMany(p => p)];

    public override void Run(Work work, int times)
    {
        for (int i = 0; i < times; i++)
        {
            switch (work)
            {
                case Work.Forward:
                    ForwardAll();
                    break;
                case Work.Backward:
                    Forward(_inputs[0]);
                    _outputGradient.CopyTo(_dz[^1], 0);
                    ActivationGradient(_layers.Length - 1);
                    Backward(_inputs[0]);
                    break;
                default:
                    Train();
                    break;
            }
        }
    }

    private void ForwardAll()
    {
        for (int n = 0; n < _inputs.Length; n++)
        {
            Forward(_inputs[n]);
            _a[^1].CopyTo(_outputs[n], 0);
        }
    }

    private float Train()
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            Array.Clear(_weightGradient[l]);
            Array.Clear(_biasGradient[l]);
        }

        float loss = 0;
        for (int n = 0; n < _inputs.Length; n++)
        {
            Forward(_inputs[n]);
            loss += OutputLoss.ValueAndGradient(_network.Loss, _a[^1], _targets[n], _inputs.Length, _dz[^1]);
            if (_network.Loss != LossFunction.CrossEntropy)
            {
                ActivationGradient(_layers.Length - 1);
            }

            Backward(_inputs[n]);
        }

        for (int l = 0; l < _layers.Length; l++)
        {
            Step(_weights[l], _weightGradient[l]);
            Step(_bias[l], _biasGradient[l]);
        }

        return loss;
    }

    private void Step(float[] parameters, float[] gradient)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] -= LearningRate * gradient[i];
        }
    }

    private void Forward(float[] x)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            Dense(x, _weights[l], _bias[l], _a[l]);
            Activate(_layers[l].Activation, _a[l]);
            x = _a[l];
        }
    }

    private static void Dense(float[] x, float[] weights, float[] bias, float[] z)
    {
        for (int j = 0; j < z.Length; j++)
        {
            z[j] = bias[j];
        }

        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < z.Length; j++)
            {
                z[j] += x[i] * weights[i * z.Length + j];
            }
        }
    }

    private static void Activate(Activation activation, float[] z)
    {
        switch (activation)
        {
            case Activation.Relu:
                for (int j = 0; j < z.Length; j++)
                {
                    z[j] = MathF.Max(0, z[j]);
                }

                break;
            case Activation.Tanh:
                for (int j = 0; j < z.Length; j++)
                {
                    z[j] = MathF.Tanh(z[j]);
                }

                break;
            case Activation.Sigmoid:
                for (int j = 0; j < z.Length; j++)
                {
                    z[j] = 1 / (1 + MathF.Exp(-z[j]));
                }

                break;
            case Activation.Softmax:
                Softmax(z);
                break;
        }
    }

    private static void Softmax(float[] z)
    {
        float max = z.Max();
        float sum = 0;
        for (int j = 0; j < z.Length; j++)
        {
            z[j] = MathF.Exp(z[j] - max);
            sum += z[j];
        }

        for (int j = 0; j < z.Length; j++)
        {
            z[j] /= sum;
        }
    }

    /// <summary>dz = da ⊙ f′, in place.</summary>
    private void ActivationGradient(int l)
    {
        float[] a = _a[l], dz = _dz[l];
        switch (_layers[l].Activation)
        {
            case Activation.Relu:
                for (int j = 0; j < dz.Length; j++)
                {
                    dz[j] = a[j] > 0 ? dz[j] : 0;
                }

                break;
            case Activation.Tanh:
                for (int j = 0; j < dz.Length; j++)
                {
                    dz[j] *= 1 - a[j] * a[j];
                }

                break;
            case Activation.Sigmoid:
                for (int j = 0; j < dz.Length; j++)
                {
                    dz[j] *= a[j] * (1 - a[j]);
                }

                break;
            case Activation.Softmax:
                float dot = 0;
                for (int j = 0; j < dz.Length; j++)
                {
                    dot += dz[j] * a[j];
                }

                for (int j = 0; j < dz.Length; j++)
                {
                    dz[j] = a[j] * (dz[j] - dot);
                }

                break;
        }
    }

    private void Backward(float[] input)
    {
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            float[] x = l > 0 ? _a[l - 1] : input;
            AddGradient(x, _dz[l], _weightGradient[l], _biasGradient[l]);
            if (l > 0)
            {
                InputGradient(_dz[l], _weights[l], _dz[l - 1]);
                ActivationGradient(l - 1);
            }
        }
    }

    private static void AddGradient(float[] x, float[] dz, float[] weightGradient, float[] biasGradient)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < dz.Length; j++)
            {
                weightGradient[i * dz.Length + j] += x[i] * dz[j];
            }
        }

        for (int j = 0; j < dz.Length; j++)
        {
            biasGradient[j] += dz[j];
        }
    }

    private static void InputGradient(float[] dz, float[] weights, float[] dx)
    {
        for (int i = 0; i < dx.Length; i++)
        {
            float sum = 0;
            for (int j = 0; j < dz.Length; j++)
            {
                sum += dz[j] * weights[i * dz.Length + j];
            }

            dx[i] = sum;
        }
    }
}
