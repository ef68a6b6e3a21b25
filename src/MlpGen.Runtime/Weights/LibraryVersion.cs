namespace MlpGen.Weights;

/// <summary>The version of MlpGen that files name as their writer; a test keeps it equal to that of the assembly.</summary>
internal static class LibraryVersion
{
    public const string Text = "0.1.0";
}
