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

    /// <summary>Whether every member gives the same bits on any hardware, in any batch, with any number of threads: each sum has one order, no
    /// multiply-add is fused, and functions are the library's own. It costs some speed; docs/reproducible.md says how much.</summary>
    public bool Reproducible { get; set; }

    /// <summary>Derivatives beside the gradient of the loss, each as members of its own; docs/derivatives.md has their formulas and costs.</summary>
    public Derivatives Derivatives { get; set; }
}
