namespace MlpGen;

/// <summary>Switches for the whole network. Optional: a class with <see cref="LayerAttribute"/> alone is a network.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The number type of parameters, inputs and outputs.</summary>
    public Precision Precision { get; set; } = Precision.Single;

    /// <summary>Whether the code is written out multiplication by multiplication.</summary>
    public Unroll Unroll { get; set; } = Unroll.Auto;

    /// <summary>Whether gradient code is generated. False leaves inference alone in the assembly, and allows no
    /// <see cref="LossAttribute"/>.</summary>
    public bool Backward { get; set; } = true;
}
