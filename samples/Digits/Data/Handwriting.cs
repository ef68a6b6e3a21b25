using System.Numerics;

namespace Digits.Data;

/// <summary>Writes digits by a random hand: shaky, slanted, turned, shifted, narrow or wide, with a thin or a thick pen, on paper
/// that is not clean.</summary>
internal static class Handwriting
{
    private const float Height = 20; // pixels of a digit of medium size, as in MNIST
    private const float Width = 15;
    private const int PointsPerCurve = 6;

    /// <summary>Draws one picture.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">Decides on the hand, the pen and the paper.</param>
    /// <param name="image">Overwritten; <see cref="DigitSet.Pixels"/> long.</param>
    public static void Draw(int digit, Random random, Span<float> image)
    {
        Matrix3x2 hand = RandomHand(random);
        float radius = Uniform(random, 0.8f, 1.7f);
        ReadOnlySpan<Vector2[][]> forms = Glyphs.Forms(digit);

        image.Clear();
        foreach (Vector2[] stroke in forms[random.Next(forms.Length)])
        {
            List<Vector2> line = Curve([.. stroke.Select(point => Vector2.Transform(Shake(point, random), hand))]);
            for (int i = 1; i < line.Count; i++)
            {
                DrawSegment(image, line[i - 1], line[i], radius);
            }
        }

        Soil(image, random);
    }

    /// <summary>From the glyph's box to pixels.</summary>
    private static Matrix3x2 RandomHand(Random random)
    {
        float size = Uniform(random, 0.75f, 1.1f);
        var center = new Vector2(DigitSet.Side / 2f);
        return Matrix3x2.CreateTranslation(-0.5f, -0.5f)
            * Matrix3x2.CreateScale(Width * size * Uniform(random, 0.75f, 1.2f), Height * size)
            * Matrix3x2.CreateSkew(Uniform(random, -0.35f, 0.15f), 0)
            * Matrix3x2.CreateRotation(Uniform(random, -0.22f, 0.22f))
            * Matrix3x2.CreateTranslation(center + new Vector2(Uniform(random, -2, 2), Uniform(random, -2, 2)));
    }

    private static Vector2 Shake(Vector2 point, Random random) => point + new Vector2(Uniform(random, -0.06f, 0.06f), Uniform(random, -0.05f, 0.05f));

    /// <summary>A smooth line through points: the splines of Catmull and Rom (1974). Two points are a straight line.</summary>
    private static List<Vector2> Curve(ReadOnlySpan<Vector2> points)
    {
        List<Vector2> line = [points[0]];
        for (int i = 1; i < points.Length; i++)
        {
            Vector2 from = points[i - 1], to = points[i];
            Vector2 before = i >= 2 ? points[i - 2] : from, after = i + 1 < points.Length ? points[i + 1] : to;
            for (int k = 1; k <= PointsPerCurve; k++)
            {
                float t = k / (float)PointsPerCurve;
                line.Add(0.5f * ((2 * from) + (t * (to - before)) + (t * t * ((2 * before) - (5 * from) + (4 * to) - after))
                    + (t * t * t * ((3 * from) - before - (3 * to) + after))));
            }
        }

        return line;
    }

    /// <summary>Inks the pixels within a radius of a segment, with an edge one pixel soft.</summary>
    private static void DrawSegment(Span<float> image, Vector2 from, Vector2 to, float radius)
    {
        Vector2 low = Vector2.Min(from, to) - new Vector2(radius + 1), high = Vector2.Max(from, to) + new Vector2(radius + 1);
        Vector2 along = to - from;
        float length2 = Math.Max(along.LengthSquared(), 1e-6f);
        for (int row = Math.Max((int)low.Y, 0); row < Math.Min(high.Y, DigitSet.Side); row++)
        {
            for (int column = Math.Max((int)low.X, 0); column < Math.Min(high.X, DigitSet.Side); column++)
            {
                var pixel = new Vector2(column + 0.5f, row + 0.5f);
                float nearest = Math.Clamp(Vector2.Dot(pixel - from, along) / length2, 0, 1);
                float ink = Math.Clamp(radius + 0.5f - Vector2.Distance(pixel, from + (nearest * along)), 0, 1);
                ref float shade = ref image[(row * DigitSet.Side) + column];
                shade = Math.Max(shade, ink);
            }
        }
    }

    /// <summary>Every pixel is off a little, and some are specks of dirt.</summary>
    private static void Soil(Span<float> image, Random random)
    {
        foreach (ref float shade in image)
        {
            float speck = random.Next(200) == 0 ? Uniform(random, 0, 0.8f) : 0;
            shade = Math.Clamp(Math.Max(shade, speck) + Uniform(random, -0.1f, 0.1f), 0, 1);
        }
    }

    private static float Uniform(Random random, float from, float to) => from + ((to - from) * random.NextSingle());
}
