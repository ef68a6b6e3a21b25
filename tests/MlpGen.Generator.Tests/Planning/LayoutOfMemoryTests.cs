using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Tests.Planning;

// The generator links the source of these enums; inside this namespace its own are meant.
using Activation = MlpGen.Generator.Model.Activation;
using LossFunction = MlpGen.Generator.Model.LossFunction;
using Precision = MlpGen.Generator.Model.Precision;
using Unroll = MlpGen.Generator.Model.Unroll;

/// <summary>Where each number of a network lies, and how much of the stack its calls take.</summary>
public class LayoutOfMemoryTests
{
    /// <summary>The contract: no call takes more of the stack.</summary>
    private const int MostStack = 128 * 1024;

    [Fact]
    public void Parameters_are_W_and_b_of_each_layer_in_turn()
    {
        NetworkSpec spec = Specs.Of(2, 3, 2, 1);
        spec = spec with { Layers = spec.Layers.Select((layer, l) => layer with { HasBias = l != 1 }).ToEquatableArray() };
        NetworkPlan plan = Planner.Plan(spec);

        Assert.Equal([0, 9, 15], plan.Layers.Select(layer => layer.WeightOffset));
        Assert.Equal(6, plan.Layers[0].BiasOffset);
        Assert.Equal(17, plan.Layers[2].BiasOffset);
        Assert.Equal(18, plan.ParameterCount);
    }

    [Fact]
    public void A_trace_holds_z_and_a_of_each_layer_in_turn()
    {
        NetworkPlan plan = Planner.Plan(Specs.Of(2, 3, 2));

        Assert.Equal([0, 6], plan.Layers.Select(layer => layer.TraceOffset));
        Assert.Equal([3, 8], plan.Layers.Select(layer => layer.ActivationOffset));
        Assert.Equal(10, plan.TraceSize);
    }

    [Fact]
    public void The_digit_network_has_13_002_parameters_and_12_960_multiply_adds()
    {
        NetworkPlan plan = Planner.Plan(Specs.Of(784, 16, 16, 10));

        Assert.Equal(13_002, plan.ParameterCount);
        Assert.Equal(12_960, plan.MultiplyAdds);
    }

    [Fact]
    public void What_dropout_leaves_of_the_layers_lies_in_turn()
    {
        NetworkPlan plan = Planner.Plan(Specs.Of(3, 5, 7, 4, 2).Dropping(0.5, 0, 0.1, 0).Under(LossFunction.Huber));

        Assert.Equal(5 + 4, plan.Memory.Dropped);
        Assert.Equal([0, 5, 5, 9], plan.Layers.Select(layer => layer.DroppedOffset));
        Assert.Equal([false, true, false, true], plan.Layers.Select(layer => layer.ReadsDropped));
    }

    [Fact]
    public void A_tile_in_columns_keeps_z_only_where_the_way_back_cannot_do_without()
    {
        int relu = Planner.Plan(Specs.Of(3, 5, 7, 2)).Memory.Needed;

        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax))
        {
            int z = ActivationTraits.Of(activation).DerivativeNeedsZ ? 5 + 7 : 0;
            Assert.Equal(relu + z, Planner.Plan(Specs.Of(3, 5, 7, 2).Hidden(activation)).Memory.Needed);
        }

        Assert.Equal(5 + 7 + 2, relu); // a of each hidden layer, and z of the last
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    internal void One_sample_takes_what_it_keeps_and_no_more(Precision precision)
    {
        NetworkPlan plan = Planner.Plan(Specs.Of(784, 128, 10).Under(LossFunction.Huber) with { Precision = precision });
        int bytes = plan.Spec.ScalarBytes(), gradient = (2 * (128 + 10) + 2 * 128) * bytes;

        Assert.Equal(2 * 128 * bytes, Stack(Member.Forward)); // two buffers that take turns
        Assert.Equal(gradient, Stack(Member.Backward)); // z and a of each layer, and two buffers
        Assert.Equal(gradient, Stack(Member.LossAndGradientOne));
        Assert.Equal(0, Stack(Member.ForwardTrace)); // the caller's
        Assert.Equal(2 * 128 * bytes, Stack(Member.BackwardTrace));
        Assert.Equal(plan.Memory.ForwardTile * 2 * 128 * bytes, Stack(Member.ForwardBatch));
        Assert.Equal(plan.Memory.GradientTile * gradient, Stack(Member.BackwardBatch));

        int Stack(Member member) => plan.Find(member)!.StackBytes;
    }

    [Fact]
    public void A_tile_is_as_many_samples_as_fit_the_stack_a_multiple_of_the_rows_of_a_kernel_where_that_leaves_any()
    {
        const int Rows = 8;
        for (long bytes = 1; bytes <= Budget.StackBytes; bytes += 1 + bytes / 16)
        {
            long fit = Math.Min(Budget.StackBytes / bytes, Budget.TileSamples);
            long expected = fit >= Rows ? fit / Rows * Rows : fit;
            Assert.Equal(expected, Budget.TileFor(bytes));
        }

        Assert.Equal(Budget.TileSamples, Budget.TileFor(0)); // a single layer keeps nothing
        Assert.Equal(1, Budget.TileFor(Budget.StackBytes + 1)); // forward fits always
    }

    [Fact]
    public void The_last_layer_of_a_batch_is_written_to_the_callers_memory_however_wide_it_is() =>
        Assert.Equal(
            Budget.TileSamples * 2 * 40 * sizeof(float), Planner.Plan(Specs.Of(16, 40, Limits.Width)).Find(Member.ForwardBatch)!.StackBytes);

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    internal void Parameters_are_aligned_where_there_are_many(Precision precision)
    {
        int least = Budget.AlignedBytes / Names.ScalarBytes(precision) / 2; // a weight and a bias of each output

        Assert.True(Planner.Plan(Specs.Of(1, least) with { Precision = precision }).Memory.AlignsParameters);
        Assert.False(Planner.Plan(Specs.Of(1, least - 1) with { Precision = precision }).Memory.AlignsParameters);
    }

    [Fact]
    public void No_drawn_network_plans_more_than_128_KiB_of_stack()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 7, 2_000))
        {
            AssertFits(spec);
        }
    }

    [Theory]
    [InlineData(Unroll.Auto)]
    [InlineData(Unroll.None)]
    [InlineData(Unroll.Full)]
    internal void No_extreme_network_plans_more_than_128_KiB_of_stack(Unroll unroll)
    {
        int most = Limits.Width;
        int[][] extremes =
        [
            [1, 1], [1, most], [most, 1], [most, 1, most], [1, most, 1], [1, most, 1, most, 1], [1, 1023, most, 1],
            [1, .. Enumerable.Repeat<int[]>([most, 1], 100).SelectMany(pair => pair)],
            [.. Enumerable.Repeat(1, Limits.Layers + 1)],
            [.. Enumerable.Repeat(127, Limits.Layers + 1)],
            [.. Enumerable.Repeat(Budget.ColumnWidth, Limits.Layers + 1)],
            [.. Enumerable.Repeat(8, Limits.Layers + 1)],
        ];
        foreach (int[] widths in extremes)
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                NetworkSpec spec = Specs.Of(widths).Under(LossFunction.Huber) with { Unroll = unroll, Precision = precision };
                if (unroll != Unroll.Full || spec.Layers.Sum(layer => (long)layer.WeightCount) <= Limits.UnrolledMultiplyAdds)
                {
                    AssertFits(spec);
                }
            }
        }
    }

    private static void AssertFits(NetworkSpec spec)
    {
        string shape = $"{spec.Precision}, {spec.Unroll}: {string.Join("-", spec.Layers.Select(layer => layer.Inputs))}";
        foreach (MemberPlan member in Planner.Plan(spec).Members)
        {
            Assert.True(member.StackBytes is >= 0 and <= MostStack, $"{member.Member} takes {member.StackBytes} bytes. {shape}");
        }
    }
}
