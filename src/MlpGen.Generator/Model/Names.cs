using System.Globalization;

namespace MlpGen.Generator.Model;

/// <summary>Every name that the generated code uses for a public member, in one place.</summary>
internal static class Names
{
    public const string Layers = "Layers";
    public const string LayersField = "s_layers";
    public const string ParametersProperty = "Parameters";
    public const string ParametersField = "_parameters";

    public static readonly string[] Constants = ["InputSize", "OutputSize", "ParameterCount", "TraceSize"];

    /// <summary>The nested types and private methods behind the public members.</summary>
    public static readonly string[] Private =
    [
        "Passes", "Vectors", "ForwardNumbers", "BackwardNumbers", "LossNumbers", "ForwardLayers", "BackwardLayers", "LossLayers",
    ];

    /// <summary>The private methods behind the members that are derivatives.</summary>
    public static readonly string[] PrivateOfDerivatives =
    [
        "JacobianNumbers", "TangentNumbers", "CurvatureNumbers", "HessianVectorNumbers", "TangentLayers", "HessianVectorLayers",
        "DirectionalGradientLayers",
    ];

    /// <summary>The method that names what lies in a flat buffer, and the type that it returns.</summary>
    public const string View = "View", ParameterView = "ParameterView";

    /// <summary>The same for a trace.</summary>
    public const string ViewTrace = "ViewTrace", TraceView = "TraceView";

    /// <summary>The private property with the weights of a frozen network.</summary>
    public const string FrozenParameters = "FrozenParameters";

    /// <summary>The version of what a reproducible network computes: its order of sums and its functions. A change of any bit raises it.</summary>
    public const int Arithmetic = 1;

    /// <summary>How far an output of integers can be from that of floats.</summary>
    public const string ErrorBound = "QuantizationErrorBound";

    /// <summary>The nested type with the weights of a network of integers.</summary>
    public const string Codes = "Codes";

    /// <summary>The nested types and the private method of a network of integers.</summary>
    public static readonly string[] PrivateOfIntegers = [Codes, "Passes", "ForwardIntegers"];

    /// <summary>The C# keyword of the number type.</summary>
    public static string Scalar(Precision precision) => precision == Precision.Double ? "double" : "float";

    /// <summary>The bytes of a number.</summary>
    public static int ScalarBytes(Precision precision) => precision == Precision.Double ? sizeof(double) : sizeof(float);

    /// <summary>The bits of a vector of generated code.</summary>
    public const int VectorBits = 256;

    /// <summary>The bits of a vector where a batch goes side by side in wider ones.</summary>
    public const int WideVectorBits = 512;

    /// <summary>The bits of the shortest vector.</summary>
    public const int ShortVectorBits = 128;

    /// <summary>The numbers in a vector.</summary>
    public static int Lanes(Precision precision, int vectorBits = VectorBits) => vectorBits / 8 / ScalarBytes(precision);

    /// <summary>The type of a vector, without its namespace.</summary>
    public static string Vector(Precision precision, int vectorBits = VectorBits) => $"Vector{vectorBits}<{Scalar(precision)}>";

    /// <summary>The widest interface that a network implements; it includes the others.</summary>
    /// <param name="loss">The loss, if there is one.</param>
    /// <param name="backward">Whether there are gradients.</param>
    public static string Interface(LossFunction? loss, bool backward) =>
        loss is { } function ? LossTraits.Of(function).TakesLabels ? "IClassifier" : "ITrainableNetwork"
        : backward ? "IDifferentiableNetwork"
        : "INetwork";

    public static string WeightsProperty(int layer) => "W" + layer.ToString(CultureInfo.InvariantCulture);

    public static string BiasProperty(int layer) => "B" + layer.ToString(CultureInfo.InvariantCulture);
}
