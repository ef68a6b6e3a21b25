using MlpGen.Playground.Compiler;
using MlpGen.Playground.Examples;
using MlpGen.Playground.Networks;

namespace MlpGen.Playground.Tests;

/// <summary>Networks as the page gets them, without a page.</summary>
internal static class Compiled
{
    /// <summary>The first network of a source that has no errors.</summary>
    public static NetworkHandle Network(string source)
    {
        var session = new CompilerSession();
        Reading reading = session.Read(source);
        reading.Problems.Where(static problem => problem.Severity == ProblemSeverity.Error).ShouldBeEmpty();
        return NetworkHandle.Of(session.Emit(reading))[0];
    }

    /// <summary>The network of an example, with its parameters.</summary>
    public static NetworkHandle Example(string id)
    {
        Example example = ExampleList.Of(id);
        NetworkHandle network = Network(example.Source);
        network.Initialize(1);
        for (int i = 0; i < example.Parameters.Length; i++)
        {
            network[i] = example.Parameters[i];
        }

        return network;
    }
}
