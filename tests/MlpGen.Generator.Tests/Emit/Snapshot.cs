using System.Runtime.CompilerServices;
using Shouldly;

namespace MlpGen.Generator.Tests.Emit;

/// <summary>Compares generated text with the file that was read and approved: <c>Snapshots/Class.Method#Hint.verified.cs</c>, one for each
/// generated file.</summary>
/// <remarks>
/// On a mismatch the text lies beside it as <c>….received.cs</c>; read the difference, and if it is meant, move that file over the
/// verified one. This is the one place that knows how snapshots are kept.
/// </remarks>
internal static class Snapshot
{
    /// <summary>Compares generated files; all are compared before the first mismatch fails, so that each has its received file.</summary>
    public static void Match(
        IEnumerable<(string Hint, string Text)> files, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        string testClass = Path.GetFileNameWithoutExtension(testFile);
        List<string> mismatches = [];
        foreach ((string hint, string text) in files)
        {
            // Called from here, not through an assertion: the folder is that of the source of the caller.
            try
            {
                text.ShouldMatchApproved(configuration => configuration
                    .WithFilenameGenerator((_, _, type, _) => $"{testClass}.{method}#{Path.GetFileNameWithoutExtension(hint)}.{Suffix(type)}.cs")
                    .SubFolder("../Snapshots")
                    .NoDiff());
            }
            catch (ShouldMatchApprovedException mismatch)
            {
                mismatches.Add(mismatch.Message);
            }
        }

        Assert.True(mismatches.Count == 0, string.Join("\n\n", mismatches));
    }

    private static string Suffix(string fileType) => fileType == "approved" ? "verified" : fileType;
}
