using System.Globalization;

namespace MlpGen.Tool.Emit;

/// <summary>How an activation is written: a function of one number, in what C# and C have in common.</summary>
/// <param name="Name">What the function is called.</param>
/// <param name="Formula">What it computes, for people.</param>
/// <param name="Body">What it returns, of z. <c>exp</c>, <c>log</c>, <c>tanh</c>, <c>abs</c> and <c>erfc</c> in brackets are the target's functions, and numbers in
/// brackets its literals.</param>
internal sealed record ActivationCode(string Name, string Formula, string Body)
{
    /// <summary>The code of an activation with its α; null for Identity, which needs none, and for Softmax, which is of a whole layer.</summary>
    public static ActivationCode? Of(LayerInfo layer)
    {
        string alpha = layer.Alpha.ToString("R", CultureInfo.InvariantCulture);
        return layer.Activation switch
        {
            Activation.Identity or Activation.Softmax => null,

            // A comparison that NaN fails gives z, so that NaN stays NaN.
            Activation.Relu => new("Relu", "max(z, 0)", "z < [0] ? [0] : z"),
            Activation.LeakyRelu => new(WithAlpha("LeakyRelu"), $"z if z > 0, else {alpha}*z", $"z < [0] ? [{alpha}] * z : z"),
            Activation.Elu => new(WithAlpha("Elu"), $"z if z > 0, else {alpha}*(e^z - 1)", $"z < [0] ? [{alpha}] * ([exp](z) - [1]) : z"),
            Activation.Selu => new("Selu", "1.0507*(z if z > 0, else 1.6733*(e^z - 1))", "[1.0507009873554805] * (z < [0] ? [1.6732632423543772] * ([exp](z) - [1]) : z)"),
            Activation.Gelu => new("Gelu", "z*(1 + erf(z/sqrt(2)))/2", "[0.5] * z * [erfc]([-0.70710678118654752] * z)"),
            Activation.GeluTanh => new(
                "GeluTanh", "z*(1 + tanh(sqrt(2/pi)*(z + 0.044715*z^3)))/2", "[0.5] * z * ([1] + [tanh]([0.79788456080286536] * (z + [0.044715] * z * z * z)))"),
            Activation.Silu => new("Silu", "z/(1 + e^-z)", "z / ([1] + [exp](-z))"),
            Activation.Softplus => new("Softplus", "log(1 + e^z)", "(z < [0] ? [0] : z) + [log]([1] + [exp](-[abs](z)))"),
            Activation.Sigmoid => new("Sigmoid", "1/(1 + e^-z)", "[1] / ([1] + [exp](-z))"),
            Activation.Tanh => new("Tanh", "tanh(z)", "[tanh](z)"),
            Activation.HardSigmoid => new("HardSigmoid", "z/6 + 1/2, from 0 to 1", "z < [-3] ? [0] : z > [3] ? [1] : z / [6] + [0.5]"),
            Activation.HardTanh => new("HardTanh", "z, from -1 to 1", "z < [-1] ? [-1] : z > [1] ? [1] : z"),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Activation, "No such activation."),
        };

        // Two layers may have two of them.
        string WithAlpha(string name) => name + alpha.Replace('.', '_').Replace("-", "m", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal);
    }

    /// <summary>The body in the words of a target.</summary>
    /// <param name="function">The target's name for a function.</param>
    /// <param name="isSingle">Whether numbers are floats.</param>
    public string BodyIn(Func<string, string> function, bool isSingle)
    {
        var text = new System.Text.StringBuilder();
        string[] parts = Body.Split('[', ']');
        for (int k = 0; k < parts.Length; k++)
        {
            text.Append(k % 2 == 0 ? parts[k]
                : double.TryParse(parts[k], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? SourceText.Literal(number, isSingle)
                : function(parts[k]));
        }

        return text.ToString();
    }
}
