namespace MlpGen.Onnx.Reading;

/// <summary>A bound on what reading a file may take, in numbers made on the way, so that a small file cannot ask for all memory or for
/// ever.</summary>
internal sealed class Work
{
    /// <summary>As many as a network of the largest size needs, sixteen times over: half a gigabyte.</summary>
    private const long Most = 16L * DenseNetwork.MostParameters;

    private long _left = Most;

    /// <summary>Takes so many, before they are made; throws if there are not as many left.</summary>
    /// <returns>The count, which then fits an int.</returns>
    public int Take(long count)
    {
        if (count < 0 || count > _left)
        {
            throw new GraphMistake($"it would take more than {Most} numbers in all to read this graph, more than any network that MlpGen compiles needs");
        }

        _left -= count;
        return (int)count;
    }

    /// <summary>Takes as many as a shape has.</summary>
    public int Take(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
            {
                throw new GraphMistake($"a dimension of {dimension}");
            }

            count = dimension == 0 ? 0 : count > Most / dimension ? Most + 1 : count * dimension;
        }

        return Take(count);
    }
}

/// <summary>What is wrong at a node, before it is known which node that is.</summary>
internal sealed class GraphMistake(string message) : Exception(message)
{
    /// <summary>The node, where it is another than the one at hand.</summary>
    public Node? Node { get; init; }
}
