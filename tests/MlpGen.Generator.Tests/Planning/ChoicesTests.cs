using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Tests.Planning;

// The generator links the source of these enums; inside this namespace its own are meant.
using Activation = MlpGen.Generator.Model.Activation;
using LossFunction = MlpGen.Generator.Model.LossFunction;
using Precision = MlpGen.Generator.Model.Precision;
using Unroll = MlpGen.Generator.Model.Unroll;

/// <summary>Which way is taken for which network. Where a budget ends is <see cref="Budget"/>'s to say, so the tests ask it.</summary>
public class ChoicesTests
{
    [Fact]
    public void A_network_is_written_number_by_number_up_to_its_budget_of_multiply_adds_and_layer_by_layer_beyond()
    {
        Assert.Equal(Layout.Numbers, Of(Specs.Of(1, Budget.UnrolledMultiplyAdds)).SampleLayout);
        Choices beyond = Of(Specs.Of(1, Budget.UnrolledMultiplyAdds + 1));
        Assert.Equal(Layout.Layers, beyond.SampleLayout);
        Assert.Contains("more than", beyond.SampleLayoutReason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_many_exponentials_is_written_layer_by_layer_unless_it_is_tiny()
    {
        int many = Budget.ScalarExponentials + 1;
        int inputs = Budget.ScalarMultiplyAdds / many; // one more input is beyond tiny
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax))
        {
            Layout expected = ActivationTraits.Of(activation).IsExponential ? Layout.Layers : Layout.Numbers;
            Assert.Equal(expected, Of(Specs.Of(inputs + 1, many).Last(activation)).SampleLayout);
            Assert.Equal(Layout.Numbers, Of(Specs.Of(inputs, many).Last(activation)).SampleLayout);
            Assert.Equal(Layout.Numbers, Of(Specs.Of(inputs + 2, many - 1).Last(activation)).SampleLayout);
        }
    }

    [Theory]
    [InlineData(Unroll.Full, 30, nameof(Layout.Numbers))]
    [InlineData(Unroll.None, 2, nameof(Layout.Layers))]
    internal void The_users_wish_overrides_the_size_and_is_the_reason(Unroll wish, int width, string layout)
    {
        Choices choices = Of(Specs.Of(width, width, 2) with { Unroll = wish });

        Assert.Equal(layout, choices.SampleLayout.ToString());
        Assert.Equal($"Unroll.{wish} asks for it", choices.SampleLayoutReason);
        Assert.Null(choices.Vectors);
        Assert.False(choices.ForwardInVectors || choices.BackwardInVectors || choices.LossInVectors);
    }

    [Fact]
    public void One_sample_goes_in_vectors_up_to_the_budget_of_multiply_adds_of_vectors()
    {
        int lanes = Names.Lanes(Precision.Single), most = Budget.VectorMultiplyAdds / Budget.VectorsInLayer; // inputs of a layer of so many vectors
        int outputs = Budget.VectorsInLayer * lanes;

        Assert.Equal(Budget.VectorMultiplyAdds, most * Budget.VectorsInLayer);
        Assert.Equal(Budget.VectorMultiplyAdds, Of(Specs.Of(most, outputs)).Vectors!.MultiplyAdds);
        Assert.True(Of(Specs.Of(most, outputs)).ForwardInVectors);
        Assert.Null(Of(Specs.Of(most + 1, outputs)).Vectors);
        Assert.False(Of(Specs.Of(most + 1, outputs)).ForwardInVectors);
    }

    [Fact]
    public void A_layer_of_more_vectors_goes_forward_in_the_wider_ones_of_the_kernels_and_back_in_these()
    {
        int most = Budget.VectorsInLayer * Names.Lanes(Precision.Single);

        Assert.True(Of(Specs.Of(1, most, 1)).ForwardInVectors);
        Assert.False(Of(Specs.Of(1, most + 1, 1)).ForwardInVectors);
        Assert.True(Of(Specs.Of(1, most + 1, 1)).BackwardInVectors);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    internal void A_vector_holds_256_bits_of_outputs_and_one_output_is_summed_along_its_inputs(Precision precision)
    {
        int lanes = Names.Lanes(precision);
        NetworkSpec spec = Specs.Of(2, lanes, lanes + 1, 1) with { Precision = precision };

        // 2 inputs of one vector, lanes inputs of two, and one column of two.
        Assert.Equal(2 + lanes * 2 + 2, Of(spec).Vectors!.MultiplyAdds);
        Assert.Equal(lanes, Of(spec).Vectors!.Lanes);
        Assert.Equal(256, lanes * 8 * spec.ScalarBytes());
    }

    [Fact]
    public void Both_passes_are_one_method_while_z_and_a_fit_the_registers()
    {
        int lanes = Names.Lanes(Precision.Single);
        int most = Budget.VectorsInRegisters / 2; // vectors of outputs, z and a of each

        Assert.True(Of(Specs.Of(1, (most - 1) * lanes, 1)).SampleIsOneMethod);
        Assert.False(Of(Specs.Of(1, (most - 1) * lanes + 1, 1)).SampleIsOneMethod);
        Assert.False(Of(Specs.Of(2, 3, 2) with { Backward = false }).SampleIsOneMethod);
    }

    [Fact]
    public void Both_passes_are_one_method_while_the_JIT_inlines_all_their_calls()
    {
        bool[] together = [.. Enumerable.Range(1, 30).Select(inputs => Of(Specs.Of(inputs, 8, 4)).SampleIsOneMethod)];

        int last = Array.LastIndexOf(together, true);
        Assert.InRange(last, 0, together.Length - 2);
        Assert.All(together[..last], Assert.True); // the more inputs, the more calls
    }

    [Fact]
    public void A_softmax_of_several_vectors_leaves_the_registers()
    {
        NetworkSpec spec = Specs.Of(3, Names.Lanes(Precision.Single) + 1).Last(Activation.Identity);

        Assert.True(Of(spec).SampleIsOneMethod);
        Assert.False(Of(spec.Last(Activation.Softmax)).SampleIsOneMethod);
    }

    [Fact]
    public void A_loss_goes_in_vectors_where_one_vector_holds_the_outputs_that_it_takes_together()
    {
        int lanes = Names.Lanes(Precision.Single);
        foreach (LossFunction loss in Enum.GetValues<LossFunction>())
        {
            bool couples = LossTraits.Of(loss).CouplesOutputs;
            Assert.True(Of(Specs.Of(4, lanes).Under(loss)).LossInVectors);
            Assert.Equal(!couples, Of(Specs.Of(4, lanes + 1).Under(loss)).LossInVectors);
        }

        Assert.False(Of(Specs.Of(4, lanes)).LossInVectors);
    }

    [Fact]
    public void The_one_output_of_many_quick_units_is_summed_on_the_way()
    {
        int units = Budget.OnePassUnits + 1; // no more in the few vectors that are written out

        Assert.True(Of(Specs.Of(Budget.OnePassInputs, units, 1)).EndsInOnePass);
        Assert.False(Of(Specs.Of(Budget.OnePassInputs + 1, units, 1)).EndsInOnePass);
        Assert.False(Of(Specs.Of(Budget.OnePassInputs, units, 2)).EndsInOnePass);
        Assert.False(Of(Specs.Of(units, 1)).EndsInOnePass);
        Assert.False(Of(Specs.Of(Budget.OnePassInputs, units, 1).Hidden(Activation.Identity)).EndsInOnePass);
        Assert.False(Of(Specs.Of(Budget.OnePassInputs, units, 1) with { Unroll = Unroll.Full }).EndsInOnePass);
        NetworkSpec layered = Specs.Of(Budget.OnePassInputs, Budget.OnePassUnits, 1) with { Unroll = Unroll.None };
        Assert.True(Of(layered).EndsInOnePass);
        Assert.False(Of(layered with { Layers = Specs.Of(Budget.OnePassInputs, Budget.OnePassUnits - 1, 1).Layers }).EndsInOnePass);
    }

    [Fact]
    public void A_network_whose_trace_would_not_fit_the_stack_computes_anew_and_goes_back_sample_by_sample()
    {
        Choices choices = Of(Hourglass(Limits.Width, 4));

        Assert.True(choices.ComputesAnew);
        Assert.False(choices.BackwardInVectors);
        Assert.Equal(Destination.OneByOne, choices.GradientBatch);
        Assert.NotEqual(Destination.OneByOne, choices.ForwardBatch);
        Assert.False(Of(Specs.Of(1, Limits.Width, 1)).ComputesAnew);
    }

    [Fact]
    public void A_trace_too_deep_for_the_stack_is_not_unrolled_even_on_demand()
    {
        NetworkSpec deep = Hourglass(Limits.Width, 2) with { Precision = Precision.Double, Unroll = Unroll.Full };

        Assert.Equal(Layout.Layers, Of(deep).SampleLayout);
        Assert.Contains("too deep", Of(deep).SampleLayoutReason, StringComparison.Ordinal);
        Assert.Equal(Layout.Numbers, Of(deep with { Backward = false }).SampleLayout); // forward needs none
    }

    [Fact]
    public void The_least_trace_too_deep_for_the_stack_is_the_first_that_is_computed_anew()
    {
        // z, a and two buffers of the wide layers; the single numbers between them.
        int width = Enumerable.Range(1, Limits.Width).First(width => Of(Hourglass(width, 4)).ComputesAnew);

        Assert.InRange(Bytes(width - 1), 0, Budget.StackBytes);
        Assert.InRange(Bytes(width), Budget.StackBytes + 1, long.MaxValue);

        static long Bytes(long width) => sizeof(float) * (4 * 2 * (width + 1) + 2 * width);
    }

    [Fact]
    public void A_tiny_batch_goes_side_by_side_until_the_JIT_would_stop_inlining()
    {
        Assert.Equal(Destination.Lanes, Of(Full(Budget.LaneMultiplyAdds)).ForwardBatch);
        Assert.Equal(Destination.OneByOne, Of(Full(Budget.LaneMultiplyAdds + 1)).ForwardBatch);
        Assert.Equal(Destination.Lanes, Of(Full(Budget.LaneMultiplyAdds / 3)).GradientBatch); // three times as many forward and back
        Assert.Equal(Destination.OneByOne, Of(Full(Budget.LaneMultiplyAdds / 3 + 1)).GradientBatch);

        static NetworkSpec Full(int multiplyAdds) => Specs.Of(1, multiplyAdds) with { Unroll = Unroll.Full };
    }

    [Fact]
    public void Narrow_layers_go_in_columns_and_wide_ones_that_fill_their_vectors_in_tiles()
    {
        int narrow = Budget.ColumnWidth, widest = Budget.RaggedColumnWidth;

        Assert.Equal(Destination.Columns, Of(Specs.Of(narrow, narrow)).GradientBatch);
        Assert.Equal(Destination.Tiles, Of(Specs.Of(2 * narrow, 2 * narrow)).GradientBatch); // fills vectors of 16
        Assert.Equal(Destination.Columns, Of(Specs.Of(widest, 9)).ForwardBatch); // leaves 7 of 16 lanes empty
        Assert.Equal(Destination.Tiles, Of(Specs.Of(widest + 1, 9)).ForwardBatch);
    }

    [Fact]
    public void Columns_leave_off_where_a_tile_of_them_does_not_fit_the_stack()
    {
        int[] deep = [.. Enumerable.Repeat(Budget.ColumnWidth - 1, 13)];

        Assert.Equal(Destination.Columns, Of(Specs.Of(deep)).ForwardBatch);
        Assert.Equal(Destination.Tiles, Of(Specs.Of(deep)).GradientBatch);
    }

    [Fact]
    public void Every_choice_says_why_in_the_header()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 11, 200))
        {
            Choices choices = Of(spec);
            NetworkPlan plan = Planner.Plan(spec);
            string remarks = string.Join("\n", plan.Remarks);

            Assert.All((string[])[choices.SampleLayoutReason, choices.ForwardReason, choices.GradientReason], reason => Assert.NotEmpty(reason));
            Assert.Contains(choices.SampleLayoutReason, remarks, StringComparison.Ordinal);
            Assert.Contains(choices.ForwardReason, remarks, StringComparison.Ordinal);
            Assert.Equal(choices.ForwardInVectors || choices.BackwardInVectors, remarks.Contains("256 bits", StringComparison.Ordinal));
            Assert.Equal(choices.EndsInOnePass, remarks.Contains("in one pass", StringComparison.Ordinal));
            if (spec.Backward)
            {
                Assert.Contains(choices.GradientReason, remarks, StringComparison.Ordinal);
                Assert.Equal(choices.ComputesAnew, remarks.Contains("computes again", StringComparison.Ordinal));
            }
        }
    }

    private static Choices Of(NetworkSpec spec) => Choices.Of(spec, Planner.Plan(spec).Layers);

    private static NetworkSpec Hourglass(int width, int times) =>
        Specs.Of([1, .. Enumerable.Repeat<int[]>([width, 1], times).SelectMany(pair => pair)]);
}
