namespace QuickStart;

/// <summary>Exclusive or by weights that a person chose: a single layer could not do it.</summary>
internal static class XorGiven
{
    public static void Run()
    {
        Show.Heading("3. XOR with given weights: y = relu(x·W1 + b1)·W2 + b2");

        var net = new XorNet();
        net.W1.Fill(1);                       // both hidden units see x0 + x1;
        net.B1[1] = -1;                       // the second fires only if both inputs are on,
        (net.W2[0], net.W2[1]) = (1, -2);     // and then outweighs the first

        // Four samples, one after the other: a batch.
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
        float[] outputs = new float[4];
        net.ForwardBatch(inputs, outputs);

        Console.WriteLine("  x0  x1     y");
        for (int s = 0; s < outputs.Length; s++)
        {
            Console.WriteLine($"   {inputs[2 * s]}   {inputs[(2 * s) + 1]}     {outputs[s]}");
        }
    }
}
