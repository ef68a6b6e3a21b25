using MlpGen.Tests.Reference;

namespace MlpGen.Tests.Reading;

/// <summary>Each activation and each loss has its row, and the row its own formulas and the right derivative.</summary>
public class FormulasTests
{
    private static readonly double[] s_points = [-4, -2.5, -1.5, -0.75, -0.1, 0, 0.1, 0.75, 1.5, 2.5, 4];

    [Fact]
    public void Every_activation_has_a_row_of_its_own()
    {
        ActivationFormulas[] rows = [.. Enum.GetValues<Activation>().Select(Formulas.Of)];
        Assert.Distinct(rows.Select(row => row.Name));
        Assert.Distinct(rows.Select(row => row.Value));
        Assert.All(rows, row => Assert.True(row.Derivative.Length > 0));
        Assert.All(rows.Where(row => row.Name.Length > 0), row => Assert.StartsWith($"{row.Name}(z) = ", row.ValueNote, StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => Formulas.Of((Activation)rows.Length));
    }

    [Fact]
    public void Every_loss_has_a_row_of_its_own()
    {
        LossFormulas[] rows = [.. Enum.GetValues<LossFunction>().Select(Formulas.Of)];
        Assert.Distinct(rows.Select(row => row.Name));
        Assert.Distinct(rows.Select(row => row.Value("y")));
        Assert.Distinct(rows.Select(row => row.Gradient("y")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Formulas.Of((LossFunction)rows.Length));
    }

    [Fact]
    public void The_chain_rule_of_every_activation_has_the_derivative_of_the_reference()
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(f => f != Activation.Softmax))
        {
            double alpha = activation == Activation.LeakyRelu ? 0.3 : 0.7;
            double[] a = [.. s_points.Select(z => ReferenceActivation.Value(activation, alpha, z))];
            double[] da = [.. s_points.Select((_, i) => 1 + (0.5 * i))], dz = new double[da.Length];
            Formulas.Of(activation).Backward(da, s_points, a, alpha, dz);
            Close.Assert([.. s_points.Zip(da, (z, d) => d * ReferenceActivation.Derivative(activation, alpha, z))], dz, 1e-14);
        }
    }

    [Fact]
    public void The_gradient_of_every_loss_is_that_of_the_reference()
    {
        double[] y = [0.3, -1.25, 2, 0.5], t = [0.4, 0.1, 0.2, 0.9];
        foreach (LossFunction loss in Enum.GetValues<LossFunction>())
        {
            double[] gradient = new double[y.Length];
            Formulas.Of(loss).Backward(y, t, 0.6, gradient);
            Assert.Equal(ReferenceLoss.IsFused(loss), Formulas.Of(loss).Probability is not null);
            Close.Assert(
                ReferenceLoss.IsFused(loss) ? ReferenceLoss.LogitGradient(loss, y, t) : ReferenceLoss.OutputGradient(loss, 0.6, y, t),
                gradient,
                1e-14);
        }
    }

    [Fact]
    public void Constants_stand_beside_the_formulas_that_have_them()
    {
        Walkthrough leaky = Walk.Through(typeof(Networks.OptionNetworks.LeakySlopes), new double[26], [1, 2, 3], [1, 2]);
        Assert.Equal("leakyrelu(z) = z where z > 0, else α·z, α = 0.3", leaky["a1"].Note);
        Assert.Equal("leakyrelu'(z) = 1 where z > 0, else α, α = 0.25", leaky["dz2"].Note);

        Walkthrough huber = Walk.Through(typeof(Networks.OptionNetworks.HuberEarly), new double[26], [1, 2, 3], [1, 2]);
        Assert.Equal("ρ(u) = ½u² where |u| ≤ δ, else δ·(|u| − ½δ), δ = 0.3", huber["L"].Note);
    }
}
