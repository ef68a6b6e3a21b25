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

        Console.WriteLine($"  {Path.GetRelativePath(Environment.CurrentDirectory, folder)}");
        Console.WriteLine();
        Console.WriteLine("  lines             the textbook   the rest of the class   the same in vectors");
        foreach (string network in (string[])["TinyNet", "PreciseTinyNet", "XorNet", "XorLearner", "DigitNet"])
        {
            string file = Path.Combine(folder, $"QuickStart.{network}");
            Console.WriteLine($"  {network,-16}{Lines($"{file}.g.cs"),14}{Lines($"{file}.Members.g.cs"),24}{Lines($"{file}.Vectors.g.cs"),22}");
        }

        Console.WriteLine();
        Console.WriteLine("  Begin with QuickStart.TinyNet.g.cs. docs/generated-code.md is a tour of all three.");
    }

    /// <summary>How long a file is; a network that the runtime's kernels suit better has none in vectors.</summary>
    private static string Lines(string file) => File.Exists(file) ? $"{File.ReadLines(file).Count()}" : "–";
}
