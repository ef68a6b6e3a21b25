namespace FrozenDigits;

/// <summary>A digit of 8 × 8 pixels: 0 is paper, 1 is ink, row by row.</summary>
internal static class Drawing
{
    public const int Side = 8;

    public const int Pixels = Side * Side;

    private const int GlyphWidth = 5;
    private const int GlyphHeight = 7;

    private static readonly string[] s_glyphs =
    [
        " ### #   ##   ##   ##   ##   # ### ",
        "  #   ##  # #    #    #    #  #####",
        " ### #   #    #   #   #   #   #####",
        " ### #   #    #  ##     ##   # ### ",
        "   #   ##  # # #  # #####   #    # ",
        "######    #### #   #    ##   # ### ",
        " ### #   ##    #### #   ##   # ### ",
        "#####    #   #    #   #    #    #  ",
        " ### #   ##   # ### #   ##   # ### ",
        " ### #   ##   # ####    ##   # ### ",
    ];

    /// <summary>Draws a digit somewhere on the paper, in ink of some strength, on paper that is not clean.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">Where, how strong, how dirty.</param>
    /// <param name="pixels">Overwritten.</param>
    public static void Draw(int digit, Random random, Span<float> pixels)
    {
        int left = random.Next(Side - GlyphWidth + 1), top = random.Next(Side - GlyphHeight + 1);
        float ink = 0.6f + 0.4f * random.NextSingle();
        for (int k = 0; k < Pixels; k++)
        {
            int column = k % Side - left, row = k / Side - top;
            bool isGlyph = column is >= 0 and < GlyphWidth && row is >= 0 and < GlyphHeight
                && s_glyphs[digit][row * GlyphWidth + column] == '#';
            float stain = 0.3f * random.NextSingle();
            pixels[k] = isGlyph ? ink - stain : stain;
        }
    }

    /// <summary>Reads a picture of eight lines: a space or a dot is paper, anything else is ink. Short lines are filled up with paper.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static string? Read(string[] lines, Span<float> pixels)
    {
        if (lines.Length != Side)
        {
            return $"Expected a picture of {Side} lines, found {lines.Length}.";
        }

        for (int row = 0; row < Side; row++)
        {
            if (lines[row].Length > Side)
            {
                return $"Expected at most {Side} characters in line {row + 1}, found {lines[row].Length}.";
            }

            for (int column = 0; column < Side; column++)
            {
                pixels[row * Side + column] = column < lines[row].Length && lines[row][column] is not (' ' or '.') ? 1 : 0;
            }
        }

        return null;
    }
}
