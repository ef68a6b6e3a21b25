namespace MlpGen.Playground.Texts;

/// <summary>How one number of a walkthrough comes out of the numbers before it, as it would be worked out with a pencil.</summary>
public static class ByHand
{
    private const int MostTerms = 8;

    /// <summary>The line, such as <c>0.1·(−3) + 0.2·0 + (−0.2) = −0.5</c>; null for what is given, and where the formula says it as well.</summary>
    /// <param name="walkthrough">The sample.</param>
    /// <param name="layers">The network.</param>
    /// <param name="step">The step.</param>
    /// <param name="row">The row of the number.</param>
    /// <param name="column">Its column.</param>
    public static string? Of(Walkthrough walkthrough, IReadOnlyList<LayerInfo> layers, WalkthroughStep step, int row, int column)
    {
        int l = step.Layer;
        string result = NumberText.Of(step[row, column]);
        switch (step.Symbol)
        {
            case ['z', ..]:
                string sum = Products(layers[l - 1].Inputs, i => (walkthrough[Before(l)][0, i], walkthrough[$"W{l}"][i, column]));
                return $"{sum}{(layers[l - 1].HasBias ? $" + {NumberText.Factor(walkthrough[$"b{l}"][0, column])}" : "")} = {result}";
            case ['a', ..] when layers[l - 1].Activation != Activation.Softmax:
                return $"{step.Formula.Split(" = ")[^1].Split('(')[0]}({NumberText.Of(walkthrough[$"z{l}"][0, column])}) = {result}";
            case ['d', 'W', ..]:
                return $"{NumberText.Of(walkthrough[Before(l)][0, row])}·{NumberText.Factor(walkthrough[$"dz{l}"][0, column])} = {result}";
            case ['d', 'b', ..]:
                return $"{NumberText.Of(walkthrough[$"dz{l}"][0, column])} = {result}";
            case ['d', 'a' or 'x', ..]:
                return Products(layers[l - 1].Outputs, j => (walkthrough[$"dz{l}"][0, j], walkthrough[$"W{l}"][column, j])) + $" = {result}";
            case ['d', 'z', ..] when step.Formula.Contains('⊙', StringComparison.Ordinal) && layers[l - 1].Activation != Activation.Softmax:
                double incoming = walkthrough[l == layers.Count ? "dy" : $"da{l}"][0, column];
                string slope = incoming == 0 ? "f'(z)" : NumberText.Factor(step[row, column] / incoming);
                return $"{NumberText.Of(incoming)}·{slope} = {result}";
            default:
                return null;
        }
    }

    private static string Before(int layer) => layer == 1 ? "x" : $"a{layer - 1}";

    private static string Products(int count, Func<int, (double Left, double Right)> term)
    {
        var terms = Enumerable.Range(0, Math.Min(count, MostTerms)).Select(term)
            .Select(static (pair, i) => $"{(i == 0 ? NumberText.Of(pair.Left) : NumberText.Factor(pair.Left))}·{NumberText.Factor(pair.Right)}");
        return string.Join(" + ", terms) + (count > MostTerms ? $" + … ({count - MostTerms} more)" : "");
    }
}
