using System.Globalization;
using MlpGen;

namespace QuickStart;

/// <summary>The gradient of the same network for one target, and the proof that it is right.</summary>
internal static class BackwardPass
{
    public static void Run()
    {
        Show.Heading("2. Backward: the gradient for the target [0, 1]");

        var net = new TinyNet(ForwardPass.Parameters);
        float[] x = [0.1f, 0.2f];
        float[] target = [0, 1];

        // LossAndGradient adds to the gradient, so it must start at zero, as a new array does.
        float[] gradient = new float[TinyNet.ParameterCount];
        float loss = net.LossAndGradient(x, target, gradient);

        Show.Row("L = ½·‖y − t‖²", [loss]);
        Console.WriteLine();
        for (int l = 0; l < TinyNet.Layers.Length; l++)
        {
            LayerInfo layer = TinyNet.Layers[l];
            Show.Matrix($"dW{l + 1}", gradient.AsSpan(layer.WeightOffset, layer.WeightCount), layer.Outputs);
            Show.Row($"db{l + 1}", gradient.AsSpan(layer.BiasOffset, layer.Outputs));
        }

        Console.WriteLine();
        Console.WriteLine("  Checked against (L(θ + h) − L(θ − h)) / 2h for each parameter and input:");
        Check("float", GradientCheck.OfLoss<TinyNet, float>(net.Parameters, x, target), GradientCheck.Tolerance<float>());

        double[] parameters = [.. ForwardPass.Parameters];
        Check("double", GradientCheck.OfLoss<PreciseTinyNet, double>(parameters, [0.1, 0.2], [0, 1]), GradientCheck.Tolerance<double>());
    }

    private static void Check(string type, GradientCheckResult check, double tolerance)
    {
        string verdict = check.Passes(tolerance) ? "right" : $"WRONG at {check.Where}";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    {type,-8} worst relative error {check.WorstRelativeError:0.0E-00}, tolerance {tolerance:0.0E-00}: {verdict}"));
    }
}
