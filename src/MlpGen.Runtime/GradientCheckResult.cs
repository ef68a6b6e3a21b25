using System.Globalization;

namespace MlpGen;

/// <summary>What <see cref="GradientCheck"/> found: the component of the gradient that fits its numeric estimate worst.</summary>
public readonly record struct GradientCheckResult
{
    /// <summary>|analytic − numeric| / max(|analytic|, |numeric|, floor), see <see cref="GradientCheck"/>; infinite if either is
    /// NaN or infinite.</summary>
    public required double WorstRelativeError { get; init; }

    /// <summary>The name of that component: <c>W2[0,1]</c>, <c>b1[2]</c>, <c>input[3]</c>, or <c>inputs[4,3]</c> for input 3 of
    /// sample 4 of a batch.</summary>
    public required string Where { get; init; }

    /// <summary>Its index in the flat parameters, or in the inputs if <see cref="IsInput"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it is an input, not a parameter.</summary>
    public required bool IsInput { get; init; }

    /// <summary>The derivative that the network computed.</summary>
    public required double Analytic { get; init; }

    /// <summary>The derivative that central differences estimate.</summary>
    public required double Numeric { get; init; }

    /// <summary>Whether no component is off by more than <paramref name="tolerance"/>.</summary>
    /// <param name="tolerance">The largest relative error to accept; see <see cref="GradientCheck.Tolerance{T}"/>.</param>
    public bool Passes(double tolerance) => WorstRelativeError <= tolerance;

    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"worst relative error {WorstRelativeError:E1} at {Where}: analytic {Analytic:G9}, numeric {Numeric:G9}");
}
