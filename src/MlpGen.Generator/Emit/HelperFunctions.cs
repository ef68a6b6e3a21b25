using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>The private functions of one number that a file calls by their textbook names, each emitted once if it is called.</summary>
internal sealed class HelperFunctions
{
    private readonly SortedDictionary<string, int> _called = new(StringComparer.Ordinal);

    /// <summary>A call of an activation or its derivative, remembered.</summary>
    /// <param name="name">Its name in <c>ActivationMath</c>.</param>
    /// <param name="arguments">z, and α where the activation has one.</param>
    public string Call(string name, params string[] arguments)
    {
        _called[name] = arguments.Length;
        return $"{Names.Function(name)}({string.Join(", ", arguments)})";
    }

    /// <summary>Writes all that were called, in ordinal order.</summary>
    public void Emit(EmitContext context, ValueText values)
    {
        foreach (KeyValuePair<string, int> function in _called)
        {
            (string name, bool takesAlpha) = (Names.Function(function.Key), function.Value == 2);
            string declared = $"{values.Type} z" + (takesAlpha ? $", {context.T} alpha" : "");
            string passed = "z" + (takesAlpha ? ", alpha" : "");
            string hides = context.New(name, isMethod: true, takesAlpha ? [values.ShortType, context.T] : [values.ShortType]);
            context.Writer.Line();
            context.Writer.Lines($"""
                /// <summary>{ActivationTraits.SummaryOf(function.Key)}</summary>
                {MemberWriter.Inlined}
                private static {hides}{values.Type} {name}({declared}) =>
                    global::MlpGen.Numerics.ActivationMath.{function.Key}({passed});
                """);
        }
    }
}
