using MlpGen.Onnx.Schema;
using MlpGen.Weights;

namespace MlpGen.Onnx.Reading;

/// <summary>A node of the graph, with its attributes by name.</summary>
/// <param name="proto">As the file has it.</param>
/// <param name="number">Its place in the file, 1 for the first.</param>
/// <param name="constant">Turns an attribute's tensor into numbers.</param>
internal sealed class Node(NodeProto proto, int number, Func<TensorProto, Constant> constant)
{
    /// <summary>Its name, or its place.</summary>
    public string Name => proto.Name.Length > 0 ? Excerpt.Of(proto.Name) : $"#{number}";

    /// <summary>What it does.</summary>
    public string Operation => proto.OpType;

    /// <summary>Who defines its operator; empty for ONNX.</summary>
    public string Domain => proto.Domain == "ai.onnx" ? "" : proto.Domain;

    public IReadOnlyList<string> Inputs => proto.Input;

    public IReadOnlyList<string> Outputs => proto.Output;

    public bool Has(string attribute) => Find(attribute) is not null;

    public long Integer(string attribute, long otherwise) => Find(attribute) is { } found ? found.I : otherwise;

    /// <summary>A number; floats as the decimal number that they were, so that 0.2 is 0.2.</summary>
    public double Number(string attribute, double otherwise) => Find(attribute) is { } found ? Shortest(found.F) : otherwise;

    public long[]? Integers(string attribute) => Find(attribute) is { } found ? [.. found.Ints] : null;

    public double[]? Numbers(string attribute) => Find(attribute) is { } found ? [.. found.Floats.Select(static number => (double)number)] : null;

    public string? Text(string attribute) => Find(attribute)?.S.ToStringUtf8();

    public Constant? Tensor(string attribute) => Find(attribute) is { T: { } tensor } ? constant(tensor) : null;

    /// <summary>The number that was meant by a float: the one with the fewest digits that rounds to it.</summary>
    public static double Shortest(float number) => float.IsFinite(number)
        ? double.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture)
        : number;

    private AttributeProto? Find(string name)
    {
        foreach (AttributeProto attribute in proto.Attribute)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }
}
