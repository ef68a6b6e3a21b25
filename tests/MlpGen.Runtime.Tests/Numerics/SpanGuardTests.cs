using MlpGen.Numerics;

namespace MlpGen.Tests.Numerics;

/// <summary>Each message names the argument, what was expected, and what was passed.</summary>
public class SpanGuardTests
{
    [Fact]
    public void A_wrong_length_is_told_with_the_right_one_and_the_constant_it_comes_from() => AssertThrows(
        "parameters",
        "Expected parameters to have length 17 (ParameterCount), but it has length 16.",
        () => SpanGuard.ThrowLength("parameters", expected: 17, actual: 16));

    [Fact]
    public void Inputs_that_are_no_whole_rows_are_told_the_length_of_a_row() => AssertThrows(
        "inputs",
        "Expected inputs to hold whole rows of 3 (InputSize), but it has length 7.",
        () => SpanGuard.ThrowNotMultiple("inputs", rowLength: 3, actual: 7));

    [Fact]
    public void A_wrong_batch_length_is_told_as_samples_times_row() => AssertThrows(
        "targets",
        "Expected targets to have length 20 (10 samples of 2), but it has length 19.",
        () => SpanGuard.ThrowBatchLength("targets", samples: 10, rowLength: 2, actual: 19));

    [Fact]
    public void The_expected_length_of_a_huge_batch_does_not_overflow() => AssertThrows(
        "outputs",
        "Expected outputs to have length 8589934592 (2097152 samples of 4096), but it has length 0.",
        () => SpanGuard.ThrowBatchLength("outputs", samples: 2 * 1024 * 1024, rowLength: 4096, actual: 0));

    [Fact]
    public void An_empty_batch_is_told_that_it_has_no_mean_loss() => AssertThrows(
        "inputs",
        "Expected inputs to hold at least 1 sample, but it is empty: no samples have no mean loss.",
        () => SpanGuard.ThrowEmptyBatch("inputs"));

    [Fact]
    public void An_overlap_names_both_spans() => AssertThrows(
        "outputs",
        "Expected outputs to be memory of its own, since it is written while inputs is still needed, but it overlaps inputs.",
        () => SpanGuard.ThrowOverlap("outputs", "inputs"));

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_label_that_is_no_class_is_told_with_its_place(int label) => AssertThrows(
        "labels",
        $"Expected labels[2] to be a class from 0 to 9, but it is {label}.",
        () => SpanGuard.CheckLabels([0, 9, label, 5], classes: 10));

    [Fact]
    public void Labels_from_the_first_class_to_the_last_pass()
    {
        SpanGuard.CheckLabels([0, 1, 2, 2, 1, 0], classes: 3);
        SpanGuard.CheckLabels([], classes: 3);
    }

    private static void AssertThrows(string argument, string message, Action call)
    {
        var exception = Assert.Throws<ArgumentException>(argument, call);
        Assert.Equal($"{message} (Parameter '{argument}')", exception.Message);
    }
}
