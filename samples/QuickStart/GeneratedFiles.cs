namespace QuickStart;

/// <summary>Says where the code lies that the generator wrote for these networks.</summary>
internal static class GeneratedFiles
{
    public static void Run()
    {
        Show.Heading("6. The generated code, to be read");

        // EmitCompilerGeneratedFiles in QuickStart.csproj keeps these copies, beside bin/.
        string project = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));
        string folder = Path.Combine(project, "generated", "MlpGen.Generator", "MlpGen.Generator.NetworkGenerator");
        if (!Directory.Exists(folder))
        {
            Console.WriteLine("  This program no longer lies in the project's bin folder; the code is in the project.");
            return;
        }

        Console.WriteLine(Path.GetRelativePath(Environment.CurrentDirectory, folder));
        foreach (string file in Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"  {Path.GetFileName(file),-32} {File.ReadLines(file).Count(),5} lines");
        }
    }
}
