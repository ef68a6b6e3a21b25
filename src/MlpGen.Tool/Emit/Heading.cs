using System.Globalization;
using MlpGen.Onnx;

namespace MlpGen.Tool.Emit;

/// <summary>What a source file says of itself.</summary>
internal static class Heading
{
    /// <summary>The lines of the comment at its top.</summary>
    public static IEnumerable<string> Of(DenseNetwork network, EmitOptions options)
    {
        EmitTarget target = options.Target;
        string number = network.Precision == Precision.Single ? "float" : "double";
        yield return $"{options.Name}: {Sizes(network)}, written by 'mlpgen emit --target {target.Name}"
            + $"{(options.IsTrainable ? " --trainable" : "")}{(options.IsReproducible ? " --reproducible" : "")}'.";
        yield return target.IsC ? "It needs nothing but math.h." : "It needs no library but that of .NET.";
        yield return "";
        yield return "  layer   inputs   outputs   activation";
        for (int l = 0; l < network.Layers.Length; l++)
        {
            LayerInfo layer = network.Layers[l];
            yield return string.Create(CultureInfo.InvariantCulture, $"  {l + 1,-7} {layer.Inputs,-8} {layer.Outputs,-9} {layer.Activation}{Alpha(layer)}{(layer.HasBias ? "" : ", no bias")}");
        }

        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"{network.Parameters.Length} parameters of {number}, {network.MultiplyAdds} multiply-adds for each sample.");
        yield return "x is the input, y the output. Of layer l: zl = a(l-1)*Wl + bl, al = f(zl); a0 is x, and the last a is y.";
        if (options.IsTrainable)
        {
            yield return "Backward, dv stands for the gradient of a loss L in v: dzl = dal . f'(zl), dWl = a(l-1)^T*dzl, dbl = dzl, da(l-1) = dzl*Wl^T.";
            yield return "The parameters lie in one array, one behind the other: W1, b1, W2, b2, ...; gradients lie as they do.";
        }

        if (options.IsReproducible)
        {
            yield return "";
            yield return $"It has the bits of a network that MlpGen generates with [Network(Reproducible = true)], arithmetic {Arithmetic.Number}, written";
            yield return $"{(Arithmetic.IsLayered(network) ? "layer by layer" : "number by number")}: every operation is rounded once, sums have one order, and functions are the library's own.";
        }
    }

    /// <summary>A network in a word, such as 3-16-2.</summary>
    public static string Sizes(DenseNetwork network) =>
        $"a network of dense layers, {string.Join('-', network.Layers.ToArray().Select(static layer => layer.Outputs).Prepend(network.InputSize))}";

    /// <summary>What a layer computes.</summary>
    public static string Formula(LayerInfo layer, int l)
    {
        string before = l == 1 ? "x" : $"a{l - 1}", bias = layer.HasBias ? $" + b{l}" : "";
        string function = layer.Activation == Activation.Identity ? $"z{l}" : $"{layer.Activation}{Alpha(layer)}(z{l})";
        return $"z{l} = {before}*W{l}{bias}, a{l} = {function}";
    }

    /// <summary>What a layer computes on the way back.</summary>
    public static string BackwardFormula(LayerInfo layer, int l)
    {
        string before = l == 1 ? "x" : $"a{l - 1}", bias = layer.HasBias ? $", db{l} = dz{l}" : "";
        string slope = layer.Activation switch
        {
            Activation.Identity => $"dz{l} = da{l}",
            Activation.Softmax => $"dz{l} = a{l} . (da{l} - sum of a{l} . da{l})",
            _ => $"dz{l} = da{l} . {layer.Activation}'(z{l})",
        };
        return $"{slope}, dW{l} = {before}^T*dz{l}{bias}, {(l == 1 ? "dx" : $"da{l - 1}")} = dz{l}*W{l}^T";
    }

    private static string Alpha(LayerInfo layer) => layer.HasAlpha
        ? string.Create(CultureInfo.InvariantCulture, $"[{layer.Alpha:R}]")
        : "";
}
