namespace MlpGen.Tests;

/// <summary>What <c>MLPGEN_THOROUGH=1</c> asks for, as <c>.ci/run</c> does, which installs what it needs: tests that take minutes, and those that
/// need more than the SDK. There they fail if that is missing; elsewhere they are skipped, and say so.</summary>
internal static class Thorough
{
    /// <summary>Whether it was asked for.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("MLPGEN_THOROUGH") == "1";

    /// <summary>Why a test is skipped, null where it runs.</summary>
    public static string? Skip(string what) => IsOn ? null : $"{what}: MLPGEN_THOROUGH=1 runs it, as .ci/run does.";
}

/// <summary>A test that is run where <see cref="Thorough.IsOn"/>.</summary>
/// <param name="what">What it takes or needs.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ThoroughFactAttribute(string what) : FactAttribute
{
    /// <inheritdoc/>
    public override string? Skip => Thorough.Skip(what);
}

/// <summary>A theory that is run where <see cref="Thorough.IsOn"/>.</summary>
/// <param name="what">What it takes or needs.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ThoroughTheoryAttribute(string what) : TheoryAttribute
{
    /// <inheritdoc/>
    public override string? Skip => Thorough.Skip(what);
}

/// <summary>A case of a theory that is run where <see cref="Thorough.IsOn"/>.</summary>
/// <param name="arguments">Its arguments.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ThoroughDataAttribute(params object?[] arguments) : Xunit.Sdk.DataAttribute
{
    /// <inheritdoc/>
    public override string? Skip => Thorough.Skip("It takes a while");

    /// <inheritdoc/>
    public override IEnumerable<object?[]> GetData(System.Reflection.MethodInfo testMethod) => [arguments];
}
