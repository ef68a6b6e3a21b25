namespace MlpGen.Benchmarks.Networks;

/// <summary>What the benchmarks call of a network: its instance members.</summary>
/// <remarks>Implemented by structs, one a network: for these the JIT compiles the timing loops anew with the calls bound directly,
/// and inlined where a user's would be. Classes would share one body and find the members by look-up.</remarks>
internal interface INetworkCalls
{
    Span<float> Parameters { get; }

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> gradient);

    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    float LossAndGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient);
}
