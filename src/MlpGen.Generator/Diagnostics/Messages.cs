using System.Globalization;
using MlpGen.Generator.Model;

namespace MlpGen.Generator.Diagnostics;

/// <summary>The sentences of all diagnostics. Each names the place, both numbers, and the way out.</summary>
internal static class Messages
{
    public const string ScatteredLayers =
        "The layers of one class are spread over several declarations, so their order is undefined; write all [Layer] attributes on one";

    public const string LossWithoutBackward =
        "[Loss] needs the gradient code that Backward = false leaves out; remove one of the two";

    public const string LossOnFrozen =
        "[Loss] means nothing on a frozen network, which is not trained; remove it, or train a class of its own and freeze its weights here";

    public const string UnreadableWeightsFile = "Expected a text file, found one that cannot be read";

    public static string NormalizedOutputsInIntegers(Quantization quantization) =>
        $"{quantization} proves how far outputs can be off, but not through the normalisation of targets that this file undoes; "
        + "train with targets as they are, or write Quantization = Quantization.None";

    public static string NotPartial(string name, string? inner, string kind) => inner is null
        ? $"'{name}' is not partial, so nothing can be added to it; write 'partial {kind} {name}'"
        : $"'{name}' contains the network '{inner}' and is not partial; write 'partial {kind} {name}'";

    public static string NotAClass(string name, string kind) =>
        $"'{name}' is {(kind == "interface" ? "an" : "a")} {kind}; a network must be a class: write 'partial class {name}'";

    public static string Generic(string name, string? inner) => inner is null
        ? $"'{name}' is generic; a network must not be: remove its type parameters"
        : $"'{name}' is generic, and contains the network '{inner}'; move '{inner}' out of it";

    public static string FileLocal(string name) =>
        $"'{name}' is local to its file, and generated code stands in another; remove 'file'";

    public static string PrimaryConstructor(string name) =>
        $"'{name}' has a primary constructor, which the generated constructors could not call; write an ordinary constructor";

    public static string NoBaseConstructor(string name, string baseName) =>
        $"The generated constructors of '{name}' call base(), "
        + $"and '{baseName}' has no constructor for that; give it a protected one without parameters";

    public static string SizeOutOfRange(int layer, string parameter, object? size) =>
        $"Layer {layer} has {Count(size)} {parameter}; the number must be 1 to {Count(Limits.Width)}";

    public static string SizeMismatch(int layer, int taken, int given, string advice) =>
        $"Layer {layer} takes {taken} input{(taken == 1 ? "" : "s")}, but layer {layer - 1} gives {given}; write {advice}";

    public static string HiddenSoftmax(int layer, int last) =>
        $"Layer {layer} of {last} has Softmax, which only the last layer may have; give it another activation";

    public static string LossMismatch(LossFunction loss, Activation partner, int layer, Activation activation, string why) =>
        $"{loss} takes the probabilities of {partner}, or logits from Identity, but layer {layer} ends in {activation}: "
        + $"{why}; write {partner} or Identity there";

    public static string SoftmaxOfOne(int layer) =>
        $"Layer {layer} has Softmax over 1 output, which is always 1, whatever is learned; "
        + "for a yes or no write Sigmoid there and [Loss(LossFunction.BinaryCrossEntropy)], for classes as many outputs";

    public static string CrossEntropyOfOne(int layer) =>
        $"CrossEntropy compares classes, and layer {layer} has 1 output: one class is always certain, so loss and gradient are 0; "
        + "for a yes or no write BinaryCrossEntropy, with Sigmoid or Identity, for classes as many outputs";

    public static string TooManyLayers(int count) =>
        $"The network has {Count(count)} layers; generated code has at most {Count(Limits.Layers)}: remove some";

    public static string TooManyParameters(long parameters, int largestLayer, long inLargest) =>
        $"The network has {Count(parameters)} parameters, {Count(inLargest)} of them in layer {largestLayer}; "
        + $"generated code has at most {Count(Limits.Parameters)}: make layers narrower";

    public static string TooMuchToUnroll(long multiplyAdds) =>
        $"Unroll.Full would write out {Count(multiplyAdds)} multiply-adds; "
        + $"the most is {Count(Limits.UnrolledMultiplyAdds)}: write Unroll.Auto";

    public static string MemberTaken(GeneratedMember member, string type) =>
        $"'{member.Signature}' is generated for the network '{type}', so the name is taken; rename this member";

    public static string ClassNameTaken(string type) =>
        $"A member named '{type}' is generated, and no member may have the name of its class; rename the class";

    public static string WordTaken(string word, bool isType) => isType
        ? $"A type named '{word}' is in scope, so generated code would mean it by its '{word}'; rename that type"
        : $"A member named '{word}' is in scope, so generated code would call it by its '{word}'; rename that member";

    public static string ConstructorTaken(string type, string parameterType) =>
        $"The constructor '{type}({parameterType})' is generated; give this one other parameters";

    public static string HidesAbstract(GeneratedMember member, string type, string baseName) =>
        $"'{member.Signature}' is generated for '{type}', and would hide the abstract member of that name in '{baseName}'; rename that one";

    public static string NoSuchValue(string subject, string enumName, int value) =>
        $"{subject}: {Plain(value)} is no value of {enumName}; use one of its names";

    public static string NumberOutOfRange(string subject, string option, double value, Precision precision, bool mayBeZero) =>
        $"{subject}: {option} is {Plain(value)}; "
        + $"as a {Names.Scalar(precision)} it must be finite and {(mayBeZero ? "0 or more" : "more than 0")}";

    public static string Meaningless(string subject, string option, string why) =>
        $"{subject}: {option} means nothing here, since {why}";

    /// <summary>Why <see cref="Meaningless"/> α is.</summary>
    public static string HasNoAlpha(Activation activation) =>
        $"{activation} has none; remove it, or use {OneOf<Activation>(static other => ActivationTraits.Of(other).HasAlpha)}";

    /// <summary>Why <see cref="Meaningless"/> δ is.</summary>
    public static string HasNoDelta(LossFunction loss) =>
        $"{loss} has none; remove it, or use {OneOf<LossFunction>(static other => LossTraits.Of(other).HasDelta)}";

    /// <summary>Why <see cref="Meaningless"/> the scale of another initializer is.</summary>
    public static string ScaleOf(Initializer initializer) =>
        $"Initializer.{initializer} does not read it; remove it, or set Initializer = Initializer.ScaledNormal";

    public static string GeneratedConstant(int layer, string name) =>
        $"Layer {layer}: {name} is generated, and not there yet when layers are read; write the number, or a constant of your own";

    public static string ProbabilityOutOfRange(string subject, string option, double value, Precision precision) =>
        $"{subject}: {option} is {Plain(value)}; as a {Names.Scalar(precision)} it must be 0 or more, and less than 1";

    /// <summary>Why <see cref="Meaningless"/> dropout on the last layer is.</summary>
    public const string DropoutOfLastLayer = "it is the last layer, and its outputs are those of the network; remove it, or write it on the layer before";

    public static string TooWideToDrop(long bytes) =>
        $"Training with dropout keeps every layer of a sample on the stack, here {Count(bytes)} bytes; "
        + $"the most is {Count(Limits.TrainingBytes)}: make layers narrower, or remove Dropout";

    public static string NoWeightsFileName(object? name) =>
        $"[Frozen] takes the name of an AdditionalFiles item that ends with {WeightsFileName.Extension}, "
        + $"or of an MlpGenWeights item that ends with .onnx or .safetensors, and '{name}' does not";

    public static string NoSuchWeightsFile(string name, IReadOnlyList<string> files) =>
        $"'{name}' is no AdditionalFiles item of the project "
        + (files.Count == 0 ? $"(no {WeightsFileName.Extension} is)" : $"({string.Join(", ", files.Take(4))}{(files.Count > 4 ? ", …" : "")})")
        + $"; write <AdditionalFiles Include=\"{name}\" /> in the project file"
        + (files.Count == 0 ? "" : ", or here the name of one of these: that of the file itself, where the item has a Link");

    public static string NoSuchConvertedFile(string name) =>
        $"'{name}' is no MlpGenWeights item of the project; write <MlpGenWeights Include=\"{name}\" /> in the project file, "
        + "so that the build turns it into weights";

    /// <summary>What is wrong with a file of others, where that is not a layer.</summary>
    public static string UnfitFile(string file, string why) => $"{file}: {why}";

    public static string OtherCountOfLayers(string file, int found, string foundSizes, int declared, string declaredSizes) =>
        $"{file} has {Layers(found)} ({foundSizes}), but the declaration has {Layers(declared)} ({declaredSizes})";

    public static string OtherLayer(string file, int layer, string? origin, string found, string declared) =>
        $"Layer {layer} of {file}{(origin is null ? "" : $", {origin}")}: {found}, but the declaration {declared}";

    public static string SeveralWeightsFiles(string name, int count) =>
        $"{Count(count)} AdditionalFiles items are named '{name}'; write the folder too, such as 'weights/{name}'";

    /// <summary>Why the range of inputs is <see cref="Meaningless"/> to floats.</summary>
    public const string NoIntegers = "the network computes in floats; set Quantization too, or remove it";

    public static string OneEndOfInputs(bool isMaximum) =>
        $"[Frozen]: {(isMaximum ? "InputMaximum" : "InputMinimum")} alone says nothing; set {(isMaximum ? "InputMinimum" : "InputMaximum")} too";

    public static string NoInputRange(double minimum, double maximum) =>
        $"[Frozen]: InputMinimum is {Plain(minimum)} and InputMaximum {Plain(maximum)}; "
        + "as floats both must be finite, and the minimum less than the maximum";

    public static string IntegersOfDouble(Quantization quantization) =>
        $"Quantization.{quantization} gives and takes floats, so it cannot be combined with Precision.Double; remove one of the two";

    public static string UnrolledIntegers(Quantization quantization, Unroll unroll) =>
        $"Quantization.{quantization} has one way to be written, so it cannot be combined with Unroll.{unroll}; remove one of the two";

    public const string DerivativesOfFrozen =
        "Derivatives cannot be combined with [Frozen]: a frozen network goes forward only; remove one of the two";

    public const string DerivativesWithoutBackward =
        "Derivatives cannot be combined with Backward = false, since they go back as the gradient does; remove one of the two";

    public const string ReproducibleDerivatives =
        "Derivatives cannot be combined with Reproducible = true yet: their sums have no fixed order; remove one of the two";

    public const string HessianWithoutLoss =
        "Derivatives.HessianVector is the second derivative of a loss, so it cannot be combined with a class without one; add [Loss], or remove the flag";

    public static string DerivativesTooDeep(long bytes) =>
        $"Derivatives of one sample would take {Count(bytes)} bytes of the stack, more than {Count(Limits.DerivativeBytes)}: the network is too deep or too "
        + "wide for them; remove the option, or narrow the layers";

    public static string ParameterJacobianTooLarge(int outputs, long parameters) =>
        $"Derivatives.ParameterJacobian of {Count(outputs)} outputs by {Count(parameters)} parameters would have more elements than a span holds "
        + $"({Count(int.MaxValue)}); remove the flag";

    public const string SlowShorts =
        "Quantization.Int16 saves half of the memory, and hardly time: batches take as long as in floats, or longer; Int8 is faster in wide layers";

    public static string SlowIntegers(int widest) =>
        $"Quantization.Int8 saves memory here, and hardly time: the widest layer has {Count(widest)} output{(widest == 1 ? "" : "s")}, "
        + $"and integers are faster than floats from about {Limits.FasterIntegers} on";

    public static string NoInputs(Quantization quantization, bool isConverted) =>
        $"Quantization.{quantization} needs to know between what numbers the inputs lie; set InputMinimum and InputMaximum of [Frozen]"
        + (isConverted ? "" : ", or give this file a 'calibration', or golden examples whose inputs differ");

    public static string TooLargeForIntegers(Quantization quantization) =>
        $"Weights or inputs are too large for Quantization.{quantization}: no bound of its error could be given; leave Quantization out";

    public static string GoldenMissed(Quantization quantization, int example, int output, double expected, double actual, double allowed, bool isBound) =>
        string.Format(
            CultureInfo.InvariantCulture,
            "Golden example {0}, output {1}: the file says {2:G7}, and Quantization.{3} gives {4:G7}; at most {5:G3} of difference is allowed, {6}",
            example, output, expected, quantization, actual, allowed,
            isBound ? "the proven bound, since the file has no 'tolerance'" : "the file's 'tolerance'");

    public static string NoLayers(string attribute, string type) =>
        $"[{attribute}] means nothing without layers; add them to '{type}', such as [Layer(2, 1)]";

    public static string NoLayersOf(string file, string type) =>
        $"[Frozen] means nothing without layers; add those of '{file}' to '{type}': the code fix 'Write the layers of {WeightsFileName.WithoutFolders(file)}' does, "
        + $"and 'mlpgen show {file}' prints them";

    public static string OldLanguage(string version) =>
        $"Generated code needs C# 12, and this project uses C# {version}; set <LangVersion>12</LangVersion> or later";

    public static string MissingType(string type) => type.StartsWith("System.", StringComparison.Ordinal)
        ? $"Generated code needs {type}, which came with .NET 8; target net8.0 or later"
        : $"Generated code needs {type} of the MlpGen package; reference the package, not the generator alone";

    public static string HiddenIdentity(int layer) =>
        $"Layer {layer} has no activation, so layers {layer} and {layer + 1} together are one linear layer; "
        + $"give layer {layer} an activation, such as Relu";

    public static string SymmetricWeights(int layer, bool byScale) =>
        $"Layer {layer} starts with weights that are all 0, and no gradient will ever tell its units apart; "
        + (byScale ? "make InitialScale more than 0, such as 0.01" : "leave its Initializer to Auto");

    public static string SaturatingOutput(LossFunction loss, int layer, Activation activation, string advice) =>
        $"Layer {layer} ends in {activation} under {loss}: its gradient vanishes where {activation} saturates, however wrong the output; {advice}";

    public static string UnrolledTooFar(long multiplyAdds) =>
        $"Unroll.Full writes out {Count(multiplyAdds)} multiply-adds; "
        + $"beyond {Count(Limits.OptimizedMultiplyAdds)} the JIT compiles them badly: write Unroll.Auto";

    private static string OneOf<T>(Func<T, bool> has) => string.Join(" or ", ((T[])Enum.GetValues(typeof(T))).Where(has));

    private static string Layers(int count) => $"{Count(count)} layer{(count == 1 ? "" : "s")}";

    private static string Count(object? number) => string.Format(CultureInfo.InvariantCulture, "{0:N0}", number);

    private static string Plain(object number) => string.Format(CultureInfo.InvariantCulture, "{0}", number);
}
