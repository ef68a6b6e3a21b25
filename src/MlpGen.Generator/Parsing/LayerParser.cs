using MlpGen.Generator.Diagnostics;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Parsing;

/// <summary>Reads one <c>[Layer]</c> and checks all that can be said without looking at the other layers.</summary>
internal static class LayerParser
{
    private const double DefaultScale = 0.01;

    /// <summary>Reads the layer as far as possible; what is half typed is left to the compiler.</summary>
    public static DeclaredLayer Parse(DeclaredAttribute attribute, int number, Precision precision, ProblemList problems)
    {
        if (!attribute.IsComplete)
        {
            if (attribute.GeneratedConstant is { } constant)
            {
                problems.Add(Descriptors.InvalidOption, constant.GetLocation(), Messages.GeneratedConstant(number, constant.ToString()));
            }

            problems.LeaveToCompiler();
            return new DeclaredLayer(number, attribute, null, null, null, null);
        }

        var options = new Options(attribute, $"Layer {number}", problems);
        int? inputs = Size(attribute, number, "inputs", problems);
        int? outputs = Size(attribute, number, "outputs", problems);
        Activation? activation = options.Enum("activation", Activation.Identity);
        double? alpha = Alpha(options, activation, precision);
        Initializer? initializer = options.Enum("Initializer", Initializer.Auto);
        double? scale = InitialScale(options, initializer, precision);
        double? dropout = options.Probability("Dropout", precision);

        LayerSpec? spec = null;
        if (inputs is { } rows && outputs is { } columns && activation is { } function && alpha is { } a
            && initializer is { } drawn && scale is { } s && dropout is { } p)
        {
            spec = new LayerSpec(rows, columns, function, options.Switch("Bias", true), a, Resolve(drawn, function), s) { Dropout = p };
        }

        return new DeclaredLayer(number, attribute, inputs, outputs, activation, spec);
    }

    private static int? Size(DeclaredAttribute attribute, int number, string name, ProblemList problems)
    {
        if (attribute.ValueOf(name) is int size and >= 1 and <= Limits.Width)
        {
            return size;
        }

        string message = Messages.SizeOutOfRange(number, name, attribute.ValueOf(name));
        problems.Add(Descriptors.SizeOutOfRange, attribute.LocationOf(name), message);
        return null;
    }

    /// <summary>α with its default filled in, 0 where the activation has none.</summary>
    private static double? Alpha(Options options, Activation? activation, Precision precision) =>
        activation is not { } function ? null : options.Shape(
            "Alpha", ActivationTraits.Of(function).Alpha, precision, fallback: 0, Messages.HasNoAlpha(function));

    private static double? InitialScale(Options options, Initializer? initializer, Precision precision) => initializer switch
    {
        Initializer.ScaledNormal => options.Number("InitialScale", DefaultScale, precision, mayBeZero: true),
        null => null,
        { } other => options.Rejects("InitialScale", Messages.ScaleOf(other)) ? null : DefaultScale,
    };

    private static Initializer Resolve(Initializer initializer, Activation activation) =>
        initializer == Initializer.Auto ? ActivationTraits.Of(activation).AutoInitializer : initializer;
}
