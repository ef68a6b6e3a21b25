namespace MlpGen.Playground.Networks;

/// <summary>One parameter under the magnifying glass: its gradient as the network computes it, beside the central difference.</summary>
/// <param name="Analytic">∂L/∂w, from the backward pass.</param>
/// <param name="Numeric">(L(w + h) − L(w − h)) / 2h.</param>
/// <param name="Step">h.</param>
public sealed record WeightCheck(double Analytic, double Numeric, double Step)
{
    /// <summary>Checks a parameter for one sample.</summary>
    /// <param name="network">One with a loss.</param>
    /// <param name="index">The parameter.</param>
    /// <param name="walkthrough">The sample's.</param>
    /// <param name="input">x.</param>
    /// <param name="target">t.</param>
    public static WeightCheck Of(NetworkHandle network, int index, Walkthrough walkthrough, double[] input, double[] target)
    {
        double here = network[index], step = 0.005 * Math.Max(1, Math.Abs(here));
        double above = network.LossWith(index, here + step, input, target), below = network.LossWith(index, here - step, input, target);
        ParameterPlace place = ParameterPlace.Of(network.Layers, index);
        double analytic = walkthrough[$"d{place.Symbol}"][place.Row, place.Column];
        return new WeightCheck(analytic, (above - below) / (2 * step), step);
    }
}
