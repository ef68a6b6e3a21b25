using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Generator;
using MlpGen.Onnx;
using MlpGen.Tests;

namespace MlpGen.Tool.Tests;

/// <summary>The bits of emitted files, against those of the network that the generator writes with <c>[Network(Reproducible = true)]</c>.</summary>
public sealed class ReproducibleTests : IDisposable
{
    private readonly ToolRun _tool = new();

    private delegate void Forwards<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> y);

    private delegate void Backwards<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> gradient, Span<T> dx);

    /// <summary>Single precision, and where it is asked for, double: the functions of it are long to compile.</summary>
    private static readonly Precision[] s_precisions = Thorough.IsOn ? [Precision.Single, Precision.Double] : [Precision.Single];

    public static TheoryData<Activation, Precision> Cases() => EmitTests.CasesIn(s_precisions);

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_target_has_the_bits_of_the_generated_network(Activation activation, Precision precision)
    {
        DenseNetwork[] networks = Networks(activation, precision);
        for (int k = 0; k < networks.Length; k++)
        {
            // Loops are the same text for each target.
            int targets = k == 1 ? 3 : 1;
            if (precision == Precision.Single)
            {
                Check<float>(networks[k], targets);
            }
            else
            {
                Check<double>(networks[k], targets);
            }
        }
    }

    [Fact]
    public void C99_has_them_too()
    {
        if (Gcc.Find() is not { } compiler)
        {
            return; // no C compiler on this machine
        }

        var main = new StringBuilder("#include <stdio.h>\n");
        var calls = new StringBuilder();
        var expected = new List<(double Number, string Name)>();
        int count = 0;
        foreach (Activation activation in RandomNetwork.Activations)
        {
            foreach (DenseNetwork network in s_precisions.SelectMany(precision => Networks(activation, precision)))
            {
                string name = $"Net{++count}", real = network.Precision == Precision.Single ? "float" : "double", prefix = name.ToLowerInvariant(), upper = name.ToUpperInvariant();
                _tool.Emit(network, name, "c99", $"{name}.h", "--trainable", "--reproducible");
                _tool.Emit(network, $"Fixed{name}", "c99", $"Fixed{name}.h", "--reproducible");
                main.Append(CultureInfo.InvariantCulture, $"#include \"{name}.h\"\n#include \"Fixed{name}.h\"\n");
                (double[] x, double[] dy) = Samples(network)[0];
                calls.Append(CultureInfo.InvariantCulture, $$"""
                        {
                            static {{real}} x[] = { {{List(x)}} }, dy[] = { {{List(dy)}} }, dx[{{x.Length}}], y[{{dy.Length}}], g[{{upper}}_PARAMETER_COUNT], memory[{{upper}}_MEMORY_SIZE];
                            {{prefix}}_forward({{prefix}}_start, x, y, memory);
                            for (int k = 0; k < {{dy.Length}}; k++) printf("%.17g\n", (double)y[k]);
                            fixed_{{prefix}}_forward(x, y);
                            for (int k = 0; k < {{dy.Length}}; k++) printf("%.17g\n", (double)y[k]);
                            {{prefix}}_backward({{prefix}}_start, x, dy, g, dx, memory);
                            for (int k = 0; k < {{upper}}_PARAMETER_COUNT; k++) printf("%.17g\n", (double)g[k]);
                            for (int k = 0; k < {{x.Length}}; k++) printf("%.17g\n", (double)dx[k]);
                        }

                    """);
                (double[] y, double[] gradient, double[] inputGradient) = network.Precision == Precision.Single ? Generated<float>(network, x, dy) : Generated<double>(network, x, dy);
                expected.AddRange(((double[])[.. y, .. y, .. gradient, .. inputGradient]).Select(number => (number, $"{activation}, {network.Precision}, {network.Layers.Length} layers")));
            }
        }

        File.WriteAllText(_tool["main.c"], $"{main}int main(void)\n{{\n{calls}    return 0;\n}}\n");
        Assert.Equal("", Gcc.Run(_tool.Folder, compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O1", "main.c", "-o", "program", "-lm"));
        double[] printed = [.. Gcc.Run(_tool.Folder, _tool["program"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(expected.Count, printed.Length);
        for (int k = 0; k < printed.Length; k++)
        {
            Assert.True(BitConverter.DoubleToInt64Bits(expected[k].Number) == BitConverter.DoubleToInt64Bits(printed[k]), $"number {k}: expected {expected[k].Number:R}, found {printed[k]:R}: {expected[k].Name}");
        }
    }

    /// <summary>One that is written number by number, one layer by layer, and some with wide layers or a single output.</summary>
    private static DenseNetwork[] Networks(Activation activation, Precision precision)
    {
        Activation hidden = activation == Activation.Softmax ? Activation.Tanh : activation;
        return
        [
            Of(precision, 2, (3, hidden), (2, activation)),
            Of(precision, 7, (18, hidden), (5, hidden), (6, activation)),
            Of(precision, 3, (140, hidden), (activation == Activation.Softmax ? 2 : 1, activation)),
            Of(precision, 5, (270, hidden), (3, activation)),
        ];
    }

    private static DenseNetwork Of(Precision precision, int inputs, params (int Outputs, Activation Activation)[] layers)
    {
        var random = new Random(inputs);
        var infos = new List<LayerInfo>();
        var parameters = new List<double>();
        foreach ((int outputs, Activation activation) in layers)
        {
            bool hasBias = infos.Count != 1;
            infos.Add(new LayerInfo
            {
                Inputs = inputs, Outputs = outputs, Activation = activation, HasBias = hasBias, WeightOffset = 0, BiasOffset = 0,
                Alpha = activation switch { Activation.LeakyRelu => 0.2, Activation.Elu => 0.7, _ => 0 },
            });
            parameters.AddRange(Enumerable.Range(0, inputs * outputs + (hasBias ? outputs : 0)).Select(_ => (random.NextDouble() * 2 - 1) * Math.Sqrt(3.0 / inputs)));
            inputs = outputs;
        }

        return new DenseNetwork(infos, [.. parameters.Select(number => precision == Precision.Single ? (float)number : number)], precision);
    }

    /// <summary>Ordinary inputs, zeros, and some that are large.</summary>
    private static (double[] X, double[] Dy)[] Samples(DenseNetwork network) =>
    [
        .. Inputs.Random(network.InputSize, 10, 21).Append(new double[network.InputSize]).Append([.. Enumerable.Repeat(-0.0, network.InputSize)])
            .Append([.. Enumerable.Repeat(40.5, network.InputSize)]).Append([.. Enumerable.Repeat(-97.25, network.InputSize)])
            .Zip(Inputs.Random(network.OutputSize, 14, 22)),
    ];

    private void Check<T>(DenseNetwork network, int targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (double[] X, double[] Dy, (double[], double[], double[]) Expected)[] samples = [.. Samples(network).Select(sample => (sample.X, sample.Dy, Generated<T>(network, sample.X, sample.Dy)))];
        foreach ((string target, LanguageVersion version, string library) in new[]
        {
            ("net8", LanguageVersion.CSharp12, CSharp.Framework),
            ("csharp9", LanguageVersion.CSharp9, CSharp.NetStandard),
            ("netstandard2.1", LanguageVersion.CSharp9, CSharp.NetStandard),
        }.Take(targets))
        {
            var emitted = new EmittedNetwork<T>(CSharp.Compile(_tool.Emit(network, "Policy", target, null, "--trainable", "--reproducible"), version, library), network);
            Type inference = CSharp.Compile(_tool.Emit(network, "Policy", target, null, "--reproducible"), version, library);
            foreach ((double[] x, double[] dy, (double[] y, double[] gradient, double[] inputGradient)) in samples)
            {
                T[] input = Numbers<T>(x), added = new T[gradient.Length];
                T[] dx = emitted.Backward(input, Numbers<T>(dy), added);
                Same(y, emitted.Forward(input), $"y, {target}");
                Same(y, new Inference<T>(inference, network).Forward(input), $"y of constants, {target}");
                Same(gradient, added, $"gradient, {target}");
                Same(inputGradient, dx, $"dx, {target}");
            }
        }

        void Same(double[] expected, T[] actual, string what)
        {
            for (int k = 0; k < expected.Length; k++)
            {
                double found = double.CreateTruncating(actual[k]);
                Assert.True(BitConverter.DoubleToInt64Bits(expected[k]) == BitConverter.DoubleToInt64Bits(found) || double.IsNaN(expected[k]) && double.IsNaN(found),
                    $"{what}, number {k}: expected {expected[k]:R}, found {found:R} of {string.Join(", ", network.Layers.ToArray().Select(static layer => $"{layer.Inputs}-{layer.Outputs} {layer.Activation}"))}");
            }
        }
    }

    private static (double[] Y, double[] Gradient, double[] InputGradient) Generated<T>(DenseNetwork network, double[] x, double[] dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Type type = GeneratedClass.Of(network);
        T[] parameters = Numbers<T>(network.Parameters.ToArray()), y = new T[dy.Length], gradient = new T[parameters.Length], dx = new T[x.Length];
        Type read = typeof(ReadOnlySpan<T>), write = typeof(Span<T>);
        type.GetMethod("Forward", [read, read, write])!.CreateDelegate<Forwards<T>>()(parameters, Numbers<T>(x), y);
        type.GetMethod("Backward", [read, read, read, write, write])!.CreateDelegate<Backwards<T>>()(parameters, Numbers<T>(x), Numbers<T>(dy), gradient, dx);
        return (Array.ConvertAll(y, double.CreateTruncating), Array.ConvertAll(gradient, double.CreateTruncating), Array.ConvertAll(dx, double.CreateTruncating));
    }

    private static T[] Numbers<T>(double[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.ConvertAll(numbers, T.CreateTruncating);

    private static string List(double[] numbers) => string.Join(", ", numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>An emitted class whose weights are constants.</summary>
    private sealed class Inference<T>(Type type, DenseNetwork network)
        where T : unmanaged
    {
        private delegate void Spans(ReadOnlySpan<T> x, Span<T> y);

        public T[] Forward(T[] x)
        {
            T[] y = new T[network.OutputSize];
            MethodInfo method = type.GetMethod("Forward")!;
            if (method.IsStatic)
            {
                method.CreateDelegate<Spans>()(x, y);
            }
            else
            {
                method.CreateDelegate<Action<T[], T[]>>(Activator.CreateInstance(type))(x, y);
            }

            return y;
        }
    }
}
