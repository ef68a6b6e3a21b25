using MlpGen.Onnx.Schema;

namespace MlpGen.Onnx.Writing;

/// <summary>The nodes of one activation: the operator of its name where there is one, else its formula.</summary>
/// <remarks>In double precision, most runtimes have neither LeakyRelu, Elu, Selu, Softplus, HardSigmoid nor Erf: all but Erf, for which
/// there is no other word, are written as formulas then.</remarks>
/// <param name="graph">Where to.</param>
/// <param name="z">The value that it is applied to.</param>
/// <param name="a">The value that it gives.</param>
/// <param name="layer">The number of the layer, for names.</param>
internal sealed class ActivationNodes(GraphWriter graph, string z, string a, string layer)
{
    private const double SeluAlpha = 1.6732632423543772, SeluScale = 1.0507009873554805;

    private int _count;

    /// <summary>Writes them; none for Identity.</summary>
    public void Write(LayerInfo info)
    {
        switch (info.Activation)
        {
            case Activation.Identity:
                break;
            case Activation.Relu or Activation.Sigmoid or Activation.Tanh:
                Named(info.Activation.ToString());
                break;
            case Activation.Softmax:
                Named("Softmax", new AttributeProto { Name = "axis", I = -1, Type = AttributeProto.Types.AttributeType.Int });
                break;
            case Activation.LeakyRelu when !graph.IsDouble:
                Named("LeakyRelu", Number("alpha", info.Alpha));
                break;
            case Activation.LeakyRelu:
                // max(z, 0) − α·max(−z, 0)
                Last("Sub", Add("Relu", z), Add("Mul", Add("Relu", Add("Neg", z)), Constant($"alpha{layer}", info.Alpha)));
                break;
            case Activation.Elu when !graph.IsDouble:
                Named("Elu", Number("alpha", info.Alpha));
                break;
            case Activation.Elu:
                Last("Add", Add("Relu", z), Add("Mul", ExpMinusOneBelowZero(), Constant($"alpha{layer}", info.Alpha)));
                break;
            case Activation.Selu when !graph.IsDouble:
                Named("Selu");
                break;
            case Activation.Selu:
                Last("Mul", Add("Add", Add("Relu", z), Add("Mul", ExpMinusOneBelowZero(), Constant("selu_alpha", SeluAlpha))), Constant("selu_scale", SeluScale));
                break;
            case Activation.Gelu:
                // z·½·(1 + erf(z/√2))
                string erf = Add("Erf", Add("Div", z, Constant("sqrt_2", Math.Sqrt(2))));
                Last("Mul", Add("Mul", z, Add("Add", erf, One)), Half);
                break;
            case Activation.GeluTanh:
                // ½·z·(1 + tanh(√(2/π)·(z + 0.044715·z³)))
                string cube = Add("Mul", Add("Mul", z, z), z);
                string inner = Add("Mul", Add("Add", z, Add("Mul", cube, Constant("gelu_cubic", 0.044715))), Constant("sqrt_2_over_pi", Math.Sqrt(2 / Math.PI)));
                Last("Mul", Add("Mul", z, Add("Add", Add("Tanh", inner), One)), Half);
                break;
            case Activation.Silu:
                Last("Mul", z, Add("Sigmoid", z));
                break;
            case Activation.Softplus when !graph.IsDouble:
                Named("Softplus");
                break;
            case Activation.Softplus:
                // max(z, 0) + log(1 + e^−|z|)
                Last("Add", Add("Relu", z), Add("Log", Add("Add", Add("Exp", Add("Neg", Add("Abs", z))), One)));
                break;
            case Activation.HardSigmoid when !graph.IsDouble:
                Named("HardSigmoid", Number("alpha", 1.0 / 6), Number("beta", 0.5));
                break;
            case Activation.HardSigmoid:
                string line = Add("Add", Add("Div", z, Constant("six", 6)), Half);
                Last("Clip", line, Constant("zero", 0), One);
                break;
            case Activation.HardTanh:
                Last("Clip", z, Constant("minus_one", -1), One);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(info), info.Activation, "No such activation.");
        }
    }

    private string One => Constant("one", 1);

    private string Half => Constant("half", 0.5);

    private string Constant(string name, double number) => graph.Constant(name, number);

    /// <summary>e^min(z, 0) − 1</summary>
    private string ExpMinusOneBelowZero() => Add("Sub", Add("Exp", Add("Min", z, Constant("zero", 0))), One);

    private void Named(string operation, params AttributeProto[] attributes) => graph.Node(operation, $"activation{layer}", a, [z], attributes);

    private string Add(string operation, params string[] inputs)
    {
        string name = $"activation{layer}_{++_count}";
        graph.Node(operation, name, name, inputs);
        return name;
    }

    private void Last(string operation, params string[] inputs) => graph.Node(operation, $"activation{layer}", a, inputs);

    private static AttributeProto Number(string name, double number) =>
        new() { Name = name, F = (float)number, Type = AttributeProto.Types.AttributeType.Float };
}
