using System.Reflection;
using MlpGen.Generator.Model;
using MlpGen.Numerics;
using Act = MlpGen.Generator.Model.Activation;
using Init = MlpGen.Generator.Model.Initializer;

namespace MlpGen.Generator.Tests; // in one named Model, Model.Activation would be sought there

/// <summary>Each row of the table of activations against what can be known without it: the formula, differences, the runtime.</summary>
public class ActivationTraitsTests
{
    private const double Step = 1e-5;

    /// <summary>No kink of any activation, and both sides of each.</summary>
    private static readonly double[] s_points = [-30, -7.3, -3.2, -2.1, -1.4, -0.6, -0.01, 0.01, 0.4, 1.3, 2.2, 3.7, 8.5, 30];

    public static TheoryData<Act> All => [.. Enum.GetValues<Act>()];

    public static TheoryData<Act> ByElement => [.. Enum.GetValues<Act>().Where(activation => activation != Act.Softmax)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_activation_has_a_row_of_its_own(Act activation) => Assert.Equal(activation, ActivationTraits.Of(activation).Activation);

    [Fact]
    public void No_row_stands_for_an_activation_without_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationTraits.Of((Act)Enum.GetValues<Act>().Length));

    [Fact]
    public void No_two_rows_have_the_same_name()
    {
        ActivationTraits[] rows = [.. Enum.GetValues<Act>().Select(ActivationTraits.Of)];
        Assert.Equal(rows.Length, rows.Select(row => row.Name).Distinct().Count());
        Assert.Equal(rows.Length, rows.Select(row => row.Label).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Formulas_are_written_in_the_names_that_they_are_given(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        Assert.Contains("z7", row.ValueFormula("z7"), StringComparison.Ordinal);
        string derivative = row.DerivativeFormula("z7", "a7");
        Assert.Equal(row.DerivativeReads == DerivativeInput.Z, derivative.Contains("z7", StringComparison.Ordinal));
        Assert.Equal(row.DerivativeReads == DerivativeInput.A, derivative.Contains("a7", StringComparison.Ordinal));
        Assert.Contains("da7", row.GradientFormula("da7", "z7", "a7"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void The_reference_value_is_that_of_the_formula(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        foreach (double z in s_points)
        {
            Close(Textbook(activation, z, 0.3), row.Reference(z, 0.3));
        }
    }

    [Fact]
    public void Softmax_has_no_value_of_one_number() =>
        Assert.Throws<InvalidOperationException>(() => ActivationTraits.Of(Act.Softmax).Reference(0, 0));

    [Theory]
    [MemberData(nameof(ByElement))]
    public void The_function_of_the_runtime_computes_the_value(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        foreach (double z in s_points)
        {
            Close(Textbook(activation, z, 0.3), row.ValueFunction is { } name ? Call(name, row, z) : z);
        }
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void The_function_of_the_runtime_computes_the_derivative_from_what_the_textbook_writes_it_in(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        Assert.Equal(activation == Act.Identity, row.DerivativeReads == DerivativeInput.Nothing);
        foreach (double z in s_points)
        {
            double read = row.DerivativeReads == DerivativeInput.A ? Textbook(activation, z, 0.3) : z;
            Close(Slope(activation, z), row.DerivativeFunction is { } name ? Call(name, row, read) : 1, 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void The_derivative_can_be_had_from_a_where_the_row_says_so_and_nowhere_else(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        bool isSame = row.DerivativeFunction is not { } name || s_points.All(z =>
            Math.Abs(Call(name, row, Textbook(activation, z, 0.3)) - Slope(activation, z)) < 1e-7);
        Assert.Equal(isSame, row.DerivativeFromA);
        Assert.Equal(!isSame, row.DerivativeNeedsZ);
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void A_unit_at_zero_learns_nothing_where_the_derivative_is_zero_there(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        double read = row.DerivativeReads == DerivativeInput.A ? Textbook(activation, 0, 0.3) : 0;
        Assert.Equal((row.DerivativeFunction is { } name ? Call(name, row, read) : 1) == 0, row.IsFlatAtZero);
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void Outputs_reach_both_ends_of_their_range_and_never_leave_it(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        double[] values = [.. Enumerable.Range(-40_000, 80_001).Select(i => row.Reference(i / 1000.0, row.Alpha?.Default ?? 0))];
        Assert.True(values.Min() >= row.Outputs.Lowest - 1e-15 && values.Max() <= row.Outputs.Highest);
        Assert.True(double.IsInfinity(row.Outputs.Lowest) ? values.Min() <= -0.4 : values.Min() < row.Outputs.Lowest + 1e-6);
        Assert.True(double.IsInfinity(row.Outputs.Highest) ? values.Max() >= 30 : values.Max() > row.Outputs.Highest - 1e-6);
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void Alpha_shapes_those_activations_that_have_one(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        Assert.Equal(row.HasAlpha, row.Reference(-1, 0.3) != row.Reference(-1, 0.4));
        Assert.Equal(row.HasAlpha, activation is Act.LeakyRelu or Act.Elu);
    }

    [Theory]
    [InlineData(Act.LeakyRelu, 0.01, true)] // without a slope it is relu
    [InlineData(Act.Elu, 1, false)]
    public void Alpha_is_that_of_PyTorch_unless_set(Act activation, double value, bool mayBeZero) =>
        Assert.Equal(new ShapeParameter(value, mayBeZero), ActivationTraits.Of(activation).Alpha);

    [Theory]
    [MemberData(nameof(All))]
    public void An_exponential_is_taken_where_the_formula_has_one(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        string formula = row.ValueFormula("z");
        string[] exponentials = ["e^", "tanh(", "Φ(", "σ("];
        string right = activation == Act.HardTanh ? formula["hardtanh".Length..] : formula;
        Assert.Equal(exponentials.Any(name => right.Contains(name, StringComparison.Ordinal)), row.IsExponential);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Weights_are_drawn_as_the_documentation_of_Auto_says(Act activation)
    {
        Init expected = activation switch
        {
            Act.Relu or Act.LeakyRelu or Act.Elu or Act.Gelu or Act.GeluTanh or Act.Silu => Init.HeNormal,
            Act.Selu => Init.LecunNormal,
            _ => Init.XavierUniform,
        };
        Assert.Equal(expected, ActivationTraits.Of(activation).AutoInitializer);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_struct_of_the_runtime_exists(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        Assert.Equal(row.CouplesOutputs, row.FunctionType is null);
        Assert.True(row.FunctionType is null || typeof(ActivationMath).Assembly.GetType($"MlpGen.Numerics.{row.FunctionType}") is { IsPublic: true });
    }

    [Theory]
    [MemberData(nameof(ByElement))]
    public void A_function_is_documented_by_the_activation_that_it_is_named_after(Act activation)
    {
        ActivationTraits row = ActivationTraits.Of(activation);
        if (row.ValueFunction is { } value)
        {
            Assert.Equal(row.ValueSummary, ActivationTraits.SummaryOf(value));
            Assert.Equal(
                activation == Act.Softplus ? ActivationTraits.Of(Act.Sigmoid).ValueSummary : row.DerivativeSummary,
                ActivationTraits.SummaryOf(row.DerivativeFunction!));
        }
    }

    [Fact]
    public void No_summary_is_made_up_for_an_unknown_function() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationTraits.SummaryOf("Swish"));

    /// <summary>f(z) once more, from the definitions.</summary>
    private static double Textbook(Act activation, double z, double alpha) => activation switch
    {
        Act.Identity => z,
        Act.Relu => z < 0 ? 0 : z,
        Act.LeakyRelu => Math.Max(z, 0) + alpha * Math.Min(z, 0),
        Act.Elu => Math.Max(z, 0) + alpha * (Math.Exp(Math.Min(z, 0)) - 1),
        Act.Selu => 1.0507009873554804934 * (Math.Max(z, 0) + 1.6732632423543772848 * (Math.Exp(Math.Min(z, 0)) - 1)),
        Act.Gelu => z * Normal(z),
        Act.GeluTanh => z / (1 + Math.Exp(-2 * Math.Sqrt(2 / Math.PI) * (z + 0.044715 * Math.Pow(z, 3)))),
        Act.Silu => z / (1 + Math.Exp(-z)),
        Act.Softplus => z > 20 ? z + Math.Exp(-z) : Math.Log(1 + Math.Exp(z)),
        Act.Sigmoid => 0.5 + 0.5 * Math.Tanh(z / 2),
        Act.Tanh => 1 - 2 / (Math.Exp(2 * z) + 1),
        Act.HardSigmoid => Math.Clamp(z / 6 + 0.5, 0, 1),
        Act.HardTanh => Math.Clamp(z, -1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>Φ(z) = ½ + ∫₀ᶻ φ by Simpson's rule; nothing is left of it beyond ±9.</summary>
    private static double Normal(double z)
    {
        if (Math.Abs(z) > 9)
        {
            return z > 0 ? 1 : 0;
        }

        const int Parts = 4000;
        double h = z / Parts;
        double sum = Enumerable.Range(0, Parts + 1).Sum(i => (i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-(i * h) * (i * h) / 2));
        return 0.5 + h / 3 * sum / Math.Sqrt(2 * Math.PI);
    }

    private static double Slope(Act activation, double z) =>
        (Textbook(activation, z + Step, 0.3) - Textbook(activation, z - Step, 0.3)) / (2 * Step);

    private static double Call(string function, ActivationTraits row, double argument)
    {
        object[] arguments = row.HasAlpha ? [argument, 0.3] : [argument];
        MethodInfo? method = typeof(ActivationMath).GetMethod(function, [.. arguments.Select(value => value.GetType())]);
        Assert.NotNull(method);
        return (double)method.Invoke(null, arguments)!;
    }

    private static void Close(double expected, double actual, double tolerance = 1e-12) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{expected:R} and {actual:R}");
}
