using System.Collections.Concurrent;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MlpGen.Tests.Processes;

/// <summary>Runs tests in this process, for a machine that has no <c>dotnet test</c>, or is emulated: published with a .NET of its own, this assembly
/// is a program that needs nothing else.</summary>
internal static class InProcess
{
    /// <summary>The word for it on the command line.</summary>
    internal const string Check = "run";

    /// <summary>Runs tests, several at a time; prints those that fail and, in the last line, how many passed, failed and were skipped.</summary>
    /// <param name="prefixes">How the names of the tests begin that are run, with their namespaces; all, if there are none. Behind a minus: of those
    /// that are not.</param>
    /// <returns>Whether all passed, and there was one.</returns>
    public static bool Run(string[] prefixes)
    {
        string[] wanted = [.. prefixes.Where(prefix => !prefix.StartsWith('-'))];
        string[] unwanted = [.. prefixes.Where(prefix => prefix.StartsWith('-')).Select(prefix => prefix[1..])];
        using var outcomes = new Outcomes();
        using var framework = new XunitTestFramework(outcomes);
        Assembly assembly = typeof(InProcess).Assembly;
        var options = new Options();
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, outcomes, options);
        outcomes.Found.Wait();

        using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
        executor.RunTests(outcomes.Cases.Where(test => (wanted.Length == 0 || Begins(test, wanted)) && !Begins(test, unwanted)), outcomes, options);
        outcomes.Finished.Wait();
        Console.WriteLine($"{outcomes.Passed} passed, {outcomes.Failed} failed, {outcomes.Skipped} skipped");
        return outcomes is { Passed: > 0, Failed: 0 };
    }

    private static bool Begins(ITestCase test, string[] prefixes) =>
        Array.Exists(prefixes, prefix => test.DisplayName.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Hears what xunit finds and what becomes of it, on whatever thread.</summary>
    private sealed class Outcomes : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        private int _passed, _failed, _skipped;

        public ConcurrentQueue<ITestCase> Cases { get; } = [];

        public ManualResetEventSlim Found { get; } = new();

        public ManualResetEventSlim Finished { get; } = new();

        public int Passed => _passed;

        public int Failed => _failed;

        public int Skipped => _skipped;

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Enqueue(found.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    Found.Set();
                    break;
                case ITestPassed:
                    Interlocked.Increment(ref _passed);
                    break;
                case ITestSkipped:
                    Interlocked.Increment(ref _skipped);
                    break;
                case ITestFailed failed:
                    Fail(failed.Test.DisplayName, failed);
                    break;

                // What is no test, such as a fixture's end.
                case IFailureInformation failure:
                    Fail(message.GetType().Name, failure);
                    break;
                case ITestAssemblyFinished:
                    Finished.Set();
                    break;
            }

            return true;
        }

        public void Dispose()
        {
            Found.Dispose();
            Finished.Dispose();
        }

        private void Fail(string name, IFailureInformation failure)
        {
            Interlocked.Increment(ref _failed);
            Console.WriteLine($"FAILED: {name}\n{ExceptionUtility.CombineMessages(failure)}\n{ExceptionUtility.CombineStackTraces(failure)}");
        }
    }

    /// <summary>Nothing set: xunit then takes what it takes by itself.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly ConcurrentDictionary<string, object?> _values = new();

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
