using System.Reflection;

namespace MlpGen.Tests.Reference;

/// <summary>One layer as it is declared, its default α filled in.</summary>
internal sealed record ReferenceLayer(int Inputs, int Outputs, Activation Activation, bool Bias, double Alpha)
{
    /// <summary>The layers that a class declares.</summary>
    public static ReferenceLayer[] Of(Type network)
    {
        var attributes = network.GetCustomAttributes<LayerAttribute>();
        var written = network.CustomAttributes.Where(data => data.AttributeType == typeof(LayerAttribute));
        return [.. attributes.Zip(written, (layer, data) => new ReferenceLayer(
            layer.Inputs,
            layer.Outputs,
            layer.Activation,
            layer.Bias,
            data.NamedArguments.Any(argument => argument.MemberName == nameof(LayerAttribute.Alpha))
                ? layer.Alpha
                : layer.Activation == Activation.LeakyRelu ? 0.01 : 1))];
    }
}
