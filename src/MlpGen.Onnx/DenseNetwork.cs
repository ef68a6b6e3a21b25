using System.Globalization;
using System.Numerics;
using MlpGen.Weights;

namespace MlpGen.Onnx;

/// <summary>A network as a file has it: layers and numbers, without a class. What formats are turned into, and written from.</summary>
/// <remarks>Numbers are doubles, which hold those of every format; a network of <see cref="Precision.Single"/> is one whose numbers are
/// meant as floats.</remarks>
public sealed class DenseNetwork
{
    /// <summary>The widest layer that MlpGen compiles.</summary>
    internal const int MostOutputs = 4096;

    /// <summary>The most layers.</summary>
    internal const int MostLayers = 256;

    /// <summary>The most parameters.</summary>
    internal const int MostParameters = 4 * 1024 * 1024;

    private readonly LayerInfo[] _layers;
    private readonly double[] _parameters;
    private DocumentLayer[]? _documentLayers;

    /// <summary>A network of these layers.</summary>
    /// <param name="layers">In order, their places in the flat buffer one behind the other: W1, b1, W2, b2, ….</param>
    /// <param name="parameters">The flat buffer, which is kept; W is inputs × outputs.</param>
    /// <param name="precision">The number type that the network is meant for.</param>
    /// <param name="hasActivations">Whether the activations are known; a state dict alone does not tell them.</param>
    /// <exception cref="ArgumentException">The layers do not fit each other or the parameters, or are more or wider than MlpGen
    /// compiles.</exception>
    public DenseNetwork(IEnumerable<LayerInfo> layers, double[] parameters, Precision precision, bool hasActivations = true)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(parameters);
        _layers = [.. layers];
        _parameters = parameters;
        (Precision, HasActivations) = (precision, hasActivations);
        Check();
    }

    /// <summary>The layers, in order.</summary>
    public ReadOnlySpan<LayerInfo> Layers => _layers;

    /// <summary>W1, b1, W2, b2, …: a view.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>The number type that the network is meant for.</summary>
    public Precision Precision { get; }

    /// <summary>Whether the activations are known. If not, all are Identity, and outputs cannot be computed.</summary>
    public bool HasActivations { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => _layers[0].Inputs;

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => _layers[^1].Outputs;

    /// <summary>What each layer is called in the file that it was read from: a node of a graph, a tensor; null for a layer that is none of it,
    /// and null altogether if no file says.</summary>
    public IReadOnlyList<string?>? Names { get; internal init; }

    /// <summary>What of the file this network does not have as the file has it, a clause each, for people: that a normalisation is folded into a layer,
    /// that columns of a table are left out. Empty if nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The multiply-adds of one forward pass.</summary>
    public long MultiplyAdds => _layers.Sum(layer => (long)layer.WeightCount);

    /// <summary>The parameters and layers of a generated network.</summary>
    public static DenseNetwork Of<TSelf, T>(INetwork<TSelf, T> network)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        double[] parameters = Array.ConvertAll(network.Parameters.ToArray(), double.CreateTruncating);
        return new DenseNetwork(TSelf.Layers.ToArray(), parameters, typeof(T) == typeof(float) ? Precision.Single : Precision.Double);
    }

    /// <summary>What the textbook says the network makes of an input, in double precision.</summary>
    /// <param name="input">x; <see cref="InputSize"/> long.</param>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    /// <exception cref="InvalidOperationException">The activations are not known.</exception>
    public double[] Forward(double[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Length != InputSize)
        {
            throw new ArgumentException($"Expected input to have length {InputSize}, but it has {input.Length}.", nameof(input));
        }

        return HasActivations
            ? ReferenceNetwork.Forward(DocumentLayers, _parameters, input)
            : throw new InvalidOperationException("The activations of this network are not known.");
    }

    /// <summary>The same numbers with other activations, one for each layer.</summary>
    /// <exception cref="ArgumentException">There are not as many as layers, or Softmax is not the last.</exception>
    public DenseNetwork With(IReadOnlyList<Activation> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.Count != _layers.Length)
        {
            throw new ArgumentException($"Expected {_layers.Length} activations, one for each layer, but there are {activations.Count}.", nameof(activations));
        }

        return new DenseNetwork(
            _layers.Select((layer, l) => layer with { Activation = activations[l], Alpha = LayerInfo.DefaultAlpha(activations[l]) ?? 0 }), _parameters, Precision)
        {
            Names = Names,
            Notes = Notes,
        };
    }

    /// <summary>The layers as the reader of <c>.weights.json</c> has them.</summary>
    internal DocumentLayer[] DocumentLayers => _documentLayers ??=
    [
        .. _layers.Select(layer => new DocumentLayer(
            layer.Inputs, layer.Outputs, layer.Activation.ToString(), layer.HasAlpha ? layer.Alpha : null, layer.HasBias)),
    ];

    private void Check()
    {
        if (_layers.Length is 0 or > MostLayers)
        {
            throw Unfit("layers", $"expected 1 to {MostLayers} layers, but there are {_layers.Length}");
        }

        int offset = 0, trace = 0, inputs = _layers[0].Inputs;
        for (int l = 0; l < _layers.Length; l++)
        {
            LayerInfo layer = _layers[l];
            if (layer.Inputs is < 1 or > MostOutputs || layer.Outputs is < 1 or > MostOutputs)
            {
                throw Unfit("layers", $"layer {l + 1} is {layer.Inputs} × {layer.Outputs}, but a width is 1 to {MostOutputs}");
            }

            if (layer.Inputs != inputs)
            {
                throw Unfit("layers", $"layer {l + 1} takes {layer.Inputs} inputs, but layer {l} has {inputs} outputs");
            }

            if (layer.Activation == Activation.Softmax && l < _layers.Length - 1)
            {
                throw Unfit("layers", $"layer {l + 1} has Softmax, which only the last layer may have");
            }

            if (layer.Activation == Activation.LeakyRelu && !(layer.Alpha >= 0 && double.IsFinite(layer.Alpha))
                || layer.Activation == Activation.Elu && !(layer.Alpha > 0 && double.IsFinite(layer.Alpha)))
            {
                throw Unfit("layers", string.Create(CultureInfo.InvariantCulture, $"layer {l + 1} has {layer.Activation} with an alpha of {layer.Alpha}"));
            }

            _layers[l] = layer with { WeightOffset = offset, BiasOffset = layer.HasBias ? offset + layer.WeightCount : -1, TraceOffset = trace };
            offset += layer.WeightCount + (layer.HasBias ? layer.Outputs : 0);
            trace += 2 * layer.Outputs;
            inputs = layer.Outputs;
            if (offset > MostParameters)
            {
                throw Unfit("layers", $"expected at most {MostParameters} parameters, but layers 1 to {l + 1} alone have {offset}");
            }
        }

        if (_parameters.Length != offset)
        {
            throw Unfit("parameters", $"expected {offset} parameters, but there are {_parameters.Length}");
        }
    }

    private static ArgumentException Unfit(string argument, string message) => new($"Not a network that MlpGen compiles: {message}.", argument);
}
