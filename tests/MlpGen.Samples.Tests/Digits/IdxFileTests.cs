using Digits.Data;

namespace MlpGen.Samples.Tests.Digits;

/// <summary>IDX files are read whole, gzipped or not, and what is wrong with a file is said with its name.</summary>
public sealed class IdxFileTests : IDisposable
{
    private readonly IdxFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_gzipped_or_not(bool gzipped)
    {
        string images = _files.Images(3), labels = _files.Labels(7, 0, 9);

        DigitSet digits = DigitSet.Load(gzipped ? _files.Gzip(images) : images, gzipped ? _files.Gzip(labels) : labels);

        Assert.Equal(3, digits.Count);
        Assert.Equal([7, 0, 9], digits.Labels);
        Assert.Equal(250 / 255f, digits.Image(0)[250]);
        Assert.Equal(2 * 784 % 251 / 255f, digits.Image(2)[0]);
    }

    [Fact]
    public void Labels_given_for_images_are_recognised_by_their_magic_number() =>
        Refused(() => IdxFile.ReadImages(_files.Labels(1, 2)), "labels", "expected an IDX file of images", "0x00000803", "0x00000801, that of labels");

    [Fact]
    public void Images_given_for_labels_are_recognised_by_their_magic_number() =>
        Refused(() => IdxFile.ReadLabels(_files.Images(1)), "images", "expected an IDX file of labels", "0x00000801", "0x00000803, that of images");

    [Fact]
    public void Any_other_file_has_a_wrong_magic_number() =>
        Refused(() => IdxFile.ReadImages(_files.Write("text", "hello, world"u8.ToArray())), "text", "0x68656C6C");

    [Fact]
    public void A_file_of_less_than_a_magic_number_is_refused() =>
        Refused(() => IdxFile.ReadImages(_files.Write("short", [0, 0])), "short", "only 2 bytes");

    [Fact]
    public void A_file_that_ends_in_its_header_is_truncated() =>
        Refused(() => IdxFile.ReadImages(_files.Write("cut", [0x0803, 5], [])), "truncated", "header of 16 bytes", "has 8");

    [Fact]
    public void A_file_that_ends_in_its_images_is_truncated() =>
        Refused(() => IdxFile.ReadImages(_files.Write("cut", [0x0803, 2, 28, 28], new byte[1567])), "truncated", "2 images", "1,584", "1,583");

    [Fact]
    public void A_file_that_goes_on_after_its_labels_is_too_long() =>
        Refused(() => IdxFile.ReadLabels(_files.Write("long", [0x0801, 2], [1, 2, 3])), "too long", "10 bytes", "11");

    [Fact]
    public void A_header_whose_sizes_multiply_to_two_to_the_64_is_an_error_and_not_an_overflow() =>
        Refused(() => IdxFile.ReadImages(_files.Write("huge", [0x0803, 1u << 31, 1u << 31, 4], [])), "truncated", "18,446,744,073,709,551,632");

    [Fact]
    public void A_truncated_gzip_file_is_said_to_be_so()
    {
        byte[] whole = File.ReadAllBytes(_files.Gzip(_files.Images(4)));

        Refused(() => IdxFile.ReadImages(_files.Write("cut.gz", whole[..(whole.Length / 2)])), "cut.gz", "truncated");
    }

    [Fact]
    public void Images_of_another_size_are_refused() =>
        Refused(() => IdxFile.ReadImages(_files.Write("small", [0x0803, 1, 8, 9], new byte[72])), "28 × 28", "8 × 9");

    [Fact]
    public void A_label_that_is_no_digit_is_refused_with_its_place() =>
        Refused(() => IdxFile.ReadLabels(_files.Labels(1, 2, 10)), "label 2", "is 10");

    [Fact]
    public void Unequal_counts_name_both_files_and_both_numbers() =>
        Refused(() => DigitSet.Load(_files.Images(3), _files.Labels(1, 2)), "images has 3 images", "labels has 2 labels");

    [Fact]
    public void No_images_at_all_are_refused() =>
        Refused(() => DigitSet.Load(_files.Images(0), _files.Labels()), "none");

    private static void Refused(Action read, params string[] parts)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(read);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
