namespace MlpGen.Generator.Tests.Docs;

/// <summary>The checked-out repository around the tests, for those that read its pages.</summary>
internal static class Repository
{
    /// <summary>The folder of MlpGen.sln: found from the test's binary upwards, since a deterministic build hides source paths.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The text of a file, lines ending with <c>\n</c> however it was checked out.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlpGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No MlpGen.sln in any folder above the tests.");
    }
}
