using MlpGen.Tests.Reference;

namespace MlpGen.Portability.Members;

/// <summary>What each sample must give, by the textbook in double; a batch is their sum.</summary>
internal sealed class TextbookResults
{
    private readonly double[][] _outputs, _gradients, _inputGradients, _lossGradients, _lossInputGradients;
    private readonly double[] _losses;

    /// <param name="network">Its declaration.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="inputs">A row for each sample.</param>
    /// <param name="outputGradients">∂L/∂y, a row for each sample.</param>
    /// <param name="targets">A row for each sample.</param>
    public TextbookResults(Type network, double[] parameters, double[][] inputs, double[][] outputGradients, double[][] targets)
    {
        var textbook = ReferenceNetwork.Of(network, parameters);
        int samples = inputs.Length;
        _outputs = Array.ConvertAll(inputs, textbook.Forward);
        _losses = new double[samples];
        (_gradients, _inputGradients) = (new double[samples][], new double[samples][]);
        (_lossGradients, _lossInputGradients) = (new double[samples][], new double[samples][]);
        for (int s = 0; s < samples; s++)
        {
            (_gradients[s], _inputGradients[s]) = textbook.Backward(inputs[s], outputGradients[s]);
            _losses[s] = textbook.Loss([inputs[s]], [targets[s]]);
            (_lossGradients[s], double[][] dx) = textbook.LossGradient([inputs[s]], [targets[s]]);
            _lossInputGradients[s] = dx[0];
        }
    }

    /// <summary>The outputs of the first samples.</summary>
    public double[] Outputs(int samples) => [.. _outputs.Take(samples).SelectMany(y => y)];

    /// <summary>The sum of the gradients from ∂L/∂y.</summary>
    public double[] Gradient(int samples) => Sum(_gradients, samples, 1);

    /// <summary>∂L/∂x from ∂L/∂y.</summary>
    public double[] InputGradients(int samples) => [.. _inputGradients.Take(samples).SelectMany(dx => dx)];

    /// <summary>The mean loss.</summary>
    public double Loss(int samples) => _losses.Take(samples).Average();

    /// <summary>The gradient of the mean loss.</summary>
    public double[] LossGradient(int samples) => Sum(_lossGradients, samples, 1.0 / samples);

    /// <summary>∂L/∂x of the mean loss.</summary>
    public double[] LossInputGradients(int samples) => [.. _lossInputGradients.Take(samples).SelectMany(dx => dx).Select(d => d / samples)];

    private static double[] Sum(double[][] rows, int samples, double scale)
    {
        double[] sum = new double[rows[0].Length];
        foreach (double[] row in rows.Take(samples))
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += row[i] * scale;
            }
        }

        return sum;
    }
}
