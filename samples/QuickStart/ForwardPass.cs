namespace QuickStart;

/// <summary>A 2-3-2 network whose every number can be checked with pencil and paper.</summary>
internal static class ForwardPass
{
    /// <summary>All parameters in one array: W1 (a row for each input), b1, W2, b2.</summary>
    public static readonly float[] Parameters =
    [
        -3, -2, -1,          // W1: from input 0 to the three hidden units,
        0, 1, 2,             //     from input 1
        -0.2f, 0.3f, -0.1f,  // b1
        -2, -1,              // W2: from hidden unit 0 to the two outputs,
        0, 1,                //     from hidden unit 1,
        2, 3,                //     from hidden unit 2
        0.1f, -0.1f,         // b2
    ];

    public static void Run()
    {
        Show.Heading("1. Forward: [Layer(2, 3, Relu)] [Layer(3, 2, Relu)]");

        var net = new TinyNet(Parameters);
        float[] x = [0.1f, 0.2f];

        float[] y = new float[TinyNet.OutputSize];
        net.Forward(x, y);

        Show.Row("x", x);
        Show.Row("y", y);

        // With a trace, everything on the way is kept; ViewTrace gives it names.
        float[] trace = new float[TinyNet.TraceSize];
        net.ForwardTrace(x, trace);
        TinyNet.TraceView kept = TinyNet.ViewTrace(trace);

        Console.WriteLine();
        Console.WriteLine("  On the way:");
        Show.Row("z1 = x·W1 + b1", kept.Z1);
        Show.Row("a1 = relu(z1)", kept.A1);
        Show.Row("z2 = a1·W2 + b2", kept.Z2);
        Show.Row("a2 = relu(z2)", kept.A2);
    }
}
