namespace MlpGen.Benchmarks.Networks;

// The same five lines for each network: see INetworkCalls for why they are not generic.

internal readonly struct N1Calls(N1 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct N2Calls(N2 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct N3Calls(N3 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct N4Calls(N4 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct N5Calls(N5 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct N6Calls(N6 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}
