using System.Reflection;
using MlpGen.Generator.Model;
using MlpGen.Numerics;
using Act = MlpGen.Generator.Model.Activation;
using Loss = MlpGen.Generator.Model.LossFunction;

namespace MlpGen.Generator.Tests; // in one named Model, Model.Activation would be sought there

/// <summary>Each row of the table of losses against what can be known without it: its formulas, and the runtime.</summary>
public class LossTraitsTests
{
    public static TheoryData<Loss> All => [.. Enum.GetValues<Loss>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_loss_has_a_row_of_its_own(Loss loss) => Assert.Equal(loss, LossTraits.Of(loss).Function);

    [Fact]
    public void No_row_stands_for_a_loss_without_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LossTraits.Of((Loss)Enum.GetValues<Loss>().Length));

    [Theory]
    [MemberData(nameof(All))]
    public void Formulas_agree_with_the_rest_of_the_row(Loss loss)
    {
        LossTraits row = LossTraits.Of(loss);
        string formula = row.Formula("z", "2.5");
        string gradient = row.GradientFormula("dz7");
        Assert.StartsWith("L = ", formula, StringComparison.Ordinal);
        Assert.StartsWith(row.IsFused ? "dz7 = " : "dy = ", gradient, StringComparison.Ordinal);
        Assert.Equal(row.IsMeanOverOutputs, formula.Contains("(N·n)", StringComparison.Ordinal));
        Assert.Equal(row.IsMeanOverOutputs, gradient.Contains("(N·n)", StringComparison.Ordinal));
        Assert.Equal(row.HasDelta, formula.Contains("2.5", StringComparison.Ordinal));
        Assert.Equal(row.IsSquared, formula.Contains('²', StringComparison.Ordinal) && !row.HasDelta);
        string? probabilities = row.FusedWith is { } activation ? $"p = {ActivationTraits.Of(activation).Name}(z)" : null;
        Assert.Equal(probabilities is not null, formula.Contains("p = ", StringComparison.Ordinal));
        Assert.EndsWith(probabilities ?? "", formula, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_function_of_the_runtime_takes_what_the_row_says(Loss loss)
    {
        LossTraits row = LossTraits.Of(loss);
        MethodInfo[] functions =
        [
            .. typeof(LossMath).GetMethods().Where(method =>
                method.Name == row.RuntimeName && method.GetParameters()[0].ParameterType.Name.StartsWith("ReadOnlySpan", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(functions);
        bool Take(Func<ParameterInfo, bool> parameter) => functions.Any(function => function.GetParameters().Any(parameter));
        Assert.Equal(row.TakesLabels, Take(parameter => parameter.ParameterType == typeof(ReadOnlySpan<int>)));
        Assert.Equal(row.HasDelta, Take(parameter => parameter.Name == "delta"));
        Assert.Equal(row.CouplesOutputs, Take(parameter => parameter.Name == "outputs"));
        Assert.Equal(row.IsFused, Take(parameter => parameter.Name == "dz"));
        Assert.Equal(!row.IsFused, Take(parameter => parameter.Name == "dy"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_fused_loss_fits_logits_and_its_own_activation_and_says_why_no_other(Loss loss)
    {
        LossTraits row = LossTraits.Of(loss);
        foreach (Act activation in Enum.GetValues<Act>())
        {
            bool fits = !row.IsFused || activation == Act.Identity || activation == row.FusedWith;
            string? why = row.WhyUnfit(activation);
            Assert.Equal(fits, why is null);
            Assert.True(fits || why!.StartsWith("its outputs ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Loss.CrossEntropy, "so that targets of 0 could not be reached")]
    [InlineData(Loss.BinaryCrossEntropy, "so that targets under ½ could not be reached")]
    public void What_logits_above_zero_cannot_reach_depends_on_the_loss(Loss loss, string end) =>
        Assert.EndsWith(end, LossTraits.Of(loss).WhyUnfit(Act.Relu), StringComparison.Ordinal);

    [Fact]
    public void Delta_is_one_unless_set() => Assert.Equal(new ShapeParameter(1, MayBeZero: false), LossTraits.Of(Loss.Huber).Delta);
}
