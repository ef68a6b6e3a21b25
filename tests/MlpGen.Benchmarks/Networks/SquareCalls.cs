namespace MlpGen.Benchmarks.Networks;

// The same five lines for each network: see INetworkCalls for why they are not generic.

internal readonly struct Square8Calls(Square8 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square16Calls(Square16 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square24Calls(Square24 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square32Calls(Square32 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square48Calls(Square48 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square64Calls(Square64 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square96Calls(Square96 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square128Calls(Square128 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}

internal readonly struct Square256Calls(Square256 network) : INetworkCalls
{
    public Span<float> Parameters => network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient) =>
        network.Backward(input, outputGradient, gradient);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

    public float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        network.LossAndGradient(inputs, targets, gradient);
}
