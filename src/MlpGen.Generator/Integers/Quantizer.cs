using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>Turns a frozen network into one of small integers, and proves how far its outputs can be from those of the network of floats.</summary>
/// <remarks>
/// Three things are known of each number on the way, each for all inputs in their range: between what ends it lies in exact arithmetic (values), what
/// the integers stand for less that (errors), and how far rounding takes the network of floats from it (rounding). The bound is what the last two can
/// make together. docs/quantization.md derives each step.
/// </remarks>
internal sealed class Quantizer
{
    /// <summary>Half the distance between 1 and the next float.</summary>
    private const double FloatRounding = 1.0 / (1 << 24);

    /// <summary>What the activations of floats lose at most, of the larger of their value and the smaller of 1 and z.</summary>
    private const double FloatActivation = 1.0 / (1 << 20);

    /// <summary>What e^z of the last layer of integers loses at most, where it is no more than 1: functions that take 1 from it lose as much.</summary>
    private const double ExponentialError = 4e-12;

    /// <summary>What erf of integers loses at most.</summary>
    private const double ErfError = 1.5e-7;

    private readonly NetworkSpec _spec;
    private readonly Quantization _quantization;
    private readonly List<IntegerLayer> _layers = [];
    private Interval[] _values;
    private Interval[] _errors;
    private double[] _rounding;
    private ErrorPropagation _propagation = null!;
    private ValueForms? _forms;

    private Quantizer(NetworkSpec spec, Interval[] inputs)
    {
        _spec = spec;
        _quantization = spec.Frozen!.Quantization;
        _values = inputs;
        _errors = [];
        _rounding = new double[inputs.Length];
    }

    /// <summary>The network in integers.</summary>
    /// <param name="spec">A frozen network with its parameters.</param>
    /// <param name="minimum">The smallest of each input.</param>
    /// <param name="maximum">The largest of each input; not the smallest of all.</param>
    /// <param name="source">Who said so.</param>
    /// <param name="cancellation">Asked at each layer.</param>
    /// <returns>Null where numbers are too large for floats, so that nothing could be said of an error.</returns>
    public static IntegerNetwork? Quantize(
        NetworkSpec spec, double[] minimum, double[] maximum, string source, CancellationToken cancellation) =>
        new Quantizer(spec, [.. minimum.Zip(maximum, static (low, high) => new Interval(low, high))]).Run(source, cancellation);

    private IntegerNetwork? Run(string source, CancellationToken cancellation)
    {
        Interval range = _values.Aggregate(static (a, b) => a.Hull(b));
        CodeScale wanted = Codes.Over(range, Codes.Highest(_quantization, _values.Length));
        float scale = (float)(1 / wanted.Step);
        if (!(scale < float.MaxValue && scale > 1 / float.MaxValue))
        {
            return null;
        }

        CodeScale codes = wanted with { Step = 1 / (double)scale, ZeroPoint = (int)Math.Round(-range.Low * scale) };
        CodeScale input = codes;
        double atMost = 2 * FloatRounding * codes.Step * (2 * range.Size * scale + 2 * Math.Abs(codes.ZeroPoint) + codes.Highest);
        Interval error = Interval.Around(Codes.Rounding(codes, range) + atMost);
        _errors = [.. _values.Select(_ => error)];
        _propagation = new ErrorPropagation(_errors);
        _forms = new ValueForms(_values);

        double bound = 0;
        int offset = 0;
        for (int l = 0; l < _spec.Layers.Count; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            LayerSpec layer = _spec.Layers[l];
            bool isLast = l + 1 == _spec.Layers.Count;
            var quantizer = new LayerQuantizer(
                layer, _spec.Frozen!.Parameters, offset, codes, Codes.LargestWeight(_quantization), isLast);
            if (quantizer.Quantize() is not { } integers)
            {
                return null;
            }

            var sums = new LayerSums(layer, quantizer, integers, codes.Step, _values, _errors, _rounding);
            Interval[]? tighter = _forms?.Sum(layer, quantizer);
            _forms = tighter is null ? null : _forms;
            sums.Tighten(tighter, _propagation.IsFeasible(sums, layer.Outputs) ? j => _propagation.Output(sums, j) : null);
            if (isLast)
            {
                _layers.Add(integers);
                bound = layer.Activation == Activation.Softmax ? SoftmaxBound(sums) : OutputBound(layer, sums);
            }
            else
            {
                codes = Activate(layer, integers, sums, Codes.Highest(_quantization, layer.Outputs));
            }

            offset += layer.WeightCount + (layer.HasBias ? layer.Outputs : 0);
        }

        float stated = RoundedUp(bound);
        return stated < float.MaxValue
            ? new IntegerNetwork(_quantization, source, range.Low, range.High, scale, input, _layers.ToEquatableArray(), stated)
            : null;
    }

    /// <summary>A hidden layer: what its codes mean, and what is then known of its outputs.</summary>
    private CodeScale Activate(LayerSpec layer, IntegerLayer integers, LayerSums sums, int highest)
    {
        var bounds = new ActivationBounds(layer.Activation, layer.Alpha);
        RescalePlanner planner = new RescalePlanner(_quantization, bounds, layer.Activation, integers, sums.Integers, highest).Plan();
        _layers.Add(integers with { Rescale = planner.Rescale });

        _forms?.Activate(bounds, sums.Values);
        var values = new Interval[layer.Outputs];
        var errors = new Interval[layer.Outputs];
        var rounding = new double[layer.Outputs];
        var slopes = new Interval[layer.Outputs];
        var own = new Interval[layer.Outputs];
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = bounds.ValuesOver(sums.Values[j]);
            bool isOff = layer.Activation == Activation.Relu && planner.Rescale.Output.ZeroPoint == 0
                && sums.Integers[j].High <= 0 && sums.Values[j].High <= 0; // 0 in both
            Interval z = sums.Values[j].Hull(sums.Integers[j]);
            own[j] = isOff ? Interval.Zero : planner.Error;
            slopes[j] = isOff ? Interval.Zero : bounds.SlopesOver(z);
            errors[j] = isOff ? Interval.Zero : planner.Error + bounds.ChangeBy(sums.Errors[j], z);
            rounding[j] = Rounding(layer, bounds, sums, j);
        }

        _propagation.Add(sums, slopes, own);
        (_values, _errors, _rounding) = (values, errors, rounding);
        return planner.Rescale.Output;
    }

    /// <summary>How far the activation of floats can be from that of exact numbers.</summary>
    private static double Rounding(LayerSpec layer, ActivationBounds bounds, LayerSums sums, int j)
    {
        Interval z = sums.Values[j] + Interval.Around(sums.Rounding[j]);
        double own = layer.Activation is Activation.Identity or Activation.Relu or Activation.HardTanh ? 0
            : FloatActivation * Size(bounds, z);
        return bounds.ChangeBy(Interval.Around(sums.Rounding[j]), z).Size + own;
    }

    private static double Size(ActivationBounds bounds, Interval z) => Math.Max(bounds.ValuesOver(z).Size, Math.Min(1, z.Size));

    /// <summary>The bound of an activation that takes each output for itself.</summary>
    private static double OutputBound(LayerSpec layer, LayerSums sums)
    {
        var bounds = new ActivationBounds(layer.Activation, layer.Alpha);
        double largest = 0;
        for (int j = 0; j < layer.Outputs; j++)
        {
            double scaled = Dequantized(sums, j);
            Interval error = sums.Errors[j] + Interval.Around(scaled);
            Interval z = sums.Values[j].Hull(sums.Integers[j]) + Interval.Around(scaled);
            double own = layer.Activation is Activation.Identity or Activation.Relu or Activation.HardTanh ? 0
                : FloatActivation * Size(bounds, z) + ExponentialError * Math.Max(1, layer.Alpha)
                    + (layer.Activation == Activation.Gelu ? ErfError * z.Size : 0);
            largest = Math.Max(largest, bounds.ChangeBy(error, z).Size + own + Rounding(layer, bounds, sums, j));
        }

        return largest;
    }

    /// <summary>A softmax whose logits change by δ changes p/(1 − p) of an output by a factor between the ends of e^(δⱼ − δₖ), k ≠ j; and p by no more
    /// than tanh(¼·|δⱼ − δₖ|), which is so where p comes to ½ from as far as it goes beyond.</summary>
    private double SoftmaxBound(LayerSums sums)
    {
        int outputs = sums.Values.Length;
        double largest = 0;
        bool isFeasible = _propagation.IsFeasible(sums, outputs * outputs / 2);
        for (int j = 0; j < outputs; j++)
        {
            for (int k = 0; k < j; k++)
            {
                Interval difference = sums.Errors[j] + -1 * sums.Errors[k];
                difference = isFeasible ? difference.And(_propagation.Output(sums, j, less: k)) : difference;
                double rounding = Dequantized(sums, j) + Dequantized(sums, k) + sums.Rounding[j] + sums.Rounding[k];
                largest = Math.Max(largest, difference.Size + rounding);
            }
        }

        return ReferenceMath.Tanh(largest / 4) + 2 * FloatActivation;
    }

    /// <summary>What S·t loses of z: the nearest float to S, and one multiplication.</summary>
    private static double Dequantized(LayerSums sums, int j) => 4 * FloatRounding * sums.Integers[j].Size;

    /// <summary>The float that is not below a number.</summary>
    private static float RoundedUp(double number)
    {
        double wanted = number * (1 + 1e-9);
        float nearest = (float)wanted;
        return nearest >= wanted || float.IsInfinity(nearest) ? nearest : (float)(wanted * (1 + 2 * FloatRounding));
    }
}
