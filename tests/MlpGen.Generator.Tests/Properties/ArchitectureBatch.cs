using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlpGen.Tests.Differentiation;

namespace MlpGen.Generator.Tests.Properties;

/// <summary>Networks that are compiled together, since that is what takes the time.</summary>
internal static class ArchitectureBatch
{
    /// <summary>How many networks a seed draws.</summary>
    public const int Size = 16;

    /// <summary>The networks of a seed.</summary>
    public static IEnumerable<Architecture> Random(int seed)
    {
        var draw = new ArchitectureDraw(seed);
        return [.. Enumerable.Range(0, Size).Select(_ => draw.Any())];
    }

    /// <summary>Compiles them as the projects of very different users would, by the seed; the compiler has nothing to say.</summary>
    public static byte[] Compile(IEnumerable<Architecture> architectures, int seed)
    {
        var source = new StringBuilder("#pragma warning disable CS1591\nusing System; using MlpGen;\nnamespace Drawn;\n");
        int count = 0;
        foreach (Architecture architecture in architectures)
        {
            source.Append(architecture.Source(string.Create(CultureInfo.InvariantCulture, $"Net{count++}")));
        }

        GeneratorRun run = GeneratorHarness.Run(source.ToString(), new HarnessOptions
        {
            Optimize = true,
            AllowUnsafe = seed % 2 == 0,
            Checked = seed % 3 == 0,
            Language = seed % 2 == 1 ? LanguageVersion.CSharp12 : LanguageVersion.Latest,
        });
        Assert.Empty(run.Errors);
        Assert.Equal(count, run.Specs.Count);

        using var stream = new MemoryStream();
        Diagnostic[] said = [.. run.Output.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(said.Length == 0, string.Join("\n", said.Take(10)));
        return stream.ToArray();
    }

    /// <summary>Checks every network of a compiled assembly; fails with all that is wrong.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="seed">What numbers are drawn.</param>
    /// <param name="share">One in how many of the usual numbers of samples to try.</param>
    /// <returns>How many networks they were, and how far the worst number was off, as a share of what is allowed.</returns>
    public static (int Count, double Worst) Check(Assembly assembly, int seed, int share = 1)
    {
        List<string> wrong = [];
        int count = 0;
        double worst = 0;
        foreach (Type type in assembly.GetTypes().Where(type => type.IsDefined(typeof(LayerAttribute), inherit: false)))
        {
            count++;
            INetworkCheck check = CheckOf(type, seed + count, share);
            try
            {
                check.Run();
                DerivativeChecks.All(type);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                string what = exception is Xunit.Sdk.XunitException ? exception.Message : exception.ToString();
                wrong.Add($"{type.Name}: {type.GetCustomAttribute<DescriptionAttribute>()!.Description}\n    {what}");
            }

            worst = Math.Max(worst, check.Worst);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} networks of seed {seed} are wrong.\n{string.Join("\n", wrong)}");
        return (count, worst);
    }

    private static INetworkCheck CheckOf(Type declaration, int seed, int share)
    {
        Type network = declaration.IsAbstract ? declaration.Assembly.GetType(declaration.FullName + "Driver", throwOnError: true)! : declaration;
        (Type Face, Type Check)[] kinds =
        [
            (typeof(IClassifier<,>), typeof(LabelCheck<,>)),
            (typeof(ITrainableNetwork<,>), typeof(LossCheck<,>)),
            (typeof(IDifferentiableNetwork<,>), typeof(BackwardCheck<,>)),
            (typeof(INetwork<,>), typeof(ForwardCheck<,>)),
        ];
        Type[] faces = network.GetInterfaces();
        foreach ((Type face, Type check) in kinds)
        {
            if (faces.FirstOrDefault(own => own.IsGenericType && own.GetGenericTypeDefinition() == face) is { } own)
            {
                Type scalar = own.GetGenericArguments()[1];
                object point = Activator.CreateInstance(typeof(CheckedPoint<>).MakeGenericType(scalar), declaration, seed, share)!;
                return (INetworkCheck)Activator.CreateInstance(check.MakeGenericType(network, scalar), point)!;
            }
        }

        throw new InvalidOperationException($"{network} implements no interface of networks.");
    }
}
