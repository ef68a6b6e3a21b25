using System.Globalization;
using System.Text;

namespace MlpGen.Tool.Emit;

/// <summary>How an activation is written: functions of one number, in what C# and C have in common. <c>exp</c>, <c>log</c>, <c>tanh</c>, <c>abs</c> and
/// <c>erfc</c> in brackets are the target's functions, and numbers in brackets its literals.</summary>
/// <param name="Name">What the function is called.</param>
/// <param name="Formula">What it computes, for people.</param>
/// <param name="Body">What it returns, of z.</param>
/// <param name="SlopeFormula">Its derivative, for people.</param>
/// <param name="SlopeBody">What its derivative returns, of z or of a.</param>
internal sealed record ActivationCode(string Name, string Formula, string Body, string SlopeFormula, string SlopeBody)
{
    /// <summary>A number that <see cref="SlopeBody"/> reads several times, called t; null if there is none.</summary>
    public string? SlopeTerm { get; init; }

    /// <summary>Whether the derivative is had from z, else from a = f(z).</summary>
    public bool ReadsZ { get; init; }

    /// <summary>What the derivative is called.</summary>
    public string SlopeName => $"{Name}Slope";

    /// <summary>What the derivative reads.</summary>
    public string SlopeArgument => ReadsZ ? "z" : "a";

    /// <summary>The code of an activation with its α; null for Identity, which needs none, and for Softmax, which is of a whole layer.</summary>
    public static ActivationCode? Of(LayerInfo layer)
    {
        string alpha = layer.Alpha.ToString("R", CultureInfo.InvariantCulture);
        return layer.Activation switch
        {
            Activation.Identity or Activation.Softmax => null,

            // A comparison that NaN fails gives z, so that NaN stays NaN.
            Activation.Relu => new("Relu", "max(z, 0)", "z < [0] ? [0] : z", "0 where a is 0, else 1", "a <= [0] ? [0] : [1]"),
            Activation.LeakyRelu => new(
                WithAlpha("LeakyRelu"), $"z if z > 0, else {alpha}*z", $"z < [0] ? [{alpha}] * z : z", $"1 if a > 0, else {alpha}", $"a > [0] ? [1] : [{alpha}]"),
            Activation.Elu => new(
                WithAlpha("Elu"), $"z if z > 0, else {alpha}*(e^z - 1)", $"z < [0] ? [{alpha}] * ([exp](z) - [1]) : z",
                $"1 if z > 0, else {alpha}*e^z", $"z > [0] ? [1] : [{alpha}] * [exp](z)")
            { ReadsZ = true },
            Activation.Selu => new(
                "Selu", "1.0507*(z if z > 0, else 1.6733*(e^z - 1))", "[1.0507009873554805] * (z < [0] ? [1.6732632423543772] * ([exp](z) - [1]) : z)",
                "1.0507*(1 if z > 0, else 1.6733*e^z)", "[1.0507009873554805] * (z > [0] ? [1] : [1.6732632423543772] * [exp](z))")
            { ReadsZ = true },
            Activation.Gelu => new(
                "Gelu", "z*(1 + erf(z/sqrt(2)))/2", "[0.5] * z * [erfc]([-0.70710678118654752] * z)",
                "(1 + erf(z/sqrt(2)))/2 + z*e^(-z*z/2)/sqrt(2*pi)",
                "[0.5] * [erfc]([-0.70710678118654752] * z) + [0.39894228040143268] * z * [exp]([-0.5] * z * z)")
            { ReadsZ = true },
            Activation.GeluTanh => new(
                "GeluTanh", "z*(1 + tanh(sqrt(2/pi)*(z + 0.044715*z^3)))/2", "[0.5] * z * ([1] + [tanh]([0.79788456080286536] * (z + [0.044715] * z * z * z)))",
                "(1 + t)/2 + z*(1 - t*t)*sqrt(2/pi)*(1 + 3*0.044715*z*z)/2, t = tanh(sqrt(2/pi)*(z + 0.044715*z^3))",
                "[0.5] * ([1] + t) + [0.5] * z * ([1] - t * t) * [0.79788456080286536] * ([1] + [0.134145] * z * z)")
            {
                ReadsZ = true,
                SlopeTerm = "[tanh]([0.79788456080286536] * (z + [0.044715] * z * z * z))",
            },
            Activation.Silu => new(
                "Silu", "z/(1 + e^-z)", "z / ([1] + [exp](-z))", "t*(1 + z*(1 - t)), t = 1/(1 + e^-z)", "t * ([1] + z * ([1] - t))")
            {
                ReadsZ = true,
                SlopeTerm = "[1] / ([1] + [exp](-z))",
            },
            Activation.Softplus => new(
                "Softplus", "log(1 + e^z)", "(z < [0] ? [0] : z) + [log]([1] + [exp](-[abs](z)))", "1/(1 + e^-z)", "[1] / ([1] + [exp](-z))")
            { ReadsZ = true },
            Activation.Sigmoid => new("Sigmoid", "1/(1 + e^-z)", "[1] / ([1] + [exp](-z))", "a*(1 - a)", "a * ([1] - a)"),
            Activation.Tanh => new("Tanh", "tanh(z)", "[tanh](z)", "(1 - a)*(1 + a)", "([1] - a) * ([1] + a)"),
            Activation.HardSigmoid => new(
                "HardSigmoid", "z/6 + 1/2, from 0 to 1", "z < [-3] ? [0] : z > [3] ? [1] : z / [6] + [0.5]",
                "1/6 between -3 and 3, else 0", "z > [-3] && z < [3] ? [1] / [6] : [0]")
            { ReadsZ = true },
            Activation.HardTanh => new(
                "HardTanh", "z, from -1 to 1", "z < [-1] ? [-1] : z > [1] ? [1] : z", "1 between -1 and 1, else 0", "a > [-1] && a < [1] ? [1] : [0]"),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Activation, "No such activation."),
        };

        // Two layers may have two of them.
        string WithAlpha(string name) => name + alpha.Replace('.', '_').Replace("-", "m", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal);
    }

    /// <summary>Code in the words of a dialect.</summary>
    public static string In(Dialect dialect, string code)
    {
        var text = new StringBuilder();
        string[] parts = code.Split('[', ']');
        for (int k = 0; k < parts.Length; k++)
        {
            text.Append(k % 2 == 0 ? parts[k]
                : double.TryParse(parts[k], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? dialect.Literal(number)
                : dialect.Function(parts[k]));
        }

        return text.ToString();
    }
}
