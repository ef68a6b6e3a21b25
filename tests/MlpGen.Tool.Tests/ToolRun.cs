using System.Text.Json;
using MlpGen.Onnx;

namespace MlpGen.Tool.Tests;

/// <summary>The tool in a folder of its own.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlpgen-tool-");

    public string Folder => _folder.FullName;

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>What went to each stream, and the exit code. A word such as <c>@x.onnx</c> is a file of the folder.</summary>
    public (int Code, string Output, string Error) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = Cli.Run([.. words.Select(word => word.StartsWith('@') ? this[word[1..]] : word)], output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The output of a run that must go well.</summary>
    public string Successful(params string[] words)
    {
        (int code, string output, string error) = Run(words);
        Assert.True(code == 0, error + output);
        Assert.Empty(error);
        return output;
    }

    /// <summary>What is said of a run that must not.</summary>
    public string Refused(params string[] words)
    {
        (int code, _, string error) = Run(words);
        Assert.Equal(2, code);
        Assert.StartsWith("mlpgen: ", error, StringComparison.Ordinal);
        return error;
    }

    /// <summary>What is emitted for a network: in namespace Game if it is C#, and into a file if one is named.</summary>
    public string Emit(DenseNetwork network, string name, string target, string? file, params string[] options)
    {
        NetworkFile.Write(network, this["emitted.weights.json"]);
        string[] space = target == "c99" ? [] : ["--namespace", "Game"];
        string[] to = file is null ? [] : ["-o", "@" + file];
        return Successful(["emit", "@emitted.weights.json", "--class", name, "--target", target, .. space, .. to, .. options]);
    }

    /// <summary>The JSON of a run.</summary>
    public JsonElement Json(params string[] words) => JsonDocument.Parse(Successful([.. words, "--json"])).RootElement;

    /// <summary>A file of the exporter's tests, copied here.</summary>
    public string Fixture(string name)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", name), this[name], overwrite: true);
        return "@" + name;
    }

    public string[] Files => [.. _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
