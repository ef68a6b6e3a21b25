using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the chain rule of one sample with the outputs of a layer side by side in vectors: dz1_8 is dz1 from output 8 on.</summary>
internal sealed class OutputsBackward(EmitContext context, VectorFunctions functions, Formulas formulas, bool isOneMethod)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly VectorPlaces _places = new(context, functions);

    private int Lanes => context.Plan.VectorLanes;

    /// <summary>dz of the last layer, from dy or from what the loss has given.</summary>
    public void OutputGradient(OutputGradientStep step, bool hasLoss) => OutputGradientBlock.Write(
        _writer, formulas, step, hasLoss, "var ",
        declaration => _places.Read(step.Layer, "dy", "dyOrTarget", 0, declaration),
        declaration => PreActivationGradient(step.Layer, declaration));

    /// <summary>dz of a hidden layer, behind da.</summary>
    public void Chain(LayerPlan layer)
    {
        formulas.Backward(layer);
        formulas.PreActivationGradient(layer);
        PreActivationGradient(layer, "var ");
    }

    /// <summary>dz·Wᵀ: ∂L/∂a of the layer before.</summary>
    public void Propagate(PropagateStep step)
    {
        formulas.Propagated(step.Layer);
        Product(step.Layer, step.Kernel, $"da{step.Layer.Number - 1}");
    }

    /// <summary>dx, if the caller wants it.</summary>
    public void InputGradient(InputGradientStep step)
    {
        LayerPlan first = step.Layer;
        _writer.Line();
        _writer.Open("if (!dx.IsEmpty)");
        formulas.InputGradient();
        Product(first, step.Kernel, "dx", isLast: true);
        if (first.Inputs == 1)
        {
            _writer.Line("dx[0] = dx_0;");
        }
        else
        {
            _writer.Line($"ref {context.T} to = ref {functions.At("dx", 0)};");
            _places.Store("dx", first.Inputs, "to", 0, end: first.Inputs);
        }

        _writer.Close();
    }

    private void PreActivationGradient(LayerPlan layer, string declaration)
    {
        int l = layer.Number;
        ActivationTraits traits = layer.Traits;
        string da = formulas.Outgoing(layer);
        ReadForDerivative(layer);
        if (traits.CouplesOutputs)
        {
            SoftmaxGradient(layer, declaration);
            return;
        }

        foreach (string suffix in _places.Suffixes(layer))
        {
            string one = layer.HasOneOutput ? context.Number(1) : functions.Create(context.Number(1));
            string by = traits.DerivativeReads == DerivativeInput.A ? $"a{l}{suffix}" : $"z{l}{suffix}";
            string dz = traits.DerivativeReads == DerivativeInput.Nothing ? $"{da}{suffix}"
                : traits.DerivativeExpression is { } expression ? $"{da}{suffix} * ({expression(by, one)})"
                : $"{da}{suffix} * {context.Names.Function(traits.DerivativeFunction!)}({by}{_places.Alpha(layer)})";
            _writer.Line($"{declaration}dz{l}{suffix} = {dz};");
        }
    }

    /// <summary>Reads what the derivative of a hidden layer wants, where the forward pass left it in memory.</summary>
    private void ReadForDerivative(LayerPlan layer)
    {
        if (!isOneMethod && layer != context.Plan.Last && layer.Traits.DerivativeReads == DerivativeInput.Z)
        {
            _places.ReadTrace(layer, "z"); // a has been read for dW of the layer behind
        }
    }

    private void SoftmaxGradient(LayerPlan layer, string declaration)
    {
        int l = layer.Number;
        if (layer.HasOneOutput)
        {
            _writer.Line($"{declaration}dz{l} = a{l} * (dy - a{l} * dy);");
            return;
        }

        int[] firsts = [.. _places.Firsts(layer.Outputs)];
        if (firsts.Length == 1)
        {
            _writer.Line($"{declaration}dz{l}_0 = {functions.OutputLanes}.SoftmaxGradient(a{l}_0, dy_0, {layer.Outputs});");
            return;
        }

        string products = string.Join(" + ", firsts.Select(first => functions.Keep($"a{l}_{first} * dy_{first}", layer.Outputs - first)));
        _writer.Line($"var sum = {functions.Create($"{functions.OpenSum}{products})")};");
        foreach (int first in firsts)
        {
            _writer.Line($"{declaration}dz{l}_{first} = a{l}_{first} * (dy_{first} - sum);");
        }
    }

    /// <summary>dz·Wᵀ of a layer, into vectors of a name.</summary>
    private void Product(LayerPlan layer, SumKernel kernel, string name, bool isLast = false)
    {
        int l = layer.Number;
        if (!isOneMethod)
        {
            _writer.Line($"ref {context.T} W{l} = ref {functions.At("parameters", layer.WeightOffset)};");
        }

        switch (kernel)
        {
            case SumKernel.Column when layer.Inputs == 1:
                _writer.Line($"{context.T} {(isLast ? "dx_0" : name)} = dz{l} * W{l};");
                break;
            case SumKernel.Column:
                foreach (int first in _places.Firsts(layer.Inputs))
                {
                    _writer.Line($"var {name}_{first} = dz{l} * {_places.LoadWeights(layer, first, Math.Min(Lanes, layer.Inputs - first))};");
                }

                break;
            case SumKernel.OneRow:
                _writer.Wrapped($"{context.T} {(isLast ? "dx_0" : name)} = {functions.OpenSum}", RowProduct(layer, 0), ");");
                break;
            case SumKernel.Columns:
                Columns(layer, name);
                break;
            case SumKernel.Rows:
                foreach (int first in _places.Firsts(layer.Inputs))
                {
                    int count = Math.Min(Lanes, layer.Inputs - first);
                    string[] rows = [.. Enumerable.Range(first, count).Select(i => string.Concat(RowProduct(layer, i)).TrimStart())];
                    _writer.Wrapped($"var {name}_{first} =", functions.Sums(rows));
                }

                break;
            default:
                throw new InvalidOperationException($"{kernel} has no text in vectors of outputs.");
        }
    }

    /// <summary>dz·Wᵀ by columns of W.</summary>
    private void Columns(LayerPlan layer, string name)
    {
        int l = layer.Number;
        foreach (int first in _places.Firsts(layer.Inputs))
        {
            int rows = Math.Min(Lanes, layer.Inputs - first);
            (string, string)[] terms =
            [
                .. Enumerable.Range(0, layer.Outputs).Select(
                    j => (functions.Lane($"dz{l}_0", j), functions.Column($"W{l}", first * layer.Outputs, layer.Outputs, j, rows))),
            ];
            _writer.Wrapped($"var {name}_{first} =", functions.SumOfProducts(seed: null, terms));
        }
    }

    /// <summary>dz times row i of W, still to be summed, as pieces of a line: the part of a row that fills no vector first, and nothing else in
    /// its vector.</summary>
    private IEnumerable<string> RowProduct(LayerPlan layer, int i)
    {
        int l = layer.Number;
        int[] firsts = [.. _places.Firsts(layer.Outputs)];
        (string, string) Factors(int first) => ($"dz{l}_{first}", _places.LoadWeights(layer, i * layer.Outputs + first, Math.Min(Lanes, layer.Outputs - first)));
        if (layer.Outputs % Lanes == 0)
        {
            return functions.SumOfProducts(seed: null, [.. firsts.Select(Factors)]);
        }

        int last = firsts[firsts.Length - 1];
        (string dz, string row) = Factors(last);
        string part = functions.Keep($"{dz} * {row}", layer.Outputs - last);
        return functions.SumOfProducts(part, [.. firsts.Take(firsts.Length - 1).Select(Factors)]);
    }
}
