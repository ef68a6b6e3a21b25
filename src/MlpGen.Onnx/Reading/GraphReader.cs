using MlpGen.Onnx.Schema;
using MlpGen.Weights;

namespace MlpGen.Onnx.Reading;

/// <summary>Reads a graph from its outputs back to its input, as far as they need it.</summary>
/// <param name="model">The file.</param>
/// <param name="folder">Where files with data lie; null if the model is no file.</param>
internal sealed class GraphReader(ModelProto model, string? folder)
{
    private readonly Dictionary<string, TensorProto> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Node Node, int Output)> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueInfoProto> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Work _work = new();
    private TensorData? _tensors;
    private Operators? _operators;

    /// <summary>The network that an output is; null for the only one that is computed by dense layers.</summary>
    public DenseNetwork Read(string? wanted)
    {
        if (model.Graph is not { } graph || graph.Output.Count == 0)
        {
            throw new OnnxException(model.Graph is null ? "the model has no graph" : "the graph has no output");
        }

        _tensors = new TensorData(new ExternalData(folder), _work);
        _operators = new Operators(_work);
        Index(graph);
        string[] outputs = [.. graph.Output.Select(static output => output.Name)];
        if (wanted is not null)
        {
            return outputs.Contains(wanted, StringComparer.Ordinal) || _producers.ContainsKey(wanted)
                ? NetworkOf(wanted)
                : throw new OnnxException($"output '{Excerpt.Of(wanted)}': the graph has {Excerpt.Of(outputs)}");
        }

        // Constants beside the network, and labels made from it, are no second network.
        var networks = new List<(string Name, DenseNetwork Network)>();
        OnnxException? first = null;
        foreach (string output in outputs)
        {
            try
            {
                networks.Add((output, NetworkOf(output)));
            }
            catch (OnnxException mistake)
            {
                first = first is null || first.Node is null && mistake.Node is not null ? mistake : first;
            }
        }

        return networks.Count switch
        {
            1 => networks[0].Network,
            0 => throw first!,
            _ => throw new OnnxException($"several outputs are computed by dense layers: {Excerpt.Of([.. networks.Select(static found => found.Name)])}; say which one is wanted"),
        };
    }

    private void Index(GraphProto graph)
    {
        foreach (TensorProto initializer in graph.Initializer)
        {
            if (!_initializers.TryAdd(initializer.Name, initializer))
            {
                throw new OnnxException($"there are two initializers '{Excerpt.Of(initializer.Name)}'");
            }
        }

        foreach (ValueInfoProto input in graph.Input)
        {
            _inputs.TryAdd(input.Name, input);
        }

        int number = 0;
        foreach (NodeProto proto in graph.Node)
        {
            var node = new Node(proto, ++number, tensor => _tensors!.Read(tensor));
            for (int k = 0; k < proto.Output.Count; k++)
            {
                if (proto.Output[k].Length > 0 && !_producers.TryAdd(proto.Output[k], (node, k)))
                {
                    throw OnnxException.At(node.Name, Excerpt.Of(node.Operation), $"its output '{Excerpt.Of(proto.Output[k])}' is another node's, too");
                }
            }
        }
    }

    private DenseNetwork NetworkOf(string output)
    {
        if (ValueOf(output) is not Rows rows)
        {
            throw new OnnxException($"output '{Excerpt.Of(output)}': a constant, which does not depend on the graph's input");
        }

        try
        {
            return ToNetwork(rows.Settle(_work).Finished(_work));
        }
        catch (GraphMistake mistake)
        {
            throw (mistake.Node ?? (_producers.TryGetValue(output, out (Node Node, int) last) ? last.Node : null)) is { } node
                ? OnnxException.At(node.Name, Excerpt.Of(node.Operation), mistake.Message)
                : new OnnxException($"output '{Excerpt.Of(output)}': {mistake.Message}");
        }
    }

    private DenseNetwork ToNetwork(Stage stage)
    {
        bool isDouble = stage.IsDouble;
        var layers = new List<LayerInfo>();
        int count = _work.Take(stage.Layers.Sum(static layer => (long)layer.Weights.Length + (layer.Bias?.Length ?? 0)));
        double[] parameters = new double[count];
        int offset = 0;
        foreach (ReadLayer layer in stage.Layers)
        {
            layers.Add(new LayerInfo
            {
                Inputs = layer.Inputs,
                Outputs = layer.Outputs,
                Activation = layer.Activated.Activation,
                Alpha = layer.Activated.Alpha,
                HasBias = layer.Bias is not null,
                WeightOffset = 0,
                BiasOffset = 0,
            });
            layer.Weights.CopyTo(parameters, offset);
            offset += layer.Weights.Length;
            layer.Bias?.CopyTo(parameters, offset);
            offset += layer.Bias?.Length ?? 0;
        }

        for (int k = 0; k < parameters.Length; k++)
        {
            parameters[k] = isDouble ? parameters[k] : (float)parameters[k];
            if (!double.IsFinite(parameters[k]))
            {
                throw new GraphMistake("weights that are not finite, once the numbers around them are folded in");
            }
        }

        try
        {
            return new DenseNetwork(layers, parameters, isDouble ? Precision.Double : Precision.Single)
            {
                Names = [.. stage.Layers.Select(static layer => layer.Name)],
            };
        }
        catch (ArgumentException unfit)
        {
            throw new GraphMistake(unfit.Message);
        }
    }

    /// <summary>The value of a name: what it needs is computed before it, without recursion, however long the chain.</summary>
    private Value ValueOf(string name)
    {
        var waiting = new Stack<string>([name]);
        var open = new HashSet<Node>();
        while (waiting.TryPeek(out string? current))
        {
            if (_values.ContainsKey(current))
            {
                waiting.Pop();
                continue;
            }

            if (!_producers.TryGetValue(current, out (Node Node, int Output) producer))
            {
                _values[current] = Leaf(current);
                continue;
            }

            Node node = producer.Node;
            string[] missing = [.. node.Inputs.Where(input => input.Length > 0 && !_values.ContainsKey(input))];
            if (missing.Length == 0)
            {
                _values[current] = Compute(node, producer.Output);
                open.Remove(node);
                continue;
            }

            if (!open.Add(node))
            {
                throw OnnxException.At(node.Name, Excerpt.Of(node.Operation), $"it needs its own output '{Excerpt.Of(current)}', in a circle");
            }

            foreach (string input in missing)
            {
                waiting.Push(input);
            }
        }

        return _values[name];
    }

    private Value Compute(Node node, int output)
    {
        try
        {
            _work.Take(node.Inputs.Count);
            if (output > 0)
            {
                throw new GraphMistake(node.Operation == "Split"
                    ? "only whole rows of numbers go through a dense layer; this takes some out of them"
                    : $"its output {output + 1} is no row of numbers that a dense layer computes");
            }

            long opset = model.OpsetImport.Where(static import => import.Domain is "" or "ai.onnx").Select(static import => import.Version).DefaultIfEmpty(1).Max();
            return _operators!.Apply(node, [.. node.Inputs.Select(input => input.Length == 0 ? null : _values[input])], opset);
        }
        catch (GraphMistake mistake)
        {
            Node at = mistake.Node ?? node;
            throw OnnxException.At(at.Name, Excerpt.Of(at.Operation), mistake.Message);
        }
    }

    private Value Leaf(string name)
    {
        if (_initializers.TryGetValue(name, out TensorProto? initializer))
        {
            try
            {
                return _tensors!.Read(initializer);
            }
            catch (GraphMistake mistake)
            {
                throw new OnnxException($"initializer: {mistake.Message}");
            }
        }

        if (!_inputs.TryGetValue(name, out ValueInfoProto? info))
        {
            throw new OnnxException($"the value '{Excerpt.Of(name)}' is used, but nothing computes it");
        }

        return InputOf(info);
    }

    private static Rows InputOf(ValueInfoProto info)
    {
        TypeProto.Types.Tensor? tensor = info.Type?.TensorType;
        if (tensor is not null && tensor.ElemType is not (0 or 1 or 10 or 11 or 16))
        {
            throw new OnnxException($"input '{Excerpt.Of(info.Name)}' is of {TensorData.TypeName(tensor.ElemType)}; a dense layer takes float, double, float16 or bfloat16");
        }

        if (tensor?.Shape is not { } shape)
        {
            return new Rows { Stage = new Stage { Source = info.Name }, Shape = new SampleShape(true, null, [-1]) };
        }

        long[] sizes = [.. shape.Dim.Select(static size => size.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && size.DimValue > 0 ? size.DimValue : -1)];
        if (sizes.Length == 0 || sizes.Length > 16)
        {
            throw new OnnxException($"input '{Excerpt.Of(info.Name)}' has {sizes.Length} dimensions, where a batch of rows is expected");
        }

        return new Rows
        {
            Stage = new Stage { Source = info.Name },
            Shape = sizes.Length == 1
                ? new SampleShape(false, null, sizes)
                : new SampleShape(true, sizes[0] < 0 ? null : sizes[0], sizes[1..]),
        };
    }
}
