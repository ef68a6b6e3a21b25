using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Onnx;

namespace MlpGen.Tool.Tests;

/// <summary>The gradient of emitted files, against central differences of the reference in double precision.</summary>
public sealed class TrainableTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public static TheoryData<Activation> Activations() => [.. RandomNetwork.Activations];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Activations))]
    public void CSharp_9_with_arrays_has_the_gradient(Activation activation) => Check(activation, "csharp9", LanguageVersion.CSharp9, CSharp.NetStandard);

    [Theory]
    [MemberData(nameof(Activations))]
    public void CSharp_9_with_spans_has_the_gradient(Activation activation) => Check(activation, "netstandard2.1", LanguageVersion.CSharp9, CSharp.NetStandard);

    [Theory]
    [MemberData(nameof(Activations))]
    public void CSharp_12_has_the_gradient(Activation activation) => Check(activation, "net8", LanguageVersion.CSharp12, CSharp.Framework);

    [Fact]
    public void C99_has_the_gradient()
    {
        if (Gcc.Find() is not { } compiler)
        {
            return; // no C compiler on this machine
        }

        var main = new StringBuilder("#include <stdio.h>\n");
        var calls = new StringBuilder();
        var expected = new List<(double[] Numbers, string Name)>();
        foreach (Activation activation in RandomNetwork.Activations)
        {
            DenseNetwork network = RandomNetwork.Of(activation, Precision.Double, 3);
            (double[] x, double[] dy) = Sample(network);
            string prefix = $"n{(int)activation}", upper = prefix.ToUpperInvariant();
            _tool.Emit(network, upper, "c99", $"{activation}.h", "--trainable");
            main.Append(CultureInfo.InvariantCulture, $"#include \"{activation}.h\"\n");
            calls.Append(CultureInfo.InvariantCulture, $$"""
                    {
                        double x[] = { {{List(x)}} }, dy[] = { {{List(dy)}} }, dx[{{x.Length}}], g[{{upper}}_PARAMETER_COUNT] = { 0 }, memory[{{upper}}_MEMORY_SIZE];
                        {{prefix}}_backward({{prefix}}_start, x, dy, g, NULL, memory);
                        {{prefix}}_backward({{prefix}}_start, x, dy, g, dx, memory);
                        for (int k = 0; k < {{upper}}_PARAMETER_COUNT; k++) printf("%.17g\n", g[k] / 2);
                        for (int k = 0; k < {{x.Length}}; k++) printf("%.17g\n", dx[k]);
                    }

                """);
            (double[] gradient, double[] inputGradient) = Differences(network, x, dy);
            expected.Add(([.. gradient, .. inputGradient], activation.ToString()));
        }

        File.WriteAllText(_tool["main.c"], $"{main}int main(void)\n{{\n{calls}    return 0;\n}}\n");
        Assert.Equal("", Gcc.Run(_tool.Folder, compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O2", "main.c", "-o", "program", "-lm"));
        Queue<double> printed = new(Gcc.Run(_tool.Folder, _tool["program"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)));
        foreach ((double[] numbers, string name) in expected)
        {
            foreach (double number in numbers)
            {
                Close(number, printed.Dequeue(), 1e-6, name);
            }
        }

        Assert.Empty(printed);
    }

    [Fact]
    public void Training_goes_downhill()
    {
        DenseNetwork network = RandomNetwork.Of(Activation.Tanh, Precision.Single, 5);
        var trained = new EmittedNetwork<float>(CSharp.Compile(_tool.Emit(network, "Policy", "net8", null, "--trainable"), LanguageVersion.CSharp12, CSharp.Framework), network);
        float[] x = [.. Enumerable.Range(0, network.InputSize).Select(i => 0.3f * i - 0.5f)];
        float first = Loss(trained.Forward(x));
        for (int step = 0; step < 50; step++)
        {
            float[] gradient = new float[trained.Parameters.Length];
            trained.Backward(x, [.. trained.Forward(x).Select(static y => 2 * (y - 0.25f))], gradient);
            for (int k = 0; k < gradient.Length; k++)
            {
                trained.Parameters[k] -= 0.05f * gradient[k];
            }
        }

        Assert.True(Loss(trained.Forward(x)) < 0.01f * first);

        static float Loss(float[] y) => y.Sum(static value => (value - 0.25f) * (value - 0.25f));
    }

    private void Check(Activation activation, string target, LanguageVersion version, string library)
    {
        DenseNetwork network = RandomNetwork.Of(activation, Precision.Double, 3);
        (double[] x, double[] dy) = Sample(network);
        (double[] expected, double[] expectedInput) = Differences(network, x, dy);
        var emitted = new EmittedNetwork<double>(CSharp.Compile(_tool.Emit(network, "Policy", target, null, "--trainable"), version, library), network);
        double[] gradient = new double[expected.Length];
        emitted.Backward(x, dy, gradient);
        double[] inputGradient = emitted.Backward(x, dy, gradient);
        Assert.All(expected.Zip(gradient), pair => Close(pair.First, pair.Second / 2, 1e-6, activation.ToString()));
        Assert.All(expectedInput.Zip(inputGradient), pair => Close(pair.First, pair.Second, 1e-6, activation.ToString()));

        // In single precision it is the same, to its digits.
        DenseNetwork single = RandomNetwork.Of(activation, Precision.Single, 3);
        (expected, expectedInput) = Differences(single, x, dy);
        var floats = new EmittedNetwork<float>(CSharp.Compile(_tool.Emit(single, "Policy", target, null, "--trainable"), version, library), single);
        float[] floatGradient = new float[expected.Length];
        float[] floatInputGradient = floats.Backward(Array.ConvertAll(x, static number => (float)number), Array.ConvertAll(dy, static number => (float)number), floatGradient);
        Assert.All(expected.Zip(floatGradient), pair => Close(pair.First, pair.Second, 1e-5, activation.ToString()));
        Assert.All(expectedInput.Zip(floatInputGradient), pair => Close(pair.First, pair.Second, 1e-5, activation.ToString()));
    }

    private static (double[] X, double[] Dy) Sample(DenseNetwork network) =>
        (Inputs.Random(network.InputSize, 1, 11)[0], Inputs.Random(network.OutputSize, 1, 12)[0]);

    /// <summary>∂/∂p and ∂/∂x of Σ dyⱼ·yⱼ.</summary>
    private static (double[] Parameters, double[] Inputs) Differences(DenseNetwork network, double[] x, double[] dy)
    {
        double[] parameters = network.Parameters.ToArray();
        return (Of(parameters), Of(x));

        double[] Of(double[] numbers)
        {
            double[] gradient = new double[numbers.Length];
            for (int k = 0; k < numbers.Length; k++)
            {
                const double Step = 1e-5;
                double before = numbers[k];
                numbers[k] = before + Step;
                double above = Value();
                numbers[k] = before - Step;
                double below = Value();
                numbers[k] = before;
                gradient[k] = (above - below) / (2 * Step);
            }

            return gradient;
        }

        double Value() => new DenseNetwork(network.Layers.ToArray(), parameters, Precision.Double).Forward(x).Zip(dy, static (y, d) => y * d).Sum();
    }

    private static void Close(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected:G9}, found {actual:G9}: {what}");

    private static string List(double[] numbers) => string.Join(", ", numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture)));
}
