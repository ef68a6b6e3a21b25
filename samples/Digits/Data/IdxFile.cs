using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits.Data;

/// <summary>Reads the IDX format, in which MNIST is published (http://yann.lecun.com/exdb/mnist): a magic number, a size for each
/// dimension, all of them big-endian, and then the bytes. Files may be gzipped, whatever they are called.</summary>
internal static class IdxFile
{
    private const int ImagesMagic = 0x0803; // unsigned bytes in three dimensions: images, rows, columns
    private const int LabelsMagic = 0x0801; // unsigned bytes in one

    /// <summary>Reads images of 28 × 28 pixels.</summary>
    /// <returns>A byte for each pixel, 0 for the ground and 255 for ink, row by row, image after image.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one; the message names it and says why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadImages(string path)
    {
        byte[] content = ReadContent(path);
        int[] sizes = ReadHeader(path, content, ImagesMagic, "images", dimensions: 3);
        if (sizes is not [_, DigitSet.Side, DigitSet.Side])
        {
            throw new InvalidDataException($"{path}: expected images of {DigitSet.Side} × {DigitSet.Side} pixels, but they are {sizes[1]} × {sizes[2]}.");
        }

        return content[16..];
    }

    /// <summary>Reads labels.</summary>
    /// <returns>The digit of each image.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one, or a label is not a digit.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadLabels(string path)
    {
        byte[] content = ReadContent(path);
        _ = ReadHeader(path, content, LabelsMagic, "labels", dimensions: 1);
        byte[] labels = content[8..];
        int wrong = Array.FindIndex(labels, label => label > 9);
        return wrong < 0
            ? labels
            : throw new InvalidDataException($"{path}: expected labels from 0 to 9, but label {wrong} (counted from 0) is {labels[wrong]}.");
    }

    private static byte[] ReadContent(string path)
    {
        byte[] stored = File.ReadAllBytes(path);
        if (stored is not [0x1F, 0x8B, ..])
        {
            return stored;
        }

        using var content = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
            gzip.CopyTo(content);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: expected a whole gzip file, but it is truncated or damaged. ({error.Message})", error);
        }

        return content.ToArray();
    }

    /// <summary>Checks the magic number, and that the length is the one that the sizes ask for.</summary>
    /// <returns>The sizes.</returns>
    private static int[] ReadHeader(string path, byte[] content, int magic, string what, int dimensions)
    {
        int header = 4 + (4 * dimensions);
        if (content.Length < 4)
        {
            throw new InvalidDataException($"{path}: expected an IDX file, but it has only {content.Length} bytes.");
        }

        uint actual = BinaryPrimitives.ReadUInt32BigEndian(content);
        if (actual != magic)
        {
            string hint = actual switch
            {
                ImagesMagic => ", that of images",
                LabelsMagic => ", that of labels",
                _ => "",
            };
            throw new InvalidDataException($"{path}: expected an IDX file of {what}, with magic number 0x{magic:X8}, but it starts with 0x{actual:X8}{hint}.");
        }

        if (content.Length < header)
        {
            throw new InvalidDataException($"{path}: truncated. Expected a header of {header} bytes, but the file has {content.Length}.");
        }

        // Three sizes of a damaged header may multiply to more than 64 bits hold.
        int[] sizes = new int[dimensions];
        Int128 product = 1;
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(4 + (4 * i)));
            product *= size;
            sizes[i] = (int)Math.Min(size, int.MaxValue);
        }

        Int128 length = header + product;
        return content.Length == length
            ? sizes
            : throw new InvalidDataException(
                $"{path}: {(content.Length < length ? "truncated" : "too long")}. Its header says {sizes[0]:N0} {what}, which is {length:N0} bytes with the header, but there are {content.Length:N0}.");
    }
}
