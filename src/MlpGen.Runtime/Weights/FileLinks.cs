namespace MlpGen.Weights;

/// <summary>Follows symbolic links to the file that they lead to, which need not exist.</summary>
internal static class FileLinks
{
    /// <summary>As many as Linux follows before it gives up.</summary>
    private const int Most = 40;

    /// <summary>The path with every link in it replaced by what it leads to.</summary>
    /// <param name="path">A full path.</param>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Follow(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        }

        // Part by part, as the system does: '..' in a link is the folder above the one that it is in, not above the one it was reached by.
        var rest = new Stack<string>(path.Split('/').AsEnumerable().Reverse());
        string reached = "";
        for (int links = 0; rest.TryPop(out string? part);)
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == "..")
            {
                reached = reached[..Math.Max(reached.LastIndexOf('/'), 0)];
                continue;
            }

            string next = $"{reached}/{part}";
            string? target = new FileInfo(next).LinkTarget;
            if (target is null || IsOpenFile(next, target))
            {
                reached = next;
                continue;
            }

            links++;
            if (links > Most)
            {
                throw new IOException($"'{path}' is a symbolic link that leads to itself, or through too many others.");
            }

            reached = target.StartsWith('/') ? "" : reached;
            foreach (string step in target.Split('/').AsEnumerable().Reverse())
            {
                rest.Push(step);
            }
        }

        return path.EndsWith('/') || reached.Length == 0 ? reached + "/" : reached;
    }

    /// <summary>Whether it is a link of <c>/proc</c> that stands for an open file or folder: what it says is a description, not the way.</summary>
    private static bool IsOpenFile(string path, string target) =>
        path.StartsWith("/proc/", StringComparison.Ordinal) && (target.StartsWith('/') || target.Contains(":[", StringComparison.Ordinal) || target.StartsWith("anon_inode:", StringComparison.Ordinal));
}
