using System.Numerics.Tensors;
using MlpGen.Benchmarks.Networks;

namespace MlpGen.Benchmarks.Contenders;

/// <summary>The same by hand on System.Numerics.Tensors: every loop over a row is a call of TensorPrimitives.</summary>
/// <remarks>W is kept outputs × inputs, so that rows are long where it matters: z is a dot product for each output.</remarks>
internal sealed class TensorLoops : Contender
{
    private readonly Candidate _network;
    private readonly LayerInfo[] _layers;
    private readonly float[][] _weights, _bias, _weightGradient, _biasGradient;
    private readonly float[][] _a, _dz, _derivative;
    private readonly float[][] _inputs, _targets, _outputs;
    private readonly float[] _outputGradient;

    public TensorLoops(Candidate network, int samples)
    {
        _network = network;
        _layers = network.Layers;
        float[] parameters = Samples.Parameters(network);
        _weights = [.. _layers.Select(layer => Transpose(parameters.AsSpan(layer.WeightOffset), layer.Inputs, layer.Outputs))];
        _bias = [.. _layers.Select(layer => parameters.AsSpan(layer.BiasOffset, layer.Outputs).ToArray())];
        _weightGradient = [.. _weights.Select(w => new float[w.Length])];
        _biasGradient = [.. _bias.Select(b => new float[b.Length])];
        _a = [.. _bias.Select(b => new float[b.Length])];
        _dz = [.. _bias.Select(b => new float[b.Length])];
        _derivative = [.. _bias.Select(b => new float[b.Length])];
        _inputs = [.. Samples.Inputs(network, samples).Chunk(network.InputSize)];
        _targets = [.. Samples.Targets(network, samples).Chunk(network.OutputSize)];
        _outputs = [.. _inputs.Select(_ => new float[network.OutputSize])];
        _outputGradient = Samples.OutputGradient(network);
    }

    public override float[] CopyOutputs() => [.. _outputs.SelectMany(y => y)];

    public override float[] CopyParameters() => Flat(_weights, _bias);

    public override float[] CopyGradient() => Flat(_weightGradient, _biasGradient);

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
            TensorPrimitives.MultiplyAdd(_weightGradient[l], -LearningRate, _weights[l], _weights[l]);
            TensorPrimitives.MultiplyAdd(_biasGradient[l], -LearningRate, _bias[l], _bias[l]);
        }

        return loss;
    }

    private void Forward(float[] x)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            float[] a = _a[l];
            for (int j = 0; j < a.Length; j++)
            {
                a[j] = _bias[l][j] + TensorPrimitives.Dot(x, Row(_weights[l], j, x.Length));
            }

            Activate(_layers[l].Activation, a);
            x = a;
        }
    }

    private static void Activate(Activation activation, float[] z)
    {
        switch (activation)
        {
            case Activation.Relu:
                TensorPrimitives.Max(z, 0f, z);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh<float>(z, z);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid<float>(z, z);
                break;
            case Activation.Softmax:
                TensorPrimitives.SoftMax<float>(z, z);
                break;
        }
    }

    /// <summary>dz = da ⊙ f′, in place.</summary>
    private void ActivationGradient(int l)
    {
        float[] a = _a[l], dz = _dz[l], derivative = _derivative[l];
        switch (_layers[l].Activation)
        {
            case Activation.Relu:
                for (int j = 0; j < dz.Length; j++)
                {
                    dz[j] = a[j] > 0 ? dz[j] : 0;
                }

                break;
            case Activation.Tanh:
                TensorPrimitives.Multiply(a, a, derivative);
                TensorPrimitives.Subtract(1f, derivative, derivative);
                TensorPrimitives.Multiply(dz, derivative, dz);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Subtract(1f, a, derivative);
                TensorPrimitives.Multiply(a, derivative, derivative);
                TensorPrimitives.Multiply(dz, derivative, dz);
                break;
            case Activation.Softmax:
                TensorPrimitives.Subtract(dz, TensorPrimitives.Dot<float>(dz, a), dz);
                TensorPrimitives.Multiply(a, dz, dz);
                break;
        }
    }

    private void Backward(float[] input)
    {
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            float[] x = l > 0 ? _a[l - 1] : input, dz = _dz[l];
            for (int j = 0; j < dz.Length; j++)
            {
                Span<float> row = Row(_weightGradient[l], j, x.Length);
                TensorPrimitives.MultiplyAdd(x, dz[j], row, row);
            }

            TensorPrimitives.Add(_biasGradient[l], dz, _biasGradient[l]);
            if (l > 0)
            {
                float[] dx = _dz[l - 1];
                Array.Clear(dx);
                for (int j = 0; j < dz.Length; j++)
                {
                    TensorPrimitives.MultiplyAdd(Row(_weights[l], j, dx.Length), dz[j], dx, dx);
                }

                ActivationGradient(l - 1);
            }
        }
    }

    private float[] Flat(float[][] weights, float[][] bias) =>
        [.. _layers.SelectMany((layer, l) => Transpose(weights[l], layer.Outputs, layer.Inputs).Concat(bias[l]))];

    private static Span<float> Row(float[] matrix, int row, int length) => matrix.AsSpan(row * length, length);

    private static float[] Transpose(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        float[] transposed = new float[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }

        return transposed;
    }
}
