namespace MlpGen.Generator.Model;

/// <summary>The largest networks that code is generated for. Diagnostics and documentation quote these.</summary>
internal static class Limits
{
    /// <summary>The largest width of a layer.</summary>
    public const int Width = 4_096;

    /// <summary>The most layers: beyond it the generated text, which names each layer, would have no bound.</summary>
    public const int Layers = 256;

    /// <summary>The most parameters: 4 Mi.</summary>
    public const int Parameters = 4 * 1024 * 1024;

    /// <summary>The most multiply-adds that <see cref="Unroll.Full"/> may write out.</summary>
    public const int UnrolledMultiplyAdds = 20_000;

    /// <summary>The most bytes that one sample may take of the stack in training with dropout, which keeps the values of all layers.</summary>
    public const int TrainingBytes = 100 * 1024;

    /// <summary>The most bytes that one sample may take of the stack for derivatives beside the gradient, which keep the values of all layers, each
    /// with what moves beside it.</summary>
    public const int DerivativeBytes = 100 * 1024;

    /// <summary>The outputs of the widest layer from which on integers of 8 bits are faster than floats. Measured, a sample alone and in a batch: with 32
    /// as fast or slower, with 48 1.3 times as fast, with 64 1.2 to 3 times. Those of 16 bits never are in batches.</summary>
    public const int FasterIntegers = 48;

    /// <summary>The most multiply-adds, written out, that the JIT still keeps in registers.</summary>
    public const int OptimizedMultiplyAdds = 600;
}
