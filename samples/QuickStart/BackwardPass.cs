using System.Globalization;
using MlpGen;

namespace QuickStart;

/// <summary>Both passes of the same network for one target, step by step, and the proof that the gradient is right.</summary>
internal static class BackwardPass
{
    public static void Run()
    {
        Show.Heading("2. Backward: each step for the target [0, 1], as on a blackboard");

        var net = new TinyNet(ForwardPass.Parameters);
        float[] x = [0.1f, 0.2f];
        float[] target = [0, 1];
        Walkthrough.Of<TinyNet, float>(net.Parameters, x, target).WriteTo(Console.Out);

        // A step of training wants L and the gradient alone: dW1, db1, dW2, db2, in one array.
        // LossAndGradient adds to it, so it must start at zero, as a new array does.
        float[] gradient = new float[TinyNet.ParameterCount];
        float loss = net.LossAndGradient(x, target, gradient);

        // View gives names to the places in a gradient, as it does in the parameters.
        TinyNet.ParameterView d = TinyNet.View(gradient);

        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  LossAndGradient gives L = {loss:0.000} and the gradient, {gradient.Length} numbers:"));
        Show.Row("dW1", d.W1, digits: 2);
        Show.Row("db1", d.B1, digits: 2);
        Show.Row("dW2", d.W2, digits: 2);
        Show.Row("db2", d.B2, digits: 2);

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
