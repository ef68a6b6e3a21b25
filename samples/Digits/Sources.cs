using Digits.Data;

namespace Digits;

/// <summary>Where the pictures come from, as the command line says.</summary>
/// <param name="Images">An IDX file of images to learn from; null to draw digits.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="TestImages">An IDX file of images to test on; null to take the last of the others.</param>
/// <param name="TestLabels">Its labels.</param>
/// <param name="TestCount">How many to take, if there is no file for them.</param>
/// <param name="DrawnCount">How many digits to draw, if there is no file at all.</param>
internal sealed record Sources(string? Images, string? Labels, string? TestImages, string? TestLabels, int TestCount, int DrawnCount)
{
    /// <summary>What the pictures are, for headings.</summary>
    public string Description => Images is null ? "digits that this program has drawn" : Path.GetFileName(Images);

    /// <summary>What is wrong with this combination of options; null if nothing is.</summary>
    public string? Problem => (Images, Labels, TestImages, TestLabels) switch
    {
        (null, not null, _, _) or (not null, null, _, _) => "Expected --images and --labels together: two files that belong to each other.",
        (_, _, null, not null) or (_, _, not null, null) => "Expected --test-images and --test-labels together: two files that belong to each other.",
        (null, null, not null, not null) => "Expected --images and --labels, too: --test-images are for testing alone.",
        _ => null,
    };

    /// <summary>Reads or draws the pictures.</summary>
    /// <exception cref="InvalidDataException">A file is not what it should be, or has too few images to set some apart for the test.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public (DigitSet Training, DigitSet Test) Read(int seed)
    {
        DigitSet digits = Images is null ? DigitSet.Draw(DrawnCount, seed) : DigitSet.Load(Images, Labels!);
        if (TestImages is not null)
        {
            return (digits, DigitSet.Load(TestImages, TestLabels!));
        }

        return digits.Count > TestCount
            ? digits.SplitAt(digits.Count - TestCount)
            : throw new InvalidDataException($"Expected more than the {TestCount:N0} images that are set apart for the test, but there are {digits.Count:N0}.");
    }
}
