namespace MlpGen.Generator.Tests.Emit;

/// <summary>Source text with a network for every activation in a hidden layer, every loss with every last activation that it
/// allows, unrolled in single precision and layer by layer in double.</summary>
internal static class ZooSource
{
    private static readonly string[] s_activations = Enum.GetNames<Activation>();

    /// <summary>The declarations, one a line.</summary>
    public static string Text { get; } = $"#pragma warning disable CS1591\n{Markup.Usings}namespace Zoo;\n{string.Join("\n", Declarations())}\n";

    /// <summary>How many networks they are.</summary>
    public static int Count { get; } = Declarations().Count();

    private static IEnumerable<string> Declarations()
    {
        foreach ((string unroll, string precision) in ((string, string)[])[("Full", "Single"), ("None", "Double")])
        {
            string network = $"[Network(Precision = Precision.{precision}, Unroll = Unroll.{unroll})]";
            foreach (string hidden in s_activations.Where(name => name != "Softmax"))
            {
                yield return $"[Layer(3, 4, {hidden})] [Layer(4, 2)] [Loss(MeanSquaredError)] {network} "
                    + $"public partial class Hidden{hidden}{precision}{unroll};";
            }

            foreach (LossFunction loss in Enum.GetValues<LossFunction>())
            {
                foreach (string last in LastActivations(loss))
                {
                    yield return $"[Layer(3, 4, Tanh)] [Layer(4, 3, {last})] [Loss({loss})] {network} "
                        + $"public partial class {loss}{last}{precision}{unroll};";
                }
            }
        }
    }

    private static string[] LastActivations(LossFunction loss) => loss switch
    {
        LossFunction.CrossEntropy => ["Softmax", "Identity"],
        LossFunction.BinaryCrossEntropy => ["Sigmoid", "Identity"],
        _ => s_activations,
    };
}
