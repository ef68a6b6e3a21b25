using System.ComponentModel;
using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>A network whose text number by number gives derivatives by the input.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITangentNumbers<T> : INumbers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>∂y/∂x from the trace of x.</summary>
    static abstract void JacobianNumbers(ReadOnlySpan<T> parameters, ReadOnlySpan<T> trace, Span<T> jacobian);

    /// <summary>∂y/∂x·ẋ from the trace of x.</summary>
    static abstract void TangentNumbers(ReadOnlySpan<T> parameters, ReadOnlySpan<T> trace, ReadOnlySpan<T> tangent, Span<T> outputTangent);

    /// <summary>The first and the second derivative along the direction ẋ.</summary>
    static abstract void CurvatureNumbers(ReadOnlySpan<T> parameters, ReadOnlySpan<T> trace, ReadOnlySpan<T> direction, Span<T> first, Span<T> second);
}

/// <summary>A network whose layered text goes forward along a direction.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITangentLayers<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Units of all layers: z and a.</summary>
    static abstract int TraceSize { get; }

    /// <summary>Forward, with a tangent of each value, and a curvature too unless there is no memory for them.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="x">The inputs.</param>
    /// <param name="tx">Their tangents.</param>
    /// <param name="memory">z1, a1, …, overwritten.</param>
    /// <param name="tangents">tz1, ta1, …, overwritten.</param>
    /// <param name="curvatures">cz1, ca1, …, overwritten; or empty.</param>
    static abstract void Tangent<TSamples>(
        TSamples samples, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, ReadOnlySpan<T> tx, Span<T> memory, Span<T> tangents, Span<T> curvatures)
        where TSamples : struct, ISamples<T>;
}

/// <summary>A network whose layered text gives the gradient of its derivatives along a direction.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDirectionalGradientLayers<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Units of all layers: z and a.</summary>
    static abstract int TraceSize { get; }

    /// <summary>Outputs of the widest layer.</summary>
    static abstract int WidestLayer { get; }

    /// <summary>Forward with a tangent and a curvature of each value, and the chain rule back through all three.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="x">The inputs.</param>
    /// <param name="tx">Their tangents: the directions.</param>
    /// <param name="memory">z1, a1, …, overwritten.</param>
    /// <param name="tangents">tz1, ta1, …, overwritten.</param>
    /// <param name="curvatures">cz1, ca1, …, overwritten.</param>
    /// <param name="d">∂L/∂y, ∂L/∂ẏ and ∂L/∂ÿ, one behind the other, and room for three of the widest layer; overwritten.</param>
    /// <param name="e">As long.</param>
    /// <param name="gradient">dW1, db1, …, added to.</param>
    static abstract void DirectionalGradient<TSamples>(
        TSamples samples, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, ReadOnlySpan<T> tx, Span<T> memory, Span<T> tangents, Span<T> curvatures,
        Span<T> d, Span<T> e, Span<T> gradient)
        where TSamples : struct, ISamples<T>;
}

/// <summary>A network with a loss whose text number by number gives ∇²L·v.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHessianNumbers<T> : INumbers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>∇²L·v of one sample, times the scale of the mean, added to <paramref name="product"/>.</summary>
    static abstract void HessianVectorNumbers(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, ReadOnlySpan<T> trace, ReadOnlySpan<T> target, T scale, ReadOnlySpan<T> direction,
        Span<T> product);
}

/// <summary>A network with a loss whose layered text gives ∇²L·v.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHessianLayers<T> : IPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Units of all layers: z and a.</summary>
    static abstract int TraceSize { get; }

    /// <summary>Outputs of the widest layer.</summary>
    static abstract int WidestLayer { get; }

    /// <summary>∇²L·v of the samples that the layout holds, added to <paramref name="product"/>.</summary>
    /// <param name="samples">The layout.</param>
    /// <param name="parameters">W1, b1, ….</param>
    /// <param name="x">The inputs.</param>
    /// <param name="targets">What the outputs should be.</param>
    /// <param name="scale">What makes the sum over all samples a mean.</param>
    /// <param name="direction">v: V1, v1, ….</param>
    /// <param name="memory">z1, a1, …, overwritten.</param>
    /// <param name="tangents">tz1, ta1, …, overwritten.</param>
    /// <param name="d">Three of the widest layer, overwritten.</param>
    /// <param name="e">As long.</param>
    /// <param name="product">Added to.</param>
    static abstract void HessianVector<TSamples>(
        TSamples samples, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Targets<T> targets, T scale, ReadOnlySpan<T> direction,
        Span<T> memory, Span<T> tangents, Span<T> d, Span<T> e, Span<T> product)
        where TSamples : struct, ISamples<T>;
}
