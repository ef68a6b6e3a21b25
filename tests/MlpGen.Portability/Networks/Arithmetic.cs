namespace MlpGen.Portability.Networks;

/// <summary>The arithmetic of all networks of the program: built with <c>-p:Reproducible=true</c> they are reproducible, and their bits are those of
/// <c>Golden/arithmetic-1.txt</c> on any machine.</summary>
internal static class Arithmetic
{
    /// <summary>Whether they are.</summary>
    public const bool IsReproducible =
#if REPRODUCIBLE
        true;
#else
        false;
#endif
}
