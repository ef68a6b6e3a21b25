using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Onnx;
using MlpGen.Tests;

namespace MlpGen.Tool.Tests;

/// <summary>Source files that need no MlpGen, compiled as strangers compile them, against the reference in double precision.</summary>
public sealed class EmitTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public static TheoryData<Activation, Precision> Cases() => CasesIn(Precision.Single, Precision.Double);

    /// <summary>Each activation in these precisions.</summary>
    public static TheoryData<Activation, Precision> CasesIn(params Precision[] precisions)
    {
        var cases = new TheoryData<Activation, Precision>();
        foreach (Activation activation in RandomNetwork.Activations)
        {
            foreach (Precision precision in precisions)
            {
                cases.Add(activation, precision);
            }
        }

        return cases;
    }

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void CSharp_9_with_arrays_compiles_against_netstandard_2_1_and_computes_the_same(Activation activation, Precision precision) =>
        CheckCSharp(activation, precision, "csharp9", LanguageVersion.CSharp9, CSharp.NetStandard);

    [Theory]
    [MemberData(nameof(Cases))]
    public void CSharp_9_with_spans_compiles_against_netstandard_2_1_and_computes_the_same(Activation activation, Precision precision) =>
        CheckCSharp(activation, precision, "netstandard2.1", LanguageVersion.CSharp9, CSharp.NetStandard);

    [Theory]
    [MemberData(nameof(Cases))]
    public void CSharp_12_compiles_and_computes_the_same(Activation activation, Precision precision) =>
        CheckCSharp(activation, precision, "net8", LanguageVersion.CSharp12, CSharp.Framework);

    [Fact]
    public void C99_compiles_without_a_warning_and_computes_the_same()
    {
        if (Gcc.Find() is not { } compiler)
        {
            return; // no C compiler on this machine
        }

        int seed = 0;
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            var main = new StringBuilder("#include <stdio.h>\n");
            var calls = new StringBuilder();
            var expected = new List<(double[] Outputs, string Name)>();
            foreach (Activation activation in RandomNetwork.Activations)
            {
                DenseNetwork network = RandomNetwork.Of(activation, precision, ++seed);
                NetworkFile.Write(network, _tool["n.weights.json"]);
                _tool.Successful("emit", "@n.weights.json", "--class", $"{activation}Net", "--target", "c99", "-o", $"@{activation}.h");
                string prefix = File.ReadLines(_tool[$"{activation}.h"]).Single(line => line.Contains("_forward(", StringComparison.Ordinal)).Split("void ")[1].Split("_forward")[0];
                string real = precision == Precision.Single ? "float" : "double";
                double[] row = Inputs.Random(network.InputSize, 1, seed)[0];
                main.Append(CultureInfo.InvariantCulture, $"#include \"{activation}.h\"\n");
                calls.Append(CultureInfo.InvariantCulture, $"    {{ {real} x[] = {{ {string.Join(", ", row.Select(number => SourceNumber(number)))} }}, y[{network.OutputSize}]; {prefix}_forward(x, y); ");
                calls.Append(CultureInfo.InvariantCulture, $"for (int j = 0; j < {network.OutputSize}; j++) printf(\"%.17g\\n\", (double)y[j]); }}\n");
                expected.Add((network.Forward(row), activation.ToString()));
            }

            File.WriteAllText(_tool["main.c"], $"{main}int main(void)\n{{\n{calls}    return 0;\n}}\n");
            Assert.Equal("", Gcc.Run(_tool.Folder, compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O2", "main.c", "-o", "program", "-lm"));
            Queue<double> printed = new(Gcc.Run(_tool.Folder, _tool["program"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)));
            foreach ((double[] outputs, string name) in expected)
            {
                foreach (double output in outputs)
                {
                    Close(output, printed.Dequeue(), precision, name);
                }
            }

            Assert.Empty(printed);
        }
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        foreach (string target in new[] { "csharp9", "netstandard2.1", "net8" })
        {
            Forward forward = Compile(RandomNetwork.Of(Activation.Gelu, Precision.Single, 4), target, LanguageVersion.CSharp12, CSharp.Framework, out _);
            double[] x = new double[RandomNetwork.Of(Activation.Gelu, Precision.Single, 4).InputSize];
            forward(x);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Call(forward);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            static void Call(Forward forward)
            {
                for (int k = 0; k < 100; k++)
                {
                    ((IRepeatable)forward.Target!).Again();
                }
            }
        }
    }

    [ThoroughFact("It compiles 300,000 weights")]
    public void Many_wide_layers_share_the_stack()
    {
        LayerInfo[] layers = [.. Enumerable.Range(0, 41).Select(l => new LayerInfo
        {
            Inputs = l % 2 == 0 ? 2 : 4096, Outputs = l % 2 == 0 ? 4096 : 2, Activation = Activation.HardTanh, HasBias = true, WeightOffset = 0, BiasOffset = 0,
        })];
        var random = new Random(1);
        double[] parameters = [.. Enumerable.Range(0, layers.Sum(layer => layer.WeightCount + layer.Outputs)).Select(_ => (double)(float)((random.NextDouble() - 0.5) / 16))];
        var network = new DenseNetwork(layers, parameters, Precision.Single);
        Forward forward = Compile(network, "netstandard2.1", LanguageVersion.CSharp9, CSharp.NetStandard, out string text);
        Assert.Contains("odd.Slice(0, 4096)", text, StringComparison.Ordinal);
        double[] actual = [], expected = network.Forward([0.5, -1]);
        var thread = new Thread(() => actual = forward([0.5, -1]), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.All(expected.Zip(actual), pair => Close(pair.First, pair.Second, Precision.Single, "wide"));
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Type type = CSharp.Compile(Emit(RandomNetwork.Of(Activation.Relu, Precision.Single, 1), "csharp9"), LanguageVersion.CSharp9, CSharp.NetStandard);
        object instance = Activator.CreateInstance(type)!;
        MethodInfo forward = type.GetMethod("Forward")!;
        Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => forward.Invoke(instance, [new float[1000], new float[3]])).InnerException);
        Assert.IsType<ArgumentNullException>(Assert.Throws<TargetInvocationException>(() => forward.Invoke(instance, [null, new float[3]])).InnerException);
    }

    [Fact]
    public void It_reads_like_the_textbook()
    {
        string text = Emit(OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", "softmax_opset13.onnx")), "net8");
        Assert.Contains("// Layer 1: z1 = x*W1 + b1, a1 = Relu(z1)", text, StringComparison.Ordinal);
        Assert.Contains("//   1       3        4         Relu", text, StringComparison.Ordinal);
        Assert.Contains("namespace Game\n{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", text, StringComparison.Ordinal);
        Assert.DoesNotContain("using MlpGen", text, StringComparison.Ordinal);
        Assert.Equal(text, Emit(OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", "softmax_opset13.onnx")), "net8"));
    }

    [Theory]
    [InlineData("Game.Math")]
    [InlineData("Game.System")]
    [InlineData("Math.MathF.System.Array.Span.ReadOnlySpan.ArgumentException.BitConverter")]
    public void No_namespace_and_no_type_around_a_class_is_meant_by_its_text(string space)
    {
        const string Around = """
            namespace Math { class X { } }
            namespace MathF { class X { } }
            namespace Array { class X { } }
            namespace {0}
            {
                class Math { }
                class MathF { }
                class Array { }
                class BitConverter { }
                class ArgumentException { }
                class ArgumentNullException { }
            }
            """;
        foreach (Activation activation in new[] { Activation.Gelu, Activation.Softplus })
        {
            foreach (string target in new[] { "csharp9", "netstandard2.1", "net8" })
            {
                foreach (string[] options in new string[][] { [], ["--trainable"], ["--reproducible", "--trainable"] })
                {
                    NetworkFile.Write(RandomNetwork.Of(activation, Precision.Single, 1), _tool["n.weights.json"]);
                    string text = _tool.Successful(["emit", "@n.weights.json", "--class", "policy", "--namespace", space, "--target", target, .. options]);
                    Assert.NotNull(CSharp.Compile(text, LanguageVersion.CSharp12, CSharp.Framework, $"{space}.policy", Around.Replace("{0}", space, StringComparison.Ordinal)));
                }
            }
        }
    }

    [Theory]
    [InlineData("record")]
    [InlineData("required")]
    [InlineData("int")]
    [InlineData("2D")]
    public void A_class_has_a_name_that_every_version_of_the_language_takes(string name)
    {
        NetworkFile.Write(RandomNetwork.Of(Activation.Relu, Precision.Single, 1), _tool["n.onnx"]);
        Assert.Contains($"--class: '{name}' is no name of a class", _tool.Refused("emit", "@n.onnx", "--class", name), StringComparison.Ordinal);
    }

    [Fact]
    public void C_keeps_names_with_an_underscore_before_them_and_all_others_do()
    {
        NetworkFile.Write(RandomNetwork.Of(Activation.Relu, Precision.Single, 1), _tool["n.onnx"]);
        Assert.Contains("begins with _", _tool.Refused("emit", "@n.onnx", "--class", "_Net", "--target", "c99"), StringComparison.Ordinal);
        if (Gcc.Find() is { } compiler)
        {
            // Keywords, functions and headers of C are none, with what stands behind them.
            foreach (string name in new[] { "Register", "Math", "Exp", "Main", "NULL", "Auto" })
            {
                _tool.Successful("emit", "@n.onnx", "--class", name, "--target", "c99", "-o", $"@{name}.h");
                File.WriteAllText(_tool["main.c"], $"#include \"{name}.h\"\nint main(void) {{ return 0; }}\n");
                Assert.Equal("", Gcc.Run(_tool.Folder, compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "main.c", "-o", "program", "-lm"));
            }
        }
    }

    [Theory]
    [InlineData("Relu", "is the name of something in the file")]
    [InlineData("Forward", "is the name of something in the file")]
    public void A_class_is_not_called_like_what_is_in_it(string name, string why)
    {
        NetworkFile.Write(RandomNetwork.Of(Activation.Relu, Precision.Single, 1), _tool["n.onnx"]);
        Assert.Contains(why, _tool.Refused("emit", "@n.onnx", "--class", name), StringComparison.Ordinal);
    }

    /// <summary>A compiled network over doubles.</summary>
    private delegate double[] Forward(double[] x);

    private interface IRepeatable
    {
        void Again();
    }

    private void CheckCSharp(Activation activation, Precision precision, string target, LanguageVersion version, string library)
    {
        for (int seed = 1; seed <= 2; seed++)
        {
            DenseNetwork network = RandomNetwork.Of(activation, precision, seed);
            Forward forward = Compile(network, target, version, library, out string text);
            foreach (double[] row in Inputs.Random(network.InputSize, 20, seed).Append(new double[network.InputSize]).Append([.. Enumerable.Repeat(30.0, network.InputSize)]))
            {
                double[] expected = network.Forward(row), actual = forward(row);
                for (int j = 0; j < expected.Length; j++)
                {
                    Close(expected[j], actual[j], precision, text, row.Max(Math.Abs));
                }
            }
        }
    }

    private static void Close(double expected, double actual, Precision precision, string what, double inputs = 1)
    {
        double tolerance = precision == Precision.Single ? 2e-6 : 1e-11;
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Max(1, inputs), Math.Abs(expected)), $"expected {expected:G9}, found {actual:G9}: {what}");
    }

    private string Emit(DenseNetwork network, string target)
    {
        NetworkFile.Write(network, _tool["n.weights.json"]);
        return _tool.Successful("emit", "@n.weights.json", "--class", "Policy", "--namespace", "Game", "--target", target);
    }

    private Forward Compile(DenseNetwork network, string target, LanguageVersion version, string library, out string text)
    {
        text = Emit(network, target);
        Type type = CSharp.Compile(text, version, library);
        return network.Precision == Precision.Single ? new Caller<float>(type, network).Forward : new Caller<double>(type, network).Forward;
    }

    private static string SourceNumber(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    /// <summary>Calls a network of either number type, by arrays or by spans.</summary>
    private sealed class Caller<T> : IRepeatable
        where T : System.Numerics.INumber<T>
    {
        private readonly ByArrays? _byArrays;
        private readonly BySpans? _bySpans;
        private readonly T[] _x;
        private readonly T[] _y;

        public Caller(Type type, DenseNetwork network)
        {
            MethodInfo method = type.GetMethod("Forward")!;
            _byArrays = method.IsStatic ? null : method.CreateDelegate<ByArrays>(Activator.CreateInstance(type));
            _bySpans = method.IsStatic ? method.CreateDelegate<BySpans>() : null;
            (_x, _y) = (new T[network.InputSize], new T[network.OutputSize]);
        }

        private delegate void ByArrays(T[] x, T[] y);

        private delegate void BySpans(ReadOnlySpan<T> x, Span<T> y);

        public double[] Forward(double[] x)
        {
            for (int i = 0; i < x.Length; i++)
            {
                _x[i] = T.CreateTruncating(x[i]);
            }

            Again();
            return Array.ConvertAll(_y, double.CreateTruncating);
        }

        public void Again()
        {
            if (_byArrays is not null)
            {
                _byArrays(_x, _y);
            }
            else
            {
                _bySpans!(_x, _y);
            }
        }
    }
}
