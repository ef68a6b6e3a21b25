using System.Globalization;

namespace MlpGen.Weights;

/// <summary>One tensor as the header of a safetensors file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its number type, such as <c>F32</c>; perhaps one that no network has.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record TensorEntry(string Name, string Type, long[] Shape, long Begin, long End)
{
    /// <summary>Checks that the bytes are as many as type and shape need. Types smaller than a byte, and ones that the format will get
    /// some day, are left to those who want to read them.</summary>
    public void CheckLength()
    {
        int size = SizeOf(Type);
        long bytes = size;
        foreach (long dimension in Shape)
        {
            // As many as could ever lie in a file; the product stays in range.
            bytes = dimension == 0 ? 0 : bytes > long.MaxValue / dimension ? long.MaxValue : bytes * dimension;
        }

        if (size > 0 && bytes != End - Begin)
        {
            throw new WeightsException(
                $"tensor '{Excerpt.Of(Name)}'",
                string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes for {Type} {Excerpt.Of(Shape)}"),
                string.Create(CultureInfo.InvariantCulture, $"{End - Begin} (data_offsets {Begin} to {End})"),
                Name);
        }
    }

    /// <summary>The bytes of one number of a type; 0 for a type that is not known.</summary>
    private static int SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => 0,
    };
}
