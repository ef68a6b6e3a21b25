#if MLPGEN_GENERATOR
namespace MlpGen.Generator.Weights;
#else
namespace MlpGen.Weights;
#endif

/// <summary>Something in a JSON text that must not be there, and where it is.</summary>
/// <param name="offset">The first character that is wrong.</param>
/// <param name="length">How many are.</param>
/// <param name="message">What was expected and what was found.</param>
internal sealed class JsonMistake(int offset, int length, string message) : Exception(message)
{
    public int Offset => offset;

    public int Length => length;

    /// <summary>Line and column of a place in a text, both counted from 1.</summary>
    public static (int Line, int Column) Place(string text, int offset)
    {
        int line = 1, start = 0;
        for (int k = 0; k < offset && k < text.Length; k++)
        {
            // A carriage return alone ends a line too, as editors have it.
            if (text[k] == '\n' || (text[k] == '\r' && (k + 1 == text.Length || text[k + 1] != '\n')))
            {
                line++;
                start = k + 1;
            }
        }

        return (line, offset - start + 1);
    }
}
