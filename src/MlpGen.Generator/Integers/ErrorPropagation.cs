namespace MlpGen.Generator.Integers;

/// <summary>Follows the errors that each layer makes from where they are made to the outputs, so that what one error does along different ways may cancel.</summary>
/// <remarks>
/// With Δ = integers − exact: Δz = Ŵᵀ·Δa of the layer before + own, and Δa = d ⊙ Δz + rounding, d being how steep the activation is between z and ẑ.
/// So Δz of the last layer is a sum of everything made on the way, each times a product of weights and slopes. Slopes are known up to an interval, and so are
/// the products, which are multiplied from the last layer to the first.
/// </remarks>
internal sealed class ErrorPropagation
{
    /// <summary>The most multiplications that are worth a tighter bound.</summary>
    private const double MostWork = 3e8;

    private readonly List<HiddenErrors> _hidden = [];
    private readonly Interval[] _inputErrors;

    /// <summary>Begins with what the codes of the input stand for, less the input.</summary>
    public ErrorPropagation(Interval[] inputErrors) => _inputErrors = inputErrors;

    /// <summary>Adds a hidden layer.</summary>
    /// <param name="sums">Its sums.</param>
    /// <param name="slopes">How steep its activation can be, for each output.</param>
    /// <param name="rounding">What its codes stand for, less the activation of ẑ.</param>
    public void Add(LayerSums sums, Interval[] slopes, Interval[] rounding) => _hidden.Add(new(sums, slopes, rounding));

    /// <summary>Whether so many evaluations take little enough time.</summary>
    public bool IsFeasible(LayerSums last, int evaluations) => evaluations * (_hidden.Append(new(last, [], []))
        .Sum(static layer => (double)layer.Sums.Inputs * layer.Sums.Values.Length)) <= MostWork;

    /// <summary>ẑ − z of an output of the last layer; or of an output less another.</summary>
    public Interval Output(LayerSums last, int j, int? less = null)
    {
        Interval error = less is { } other ? last.OwnDifference(j, other) : last.Own[j];
        var factors = new Interval[last.Inputs];
        for (int i = 0; i < factors.Length; i++)
        {
            double weight = last.Quantized(i, j) - (less is { } k ? last.Quantized(i, k) : 0);
            factors[i] = new Interval(weight, weight);
        }

        double magnitude = error.Size;
        for (int l = _hidden.Count - 1; l >= 0; l--)
        {
            HiddenErrors layer = _hidden[l];
            var before = new Interval[layer.Sums.Inputs];
            for (int i = 0; i < factors.Length; i++)
            {
                Interval rounding = factors[i] * layer.Rounding[i], through = factors[i] * layer.Slopes[i], own = through * layer.Sums.Own[i];
                error = error + rounding + own;
                magnitude += rounding.Size + own.Size;
                for (int m = 0; m < before.Length; m++)
                {
                    before[m] += layer.Sums.Quantized(m, i) * through;
                }
            }

            factors = before;
        }

        for (int i = 0; i < factors.Length; i++)
        {
            Interval input = factors[i] * _inputErrors[i];
            error += input;
            magnitude += input.Size;
        }

        return error.Widened(1000 * magnitude);
    }

    private sealed record HiddenErrors(LayerSums Sums, Interval[] Slopes, Interval[] Rounding);
}
