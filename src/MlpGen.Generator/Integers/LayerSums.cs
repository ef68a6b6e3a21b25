using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>What is known of z of a layer, for all inputs of the network in their range.</summary>
internal sealed class LayerSums
{
    private const double FloatRounding = 1.0 / (1 << 24);

    private readonly LayerSpec _layer;
    private readonly LayerQuantizer _exact;
    private readonly IntegerLayer _integers;
    private readonly double _step;
    private readonly Interval[] _inputs;
    private readonly Interval[] _errors;

    /// <summary>Bounds the sums.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="exact">Its weights.</param>
    /// <param name="integers">Its integers.</param>
    /// <param name="step">The step of its input's codes.</param>
    /// <param name="inputs">The values of its inputs.</param>
    /// <param name="errors">What their codes stand for, less the values.</param>
    /// <param name="rounding">How far the network of floats can be from the values.</param>
    public LayerSums(
        LayerSpec layer, LayerQuantizer exact, IntegerLayer integers, double step, Interval[] inputs, Interval[] errors, double[] rounding)
    {
        (_layer, _exact, _integers, _step, _inputs, _errors) = (layer, exact, integers, step, inputs, errors);
        Values = new Interval[layer.Outputs];
        Integers = new Interval[layer.Outputs];
        Errors = new Interval[layer.Outputs];
        Own = new Interval[layer.Outputs];
        Rounding = new double[layer.Outputs];
        for (int j = 0; j < layer.Outputs; j++)
        {
            Bound(j, rounding);
        }
    }

    /// <summary>z in exact arithmetic.</summary>
    public Interval[] Values { get; }

    /// <summary>S·t: what the sums stand for.</summary>
    public Interval[] Integers { get; }

    /// <summary>S·t − z.</summary>
    public Interval[] Errors { get; }

    /// <summary>The part of <see cref="Errors"/> that rounding the weights and the bias of this layer makes.</summary>
    public Interval[] Own { get; }

    /// <summary>The inputs of the layer.</summary>
    public int Inputs => _layer.Inputs;

    /// <summary>How far the z of the network of floats can be from the exact one.</summary>
    public double[] Rounding { get; }

    /// <summary>What rounding the weights of this layer does to the difference of two outputs, of which both read the same inputs.</summary>
    public Interval OwnDifference(int j, int k)
    {
        Interval difference = Constant(j) + -1 * Constant(k);
        double magnitude = difference.Size;
        for (int i = 0; i < _layer.Inputs; i++)
        {
            double wj = Quantized(i, j), wk = Quantized(i, k);
            difference += (wj - _exact.Weight(i, j) - (wk - _exact.Weight(i, k))) * _inputs[i];
            magnitude += (Math.Abs(wj) + Math.Abs(wk)) * _inputs[i].Size;
        }

        return difference.Widened(magnitude);
    }

    /// <summary>What a code of a weight stands for.</summary>
    public double Quantized(int i, int j) => _integers.Weights[i * _layer.Outputs + j] * (_integers.Scales[j] / _step);

    /// <summary>Takes tighter ends, where something else has found them.</summary>
    /// <param name="values">Of z; null for none.</param>
    /// <param name="errors">Of the error of an output; null for none.</param>
    public void Tighten(Interval[]? values, Func<int, Interval>? errors)
    {
        for (int j = 0; j < Values.Length; j++)
        {
            Values[j] = values is null ? Values[j] : Values[j].And(values[j]);
            Errors[j] = errors is null ? Errors[j] : Errors[j].And(errors(j));
            Integers[j] = Integers[j].And((Values[j] + Errors[j]).Widened(Values[j].Size + Errors[j].Size));
            Errors[j] = Errors[j].And((Integers[j] + -1 * Values[j]).Widened(Values[j].Size + Integers[j].Size)); // no further apart than both ends
        }
    }

    private void Bound(int j, double[] rounding)
    {
        double bias = _exact.Bias(j), size = Math.Abs(bias), carried = 0;
        var exact = new Interval(bias, bias);
        Interval own = Constant(j), carriedError = Interval.Zero, integers = exact + own;
        for (int i = 0; i < _layer.Inputs; i++)
        {
            double weight = _exact.Weight(i, j), quantized = Quantized(i, j);
            exact += weight * _inputs[i];
            integers += quantized * (_inputs[i] + _errors[i]);
            carriedError += quantized * _errors[i];
            own += (quantized - weight) * _inputs[i];
            size += Math.Abs(weight) * (_inputs[i].Size + rounding[i]);
            carried += Math.Abs(weight) * rounding[i];
        }

        double magnitude = size + integers.Size + Math.Abs(_integers.Offsets[j]) * _integers.Scales[j];
        Values[j] = exact.Widened(magnitude);
        Integers[j] = integers.Widened(magnitude);
        Own[j] = own.Widened(magnitude);
        Errors[j] = (carriedError + own).Widened(magnitude);

        // Sums of n products and a bias, in any order, fused or not.
        double operations = (_layer.Inputs + 2) * FloatRounding;
        Rounding[j] = (carried + operations / (1 - operations) * size) * (1 + 1e-12);
    }

    /// <summary>What the bias in integers stands for, less the bias.</summary>
    private Interval Constant(int j)
    {
        double scale = _integers.Scales[j], bias = _exact.Bias(j);
        double error = scale > 0 ? Math.Round(bias / scale) * scale - bias : -bias;
        return new Interval(error, error);
    }
}
