namespace MlpGen.Onnx.Reading;

/// <summary>Operators whose inputs are all constants, computed as the file is read.</summary>
/// <param name="work">What may still be made.</param>
internal sealed class Folding(Work work)
{
    /// <summary>One function of each number.</summary>
    public Constant Map(Constant constant, Func<double, double> operation)
    {
        work.Take(constant.Numbers.Length);
        return constant with { Numbers = Array.ConvertAll(constant.Numbers, z => operation(z)) };
    }

    /// <summary>One function of two, each dimension of 1 repeated as often as the other's needs.</summary>
    public Constant Zip(Constant left, Constant right, Func<double, double, double> operation, string name)
    {
        long[] shape = Broadcast(left.Shape, right.Shape);
        double[] numbers = new double[work.Take(shape)];
        double[] l = Expand(left, shape), r = Expand(right, shape);
        bool isWhole = name == "Div" && left.Type == NumberType.Integer;
        for (int k = 0; k < numbers.Length; k++)
        {
            numbers[k] = isWhole ? Math.Truncate(l[k] / r[k]) : operation(l[k], r[k]);
        }

        NumberType type = name is "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" ? NumberType.Boolean : left.Type;
        return new Constant(type, shape, numbers);
    }

    /// <summary>The numbers of a constant, repeated along its dimensions of 1 until it has a shape.</summary>
    public double[] Expand(Constant constant, long[] shape)
    {
        if (constant.Shape.AsSpan().SequenceEqual(shape))
        {
            return constant.Numbers;
        }

        double[] expanded = new double[work.Take(shape)];
        long[] steps = Steps(constant.Shape, shape);
        long[] index = new long[shape.Length];
        long place = 0;
        for (int k = 0; k < expanded.Length; k++)
        {
            expanded[k] = constant.Numbers[place];
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                place += steps[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                place -= steps[d] * shape[d];
                index[d] = 0;
            }
        }

        return expanded;
    }

    /// <summary>Dimensions in another order.</summary>
    public Constant Transpose(Constant constant, long[]? order)
    {
        int rank = constant.Shape.Length;
        order ??= [.. Enumerable.Range(0, rank).Reverse()];
        if (order.Length != rank || !order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(static d => (long)d)))
        {
            throw new GraphMistake($"the order [{string.Join(", ", order)}] of {rank} dimensions");
        }

        long[] shape = [.. order.Select(d => constant.Shape[d])], steps = new long[rank];
        for (int d = rank - 1, step = 1; d >= 0; d--)
        {
            steps[Array.IndexOf(order, d)] = step;
            step *= (int)constant.Shape[d];
        }

        double[] numbers = new double[work.Take(constant.Numbers.Length)];
        long[] index = new long[rank];
        long place = 0;
        for (int k = 0; k < numbers.Length; k++)
        {
            numbers[k] = constant.Numbers[place];
            for (int d = rank - 1; d >= 0; d--)
            {
                place += steps[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                place -= steps[d] * shape[d];
                index[d] = 0;
            }
        }

        return constant with { Shape = shape, Numbers = numbers };
    }

    /// <summary>The same numbers in another shape, in which 0 stands for the old dimension and −1 for what is left.</summary>
    public static Constant Reshape(Constant constant, double[] target, bool allowZero)
    {
        long[] shape = new long[target.Length];
        long known = 1;
        int open = -1;
        for (int d = 0; d < target.Length; d++)
        {
            shape[d] = Whole(target[d], "a dimension");
            if (shape[d] == 0 && !allowZero)
            {
                shape[d] = d < constant.Shape.Length ? constant.Shape[d] : throw new GraphMistake("a dimension of 0 stands for one that is not there");
            }

            if (shape[d] < 0)
            {
                open = open < 0 && shape[d] == -1 ? d : throw new GraphMistake($"the shape [{string.Join(", ", target)}]");
            }
            else
            {
                known = shape[d] > 0 && known > int.MaxValue / shape[d] ? int.MaxValue : known * shape[d];
            }
        }

        if (open >= 0)
        {
            shape[open] = known == 0 ? 0 : constant.Numbers.Length / known;
            known *= shape[open];
        }

        return known == constant.Numbers.Length
            ? constant with { Shape = shape }
            : throw new GraphMistake($"{constant.Numbers.Length} numbers do not have the shape [{string.Join(", ", target)}]");
    }

    /// <summary>Without some dimensions of 1; null for all of them.</summary>
    public static Constant Squeeze(Constant constant, long[]? axes)
    {
        int rank = constant.Shape.Length;
        var dropped = new HashSet<int>(axes?.Select(axis => Axis(axis, rank)) ?? Enumerable.Range(0, rank).Where(d => constant.Shape[d] == 1));
        return dropped.All(d => constant.Shape[d] == 1)
            ? constant with { Shape = [.. constant.Shape.Where((_, d) => !dropped.Contains(d))] }
            : throw new GraphMistake("a dimension that is not 1 is taken away");
    }

    /// <summary>With dimensions of 1 at some places of the result.</summary>
    public static Constant Unsqueeze(Constant constant, long[] axes)
    {
        int rank = constant.Shape.Length + axes.Length;
        var added = new HashSet<int>(axes.Select(axis => Axis(axis, rank)));
        var rest = new Queue<long>(constant.Shape);
        return added.Count == axes.Length
            ? constant with { Shape = [.. Enumerable.Range(0, rank).Select(d => added.Contains(d) ? 1 : rest.Dequeue())] }
            : throw new GraphMistake("one dimension is added twice");
    }

    /// <summary>One behind the other along a dimension.</summary>
    public Constant Concat(IReadOnlyList<Constant> parts, long axis)
    {
        int rank = parts[0].Shape.Length, along = Axis(axis, rank);
        if (parts.Any(part => part.Shape.Length != rank || part.Shape.Where((size, d) => d != along && size != parts[0].Shape[d]).Any()))
        {
            throw new GraphMistake("constants of different shapes are joined");
        }

        long[] shape = [.. parts[0].Shape];
        shape[along] = parts.Sum(part => part.Shape[along]);
        double[] numbers = new double[work.Take(shape)];
        long blocks = Product(shape.AsSpan(0, along));
        int place = 0;
        for (long block = 0; block < blocks; block++)
        {
            foreach (Constant part in parts)
            {
                int length = (int)(part.Numbers.Length / blocks);
                part.Numbers.AsSpan((int)(block * length), length).CopyTo(numbers.AsSpan(place));
                place += length;
            }
        }

        return parts[0] with { Shape = shape, Numbers = numbers };
    }

    /// <summary>Some of the entries along a dimension.</summary>
    public Constant Gather(Constant constant, Constant indices, long axis)
    {
        int along = Axis(axis, constant.Shape.Length);
        long size = constant.Shape[along];
        long[] shape = [.. constant.Shape[..along], .. indices.Shape, .. constant.Shape[(along + 1)..]];
        double[] numbers = new double[work.Take(shape)];
        int length = (int)Product(constant.Shape.AsSpan(along + 1)), place = 0;
        long blocks = Product(constant.Shape.AsSpan(0, along));
        for (long block = 0; block < blocks; block++)
        {
            foreach (double index in indices.Numbers)
            {
                long chosen = Whole(index, "an index");
                chosen = chosen < 0 ? chosen + size : chosen;
                if (chosen < 0 || chosen >= size)
                {
                    throw new GraphMistake($"the index {index} of {size} entries");
                }

                constant.Numbers.AsSpan((int)((block * size + chosen) * length), length).CopyTo(numbers.AsSpan(place));
                place += length;
            }
        }

        return constant with { Shape = shape, Numbers = numbers };
    }

    /// <summary>A dimension, counted from the end if it is negative.</summary>
    public static int Axis(long axis, int rank)
    {
        long counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank ? (int)counted : throw new GraphMistake($"the axis {axis} of {rank} dimensions");
    }

    /// <summary>A whole number, as dimensions, axes and indices are.</summary>
    public static long Whole(double number, string what) => Math.Abs(number) <= 1L << 53 && number == Math.Truncate(number)
        ? (long)number
        : throw new GraphMistake(double.IsNaN(number) ? $"{what} depends on the number of samples" : FormattableString.Invariant($"{what} of {number}"));

    /// <summary>The numbers in a shape whose numbers are there.</summary>
    private static long Product(ReadOnlySpan<long> shape)
    {
        long product = 1;
        foreach (long size in shape)
        {
            product *= size;
        }

        return product;
    }

    private static long[] Broadcast(long[] left, long[] right)
    {
        long[] shape = new long[Math.Max(left.Length, right.Length)];
        for (int d = 1; d <= shape.Length; d++)
        {
            long l = d <= left.Length ? left[^d] : 1, r = d <= right.Length ? right[^d] : 1;
            shape[^d] = l == r || r == 1 ? l : l == 1 ? r : throw new GraphMistake($"constants of the shapes [{string.Join(", ", left)}] and [{string.Join(", ", right)}] meet");
        }

        return shape;
    }

    /// <summary>How far the next number along each dimension of a shape lies in a constant that is repeated to it.</summary>
    private static long[] Steps(long[] own, long[] shape)
    {
        long[] steps = new long[shape.Length];
        long step = 1;
        for (int d = 1; d <= own.Length; d++)
        {
            if (d > shape.Length ? own[^d] != 1 : own[^d] != 1 && own[^d] != shape[^d])
            {
                throw new GraphMistake($"constants of the shape [{string.Join(", ", own)}], where [{string.Join(", ", shape)}] is needed");
            }

            if (d <= shape.Length)
            {
                steps[^d] = own[^d] == 1 ? 0 : step;
            }

            step *= own[^d];
        }

        return steps;
    }
}
