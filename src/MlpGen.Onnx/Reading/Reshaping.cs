namespace MlpGen.Onnx.Reading;

/// <summary>Operators that change how the numbers of a sample lie, but neither their order nor which sample they belong to.</summary>
internal static class Reshaping
{
    /// <summary>Dimensions before an axis become one, and those from it on another.</summary>
    public static SampleShape Flatten(SampleShape shape, long axis)
    {
        int rank = shape.Features.Length + (shape.HasBatch ? 1 : 0);
        int at = axis == rank ? rank : Folding.Axis(axis, rank);
        long width = shape.Width ?? -1;
        return shape.HasBatch
            ? at == 1 || at == 0 && shape.BatchSize == 1 ? shape with { Features = [width] } : throw Mixed(shape, $"axis {axis}")
            : at == 0 ? new SampleShape(true, 1, [width]) : throw Mixed(shape, $"axis {axis}");
    }

    /// <summary>Another shape, in which NaN is the number of samples, 0 stands for the old dimension and −1 for what is left.</summary>
    public static SampleShape Reshape(SampleShape shape, double[] target, bool allowZero)
    {
        string wanted = $"[{string.Join(", ", target.Select(static size => double.IsNaN(size) ? "N" : FormattableString.Invariant($"{size}")))}]";
        if (target.Length == 0)
        {
            throw Mixed(shape, wanted);
        }

        if (!shape.HasBatch)
        {
            // A row of numbers alone: as a batch of one, or as it is.
            return target.Length == 1
                ? shape with { Features = Features(shape, shape.Features, target, allowZero, wanted) }
                : target[0] == 1 ? new SampleShape(true, 1, Features(shape, [.. shape.Features.Skip(1)], target[1..], allowZero, wanted)) : throw Mixed(shape, wanted);
        }

        bool staysFirst = double.IsNaN(target[0]) || target[0] == 0 && !allowZero || target[0] == shape.BatchSize
            || target[0] == -1 && !target.Skip(1).Contains(-1) && shape.Width is not null;
        if (staysFirst && (target.Length > 1 || shape.Width == 1))
        {
            return shape with { Features = Features(shape, shape.Features, target[1..], allowZero, wanted) };
        }

        return shape.BatchSize == 1 && target.Length == 1 && (target[0] == -1 || target[0] == shape.Width)
            ? new SampleShape(false, null, [shape.Width ?? -1])
            : throw Mixed(shape, wanted);
    }

    /// <summary>Without dimensions of 1; null for all of them.</summary>
    public static SampleShape Squeeze(SampleShape shape, long[]? axes)
    {
        int before = shape.HasBatch ? 1 : 0, rank = shape.Features.Length + before;
        var dropped = new HashSet<int>(axes?.Select(axis => Folding.Axis(axis, rank))
            ?? Enumerable.Range(0, rank).Where(d => (d < before ? shape.BatchSize ?? -1 : shape.Features[d - before]) == 1));
        bool dropsBatch = shape.HasBatch && dropped.Contains(0);
        return dropped.Any(d => d >= before && shape.Features[d - before] != 1) || dropsBatch && shape.BatchSize != 1
            ? throw Mixed(shape, "without a dimension that may be more than 1")
            : new SampleShape(shape.HasBatch && !dropsBatch, dropsBatch ? null : shape.BatchSize, [.. shape.Features.Where((_, d) => !dropped.Contains(d + before))]);
    }

    /// <summary>With dimensions of 1 at some places of the result.</summary>
    public static SampleShape Unsqueeze(SampleShape shape, long[] axes)
    {
        int before = shape.HasBatch ? 1 : 0, rank = shape.Features.Length + before + axes.Length;
        var added = new HashSet<int>(axes.Select(axis => Folding.Axis(axis, rank)));
        if (added.Contains(0) && shape.HasBatch || added.Count != axes.Length)
        {
            throw Mixed(shape, "with a dimension before that of the samples");
        }

        var rest = new Queue<long>(shape.Features);
        bool becomesBatch = added.Contains(0);
        long[] features = [.. Enumerable.Range(before, rank - before).Where(d => d > 0 || !becomesBatch).Select(d => added.Contains(d) ? 1 : rest.Dequeue())];
        return new SampleShape(shape.HasBatch || becomesBatch, becomesBatch ? 1 : shape.BatchSize, features);
    }

    /// <summary>Dimensions in another order, as long as those with more than one number stay in theirs.</summary>
    public static SampleShape Transpose(SampleShape shape, long[]? order)
    {
        int before = shape.HasBatch ? 1 : 0, rank = shape.Features.Length + before;
        order ??= [.. Enumerable.Range(0, rank).Reverse()];
        if (order.Length != rank || !order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(static d => (long)d)))
        {
            throw new GraphMistake($"the order [{string.Join(", ", order)}] of {rank} dimensions");
        }

        long[] large = [.. order.Where(d => d >= before && shape.Features[d - before] != 1)];
        return (shape.HasBatch && order[0] != 0) || !large.SequenceEqual(large.Order())
            ? throw Mixed(shape, $"in the order [{string.Join(", ", order)}]")
            : shape with { Features = [.. order.Skip(before).Select(d => shape.Features[d - before])] };
    }

    private static long[] Features(SampleShape shape, long[] before, double[] target, bool allowZero, string wanted)
    {
        long[] features = new long[target.Length];
        long known = 1;
        int open = -1;
        for (int d = 0; d < target.Length; d++)
        {
            features[d] = Folding.Whole(target[d], "a dimension of a sample");
            features[d] = features[d] == 0 && !allowZero ? d < before.Length ? before[d] : throw Mixed(shape, wanted) : features[d];
            if (features[d] < 0)
            {
                open = open < 0 ? d : throw Mixed(shape, wanted);
            }
            else
            {
                known = features[d] > 0 && known > int.MaxValue / features[d] ? int.MaxValue : known * features[d];
            }
        }

        if (open >= 0 && shape.Width is { } width)
        {
            features[open] = known > 0 && width % known == 0 ? width / known : throw Mixed(shape, wanted);
            known *= features[open];
        }

        return open >= 0 && shape.Width is null || shape.Width is null || known == shape.Width ? features : throw Mixed(shape, wanted);
    }

    private static GraphMistake Mixed(SampleShape shape, string wanted) =>
        new($"numbers of the shape {shape} as {wanted}: samples would be mixed, or numbers left out");
}
