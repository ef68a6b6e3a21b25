using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using MlpGen.Weights;
using static MlpGen.Activation;

namespace MlpGen.Tests.Weights;

/// <summary>The scripts of docs/weights.md, run: under PyTorch where it is installed, otherwise under a stand-in of a few modules in plain
/// Python (Data/torch-stand-in.py). Where there is no Python, nothing is tried.</summary>
public sealed partial class PyTorchScriptTests : IDisposable
{
    /// <summary>What the models below are made with.</summary>
    private const string Prelude = """
        def put(module, **tensors):
            for name, numbers in tensors.items():
                value = torch.tensor(numbers)
                setattr(module, name, nn.Parameter(value) if hasattr(nn, "Parameter") and not name.startswith("running") else value)
            return module

        def norm(**options):
            module = put(nn.BatchNorm1d(4, **options), running_mean=[0.5, -1.0, 2.0, 0.0], running_var=[0.25, 1.0, 3.0, 0.0])
            return put(module, weight=[1.5, -0.5, 2.0, 1.0], bias=[0.1, 0.0, -3.0, 1.0]) if module.affine else module

        inputs = [torch.tensor([0.5, -1.0, 2.0]), torch.tensor([-0.25, 3.0, 0.125]), torch.tensor([0.0, 0.0, 0.0])]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen").FullName;

    [Layer(3, 4, Relu), Layer(4, 2, Softmax)]
    private sealed partial class Classifier;

    [Layer(3, 4, Selu), Layer(4, 2)]
    private sealed partial class Normalized;

    [Layer(3, 4, LeakyRelu, Alpha = 0.2), Layer(4, 4, LeakyRelu, Alpha = 0.2, Bias = false), Layer(4, 1, GeluTanh)]
    private sealed partial class Nested;

    [Fact]
    public void What_is_exported_computes_what_it_did()
    {
        // WeightsJson.Load tries the golden outputs, which PyTorch computed.
        if (Run("""
            a = nn.LeakyReLU(0.2)
            models = {
                "classifier": nn.Sequential(nn.Flatten(), nn.Linear(3, 4), nn.ReLU(), nn.Dropout(0.1), nn.Linear(4, 2), nn.Softmax(dim=-1)),
                "normalized": nn.Sequential(nn.Linear(3, 4, bias=False), norm(), nn.SELU(), nn.AlphaDropout(0.2), nn.Linear(4, 2)),
                "twice": nn.Sequential(nn.Linear(3, 4), nn.Identity(), norm(affine=False), norm(eps=0.1), nn.SELU(), nn.Linear(4, 2)),
                "nested": nn.Sequential(nn.Sequential(nn.Linear(3, 4), a), nn.Sequential(nn.Linear(4, 4, bias=False), a), nn.Linear(4, 1), nn.GELU("tanh")),
            }
            for name, model in models.items():
                save_weights_json(model, name + ".json", inputs)
            """) is not { } output)
        {
            return;
        }

        Assert.Equal("", output);
        WeightsJson.Load(new Classifier(), Path.Combine(_folder, "classifier.json"));
        WeightsJson.Load(new Normalized(), Path.Combine(_folder, "normalized.json"));
        WeightsJson.Load(new Normalized(), Path.Combine(_folder, "twice.json"));
        WeightsJson.Load(new Nested(), Path.Combine(_folder, "nested.json"));
        Assert.Equal(3, Golden().Count(File.ReadAllText(Path.Combine(_folder, "nested.json"))));
    }

    [Fact]
    public void A_state_dict_goes_there_and_back_and_becomes_the_same_weights_either_way()
    {
        var net = new Classifier(seed: 5);
        Safetensors.Save(net, Path.Combine(_folder, "there.safetensors"));
        if (Run("""
            model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(dim=-1))
            model.load_state_dict(load_safetensors("there.safetensors"))
            save_weights_json(model, "back.json", inputs)
            save_safetensors(model.state_dict(), "back.safetensors")
            other = {"counter": torch.tensor(7, dtype=torch.int64), "mask": torch.tensor([True, False], dtype=torch.bool),
                     "none": torch.tensor([], dtype=torch.float64), "wide": torch.tensor([[0.1], [1e300]], dtype=torch.float64)}
            save_safetensors(other, "other.safetensors")
            back = load_safetensors("other.safetensors")
            for name, tensor in other.items():
                assert back[name].tolist() == tensor.tolist() and back[name].dtype == tensor.dtype and back[name].shape == tensor.shape, name
            """) is not { } output)
        {
            return;
        }

        Assert.Equal("", output);
        var back = new Classifier();
        WeightsJson.Load(back, Path.Combine(_folder, "back.json"));
        Assert.Equal(net.Parameters.ToArray(), back.Parameters.ToArray());
        back = new Classifier();
        Safetensors.Load(back, Path.Combine(_folder, "back.safetensors"));
        Assert.Equal(net.Parameters.ToArray(), back.Parameters.ToArray());
    }

    [Fact]
    public void What_has_no_counterpart_is_refused_by_its_name_and_no_file_is_written()
    {
        string[] models =
        [
            "nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4))  # LayerNorm",
            "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Tanh())  # Tanh",
            "nn.Sequential(nn.ReLU(), nn.Linear(3, 4))  # ReLU",
            "nn.Sequential(nn.Linear(3, 4), nn.Sequential(nn.Softplus(beta=5)))  # '1.0', Softplus",
            "nn.Sequential(nn.Linear(3, 4), nn.Softplus(1, 5))  # Softplus",
            "nn.Sequential(nn.Linear(3, 4), nn.Hardtanh(0, 6))  # Hardtanh",
            "nn.Sequential(nn.Linear(3, 4), nn.ReLU6())  # ReLU6",
            "nn.Sequential(nn.Linear(3, 4), nn.PReLU())  # PReLU",
            "nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(-0.5))  # LeakyReLU",
            "nn.Sequential(nn.Linear(3, 4), nn.ELU(0))  # ELU",
            "nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=0))  # Softmax",
            "nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=-1), nn.Linear(4, 2))  # '2', Linear",
            "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), norm())  # BatchNorm1d",
            "nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 4))  # BatchNorm1d",
            "nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4, track_running_stats=False))  # BatchNorm1d",
            "nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 2))  # '1', Linear",
            "nn.Sequential(nn.Flatten(0), nn.Linear(3, 4))  # Flatten",
            "nn.Sequential(put(nn.Linear(3, 4), bias=[0.0, float('nan'), 0.0, 0.0]))  # '0', Linear",
            "nn.Sequential(nn.Linear(3, 4), Own())  # '1', Own",
            "Own()  # Own",
            "nn.Sequential(nn.Linear(3, 4), hooked)  # hooks",
            "nn.Sequential(nn.Linear(4, 4))  # golden input 0",
            "nn.Sequential(put(nn.Linear(3, 4), weight=[]))  # '0', Linear",
            "nn.Sequential(nn.Linear(3, 4), put(norm(), running_var=[1.0, -1.0, 1.0, 1.0]))  # '1', BatchNorm1d",
            "nn.Sequential()  # no Linear",
            "{}  # dict",
        ];
        string calls = string.Concat(models.Select(model => $"tried({model.Split("  # ")[0]}, \"{model.Split("  # ")[1]}\")\n"));
        string? output = Run($$"""
            import os
            class Own(nn.Module):
                def forward(self, x):
                    return x
            hooked = nn.Linear(4, 4)
            hooked._forward_pre_hooks[1] = lambda module, x: None

            def tried(model, name, save=lambda model: save_weights_json(model, "refused.json", inputs)):
                try:
                    save(model)
                    print("not refused:", name)
                except ValueError as refused:
                    if name not in str(refused) or os.path.exists("refused.json"):
                        print(name, "is not in", refused)

            {{calls}}
            def safe(state):
                save_safetensors(state, "refused.json")
            one = torch.tensor([[1.0]])
            tried(nn.Sequential(nn.Linear(3, 4)), "Sequential", safe)
            tried([1, 2], "list", safe)
            tried(None, "NoneType", safe)
            tried({1: one}, "1 is no name", safe)
            tried({"__metadata__": one}, "'__metadata__'", safe)
            tried({"epoch": 3}, "'epoch'", safe)
            tried({"0.weight_g": one, "0.weight_v": one}, "remove_weight_norm(module, 'weight')", safe)
            tried({"0.bias_orig": one, "0.bias_mask": one}, "prune.remove(module, 'bias')", safe)
            tried({"weight_orig": one, "weight_u": one}, "remove_spectral_norm(module, 'weight')", safe)
            tried({"0.parametrizations.weight.original": one}, "remove_parametrizations(module, 'weight')", safe)
            """);
        Assert.Equal("", output ?? "");
    }

    [Fact]
    public void What_is_no_safetensors_file_is_refused_by_its_path()
    {
        string? output = Run("""
            for content in (b"", b"short", b"<!DOCTYPE html>", b"version https://git-lfs.github.com/spec/v1", struct.pack("<Q", 100) + b"{}",
                            struct.pack("<Q", 54) + b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'):
                with open("other.bin", "wb") as file:
                    file.write(content)
                try:
                    load_safetensors("other.bin")
                    print("not refused:", content)
                except ValueError as refused:
                    if "other.bin" not in str(refused):
                        print(content, refused)
            """);
        Assert.Equal("", output ?? "");
    }

    [Fact]
    public void A_golden_input_may_have_the_shape_of_a_batch_of_one()
    {
        if (Run("""
            model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(dim=1))
            save_weights_json(model, "rows.json", [x[None] for x in inputs])
            """) is not { } output)
        {
            return;
        }

        Assert.Equal("", output);
        WeightsJson.Load(new Classifier(), Path.Combine(_folder, "rows.json"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a program behind the definitions of the page; gives what it printed, or null where there is no Python.</summary>
    private string? Run(string program)
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs/weights.md")).ReplaceLineEndings("\n");
        string[] scripts = [.. Scripts().Matches(page).Select(match => Call().Replace(match.Groups[1].Value, ""))];
        Assert.Equal(3, scripts.Length);
        File.WriteAllText(Path.Combine(_folder, "program.py"), string.Join("\n", [.. scripts, Prelude, program]).ReplaceLineEndings("\n"));

        if (Python("-c", "import torch") is not { } torch)
        {
            return null;
        }

        if (torch.Length > 0)
        {
            File.Copy(Path.Combine(Root(), "tests/MlpGen.Runtime.Tests/Data/torch-stand-in.py"), Path.Combine(_folder, "torch.py"));
        }

        return Python("program.py");
    }

    private string? Python(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("python3", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "Python did not come to an end.");
            return output.Result.Trim() + (process.ExitCode == 0 ? "" : error.Result);
        }
        catch (Win32Exception)
        {
            return null; // there is no python3
        }
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MlpGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("No MlpGen.sln in any folder above the tests.");
    }

    [GeneratedRegex("<!-- tried -->\n```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    /// <summary>The call with which a script ends.</summary>
    [GeneratedRegex("^(save_|model\\.).*\n", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("\"output\"")]
    private static partial Regex Golden();
}
