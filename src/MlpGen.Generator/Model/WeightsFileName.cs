using System.Text;

namespace MlpGen.Generator.Model;

/// <summary>The name of a weights file, as <c>[Frozen]</c> has it: which files it means.</summary>
internal static class WeightsFileName
{
    /// <summary>The end of the name of every weights file.</summary>
    public const string Extension = ".weights.json";

    /// <summary>The ends of names of files that the package's build step turns into weights, under the same name with another end behind.</summary>
    private static readonly string[] s_converted = [".onnx", ".safetensors"];

    /// <summary>Whether an attribute may name such a file.</summary>
    public static bool IsOne(string name) => name.EndsWith(Extension, StringComparison.Ordinal) || IsConverted(name);

    /// <summary>Whether the file that is named is one of others, which the build step turns into text.</summary>
    public static bool IsConverted(string name) => Array.Exists(s_converted, end => name.EndsWith(end, StringComparison.Ordinal));

    /// <summary>Whether a file may be the text of one.</summary>
    public static bool IsCandidate(string path) => path.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Whether a name means the text at a path, which ends with it, by whole folders.</summary>
    public static bool Means(string name, string path) =>
        Plain(path).EndsWith(Plain(IsConverted(name) ? name + Extension : name), StringComparison.Ordinal);

    /// <summary>The name without its folders.</summary>
    public static string WithoutFolders(string name) => name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>A path without the steps that lead nowhere, <c>./</c> and <c>folder/../</c>, and without those that lead out of it, with
    /// accented letters as one character each: file systems have them as one or as two, and nobody sees which.</summary>
    private static string Plain(string path)
    {
        var folders = new List<string>();
        foreach (string part in Composed(path).Split('/', '\\'))
        {
            if (part == ".." && folders.Count > 0)
            {
                folders.RemoveAt(folders.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                folders.Add(part);
            }
        }

        return "/" + string.Join("/", folders);
    }

    private static string Composed(string path)
    {
        try
        {
            return path.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return path; // half a character is no letter
        }
    }
}
