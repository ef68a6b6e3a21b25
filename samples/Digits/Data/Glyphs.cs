using System.Numerics;

namespace Digits.Data;

/// <summary>How a hand moves to write each digit: strokes through a few points, in a box from (0, 0) at the upper left to (1, 1) at
/// the lower right. Some digits have several forms, as people differ.</summary>
internal static class Glyphs
{
    private static readonly Vector2[][][][] s_forms =
    [
        [
            [[new(0.5f, 0), new(0.15f, 0.2f), new(0.1f, 0.6f), new(0.4f, 1), new(0.8f, 0.8f), new(0.88f, 0.35f), new(0.5f, 0)]],
        ],
        [
            [[new(0.5f, 0), new(0.5f, 1)]],
            [[new(0.28f, 0.24f), new(0.42f, 0.14f), new(0.55f, 0)], [new(0.55f, 0), new(0.52f, 1)]],
        ],
        [
            [[new(0.15f, 0.25f), new(0.4f, 0), new(0.8f, 0.12f), new(0.78f, 0.42f), new(0.4f, 0.78f), new(0.12f, 1)], [new(0.12f, 1), new(0.9f, 0.98f)]],
            [[new(0.12f, 0.2f), new(0.45f, 0), new(0.8f, 0.18f), new(0.6f, 0.6f), new(0.2f, 0.95f), new(0.12f, 0.85f), new(0.35f, 0.8f), new(0.6f, 0.95f), new(0.92f, 0.9f)]],
        ],
        [
            [[new(0.15f, 0.1f), new(0.5f, 0), new(0.82f, 0.18f), new(0.68f, 0.42f), new(0.4f, 0.48f)], [new(0.4f, 0.48f), new(0.78f, 0.56f), new(0.86f, 0.8f), new(0.5f, 1), new(0.12f, 0.9f)]],
            [[new(0.12f, 0.02f), new(0.84f, 0)], [new(0.84f, 0), new(0.45f, 0.4f)], [new(0.45f, 0.4f), new(0.85f, 0.58f), new(0.72f, 0.92f), new(0.4f, 1), new(0.1f, 0.88f)]],
        ],
        [
            [[new(0.2f, 0), new(0.12f, 0.35f), new(0.15f, 0.55f)], [new(0.15f, 0.55f), new(0.85f, 0.5f)], [new(0.75f, 0), new(0.7f, 1)]],
            [[new(0.62f, 0), new(0.08f, 0.66f)], [new(0.08f, 0.66f), new(0.92f, 0.66f)], [new(0.64f, 0.02f), new(0.64f, 1)]],
        ],
        [
            [[new(0.84f, 0), new(0.24f, 0.03f)], [new(0.24f, 0.03f), new(0.2f, 0.44f)], [new(0.2f, 0.44f), new(0.6f, 0.38f), new(0.86f, 0.66f), new(0.6f, 0.98f), new(0.12f, 0.9f)]],
        ],
        [
            [[new(0.72f, 0), new(0.34f, 0.28f), new(0.16f, 0.68f), new(0.4f, 1), new(0.8f, 0.88f), new(0.78f, 0.6f), new(0.45f, 0.52f), new(0.2f, 0.76f)]],
        ],
        [
            [[new(0.1f, 0.03f), new(0.88f, 0)], [new(0.88f, 0), new(0.6f, 0.45f), new(0.38f, 1)]],
            [[new(0.1f, 0.04f), new(0.88f, 0)], [new(0.88f, 0), new(0.6f, 0.45f), new(0.38f, 1)], [new(0.34f, 0.52f), new(0.8f, 0.46f)]],
        ],
        [
            [[new(0.5f, 0.46f), new(0.2f, 0.25f), new(0.48f, 0), new(0.8f, 0.2f), new(0.5f, 0.46f), new(0.14f, 0.76f), new(0.5f, 1), new(0.86f, 0.76f), new(0.5f, 0.46f)]],
        ],
        [
            [[new(0.8f, 0.2f), new(0.5f, 0), new(0.18f, 0.22f), new(0.38f, 0.5f), new(0.74f, 0.38f), new(0.8f, 0.2f)], [new(0.8f, 0.2f), new(0.76f, 0.62f), new(0.62f, 1)]],
            [[new(0.78f, 0.22f), new(0.48f, 0), new(0.16f, 0.24f), new(0.4f, 0.52f), new(0.78f, 0.3f)], [new(0.78f, 0.22f), new(0.8f, 0.7f), new(0.55f, 1), new(0.2f, 0.9f)]],
        ],
    ];

    /// <summary>The forms of a digit, 0 to 9; each form is strokes, each stroke is points.</summary>
    public static ReadOnlySpan<Vector2[][]> Forms(int digit) => s_forms[digit];
}
