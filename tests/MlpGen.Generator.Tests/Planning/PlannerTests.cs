using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Tests.Planning;

// The generator links the source of these enums; inside this namespace its own are meant.
using Activation = MlpGen.Generator.Model.Activation;
using Initializer = MlpGen.Generator.Model.Initializer;
using LossFunction = MlpGen.Generator.Model.LossFunction;
using Precision = MlpGen.Generator.Model.Precision;
using Unroll = MlpGen.Generator.Model.Unroll;

public class PlannerTests
{
    [Fact]
    public void Parameters_lie_layer_by_layer_weights_before_biases()
    {
        NetworkPlan plan = Planner.Plan(Spec([(2, 3, true), (3, 2, false), (2, 1, true)]));

        Assert.Equal([0, 9, 15], plan.Layers.Select(layer => layer.WeightOffset));
        Assert.Equal(6, plan.Layers[0].BiasOffset);
        Assert.Equal(17, plan.Layers[2].BiasOffset);
        Assert.Equal(18, plan.ParameterCount);
    }

    [Fact]
    public void A_trace_holds_z_and_a_of_each_layer_in_turn()
    {
        NetworkPlan plan = Planner.Plan(Spec([(2, 3, true), (3, 2, true)]));

        Assert.Equal([0, 6], plan.Layers.Select(layer => layer.TraceOffset));
        Assert.Equal([3, 8], plan.Layers.Select(layer => layer.ActivationOffset));
        Assert.Equal(10, plan.TraceSize);
    }

    [Fact]
    public void The_digit_network_has_13_002_parameters_and_12_960_multiply_adds()
    {
        NetworkPlan plan = Planner.Plan(Spec([(784, 16, true), (16, 16, true), (16, 10, true)]));

        Assert.Equal(13_002, plan.ParameterCount);
        Assert.Equal(12_960, plan.Forward.MultiplyAdds);
        Assert.Equal(3 * 12_960, plan.Backward!.MultiplyAdds);
    }

    [Fact]
    public void A_tiny_network_is_unrolled_both_ways()
    {
        NetworkPlan plan = Planner.Plan(Spec([(2, 3, true), (3, 2, true)]));

        Assert.Equal(PassMemory.Locals, plan.Forward.Memory);
        Assert.Equal(PassMemory.Locals, plan.Backward!.Memory);
    }

    [Theory]
    [InlineData(nameof(Unroll.Full), 30, nameof(PassMemory.Locals))]
    [InlineData(nameof(Unroll.None), 2, nameof(PassMemory.Stack))]
    public void The_users_wish_overrides_the_size(string wish, int width, string memory)
    {
        Unroll unroll = Enum.Parse<Unroll>(wish);
        NetworkPlan plan = Planner.Plan(Spec([(width, width, true), (width, 2, true)], unroll));

        Assert.Equal(memory, plan.Forward.Memory.ToString());
        Assert.Equal(memory, plan.Backward!.Memory.ToString());
    }

    [Fact]
    public void Unrolling_ends_where_a_budget_does_and_says_which()
    {
        int last = Enumerable.Range(1, 60).Last(IsUnrolled);

        Assert.InRange(last, 5, 24);
        Assert.All(Enumerable.Range(1, last), width => Assert.True(IsUnrolled(width)));
        Assert.Contains("more than", Forward(last + 1).Kernels[0].Reason, StringComparison.Ordinal);
        Assert.Equal(PassMemory.Locals, Planner.Plan(Spec([(6, 8, true)])).Forward.Memory); // 48 multiply-adds, the most

        static PassPlan Forward(int width) => Planner.Plan(Spec([(width, width, true)])).Forward;

        static bool IsUnrolled(int width) => Forward(width).Memory == PassMemory.Locals;
    }

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(2, 3, 2, 5)]
    [InlineData(2, 8, 1, 3)] // one output: 8 inputs are one vector
    [InlineData(4, 16, 3, 24)]
    [InlineData(16, 32, 8, 96)] // as many as are written out
    [InlineData(17, 32, 8, 0)]
    public void One_sample_of_a_small_network_goes_forward_in_vectors(int inputs, int hidden, int outputs, int multiplyAdds)
    {
        NetworkSpec spec = Spec([(inputs, hidden, true), (hidden, outputs, true)]);

        Assert.Equal(multiplyAdds, Planner.Plan(spec).Vectors?.MultiplyAdds ?? 0);
        Assert.Null(Planner.Plan(spec with { Unroll = Unroll.None }).Vectors);
        Assert.Null(Planner.Plan(spec with { Unroll = Unroll.Full }).Vectors);
    }

    [Theory]
    [InlineData(4, 8, 2, false)] // 48 multiply-adds: trace in numbers
    [InlineData(4, 8, 3, true)] // 56
    [InlineData(16, 32, 8, true)]
    [InlineData(17, 32, 8, false)] // too many vectors
    public void Its_trace_does_too_where_it_is_not_unrolled(int inputs, int hidden, int outputs, bool inVectors)
    {
        NetworkPlan plan = Planner.Plan(Spec([(inputs, hidden, true), (hidden, outputs, true)]));

        Assert.Equal(inVectors, plan.TracesInVectors);
        Assert.Equal(inVectors, plan.GoesBackByTraceInVectors);
    }

    [Theory]
    [InlineData(1, 1, 1, true, true)]
    [InlineData(4, 8, 2, true, true)]
    [InlineData(6, 8, 3, true, true)] // 88 calls
    [InlineData(7, 8, 3, true, true)] // 94
    [InlineData(11, 8, 4, true, false)] // 138: more than the JIT compiles as one
    [InlineData(1, 31, 1, true, false)] // ten vectors of z and a
    [InlineData(1, 16, 8, true, true)] // six
    [InlineData(1, 48, 1, true, false)]
    public void Its_gradient_does_and_in_registers_if_both_passes_are_short(int inputs, int hidden, int outputs, bool inVectors, bool inRegisters)
    {
        NetworkSpec spec = Spec([(inputs, hidden, true), (hidden, outputs, true)]);
        NetworkPlan plan = Planner.Plan(spec);

        Assert.Equal(inVectors, plan.GoesBackInVectors);
        Assert.Equal(inRegisters, plan.StaysInRegisters);
        Assert.False(Planner.Plan(spec with { Unroll = Unroll.Full }).GoesBackInVectors);
        Assert.False(Planner.Plan(spec with { Unroll = Unroll.None }).GoesBackInVectors);
        Assert.False(Planner.Plan(spec with { Backward = false }).StaysInRegisters);
    }

    [Theory]
    [InlineData(nameof(LossFunction.Huber), 1, true)]
    [InlineData(nameof(LossFunction.Huber), 9, true)]
    [InlineData(nameof(LossFunction.CrossEntropy), 1, false)] // p is 1
    [InlineData(nameof(LossFunction.CrossEntropy), 2, true)]
    [InlineData(nameof(LossFunction.CrossEntropy), 8, true)]
    [InlineData(nameof(LossFunction.CrossEntropy), 9, false)] // more than a vector holds
    public void Its_loss_goes_in_vectors_where_one_vector_holds_what_it_takes_together(string function, int outputs, bool inVectors)
    {
        NetworkSpec spec = Spec([(4, outputs, true)]);

        Assert.Equal(inVectors, Planner.Plan(spec with { Loss = new LossSpec(Enum.Parse<LossFunction>(function), 1) }).LossGoesInVectors);
        Assert.False(Planner.Plan(spec).LossGoesInVectors);
    }

    [Theory]
    [InlineData(2, 4, 2, true)] // 16 multiply-adds
    [InlineData(1, 16, 1, false)] // 32
    [InlineData(2, 4, 3, false)] // 20
    public void The_smallest_show_the_pass_number_by_number_too(int inputs, int hidden, int outputs, bool shows)
    {
        NetworkSpec spec = Spec([(inputs, hidden, true), (hidden, outputs, true)]);

        Assert.Equal(shows, Planner.Plan(spec).ShowsNumbers);
        Assert.False(Planner.Plan(spec with { Unroll = Unroll.None }).ShowsNumbers);
    }

    [Fact]
    public void A_softmax_of_several_vectors_leaves_the_registers()
    {
        NetworkSpec spec = Spec([(5, 10, true)]);

        Assert.True(Planner.Plan(spec).StaysInRegisters);
        Assert.False(Planner.Plan(spec with { Layers = new([spec.Layers[0] with { Activation = Activation.Softmax }]) }).StaysInRegisters);
    }

    [Theory]
    [InlineData(32, true)] // four vectors
    [InlineData(33, false)]
    [InlineData(100, false)]
    public void A_wide_layer_goes_forward_by_kernels_and_back_in_vectors(int hidden, bool forwardToo)
    {
        NetworkPlan plan = Planner.Plan(Spec([(1, hidden, true), (hidden, 1, true)]));

        Assert.Equal(forwardToo, plan.GoesForwardInVectors);
        Assert.Equal(forwardToo, plan.TracesInVectors);
        Assert.True(plan.GoesBackInVectors);
    }

    [Theory]
    [InlineData(Activation.Tanh, 2, 5, 1, true)] // 15 multiply-adds
    [InlineData(Activation.Tanh, 3, 4, 2, true)] // 20 of them, 4 exponentials
    [InlineData(Activation.Tanh, 3, 5, 1, false)] // 5
    [InlineData(Activation.HardTanh, 3, 5, 1, true)]
    [InlineData(Activation.LeakyRelu, 4, 8, 2, true)]
    [InlineData(Activation.Silu, 4, 8, 2, false)]
    public void What_has_many_exponentials_is_not_unrolled(Activation activation, int inputs, int hidden, int outputs, bool isUnrolled)
    {
        NetworkSpec spec = Spec([(inputs, hidden, true), (hidden, outputs, true)]);
        spec = spec with { Layers = new([spec.Layers[0] with { Activation = activation }, spec.Layers[1] with { Activation = Activation.Identity }]) };
        NetworkPlan plan = Planner.Plan(spec);

        Assert.Equal(isUnrolled ? PassMemory.Locals : PassMemory.Stack, plan.Forward.Memory);
        Assert.Equal(isUnrolled ? PassMemory.Locals : PassMemory.Stack, plan.Backward!.Memory);
        Assert.Equal(!isUnrolled, plan.GoesBackByTraceInVectors);
        Assert.Equal(PassMemory.Locals, Planner.Plan(spec with { Unroll = Unroll.Full }).Forward.Memory);
    }

    [Theory]
    [InlineData(4, 33, 1, true)]
    [InlineData(4, 32, 1, false)] // in vectors, written out
    [InlineData(5, 33, 1, false)] // sums worth a pass of their own
    [InlineData(4, 33, 2, false)]
    public void The_one_output_of_many_quick_units_is_summed_on_the_way(int inputs, int hidden, int outputs, bool inOnePass)
    {
        NetworkSpec spec = Spec([(inputs, hidden, true), (hidden, outputs, true)]);

        Assert.Equal(inOnePass, Planner.Plan(spec).EndsInOnePass);
        Assert.Equal(inOnePass ? 0 : 2 * hidden * sizeof(float), Planner.Plan(spec).Forward.StackBytes);
        Assert.False(Planner.Plan(spec with { Unroll = Unroll.Full }).EndsInOnePass);
    }

    [Fact]
    public void A_vector_holds_half_as_many_doubles()
    {
        NetworkSpec spec = Spec([(2, 8, true), (8, 3, true)], precision: Precision.Double);

        Assert.Equal(new VectorPlan(Lanes: 4, MultiplyAdds: 2 * 2 + 8, IsNarrow: true, StaysInRegisters: true), Planner.Plan(spec).Vectors);
    }

    [Theory]
    [InlineData(nameof(Precision.Single), 4)]
    [InlineData(nameof(Precision.Double), 8)]
    public void The_stack_holds_what_a_pass_keeps_and_no_more(string precision, int scalarBytes)
    {
        NetworkPlan plan = Planner.Plan(Spec([(784, 128, true), (128, 10, true)], precision: Enum.Parse<Precision>(precision)));

        Assert.Equal(2 * 128 * scalarBytes, plan.Forward.StackBytes); // two buffers that take turns
        Assert.Equal((2 * (128 + 10) + 2 * 128) * scalarBytes, plan.Backward!.StackBytes); // z and a of each layer, and two more
        Assert.Equal(64 * 2 * 128 * scalarBytes > 100 * 1024 ? 48 : 64, plan.ForwardBatch.TileSamples);
        Assert.Equal(plan.ForwardBatch.TileSamples * 2 * 128 * scalarBytes, plan.ForwardBatch.StackBytes);
        Assert.Equal(plan.GradientBatch!.TileSamples * plan.Backward.StackBytes, plan.GradientBatch.StackBytes);
        Assert.Equal([784 * 128 + 128 * 10, 3 * (784 * 128 + 128 * 10)], [plan.Forward.MultiplyAdds, plan.Backward.MultiplyAdds]);
    }

    [Fact]
    public void The_last_layer_of_a_batch_is_written_to_the_callers_memory_however_wide_it_is() =>
        Assert.Equal(64 * 2 * 40 * sizeof(float), Planner.Plan(Spec([(16, 40, true), (40, 4096, true)])).ForwardBatch.StackBytes);

    [Fact]
    public void Training_with_dropout_goes_in_tiles_that_keep_what_is_left_of_each_layer()
    {
        NetworkSpec spec = Dropping([(3, 5), (5, 7), (7, 4), (4, 2)], [0.5, 0, 0.1, 0]);
        NetworkPlan plan = Planner.Plan(spec);

        Assert.Equal(5 + 4, plan.DroppedSize);
        Assert.Equal([0, 5, 5, 9], plan.Layers.Select(layer => layer.DroppedOffset));
        Assert.Equal([false, true, false, true], plan.Layers.Select(layer => layer.ReadsDropped));
        Assert.Equal(BatchKind.Tiles, plan.TrainingBatch!.Kind);
        Assert.Equal(64, plan.TrainingBatch.TileSamples);
        Assert.Equal(64 * sizeof(float) * (2 * (5 + 7 + 4 + 2) + 2 * 7 + 9), plan.TrainingBatch.StackBytes);
        Assert.Contains("masks", plan.TrainingBatch.Reason, StringComparison.Ordinal);

        Assert.Null(Planner.Plan(spec with { Loss = null }).TrainingBatch);
        Assert.Null(Planner.Plan(spec with { Backward = false }).TrainingBatch);
        Assert.Null(Planner.Plan(Dropping([(3, 5), (5, 2)], [0, 0])).TrainingBatch);
    }

    [Fact]
    public void Tiles_of_wide_layers_are_as_many_samples_as_fit_the_stack()
    {
        BatchPlan training = Planner.Plan(Dropping([(8, 1024), (1024, 4)], [0.5, 0])).TrainingBatch!;

        Assert.InRange(training.TileSamples, 1, 63);
        Assert.InRange(training.StackBytes, 1, 100 * 1024);
        Assert.Contains("fit on the stack", training.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Precision.Single, 511, false)] // 2 · width parameters
    [InlineData(Precision.Single, 512, true)] // 4 KiB
    [InlineData(Precision.Double, 255, false)]
    [InlineData(Precision.Double, 256, true)]
    internal void Parameters_from_4_KiB_on_are_aligned(Precision precision, int width, bool isAligned) =>
        Assert.Equal(isAligned, Planner.Plan(Spec([(1, width, true)], precision: precision)).AlignsParameters);

    [Fact]
    public void The_forward_pass_takes_two_buffers_of_the_widest_hidden_layer()
    {
        Assert.Equal(2 * 70 * sizeof(float), Planner.Plan(Spec([(200, 60, true), (60, 70, true), (70, 300, true)])).Forward.StackBytes);
        Assert.Equal(0, Planner.Plan(Spec([(2, 3, true), (3, 2, true)])).Forward.StackBytes);
    }

    [Fact]
    public void No_legal_network_plans_more_than_128_KiB_of_stack()
    {
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            NetworkPlan plan = Planner.Plan(Spec(RandomLayers(random), precision: random.Next(2) == 0 ? Precision.Single : Precision.Double));

            Assert.InRange(plan.Forward.StackBytes, 0, 128 * 1024);
            Assert.InRange(plan.Backward!.StackBytes, 0, 128 * 1024);
        }
    }

    [Fact]
    public void A_network_whose_trace_would_not_fit_the_stack_computes_layers_again()
    {
        (int, int, bool)[] hourglasses = [.. Enumerable.Repeat<(int, int, bool)[]>([(1, 4096, true), (4096, 1, true)], 4).SelectMany(layers => layers)];

        NetworkPlan plan = Planner.Plan(Spec(hourglasses));

        Assert.Equal(PassMemory.StackRecomputed, plan.Backward!.Memory);
        Assert.Equal(3 * 4096 * sizeof(float), plan.Backward.StackBytes);
        Assert.Equal(BatchKind.SampleBySample, plan.GradientBatch!.Kind);
    }

    [Fact]
    public void A_tiny_network_takes_a_batch_side_by_side_and_a_larger_one_in_tiles()
    {
        Assert.Equal(BatchKind.Lanes, Planner.Plan(Spec([(2, 3, true), (3, 2, true)])).GradientBatch!.Kind);

        BatchPlan tiles = Planner.Plan(Spec([(784, 128, true), (128, 10, true)])).GradientBatch!;
        Assert.Equal(BatchKind.Tiles, tiles.Kind);
        Assert.Equal(0, tiles.TileSamples % 8);
        Assert.InRange(tiles.StackBytes, 1, 100 * 1024);
    }

    [Theory]
    [InlineData(8, 32, 3, nameof(BatchKind.Columns))] // narrow enough
    [InlineData(32, 32, 32, nameof(BatchKind.Columns))]
    [InlineData(8, 48, 16, nameof(BatchKind.Columns))] // 8 inputs leave half of each vector empty on the way back
    [InlineData(48, 48, 48, nameof(BatchKind.Tiles))] // fills vectors of 16
    [InlineData(64, 64, 8, nameof(BatchKind.Tiles))] // fills all but the last layer
    [InlineData(37, 11, 5, nameof(BatchKind.Columns))]
    [InlineData(128, 10, 2, nameof(BatchKind.Columns))]
    [InlineData(129, 10, 2, nameof(BatchKind.Tiles))] // too wide to be turned
    public void Batches_go_in_columns_where_rows_of_units_would_fill_vectors_badly(int inputs, int hidden, int outputs, string kind)
    {
        BatchPlan batch = Planner.Plan(Spec([(inputs, hidden, true), (hidden, outputs, true)])).GradientBatch!;

        Assert.Equal(kind, batch.Kind.ToString());
        Assert.InRange(batch.StackBytes, 1, 100 * 1024);
        Assert.NotEmpty(batch.Reason);
    }

    [Fact]
    public void A_tile_in_columns_keeps_z_only_where_the_way_back_cannot_do_without()
    {
        NetworkSpec spec = Spec([(3, 5, true), (5, 7, true), (7, 2, true)]);
        EquatableArray<LayerSpec> layers = spec.Layers.Select((layer, l) => l == 1 ? layer with { Activation = Activation.Gelu } : layer).ToEquatableArray();

        ColumnLayout layout = Planner.Plan(spec with { Layers = layers }).Columns;

        // x, a1, z2, a2, z3
        Assert.Equal([(ColumnPlace.None, 3), (8, 15), (22, ColumnPlace.None)], layout.Places.Select(place => (place.Z, place.A)));
        Assert.Equal(24, layout.Units);
    }

    [Fact]
    public void Columns_that_do_not_fit_the_stack_give_way_to_tiles()
    {
        (int, int, bool)[] deep = [.. Enumerable.Repeat((31, 31, true), 12)];

        Assert.Equal(BatchKind.Columns, Planner.Plan(Spec(deep)).ForwardBatch.Kind);
        Assert.Equal(BatchKind.Tiles, Planner.Plan(Spec(deep)).GradientBatch!.Kind);
    }

    [Theory]
    [InlineData(14, nameof(BatchKind.Lanes))]
    [InlineData(15, nameof(BatchKind.SampleBySample))]
    public void Lanes_end_where_the_JIT_would_stop_inlining(int width, string kind) =>
        Assert.Equal(kind, Planner.Plan(Spec([(width, width, true)], Unroll.Full)).ForwardBatch.Kind.ToString());

    [Fact]
    public void The_wider_the_layers_the_fewer_samples_in_a_tile()
    {
        int[] widths = [16, 256, 1024, 4096];
        int[] tiles = [.. widths.Select(width => Planner.Plan(Spec([(1, width, true), (width, 1, true)], Unroll.None)).ForwardBatch.TileSamples)];

        Assert.Equal([64, 48, 8, 3], tiles);
    }

    [Fact]
    public void Without_backward_no_backward_pass_is_planned() =>
        Assert.Null(Planner.Plan(Spec([(2, 2, true)]) with { Backward = false }).Backward);

    [Fact]
    public void Equal_specs_give_equal_plans() =>
        Assert.Equal(Planner.Plan(Spec([(2, 3, true), (3, 2, true)])), Planner.Plan(Spec([(2, 3, true), (3, 2, true)])));

    private static (int, int, bool)[] RandomLayers(Random random)
    {
        int[] widths = [.. Enumerable.Range(0, random.Next(2, 12)).Select(_ => random.Next(4) == 0 ? random.Next(1, 4097) : random.Next(1, 40))];
        return [.. widths.Zip(widths.Skip(1), (inputs, outputs) => (inputs, outputs, random.Next(2) == 0))];
    }

    private static NetworkSpec Dropping((int Inputs, int Outputs)[] layers, double[] probabilities)
    {
        NetworkSpec spec = Spec([.. layers.Select(layer => (layer.Inputs, layer.Outputs, true))]);
        return spec with
        {
            Loss = new LossSpec(LossFunction.Huber, 1),
            Layers = spec.Layers.Zip(probabilities, (layer, p) => layer with { Dropout = p }).ToEquatableArray(),
        };
    }

    private static NetworkSpec Spec((int Inputs, int Outputs, bool HasBias)[] layers, Unroll unroll = Unroll.Auto, Precision precision = Precision.Single) => new(
        new TypeSpec("Demo", default, "Net", "Demo.Net.g.cs", IsStatic: false, default),
        layers.Select(layer => new LayerSpec(layer.Inputs, layer.Outputs, Activation.Relu, layer.HasBias, 0, Initializer.HeNormal, 0.01)).ToEquatableArray(),
        Loss: null,
        precision,
        unroll,
        Backward: true,
        new CompilationFacts(AllowsUnsafe: false));
}
