namespace MlpGen.Generator.Model;

/// <summary>The types and functions of other namespaces that generated code calls by their short names where nothing else has them: Parsing asks
/// for each whether something else has, and Emit writes it short or in full.</summary>
internal static class ShortNames
{
    /// <summary>The class with the functions of one number.</summary>
    public const string ActivationMath = "MlpGen.Numerics.ActivationMath";

    /// <summary>The same with the same bits everywhere.</summary>
    public const string ReproducibleMath = "MlpGen.Numerics.ReproducibleMath";

    /// <summary>The namespace of each type.</summary>
    public static readonly IReadOnlyDictionary<string, string> NamespaceOf = Types().ToDictionary(static pair => pair.Name, static pair => pair.Namespace, StringComparer.Ordinal);

    /// <summary>The class of each function.</summary>
    public static readonly IReadOnlyDictionary<string, string> ClassOf = Functions().ToDictionary(static pair => pair.Name, static pair => pair.Class, StringComparer.Ordinal);

    /// <summary>The namespaces that generated files use, inside the namespace of the class.</summary>
    public static readonly string[] Namespaces = [.. NamespaceOf.Values.Distinct().OrderBy(static name => name, StringComparer.Ordinal)];

    /// <summary>All names, of functions too, in ordinal order.</summary>
    public static readonly string[] All =
    [
        .. NamespaceOf.Keys.Concat(ClassOf.Keys).Append("MethodImplAttribute").Append("SkipLocalsInitAttribute").Distinct()
            .OrderBy(static name => name, StringComparer.Ordinal),
    ];

    private static IEnumerable<ActivationTraits> Activations =>
        ((Activation[])Enum.GetValues(typeof(Activation))).Select(ActivationTraits.Of);

    private static IEnumerable<(string Name, string Namespace)> Types()
    {
        string[] system = ["Math", "MathF", "ReadOnlySpan", "Span"];
        string[] services = ["MethodImpl", "MethodImplOptions", "SkipLocalsInit"];
        string[] intrinsics = ["Vector128", "Vector256", "Vector512"];
        string[] declaration =
        [
            "Activation", "DropoutKey", "IClassifier", "IDifferentiableNetwork", "IDirectionalGradientNetwork", "IHessianNetwork", "IJacobianNetwork", "INetwork",
            "IParameterJacobianNetwork", "ITrainableNetwork", "LayerInfo", "LossFunction",
            "LossInfo", "NetworkText",
        ];
        string[] numerics =
        [
            "ActivationPass", "AlignedBuffer", "ByLayers", "ByLayersAnew", "ByNumbers", "Check", "Dense", "Double128", "Double256",
            "Directional", "DirectionalGradients", "Double512", "ForwardOnly", "FromLoss", "FromOutputGradient", "HessianProducts",
            "IDirectionalGradientLayers", "IHessianLayers", "IHessianNumbers", "IIntegerPasses",
            "ILanes", "ILanesInOrder", "ILayers", "ILayersAnew", "INumbers", "IPass", "IPasses", "ISamples", "ISimd", "ITangentLayers",
            "ITangentNumbers", "InColumns",
            "InColumnsInOrder", "InIntegers", "InLanes", "InLanesInOrder", "InOrder", "InTiles", "IntegerSamples", "Jacobians", "LaneBatch",
            "LaneGroups", "LaneLosses", "LossMath", "LossOnly", "LossSum", "OneByOne", "OneSample", "OutputLanes", "PortableActivation",
            "RandomSource", "SampleLanes", "Single128", "Single256", "Single512", "StackMemory", "Standardization", "Tangents", "Targets", "Trace", "TwoBuffers",
            "Unfused",
            .. Activations.Select(static traits => Function(traits.Activation)),
            .. ((LossFunction[])Enum.GetValues(typeof(LossFunction))).Select(Loss),
        ];
        return In("System", system).Concat(In("System.Runtime.CompilerServices", services)).Concat(In("System.Runtime.Intrinsics", intrinsics)).Concat(In("System.Collections.Generic", ["IReadOnlyList"]))
            .Concat(In("MlpGen", declaration)).Concat(In("MlpGen.Weights", ["TableColumn"])).Concat(In("MlpGen.Numerics", numerics));

        static IEnumerable<(string, string)> In(string @namespace, string[] names) => names.Select(name => (name, @namespace));
    }

    private static IEnumerable<(string Name, string Class)> Functions()
    {
        IEnumerable<string> ofNumbers = Activations.SelectMany(static traits => new[] { traits.ValueFunction, traits.DerivativeFunction, traits.SecondDerivativeFunction })
            .OfType<string>().Append("Exp").Append("Log").Distinct();
        string[] ofVectors = ["Add", "AddProduct", "At", "Column", "Join", "Keep", "Lane", "Load", "Spread", "Store", "Sums"];
        return ofNumbers.Select(static name => (name, ActivationMath))
            .Concat(ofVectors.Select(static name => (name, "MlpGen.Numerics.OutputLanes")));
    }

    /// <summary>The runtime's struct that carries an activation.</summary>
    public static string Function(Activation activation) => $"{activation}Function";

    /// <summary>The runtime's struct that carries a loss.</summary>
    public static string Loss(LossFunction function) => $"{LossTraits.Of(function).RuntimeName}Loss";
}
