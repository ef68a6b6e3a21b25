using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>The <c>[Network]</c> attribute; without one, its defaults.</summary>
/// <param name="Precision">The number type.</param>
/// <param name="Unroll">The user's wish about unrolling.</param>
/// <param name="Backward">Whether gradient code is wanted.</param>
/// <param name="Attribute">Where it is written, if it is.</param>
internal sealed record Switches(Precision Precision, Unroll Unroll, bool Backward, DeclaredAttribute? Attribute)
{
    /// <summary>Whether every member gives the same bits everywhere.</summary>
    public bool IsReproducible { get; private init; }

    /// <summary>The derivatives that are wanted beside the gradient.</summary>
    public Derivatives Derivatives { get; private init; }

    /// <summary>Reads the attribute; null if it is half typed or wrong, which has then been reported.</summary>
    public static Switches? Parse(DeclaredAttribute? attribute, ProblemList problems)
    {
        if (attribute is null)
        {
            return new Switches(Precision.Single, Unroll.Auto, Backward: true, null);
        }

        if (!attribute.IsComplete)
        {
            problems.LeaveToCompiler();
            return null;
        }

        var options = new Options(attribute, "[Network]", problems);
        Precision? precision = options.Enum("Precision", Precision.Single);
        Unroll? unroll = options.Enum("Unroll", Unroll.Auto);
        Derivatives? derivatives = options.Derivatives("Derivatives");
        return precision is { } p && unroll is { } u && derivatives is { } wanted
            ? new Switches(p, u, options.Switch("Backward", true), attribute)
            {
                IsReproducible = options.Switch("Reproducible", false),
                Derivatives = wanted,
            }
            : null;
    }
}
