namespace MlpGen.Playground.Tests;

/// <summary>The checked-out repository around the tests.</summary>
internal static class Repository
{
    /// <summary>The folder of MlpGen.sln: found from the test's binary upwards, since a deterministic build hides source paths.</summary>
    public static string Root { get; } = FindRoot();

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
