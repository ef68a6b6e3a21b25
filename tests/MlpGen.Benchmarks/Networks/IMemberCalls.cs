namespace MlpGen.Benchmarks.Networks;

/// <summary>What a loop over members calls of a network: its static members.</summary>
/// <remarks>Implemented by structs, one a network, as <see cref="INetworkCalls"/> is: a loop over a class as type argument would find the members
/// by look-up, and take twice as long for the tiniest.</remarks>
internal interface IMemberCalls<T>
{
    static abstract void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output);

    static abstract void ForwardBatch(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs);

    static abstract T LossAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradient);
}

internal readonly struct N1MemberCalls : IMemberCalls<float>
{
    public static void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output) => N1.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        N1.ForwardBatch(parameters, inputs, outputs);

    public static float LossAndGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        N1.LossAndGradient(parameters, inputs, targets, gradient);
}

internal readonly struct N1DoubleMemberCalls : IMemberCalls<double>
{
    public static void Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output) => N1Double.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, Span<double> outputs) =>
        N1Double.ForwardBatch(parameters, inputs, outputs);

    public static double LossAndGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) =>
        N1Double.LossAndGradient(parameters, inputs, targets, gradient);
}

internal readonly struct N3MemberCalls : IMemberCalls<float>
{
    public static void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output) => N3.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        N3.ForwardBatch(parameters, inputs, outputs);

    public static float LossAndGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        N3.LossAndGradient(parameters, inputs, targets, gradient);
}

internal readonly struct N3DoubleMemberCalls : IMemberCalls<double>
{
    public static void Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output) => N3Double.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, Span<double> outputs) =>
        N3Double.ForwardBatch(parameters, inputs, outputs);

    public static double LossAndGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient) =>
        N3Double.LossAndGradient(parameters, inputs, targets, gradient);
}

internal readonly struct MiddlingMemberCalls : IMemberCalls<float>
{
    public static void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> output) => Middling.Forward(parameters, input, output);

    public static void ForwardBatch(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        Middling.ForwardBatch(parameters, inputs, outputs);

    public static float LossAndGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient) =>
        Middling.LossAndGradient(parameters, inputs, targets, gradient);
}
