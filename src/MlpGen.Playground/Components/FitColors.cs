namespace MlpGen.Playground.Components;

/// <summary>The colours of the plane: orange where the network says 0, blue where it says 1, pale where it cannot decide.</summary>
internal static class FitColors
{
    private static readonly (double R, double G, double B) s_zero = (234, 122, 56), s_middle = (247, 245, 239), s_one = (52, 110, 196);

    /// <summary>Writes one pixel.</summary>
    /// <param name="pixel">Red, green, blue, opacity.</param>
    /// <param name="value">What the network says; grey if it is no number.</param>
    public static void Write(Span<byte> pixel, double value)
    {
        if (double.IsNaN(value))
        {
            (pixel[0], pixel[1], pixel[2], pixel[3]) = (128, 128, 128, 255);
            return;
        }

        double at = (2 * Math.Clamp(value, 0, 1)) - 1, size = Math.Abs(at);
        (double r, double g, double b) = at < 0 ? s_zero : s_one;
        pixel[0] = (byte)(s_middle.R + (size * (r - s_middle.R)));
        pixel[1] = (byte)(s_middle.G + (size * (g - s_middle.G)));
        pixel[2] = (byte)(s_middle.B + (size * (b - s_middle.B)));
        pixel[3] = 255;
    }
}
