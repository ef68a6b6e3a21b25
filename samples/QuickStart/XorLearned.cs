using System.Globalization;

namespace QuickStart;

/// <summary>Exclusive or found by gradient descent, starting from random weights.</summary>
internal static class XorLearned
{
    private static readonly float[] s_inputs = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly float[] s_targets = [0, 1, 1, 0];

    public static void Run()
    {
        Show.Heading("4. XOR learned: gradient descent on a 2-4-1 network");

        const float LearningRate = 1;
        var net = new XorLearner(seed: 1);
        float[] gradient = new float[XorLearner.ParameterCount];
        for (int step = 0; step <= 500; step++)
        {
            Array.Clear(gradient);
            float loss = net.LossAndGradient(s_inputs, s_targets, gradient);
            Report(step, loss);
            for (int i = 0; i < gradient.Length; i++)
            {
                net.Parameters[i] -= LearningRate * gradient[i];
            }
        }

        float[] outputs = new float[4];
        net.ForwardBatch(s_inputs, outputs);
        Console.WriteLine();
        Show.Row("t", s_targets);
        Show.Row("y", outputs);
    }

    private static void Report(int step, float loss)
    {
        if (step % 50 == 0)
        {
            string bar = new('#', (int)MathF.Ceiling(60 * loss));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  step {step,4}   loss {loss:0.0000}   {bar}"));
        }
    }
}
