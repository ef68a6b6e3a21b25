using Digits;
using Digits.Data;

namespace MlpGen.Samples.Tests.Digits;

/// <summary>Pictures come from where the options say, and options that make no sense are refused.</summary>
public sealed class SourcesTests : IDisposable
{
    private readonly IdxFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("images", null, null, null, "--labels")]
    [InlineData(null, "labels", null, null, "--images")]
    [InlineData("images", "labels", "test", null, "--test-labels")]
    [InlineData("images", "labels", null, "test", "--test-images")]
    [InlineData(null, null, "test", "test", "--images")]
    public void Half_a_pair_of_files_is_a_problem_that_names_the_other_half(string? images, string? labels, string? testImages, string? testLabels, string named) =>
        Assert.Contains(named, new Sources(images, labels, testImages, testLabels, 1, 2).Problem, StringComparison.Ordinal);

    [Fact]
    public void The_last_images_are_set_apart_for_the_test()
    {
        var sources = new Sources(_files.Images(5), _files.Labels(1, 2, 3, 4, 5), null, null, TestCount: 2, DrawnCount: 2);

        (DigitSet training, DigitSet test) = sources.Read(seed: 1);

        Assert.Null(sources.Problem);
        Assert.Equal([1, 2, 3], training.Labels);
        Assert.Equal([4, 5], test.Labels);
        Assert.Equal(3 * 784 % 251 / 255f, test.Image(0)[0]);
    }

    [Fact]
    public void Files_for_the_test_leave_all_others_for_learning()
    {
        string images = _files.Images(2), labels = _files.Labels(8, 9);

        (DigitSet training, DigitSet test) = new Sources(images, labels, images, labels, TestCount: 1_000, DrawnCount: 2).Read(seed: 1);

        Assert.Equal([8, 9], training.Labels);
        Assert.Equal([8, 9], test.Labels);
    }

    [Fact]
    public void A_file_without_enough_images_for_the_test_is_refused()
    {
        var sources = new Sources(_files.Images(2), _files.Labels(1, 2), null, null, TestCount: 2, DrawnCount: 2);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => sources.Read(seed: 1));

        Assert.Contains("more than the 2 images", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_files_digits_are_drawn()
    {
        (DigitSet training, DigitSet test) = new Sources(null, null, null, null, TestCount: 20, DrawnCount: 50).Read(seed: 7);

        Assert.Equal((30, 20), (training.Count, test.Count));
    }
}
