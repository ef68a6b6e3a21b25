namespace Digits.Data;

/// <summary>Pictures of digits, and which digits they are.</summary>
/// <param name="Images">Shades from 0 (ground) to 1 (ink), row by row, <see cref="Pixels"/> of them for each picture.</param>
/// <param name="Labels">The digit in each.</param>
internal sealed record DigitSet(float[] Images, int[] Labels)
{
    /// <summary>The pixels in a row, and the rows in a picture.</summary>
    public const int Side = 28;

    /// <summary>The pixels of a picture.</summary>
    public const int Pixels = Side * Side;

    /// <summary>The number of pictures.</summary>
    public int Count => Labels.Length;

    /// <summary>One picture.</summary>
    public ReadOnlySpan<float> Image(int index) => Images.AsSpan(index * Pixels, Pixels);

    /// <summary>Reads two IDX files that belong together.</summary>
    /// <exception cref="InvalidDataException">One of them is not what it should be, they differ in number, or there are none.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static DigitSet Load(string imagesPath, string labelsPath)
    {
        byte[] images = IdxFile.ReadImages(imagesPath), labels = IdxFile.ReadLabels(labelsPath);
        int count = images.Length / Pixels;
        if (count != labels.Length)
        {
            throw new InvalidDataException(
                $"Expected a label for each image, but {imagesPath} has {count:N0} images, and {labelsPath} has {labels.Length:N0} labels.");
        }

        if (count == 0)
        {
            throw new InvalidDataException($"{imagesPath}: expected images, but there are none.");
        }

        return new DigitSet(Array.ConvertAll(images, shade => shade / 255f), Array.ConvertAll(labels, label => (int)label));
    }

    /// <summary>Draws digits, each of the ten equally often, in random order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same pictures.</param>
    public static DigitSet Draw(int count, int seed)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(index => index % 10)];
        random.Shuffle(labels);

        float[] images = new float[count * Pixels];
        for (int i = 0; i < count; i++)
        {
            Handwriting.Draw(labels[i], random, images.AsSpan(i * Pixels, Pixels));
        }

        return new DigitSet(images, labels);
    }

    /// <summary>The first pictures, and the others.</summary>
    public (DigitSet First, DigitSet Others) SplitAt(int count) =>
        (new(Images[..(count * Pixels)], Labels[..count]), new(Images[(count * Pixels)..], Labels[count..]));
}
