using CubicFit;

namespace MlpGen.Samples.Tests.CubicFit;

/// <summary>What the two figures of the cubic are to show is so.</summary>
public class ContestTests(ContestTests.Fitted fitted) : IClassFixture<ContestTests.Fitted>
{
    /// <summary>Fitted once for all tests.</summary>
    public sealed class Fitted
    {
        internal Contest Contest { get; } = new(epochs: 2_000, starts: 8, seed: 1);
    }

    private Fit Of(string name) => fitted.Contest.Fits.Single(fit => fit.Name == name);

    private double Error(string name) => Contest.InsideError(Of(name));

    [Fact]
    public void Without_an_activation_the_fit_is_a_straight_line()
    {
        double[] y = Of("no activation").Evaluate([-3, 0, 3]);

        Assert.Equal(y[1], (y[0] + y[2]) / 2, 1e-9);
        Assert.InRange(Error("no activation"), 7, 9);
    }

    [Fact]
    public void What_bends_fits_better_and_what_bends_more_better_still()
    {
        Assert.True(Error("1 sigmoid") < 0.1 * Error("no activation"));
        Assert.True(Error("2 sigmoids") < 0.8 * Error("1 sigmoid"));
        Assert.True(Error("1 ReLU") < 0.1 * Error("no activation"));
        Assert.True(Error("4 ReLUs") < 0.5 * Error("1 ReLU"));
        Assert.True(Error("100 ReLUs") < 0.1 * Error("4 ReLUs"));
        Assert.True(Error("layers of 4, 3 and 2 tanh") < 0.1 * Error("2 sigmoids"));
    }

    [Fact]
    public void No_network_goes_on_as_the_curve_does() =>
        Assert.All(fitted.Contest.Fits, fit => Assert.True(Contest.OutsideError(fit) > Math.Max(5, 10 * Contest.InsideError(fit)), fit.Name));

    [Fact]
    public void A_large_network_learns_the_noise_unless_its_weights_decay()
    {
        var noisy = new NoisyPoints(epochs: 3_000, seed: 1);

        Assert.True(Loss(noisy.TooSmall) > 4 * Loss(noisy.RightSize));
        Assert.True(Loss(noisy.TooLarge) < 0.2 * Loss(noisy.Decayed));
        Assert.True(OtherLoss(noisy.TooLarge) > 1.5 * OtherLoss(noisy.Decayed));
        Assert.True(NoisyPoints.CurveError(noisy.TooLarge) > 2 * NoisyPoints.CurveError(noisy.RightSize));

        static double Loss(Fit fit) => fit.History.Last.TrainingLoss;
        static double OtherLoss(Fit fit) => fit.History.Last.ValidationLoss;
    }

    [Theory]
    [InlineData(243.2, "240")]
    [InlineData(12345, "12,000")]
    [InlineData(7.94, "7.9")]
    [InlineData(-0.01234, "-0.012")]
    [InlineData(0.000012344, "1.2E-5")]
    [InlineData(1e-20, "0")]
    public void Errors_are_rounded_to_two_digits(double value, string text) => Assert.Equal(text, Rounded.Text(value));
}
