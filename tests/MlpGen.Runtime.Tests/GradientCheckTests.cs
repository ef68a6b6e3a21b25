using MlpGen.Tests.Networks;

namespace MlpGen.Tests;

public class GradientCheckTests
{
    private static readonly double[] s_parameters = [0.5, -2, 0.25];
    private static readonly double[] s_inputs = [1, 2, -3, 0.5, 4, 0];
    private static readonly double[] s_targets = [1, -1, 0.5];

    [Fact]
    public void A_right_gradient_passes() => Assert.True(OfLoss(wrongIndex: 0, error: 0).Passes(1e-9));

    [Theory]
    [InlineData(0, "W1[0,0]", 0, false)]
    [InlineData(1, "W1[1,0]", 1, false)]
    [InlineData(2, "b1[0]", 2, false)]
    [InlineData(3, "input[0]", 0, true)]
    [InlineData(4, "input[1]", 1, true)]
    public void A_wrong_component_is_found_and_named(int wrongIndex, string where, int index, bool isInput)
    {
        LineByHand.WrongIndex = wrongIndex;
        LineByHand.Error = 1e-3;
        var result = GradientCheck.OfBackward<LineByHand, double>(s_parameters, s_inputs.AsSpan(0, 2), [3.0]);

        Assert.False(result.Passes(GradientCheck.Tolerance<double>()));
        Assert.Equal(where, result.Where);
        Assert.Equal(index, result.Index);
        Assert.Equal(isInput, result.IsInput);
        Assert.Equal(1e-3, result.Analytic - result.Numeric, tolerance: 1e-8);
        Assert.Equal(1e-3 / Math.Max(Math.Abs(result.Analytic), Math.Abs(result.Numeric)), result.WorstRelativeError, tolerance: 1e-8);
    }

    [Fact]
    public void An_input_of_a_batch_is_named_by_sample_and_input()
    {
        LineByHand.WrongIndex = 4;
        LineByHand.Error = 1e-3;
        // The error is the same for the three samples; it weighs most where the derivative is smallest.
        var result = GradientCheck.OfLoss<LineByHand, double>(s_parameters, s_inputs, s_targets);
        Assert.Matches(@"^inputs\[[0-2],1\]$", result.Where);
        Assert.True(result.IsInput);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_derivative_that_is_no_number_fails_whatever_the_tolerance(double error)
    {
        var result = OfLoss(wrongIndex: 1, error);
        Assert.Equal("W1[1,0]", result.Where);
        Assert.Equal(double.PositiveInfinity, result.WorstRelativeError);
        Assert.False(result.Passes(double.MaxValue));
    }

    [Fact]
    public void A_derivative_that_rounding_hides_is_not_held_against_the_network()
    {
        // ε^⅓ ≈ 6e-6 is the floor: an error of 1e-12 in a derivative of 0 is 1.7e-7 of it, not infinite.
        LineByHand.WrongIndex = 0;
        LineByHand.Error = 1e-12;
        var result = GradientCheck.OfLoss<LineByHand, double>([1, 1, 0], [1, 1], [2.0]);
        Assert.True(result.Passes(GradientCheck.Tolerance<double>()));
    }

    [Fact]
    public void What_is_checked_is_not_written()
    {
        double[] parameters = [.. s_parameters], inputs = [.. s_inputs];
        GradientCheck.OfLoss<LineByHand, double>(parameters, inputs, s_targets);
        Assert.Equal(s_parameters, parameters);
        Assert.Equal(s_inputs, inputs);
    }

    [Fact]
    public void The_result_prints_as_one_line_in_any_culture()
    {
        var result = new GradientCheckResult
        {
            WorstRelativeError = 0.00025, Where = "W2[0,1]", Index = 9, IsInput = false, Analytic = 0.5, Numeric = 0.500125,
        };
        Assert.Equal("worst relative error 2.5E-004 at W2[0,1]: analytic 0.5, numeric 0.500125", result.ToString());
    }

    [Fact]
    public void A_negative_step_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => GradientCheck.OfLoss<LineByHand, double>(s_parameters, s_inputs, s_targets, step: -1));

    private static GradientCheckResult OfLoss(int wrongIndex, double error)
    {
        LineByHand.WrongIndex = wrongIndex;
        LineByHand.Error = error;
        return GradientCheck.OfLoss<LineByHand, double>(s_parameters, s_inputs, s_targets);
    }
}
