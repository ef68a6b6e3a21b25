using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>The call that takes a member to where the plan says it goes.</summary>
internal sealed class Calls(EmitContext context)
{
    /// <summary>The nested type that gives the network's passes to the runtime's loops.</summary>
    public const string Passes = "Passes";

    /// <summary>The nested type with everything in vectors.</summary>
    public const string Vectors = "Vectors";

    /// <summary>The methods of the text that a loop of the runtime takes a sample through, one after the other; none where the call itself names
    /// them.</summary>
    public IEnumerable<string> TextOf(Member member, Destination destination)
    {
        bool isNumbers = context.Plan.Has(Layout.Numbers) && member != Member.TrainingLossAndGradient;
        string[] passes = member switch
        {
            _ when destination is Destination.OnePass or Destination.Outputs or Destination.Integers or Destination.IntegerTiles => [],
            Member.Forward => isNumbers ? [] : ["Forward"],
            Member.BackwardTrace => isNumbers ? [] : ["Backward"],
            Member.ForwardBatch => ["Forward"],
            Member.Backward or Member.BackwardBatch => ["Forward", "Backward"],
            Member.Loss or Member.LossOne => ["Forward", "Loss"],
            Member.LossAndGradient or Member.LossAndGradientOne or Member.TrainingLossAndGradient => ["Forward", "Loss", "Backward"],
            _ => [],
        };
        return passes.Select(pass => pass + (isNumbers ? "Numbers" : "Layers"));
    }

    /// <summary>Whether the member takes many samples.</summary>
    public static bool IsBatch(Member member) =>
        member is Member.ForwardBatch or Member.BackwardBatch or Member.Loss or Member.LossAndGradient or Member.TrainingLossAndGradient;

    /// <summary>The call.</summary>
    /// <param name="member">The member that goes.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="arguments">What it was given, the parameters left out.</param>
    public string Of(Member member, Destination destination, string arguments) =>
        DerivativesFile.Has(member) ? Derivative(member, destination, arguments) : Pass(member, destination, arguments);

    private string Pass(Member member, Destination destination, string arguments) => destination switch
    {
        Destination.Numbers => Numbers(member, arguments),
        Destination.Layers => Layers(member, arguments),
        Destination.LayersAnew => InRuntime("ByLayersAnew", NameOf(member), member is Member.Loss or Member.LossAndGradient ? $"{arguments}, samples" : arguments),
        Destination.OnePass => $"{Vectors}.ForwardInOnePass({All(arguments)})",
        Destination.Outputs => $"{Vectors}.{NameOf(member)}({All(arguments)})",
        Destination.Lanes => InRuntime("InLanes", NameOf(member), $"{arguments}, samples"),
        Destination.LanesInOrder => InRuntime("InLanesInOrder", NameOf(member), $"{arguments}, samples"),
        Destination.Tiles => InRuntime(
            "InTiles", NameOf(member),
            $"{arguments}, samples, tile: {(member == Member.ForwardBatch ? context.Plan.Memory.ForwardTile : context.Plan.Memory.GradientTile)}"),
        Destination.Columns => InRuntime("InColumns", NameOf(member), $"{arguments}, samples, fewest: {Fewest(member)}"),
        Destination.ColumnsInOrder => InRuntime("InColumnsInOrder", NameOf(member), $"{arguments}, samples, fewest: {Fewest(member)}"),
        Destination.Integers => $"{context.Names.Type("InIntegers")}.Forward<{Passes}, {Integers}>({arguments})",
        Destination.IntegerTiles =>
            $"{context.Names.Type("InIntegers")}.ForwardBatch<{Passes}, {Integers}>({arguments}, samples, {context.Plan.Integers!.Tile})",
        Destination.OneByOne => InRuntime("OneByOne", NameOf(member), $"{arguments}, samples"),
        _ => throw new ArgumentOutOfRangeException(nameof(destination), destination, "No call goes there."),
    };

    private int Fewest(Member member)
    {
        FewestSamples fewest = context.Plan.Memory.Fewest;
        return member switch
        {
            Member.ForwardBatch => fewest.Forward,
            Member.Loss => fewest.Loss,
            Member.LossAndGradient => fewest.LossAndGradient,
            _ => fewest.WithGradient,
        };
    }

    private string Derivative(Member member, Destination destination, string arguments)
    {
        bool isNumbers = destination == Destination.Numbers;
        int fewest = Budget.SamplesOfTile, tile = context.Plan.Memory.DerivativeTile;
        string name = destination switch
        {
            Destination.Numbers => "ByNumbers",
            Destination.NumbersOrColumns => "ByNumbersOrInColumns",
            Destination.Columns => "InColumns",
            _ => "InTiles",
        };
        string sizes = destination switch
        {
            Destination.Numbers => "samples",
            Destination.NumbersOrColumns => $"samples, fewest: {fewest}",
            Destination.Columns => $"samples, fewest: {fewest}, tile: {tile}",
            _ => $"samples, tile: {tile}",
        };
        return member switch
        {
            Member.Jacobian or Member.JacobianBatch =>
                InRuntime("Jacobians", isNumbers ? "OfInputsByNumbers" : "OfInputsByLayers", $"{arguments}, samples"),
            Member.ParameterJacobian or Member.ParameterJacobianBatch =>
                InRuntime("Jacobians", isNumbers ? "OfParametersByNumbers" : "OfParametersByLayers", $"{arguments}, samples"),
            Member.HessianVectorProduct => InRuntime("HessianProducts", name, $"{arguments}, {sizes}"),
            Member.DirectionalGradient or Member.DirectionalGradientBatch => InRuntime("DirectionalGradients", name, $"{arguments}, {sizes}"),
            Member.JacobianVectorProduct or Member.JacobianVectorProductBatch => InRuntime("Tangents", name, $"{arguments}, default, {sizes}"),
            _ => InRuntime("Tangents", name, $"{arguments}, {sizes}"),
        };
    }

    /// <summary>The C# keywords of codes and weights of a network of integers.</summary>
    private string Integers => IntegersRenderer.Types(context.Plan);

    /// <summary>The name of what a member does, the same in every loop.</summary>
    private static string NameOf(Member member) => member switch
    {
        Member.ForwardBatch => "Forward",
        Member.BackwardBatch => "Backward",
        Member.LossOne => "Loss",
        Member.LossAndGradientOne => "LossAndGradient",
        _ => member.ToString(),
    };

    private string Numbers(Member member, string arguments) => member switch
    {
        Member.Forward => $"ForwardNumbers({Own($"input, default, output")})",
        Member.ForwardTrace => $"ForwardNumbers({Own($"input, trace, trace.Slice({context.Plan.Last.ActivationOffset}, {context.Plan.OutputSize})")})",
        Member.BackwardTrace => $"BackwardNumbers(parameters, input, trace, outputGradient, gradient, inputGradient{Given("false")})",
        _ => InRuntime("ByNumbers", NameOf(member), arguments),
    };

    private string Layers(Member member, string arguments) => member switch
    {
        Member.ForwardTrace =>
            $"ForwardLayers({Samples($"{context.Names.Type("OneSample")}<{context.T}, {context.Names.Type("Trace")}>", "new()")}, {context.Parameters}, input, trace, default)",
        _ => InRuntime("ByLayers", NameOf(member), arguments),
    };

    /// <summary>The last argument of a chain rule that a loss may enter behind the last activation.</summary>
    public string Given(string value) => context.Plan.Spec.Loss is { } loss && LossTraits.Of(loss.Function).IsFused ? $", {value}" : "";

    /// <summary>A layout as the layered text is given it: in a reproducible network inside another, which keeps every sum in order.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="samples">The layout; or <c>new()</c>.</param>
    public string Samples(string type, string samples) => context.Plan.Spec.IsReproducible
        ? $"new {context.Names.Type("InOrder")}<{context.T}, {type}>({samples})"
        : samples == "new()" ? $"new {type}()" : samples;

    private string InRuntime(string loop, string method, string arguments) =>
        $"{context.Names.Type(loop)}.{method}<{Passes}, {context.T}>({context.Parameters}, {arguments})";

    /// <summary>The parameters and others, for a method of this class: literals take the place of frozen ones.</summary>
    private string Own(string arguments) => context.HasLiterals ? arguments : $"{context.Parameters}, {arguments}";

    private string All(string arguments) => $"{context.Parameters}, {arguments}";
}
