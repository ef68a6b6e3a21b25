using System.Reflection;
using MlpGen.Weights;

namespace Tabular.Networks;

/// <summary>A compiled <c>[Frozen]</c> class: what a program that ships it calls by its name, called by reflection here.</summary>
internal sealed class FrozenNetwork
{
    private delegate void Pass(ReadOnlySpan<float> inputs, Span<float> outputs);

    private readonly Pass _forwardBatch;

    /// <summary>The class.</summary>
    public FrozenNetwork(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _forwardBatch = type.GetMethod("ForwardBatch")!.CreateDelegate<Pass>();
        OutputSize = (int)type.GetField("OutputSize")!.GetRawConstantValue()!;
        InputSize = (int)type.GetField("InputSize")!.GetRawConstantValue()!;
        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;
        Columns = type.GetProperty("InputColumns", Static)?.GetValue(null) as IReadOnlyList<TableColumn>
            ?? throw new InvalidDataException($"{type.Name}: expected 'columns' in its weights file, which say how a row becomes inputs; it was not written by this program.");
        Target = type.GetProperty("TargetColumn", Static)?.GetValue(null) as TableColumn
            ?? throw new InvalidDataException($"{type.Name}: expected 'target' in its weights file; it was not written by this program.");
    }

    /// <summary>The number of inputs of a row.</summary>
    public int InputSize { get; }

    /// <summary>The number of outputs of a row.</summary>
    public int OutputSize { get; }

    /// <summary>What a row is made of.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What is foretold.</summary>
    public TableColumn Target { get; }

    /// <summary>The outputs of raw inputs, row behind row.</summary>
    public float[] Forward(float[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        float[] outputs = new float[inputs.Length / InputSize * OutputSize];
        _forwardBatch(inputs, outputs);
        return outputs;
    }
}
