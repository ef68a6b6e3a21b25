using MlpGen.Weights;

namespace MlpGen.Onnx.Reading;

/// <summary>The operators that treat each number for itself, of constants and of rows alike.</summary>
internal static class Elementwise
{
    private static readonly Dictionary<string, Func<double, double>> s_unary = new(StringComparer.Ordinal)
    {
        ["Neg"] = z => -z,
        ["Abs"] = Math.Abs,
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Sqrt"] = Math.Sqrt,
        ["Reciprocal"] = z => 1 / z,
        ["Erf"] = ReferenceNetwork.Erf,
        ["Sign"] = z => Math.Sign(z),
        ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling,
        ["Not"] = z => z == 0 ? 1 : 0,
        ["Softsign"] = z => z / (1 + Math.Abs(z)),
        ["HardSwish"] = z => z * Math.Min(Math.Max(z / 6 + 0.5, 0), 1),
        ["Mish"] = z => z * Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))),
    };

    private static readonly Dictionary<string, Func<double, double, double>> s_binary = new(StringComparer.Ordinal)
    {
        ["Add"] = (a, b) => a + b,
        ["Sum"] = (a, b) => a + b,
        ["Sub"] = (a, b) => a - b,
        ["Mul"] = (a, b) => a * b,
        ["Div"] = (a, b) => a / b,
        ["Pow"] = Math.Pow,
        ["Max"] = Math.Max,
        ["Min"] = Math.Min,
        ["Greater"] = (a, b) => a > b ? 1 : 0,
        ["GreaterOrEqual"] = (a, b) => a >= b ? 1 : 0,
        ["Less"] = (a, b) => a < b ? 1 : 0,
        ["LessOrEqual"] = (a, b) => a <= b ? 1 : 0,
    };

    /// <summary>What an operator does to a number; null if it is not of this kind.</summary>
    public static Func<double, double>? Unary(string operation) => s_unary.GetValueOrDefault(operation);

    /// <summary>What an operator makes of two; null if it is not of this kind.</summary>
    public static Func<double, double, double>? Binary(string operation) => s_binary.GetValueOrDefault(operation);

    /// <summary>The activation that an operator is by its name, with its function where that is not simply the activation's; null if it
    /// is none.</summary>
    public static Activated? Named(Node node) => node.Operation switch
    {
        "Relu" => new(Activation.Relu, 0),
        "LeakyRelu" => LeakyRelu(node.Number("alpha", 0.01)),
        "Elu" => node.Number("alpha", 1) is > 0 and var alpha ? new(Activation.Elu, alpha) : null,
        "Selu" when IsNear(node.Number("alpha", 1.6732632423543772), 1.6732632423543772) && IsNear(node.Number("gamma", 1.0507009873554805), 1.0507009873554805) =>
            new(Activation.Selu, 0),
        "Gelu" when (node.Text("approximate") ?? "none") == "none" => new(Activation.Gelu, 0),
        "Gelu" when node.Text("approximate") == "tanh" => new(Activation.GeluTanh, 0),
        "Swish" when node.Number("alpha", 1) == 1 => new(Activation.Silu, 0),
        "Softplus" => new(Activation.Softplus, 0),
        "Sigmoid" => new(Activation.Sigmoid, 0),
        "Tanh" => new(Activation.Tanh, 0),
        "HardSigmoid" when IsNear(node.Number("alpha", 0.2), 1.0 / 6) && node.Number("beta", 0.5) == 0.5 => new(Activation.HardSigmoid, 0),
        _ => null,
    };

    /// <summary>LeakyRelu of a slope, as far as MlpGen has it.</summary>
    public static Activated? LeakyRelu(double alpha) => alpha switch
    {
        0 => new(Activation.Relu, 0),
        > 0 and < double.PositiveInfinity => new(Activation.LeakyRelu, alpha),
        _ => null,
    };

    /// <summary>An activation with parameters that MlpGen has not: its function, which may still be one in other words, and what to say if
    /// it is not.</summary>
    public static (Func<double, double> Function, string Description)? Parametrized(Node node)
    {
        double alpha, gamma;
        switch (node.Operation)
        {
            case "HardSigmoid":
                (alpha, double beta) = (node.Number("alpha", 0.2), node.Number("beta", 0.5));
                return (z => Math.Min(Math.Max(alpha * z + beta, 0), 1), FormattableString.Invariant($"HardSigmoid with alpha {alpha} and beta {beta}; PyTorch's, which MlpGen has, is 1/6 and 0.5"));
            case "Selu":
                (alpha, gamma) = (node.Number("alpha", 1.6732632423543772), node.Number("gamma", 1.0507009873554805));
                return (z => gamma * (z > 0 ? z : alpha * (Math.Exp(z) - 1)), FormattableString.Invariant($"Selu with alpha {alpha} and gamma {gamma}"));
            case "Elu" or "Celu":
                alpha = node.Number("alpha", 1);
                double width = node.Operation == "Celu" ? alpha : 1;
                return (z => z > 0 ? z : alpha * (Math.Exp(z / width) - 1), FormattableString.Invariant($"{node.Operation} with alpha {alpha}"));
            case "LeakyRelu":
                alpha = node.Number("alpha", 0.01);
                return (z => z > 0 ? z : alpha * z, FormattableString.Invariant($"LeakyRelu with alpha {alpha}; it is 0 or more"));
            case "ThresholdedRelu":
                alpha = node.Number("alpha", 1);
                return (z => z > alpha ? z : 0, FormattableString.Invariant($"ThresholdedRelu with alpha {alpha}"));
            case "Swish":
                alpha = node.Number("alpha", 1);
                return (z => z / (1 + Math.Exp(-alpha * z)), FormattableString.Invariant($"Swish with alpha {alpha}"));
            default:
                return null;
        }
    }

    private static bool IsNear(double actual, double expected) => Math.Abs(actual - expected) <= 1e-6 * expected;
}
