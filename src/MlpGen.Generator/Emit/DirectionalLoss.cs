using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes what the loss of one sample gives, number by number, and its tangent: dy and tdy, or dz and tdz of a loss that reads z.</summary>
internal sealed class DirectionalLoss(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly LossSpec _loss = context.Plan.Spec.Loss!;
    private readonly string _t = context.T;

    private string Zero => context.Number(0);

    /// <summary>Writes it.</summary>
    public void Write(LayerPlan last)
    {
        int l = last.Number;
        int[] range = [.. Enumerable.Range(0, last.Outputs)];
        _writer.List(_t, range.Select(static j => $"t_{j} = target[{j}]"));
        switch (_loss.Function)
        {
            case LossFunction.CrossEntropy:
                NumbersLoss.Softmax(context, last.Outputs, $"z{l}", "p", "");
                _writer.Sum($"{_t} tSum", range.Select(static j => $"t_{j}"));
                _writer.Sum($"{_t} mean", range.Select(j => $"p_{j} * tz{l}_{j}"));
                Give(range, $"dz{l}", static j => $"(p_{j} * tSum - t_{j}) * scale", j => $"tSum * p_{j} * (tz{l}_{j} - mean) * scale");
                break;
            case LossFunction.BinaryCrossEntropy:
                string sigmoid = context.Names.Function("Sigmoid");
                _writer.List(_t, range.Select(j => $"p_{j} = {sigmoid}(z{l}_{j})"));
                Give(range, $"dz{l}", static j => $"(p_{j} - t_{j}) * scale", j => $"p_{j} * {sigmoid}(-z{l}_{j}) * tz{l}_{j} * scale");
                break;
            default:
                _writer.List(_t, range.Select(j => $"error_{j} = a{l}_{j} - t_{j}"));
                var residual = new Residual(context);
                Give(range, "dy", j => $"{residual.Slope($"error_{j}")} * scale", j => Bend(l, j));
                break;
        }
    }

    private string Bend(int l, int j) => _loss.Function switch
    {
        LossFunction.HalfSquaredError => $"ta{l}_{j} * scale",
        LossFunction.MeanAbsoluteError => Zero,
        LossFunction.Huber =>
            $"{context.ScalarMath}.Abs(error_{j}) <= {context.Number(_loss.Delta)} ? ta{l}_{j} * scale : {Zero}",
        _ => $"{context.Number(2)} * ta{l}_{j} * scale",
    };

    private void Give(int[] range, string name, Func<int, string> gradient, Func<int, string> tangent)
    {
        foreach (int j in range)
        {
            _writer.Line($"{_t} {name}_{j} = {gradient(j)};");
        }

        foreach (int j in range)
        {
            _writer.Line($"{_t} t{name}_{j} = {tangent(j)};");
        }
    }
}
