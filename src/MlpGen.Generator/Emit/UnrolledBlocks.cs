using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes a pass as one straight line of code: each value in a local of its textbook name, assigned once.</summary>
/// <remarks>
/// Everything is read into locals before anything is written to a span, so that the caller's spans may overlap.
/// </remarks>
internal sealed class UnrolledBlocks(EmitContext context, ValueText values)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly string _t = values.Local;

    /// <summary>What the values are.</summary>
    public ValueText Values => values;

    /// <summary>Reads a span into locals <c>name_0, name_1, …</c>.</summary>
    public void Load(string name, string span, int count, int offset = 0)
    {
        Declare(Enumerable.Range(0, count).Select(k => $"{name}_{k} = {span}[{offset + k}]"));
    }

    /// <summary>Reads the columns of a batch into lanes <c>name_0, name_1, …</c>.</summary>
    public void LoadColumns(string name, string rows, string width, int count) => Declare(Enumerable.Range(0, count).Select(
        k => $"{name}_{k} = {values.Column(rows, width, k)}"));

    /// <summary>Reads W of a layer into locals, a line for each input. Frozen numbers need none: they are literals in the formulas.</summary>
    public void LoadWeights(LayerPlan layer)
    {
        for (int i = 0; i < layer.Inputs && !context.IsFrozen; i++)
        {
            int row = layer.WeightOffset + i * layer.Outputs;
            Declare(Outputs(layer).Select(j => $"{W(layer, i, j)} = parameters[{row + j}]"));
        }
    }

    /// <summary>Reads W and b of a layer into locals.</summary>
    public void LoadParameters(LayerPlan layer)
    {
        LoadWeights(layer);
        if (layer.Spec.HasBias && !context.IsFrozen)
        {
            Load($"b{layer.Number}", "parameters", layer.Outputs, layer.BiasOffset);
        }
    }

    /// <summary>Names W and b of a layer, which the lines of a loop over lanes read one number at a time: in vectors they would not all fit
    /// the registers.</summary>
    public void NameParameters(LayerPlan layer)
    {
        (int l, int n) = (layer.Number, layer.Outputs);
        if (context.IsFrozen)
        {
            return; // literals
        }

        string place = n == 1 ? $"W{l}_i_0 is W{l}[i]" : $"W{l}_i_j is W{l}[i * {n} + j]";
        _writer.Line($"var W{l} = parameters.Slice({layer.WeightOffset}, {layer.Spec.WeightCount});{(layer.Inputs == 1 ? "" : $" // {place}")}");
        if (layer.Spec.HasBias)
        {
            _writer.Line($"var b{l} = parameters.Slice({layer.BiasOffset}, {n});");
        }
    }

    private double Frozen(int index) => context.Plan.Spec.Frozen!.Parameters[index];

    /// <summary>The terms of z of one output: a product for each input, and the bias. Those of a frozen network leave out what is multiplied by 0.</summary>
    private (string Left, string? Right)[] Terms(LayerPlan layer, int j)
    {
        var terms = new List<(string, string?)>();
        for (int i = 0; i < layer.Inputs; i++)
        {
            double? frozen = context.IsFrozen ? Frozen(layer.WeightOffset + i * layer.Outputs + j) : null;
            if (frozen != 0)
            {
                terms.Add((In(layer, i), frozen == 1 && !values.IsLanes ? null : W(layer, i, j)));
            }
        }

        if (layer.Spec.HasBias && !(context.IsFrozen && Frozen(layer.BiasOffset + j) == 0))
        {
            terms.Add((Parameter(layer.BiasOffset + j, $"b{layer.Number}", j, $"_{j}"), null));
        }

        return terms.Count > 0 ? [.. terms] : [(values.Factor(0), null)];
    }

    /// <summary>z = x·W + b and a = f(z) of one layer.</summary>
    public void Forward(LayerPlan layer)
    {
        int l = layer.Number;
        ActivationText text = Text(layer);
        _writer.Line();
        Comment.ForwardBlock(_writer, layer, text);
        if (!values.IsLanes)
        {
            LoadParameters(layer);
        }

        foreach (int j in Outputs(layer))
        {
            Sum($"{_t} z{l}_{j}", Terms(layer, j), areWeighted: true);
        }

        if (layer.Spec.Activation == Activation.Softmax)
        {
            SoftmaxBlock.Unrolled(context, values, layer.Outputs, $"z{l}", $"a{l}", $"{l}");
            return;
        }

        foreach (int j in Outputs(layer))
        {
            _writer.Line($"{_t} a{l}_{j} = {text.Value($"z{l}_{j}")};");
        }
    }

    /// <summary>dz of one layer from ∂L/∂a, the locals <paramref name="outgoing"/>.</summary>
    public void PreActivationGradient(LayerPlan layer, string outgoing)
    {
        int l = layer.Number;
        if (layer.Spec.Activation == Activation.Softmax)
        {
            Sum($"{_t} da{l}_mean", Outputs(layer).Select(j => ($"a{l}_{j}", (string?)$"{outgoing}_{j}")));
            foreach (int j in Outputs(layer))
            {
                _writer.Line($"{_t} dz{l}_{j} = a{l}_{j} * ({outgoing}_{j} - da{l}_mean);");
            }

            return;
        }

        ActivationText text = Text(layer);
        foreach (int j in Outputs(layer))
        {
            _writer.Line($"{_t} dz{l}_{j} = {text.Gradient($"{outgoing}_{j}", $"z{l}_{j}", $"a{l}_{j}")};");
        }
    }

    /// <summary>dW and db of one layer, added to the gradient, and ∂L/∂a of the layer before.</summary>
    public void ParameterGradient(LayerPlan layer)
    {
        int l = layer.Number;
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Outputs(layer))
            {
                Accumulate(layer.WeightOffset + i * layer.Outputs + j, $"dW{l}_{i}_{j}", In(layer, i), $"dz{l}_{j}");
            }
        }

        if (layer.Spec.HasBias)
        {
            foreach (int j in Outputs(layer))
            {
                Accumulate(layer.BiasOffset + j, $"db{l}_{j}", null, $"dz{l}_{j}");
            }
        }

        if (l > 1)
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                Sum($"{_t} da{l - 1}_{i}", InputGradientTerms(layer, i), areWeighted: true);
            }
        }
    }

    /// <summary>dx, if the caller wants it.</summary>
    public void InputGradient()
    {
        LayerPlan first = context.Layers[0];
        _writer.Line();
        _writer.Open($"if (!{(values.IsLanes ? "inputGradients" : "inputGradient")}.IsEmpty)");
        _writer.Line("// dx = dz1·W1ᵀ");
        for (int i = 0; i < first.Inputs; i++)
        {
            Sum(values.IsLanes ? $"var dx_{i}" : $"inputGradient[{i}]", InputGradientTerms(first, i), areWeighted: true);
        }

        if (values.IsLanes)
        {
            StoreColumns("dx", "inputGradients", "InputSize", first.Inputs);
        }

        _writer.Close();
    }

    /// <summary>Declares an accumulator of lanes for each parameter.</summary>
    public void DeclareAccumulators()
    {
        foreach (LayerPlan layer in context.Layers)
        {
            string[] names = [.. AccumulatorNames(layer)];
            _writer.Wrapped(values.Type, names.Select((name, k) => $" {name} = default{(k + 1 < names.Length ? "," : "")}"));
        }
    }

    /// <summary>Adds the lanes of each accumulator to the gradient, as many parameters at a time as a vector has lanes.</summary>
    public void AddAccumulators()
    {
        VectorFunctions sums = context.Lanes.Vectors;
        string[] names = [.. context.Layers.SelectMany(AccumulatorNames)];
        _writer.Line($"ref {context.T} to = ref {sums.At("gradient", 0)};");
        for (int first = 0; first < names.Length; first += values.LanesOfSums)
        {
            string[] group = [.. names.Skip(first).Take(values.LanesOfSums)];
            (string open, string close) = sums.Add("to", first, group.Length);
            _writer.Wrapped(open, values.Vectors.Sums(group), close);
        }
    }

    /// <summary>Writes <c>target = term + term + …;</c>, wrapped. Numbers are added as the textbook writes it; lanes by calls that the hardware
    /// fuses.</summary>
    /// <param name="target">What is assigned.</param>
    /// <param name="terms">Products and single terms.</param>
    /// <param name="areWeighted">Whether the right factors are parameters, and so is a single term: one number for all lanes.</param>
    public void Sum(string target, IEnumerable<(string Left, string? Right)> terms, bool areWeighted = false)
    {
        (string Left, string? Right)[] all = [.. terms];
        _writer.Wrapped($"{target} =", values.IsLanes ? LaneSum(all, areWeighted) : Plain(all));
    }

    private static IEnumerable<string> Plain((string Left, string? Right)[] terms) =>
        terms.Select((term, k) => (k == 0 ? " " : " + ") + (term.Right is null ? term.Left : $"{term.Left} * {term.Right}"));

    private IEnumerable<string> LaneSum((string Left, string? Right)[] terms, bool areWeighted)
    {
        (string, string)[] products = [.. terms.Where(term => term.Right is not null).Select(term => (term.Left, term.Right!))];
        if (products.Length == 0)
        {
            return areWeighted ? [" " + values.OfAll(terms[0].Left)] : Plain(terms);
        }

        string? seed = terms.Length > products.Length ? terms[terms.Length - 1].Left : null;
        return areWeighted ? values.Vectors.SumOfWeighted(seed, products) : values.Vectors.SumOfProducts(seed, products, areVectors: true);
    }

    /// <summary>Writes lanes to the columns of a batch.</summary>
    public void StoreColumns(string name, string rows, string width, int count)
    {
        const string Lanes = "global::MlpGen.Numerics.SampleLanes";
        if (count == 2)
        {
            _writer.Line($"{Lanes}.StorePairs({name}_0, {name}_1, {rows}, s);");
            return;
        }

        for (int k = 0; k < count; k++)
        {
            _writer.Line($"{Lanes}.Store({name}_{k}, {rows}, s, {width}, {k});");
        }
    }

    /// <summary>Copies locals to a span.</summary>
    public void Store(string span, int offset, string name, int count)
    {
        for (int k = 0; k < count; k++)
        {
            _writer.Line($"{span}[{offset + k}] = {name}_{k};");
        }
    }

    private static IEnumerable<int> Outputs(LayerPlan layer) => Enumerable.Range(0, layer.Outputs);

    private string W(LayerPlan layer, int i, int j) =>
        Parameter(layer.WeightOffset + i * layer.Outputs + j, $"W{layer.Number}", i * layer.Outputs + j, $"_{i}_{j}");

    /// <summary>A parameter as the text reads it: a literal of a frozen network, an element of W or b in a loop over lanes, else a local.</summary>
    private string Parameter(int index, string name, int element, string suffix) =>
        context.IsFrozen ? values.Factor(Frozen(index))
        : values.IsLanes ? $"{name}[{element}]"
        : name + suffix;

    private static string In(LayerPlan layer, int i) => $"{EmitContext.Incoming(layer)}_{i}";

    private IEnumerable<(string Left, string? Right)> InputGradientTerms(LayerPlan layer, int i) =>
        Outputs(layer).Select(j => ($"dz{layer.Number}_{j}", (string?)W(layer, i, j)));

    private ActivationText Text(LayerPlan layer) => new(layer, context, values);

    /// <summary>dW1_0_0, …, db1_0, …, in the order of the flat buffer.</summary>
    private static IEnumerable<string> AccumulatorNames(LayerPlan layer)
    {
        for (int i = 0; i < layer.Inputs; i++)
        {
            foreach (int j in Outputs(layer))
            {
                yield return $"dW{layer.Number}_{i}_{j}";
            }
        }

        for (int j = 0; layer.Spec.HasBias && j < layer.Outputs; j++)
        {
            yield return $"db{layer.Number}_{j}";
        }
    }

    private void Declare(IEnumerable<string> assignments)
    {
        string[] parts = [.. assignments];
        if (!values.IsLanes)
        {
            _writer.Wrapped(_t, parts.Select((part, k) => " " + part + (k + 1 < parts.Length ? "," : "")));
            return;
        }

        foreach (string part in parts)
        {
            _writer.Line($"var {part};");
        }
    }

    /// <summary>Adds a product, or a term alone, to one element of the gradient: at once, or to its lanes.</summary>
    private void Accumulate(int index, string name, string? left, string right)
    {
        if (values.IsLanes)
        {
            _writer.Line(left is null
                ? $"{name} += {right};"
                : $"{name} ={string.Concat(values.Vectors.SumOfProducts(name, [(left, right)], areVectors: true))};");
            return;
        }

        string statement = $"gradient[{index}] += {(left is null ? right : $"{left} * {right}")};";
        _writer.Line($"{statement,-36} // {name}");
    }
}
