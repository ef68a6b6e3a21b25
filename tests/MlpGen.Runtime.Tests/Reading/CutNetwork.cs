using System.Reflection;
using MlpGen.Tests.Networks;
using MlpGen.Tests.Reference;

namespace MlpGen.Tests.Reading;

/// <summary>The reference network of one sample, which may be cut at any z or a and go on from other numbers there: so its loss is a
/// function of them, and has central differences.</summary>
internal sealed class CutNetwork
{
    private readonly ReferenceLayer[] _layers;
    private readonly LayerInfo[] _places;
    private readonly LossAttribute _loss;
    private readonly double[] _parameters, _x, _t;
    private readonly double[][] _z, _a;

    public CutNetwork(NetworkUnderTest network, double[] parameters, double[] x, double[] t)
    {
        _layers = ReferenceLayer.Of(network.Type);
        _places = network.Layers;
        _loss = network.Type.GetCustomAttribute<LossAttribute>()!;
        (_parameters, _x, _t) = (parameters, x, t);
        (_z, _a) = new ReferenceNetwork(_layers, _loss, parameters).Trace(x);
    }

    private int Last => _layers.Length;

    private bool IsFused => ReferenceLoss.IsFused(_loss.Function);

    private bool HasLogits => IsFused && _layers[^1].Activation == Activation.Identity;

    /// <summary>All that a walkthrough should have.</summary>
    public IEnumerable<string> Symbols =>
    [
        "x", "t", "L", "dx",
        .. Enumerable.Range(1, Last).SelectMany(l => (string[])[$"W{l}", $"z{l}", $"a{l}", $"dz{l}", $"dW{l}"]),
        .. Enumerable.Range(1, Last).Where(l => _layers[l - 1].Bias).SelectMany(l => (string[])[$"b{l}", $"db{l}"]),
        .. Enumerable.Range(1, Last - 1).Select(l => $"da{l}"),
        .. HasLogits ? (string[])["p"] : [], .. IsFused ? [] : (string[])["dy"],
    ];

    /// <summary>What a symbol stands for.</summary>
    public double[] Of(string symbol)
    {
        string name = symbol.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        int l = name.Length == symbol.Length ? 0 : int.Parse(symbol.AsSpan(name.Length), System.Globalization.CultureInfo.InvariantCulture);
        return name switch
        {
            "x" => _x,
            "t" => _t,
            "W" => _parameters[WeightsOf(l)],
            "b" => _parameters[BiasOf(l)],
            "z" => _z[l - 1],
            "a" => _a[l - 1],
            "p" when _loss.Function == LossFunction.CrossEntropy => ReferenceActivation.Softmax(_z[^1]),
            "p" => [.. _z[^1].Select(ReferenceActivation.Sigmoid)],
            "L" => [FromA(0, _x)],
            "dy" => Differences(y => FromA(Last, y), _a[^1]),
            "da" => Differences(a => FromA(l, a), _a[l - 1]),
            "dz" => Differences(z => FromZ(l, z), _z[l - 1]),
            "dW" => Differences(FromParameters, _parameters)[WeightsOf(l)],
            "db" => Differences(FromParameters, _parameters)[BiasOf(l)],
            "dx" => Differences(x => FromA(0, x), _x),
            _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol, "A walkthrough has no such step."),
        };
    }

    private Range WeightsOf(int l) => _places[l - 1].WeightOffset..(_places[l - 1].WeightOffset + _places[l - 1].WeightCount);

    private Range BiasOf(int l) => _places[l - 1].BiasOffset..(_places[l - 1].BiasOffset + _places[l - 1].Outputs);

    private double FromParameters(double[] parameters) => new ReferenceNetwork(_layers, _loss, parameters).Loss([_x], [_t]);

    /// <summary>L as a function of a of layer l, which is x for l = 0.</summary>
    private double FromA(int l, double[] a) => l == Last
        ? ReferenceLoss.Value(_loss.Function, _loss.Delta, [], a, _t)
        : new ReferenceNetwork(_layers[l..], _loss, _parameters[_places[l].WeightOffset..]).Loss([a], [_t]);

    /// <summary>L as a function of z of layer l.</summary>
    private double FromZ(int l, double[] z)
    {
        ReferenceLayer layer = _layers[l - 1];
        double[] a = layer.Activation == Activation.Softmax
            ? ReferenceActivation.Softmax(z)
            : [.. z.Select(zj => ReferenceActivation.Value(layer.Activation, layer.Alpha, zj))];
        return l == Last ? ReferenceLoss.Value(_loss.Function, _loss.Delta, z, a, _t) : FromA(l, a);
    }

    private static double[] Differences(Func<double[], double> loss, double[] at)
    {
        const double H = 6e-6;
        double[] moved = [.. at];
        return [.. at.Select((value, i) =>
        {
            moved[i] = value + H;
            double above = loss(moved);
            moved[i] = value - H;
            double below = loss(moved);
            moved[i] = value;
            return (above - below) / (2 * H);
        })];
    }
}
