using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Where the values of samples side by side come from and go to: columns of the rows that a batch is, and parameters, one number for all
/// lanes.</summary>
internal sealed class LanesPlaces(EmitContext context)
{
    /// <summary>So many columns of rows are turned at once, in registers.</summary>
    private const int ColumnsAtOnce = 4;

    private readonly SourceWriter _writer = context.Writer;

    private string Lanes => context.Names.Type("SampleLanes");

    /// <summary>Names W and b of a layer.</summary>
    public void NameParameters(LayerPlan layer)
    {
        (int l, int n) = (layer.Number, layer.Outputs);
        string place = n == 1 ? $"W{l}_i_0 is W{l}[i]" : $"W{l}_i_j is W{l}[i * {n} + j]";
        _writer.Line($"var W{l} = batch.Parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});{(layer.Inputs == 1 ? "" : $" // {place}")}");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"var b{l} = batch.Parameters.Slice({layer.BiasOffset}, {n});");
        }
    }

    /// <summary>The products of z of one output, and behind them, with no left factor, the bias. Those of a frozen network leave out what is
    /// multiplied by 0.</summary>
    public IEnumerable<(string? Left, string Right)> Terms(LayerPlan layer, int j)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            int index = layer.WeightOffset + i * layer.Outputs + j;
            if (Frozen(index) != 0)
            {
                yield return ($"{EmitContext.Incoming(layer)}_{i}", Parameter(index, $"W{layer.Number}", i * layer.Outputs + j));
            }
        }

        if (layer.Spec.HasBias && Frozen(layer.BiasOffset + j) != 0)
        {
            yield return (null, Parameter(layer.BiasOffset + j, $"b{layer.Number}", j));
        }
    }

    /// <summary>The products of da of one unit of the layer before; of dx, for the first layer.</summary>
    public IEnumerable<(string? Left, string Right)> PropagatedTerms(LayerPlan layer, int i) => Enumerable.Range(0, layer.Outputs).Select(
        j => ((string?)$"dz{layer.Number}_{j}", Parameter(layer.WeightOffset + i * layer.Outputs + j, $"W{layer.Number}", i * layer.Outputs + j)));

    private double? Frozen(int index) => context.HasLiterals ? context.Plan.Spec.Frozen!.Parameters[index] : null;

    private string Parameter(int index, string name, int element) => Frozen(index) is { } frozen ? context.Number(frozen) : $"{name}[{element}]";

    /// <summary>Reads columns of rows: <c>name_0</c> the first of each sample, <c>name_1</c> the second, ….</summary>
    public void Load(string name, string rows, int width, string declaration = "V ", bool isCounted = false)
    {
        if (width < ColumnsAtOnce)
        {
            for (int k = 0; k < width; k++)
            {
                string column = $"{Lanes}.Column<V>({rows}, s, {width}, {k})";
                _writer.Line($"{declaration}{name}_{k} = {(isCounted ? Counted(column) : column)};");
            }

            return;
        }

        _writer.Line($"ref var {name}_s = ref {Lanes}.Rows({rows}, s, S.Count, {width});");
        int known = 0;
        foreach (int first in Blocks(width))
        {
            var columns = Enumerable.Range(first, ColumnsAtOnce).Select(k => k < known ? "out _" : $"out {declaration}{name}_{k}");
            _writer.Line($"{Lanes}.Columns<V, S>(ref {name}_s, {width}, {first}, {string.Join(", ", columns)});");
            known = first + ColumnsAtOnce;
        }

        for (int k = 0; isCounted && !context.Plan.Spec.IsReproducible && k < width; k++)
        {
            _writer.Line($"{name}_{k} = {Counted($"{name}_{k}")};");
        }
    }

    /// <summary>0 where another vector counts the sample of a lane.</summary>
    public string Counted(string value) => context.Plan.Spec.IsReproducible ? value : $"S.Keep({value}, counted)";

    /// <summary>Writes columns of rows.</summary>
    public void Store(string name, string rows, int width)
    {
        if (width == 2)
        {
            _writer.Line($"{Lanes}.StorePairs<V>({name}_0, {name}_1, {rows}, s);");
            return;
        }

        if (width < ColumnsAtOnce)
        {
            for (int k = 0; k < width; k++)
            {
                _writer.Line($"{Lanes}.StoreColumn<V>({name}_{k}, {rows}, s, {width}, {k});");
            }

            return;
        }

        _writer.Line($"ref var {name}_s = ref {Lanes}.Rows({rows}, s, S.Count, {width});");
        foreach (int first in Blocks(width))
        {
            var columns = Enumerable.Range(first, ColumnsAtOnce).Select(k => $"{name}_{k}");
            _writer.Line($"{Lanes}.StoreColumns<V, S>({string.Join(", ", columns)}, ref {name}_s, {width}, {first});");
        }
    }

    /// <summary>The first columns of the blocks; the last block ends with the last column, and overlaps the one before it.</summary>
    private static IEnumerable<int> Blocks(int width)
    {
        for (int first = 0; first < width; first += ColumnsAtOnce)
        {
            yield return Math.Min(first, width - ColumnsAtOnce);
        }
    }
}
