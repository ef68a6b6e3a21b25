using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Reads the arguments of one complete attribute, and reports those that have no legal value.</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="subject">How sentences call it, such as <c>Layer 2</c>.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class Options(DeclaredAttribute attribute, string subject, ProblemList problems)
{
    /// <summary>An enum's value, which arrives as an int that may be none of its names; null after reporting that.</summary>
    public T? Enum<T>(string name, T fallback)
        where T : struct, Enum
    {
        if (attribute.ValueOf(name) is not int value)
        {
            return fallback;
        }

        if (System.Enum.IsDefined(typeof(T), value))
        {
            return (T)System.Enum.ToObject(typeof(T), value);
        }

        Report(name, Messages.NoSuchValue(subject, typeof(T).Name, value));
        return null;
    }

    /// <summary>Flags of an enum, which arrive as an int that may have others; null after reporting that.</summary>
    public Derivatives? Derivatives(string name)
    {
        const Derivatives all = Model.Derivatives.Jacobian | Model.Derivatives.ParameterJacobian | Model.Derivatives.HessianVector
            | Model.Derivatives.DirectionalGradient;
        if (attribute.ValueOf(name) is not int value)
        {
            return Model.Derivatives.None;
        }

        if ((value & ~(int)all) == 0)
        {
            return (Derivatives)value;
        }

        Report(name, Messages.NoSuchValue(subject, nameof(Model.Derivatives), value));
        return null;
    }

    /// <summary>A switch.</summary>
    public bool Switch(string name, bool fallback) => attribute.ValueOf(name) as bool? ?? fallback;

    /// <summary>A number that must be finite and positive, or at least not negative, in the network's own number type.</summary>
    /// <returns>The number, never −0, which equals 0 but prints otherwise; null after reporting an illegal one.</returns>
    public double? Number(string name, double fallback, Precision precision, bool mayBeZero)
    {
        if (attribute.ValueOf(name) is not double value)
        {
            return fallback;
        }

        double stored = precision == Precision.Single ? (float)value : value;
        bool isFinite = !double.IsNaN(stored) && !double.IsInfinity(stored);
        if (isFinite && (stored > 0 || (mayBeZero && value == 0)))
        {
            return value + 0.0;
        }

        Report(name, Messages.NumberOutOfRange(subject, name, value, precision, mayBeZero));
        return null;
    }

    /// <summary>A number that shapes a function, its default filled in; <paramref name="fallback"/> for a function without such a number.</summary>
    /// <returns>The number; null after reporting an illegal one, or one that the function does not have.</returns>
    public double? Shape(string name, ShapeParameter? parameter, Precision precision, double fallback, string whyNone) =>
        parameter is not null ? Number(name, parameter.Default, precision, parameter.MayBeZero)
        : Rejects(name, whyNone) ? null
        : fallback;

    /// <summary>A probability that must be less than 1 in the network's own number type; null after reporting an illegal one.</summary>
    public double? Probability(string name, Precision precision)
    {
        if (attribute.ValueOf(name) is not double value)
        {
            return 0;
        }

        if (value >= 0 && (precision == Precision.Single ? (float)value : value) < 1)
        {
            return value + 0.0;
        }

        Report(name, Messages.ProbabilityOutOfRange(subject, name, value, precision));
        return null;
    }

    /// <summary>Reports an option that is set although nothing would read it.</summary>
    public bool Rejects(string name, string why)
    {
        if (attribute.ValueOf(name) is null)
        {
            return false;
        }

        Report(name, Messages.Meaningless(subject, name, why));
        return true;
    }

    public void Report(string name, string message) =>
        problems.Add(Descriptors.InvalidOption, attribute.LocationOf(name), message);
}
