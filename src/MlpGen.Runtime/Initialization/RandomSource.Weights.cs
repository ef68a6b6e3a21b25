using System.Numerics;

namespace MlpGen.Numerics;

/// <content>Draws the weights of a layer: one method for each <see cref="Initializer"/> that draws.</content>
public partial struct RandomSource
{
    /// <summary>Draws from N(deviation): normal with mean 0. <see cref="Initializer.ScaledNormal"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="deviation">The standard deviation.</param>
    public void FillNormal<T>(Span<T> weights, double deviation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = T.CreateTruncating(deviation * NextNormal());
        }
    }

    /// <summary>Draws from U(limit): uniform on [−limit, limit).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="limit">The largest magnitude.</param>
    public void FillUniform<T>(Span<T> weights, double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = T.CreateTruncating(limit * ((2 * NextUniform()) - 1));
        }
    }

    /// <summary>Draws from U(√(6 / (fanIn + fanOut))). <see cref="Initializer.XavierUniform"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="fanIn">The number of inputs of the layer.</param>
    /// <param name="fanOut">The number of its outputs.</param>
    public void FillXavierUniform<T>(Span<T> weights, int fanIn, int fanOut)
        where T : unmanaged, IFloatingPointIeee754<T> => FillUniform(weights, Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>Draws from N(√(2 / (fanIn + fanOut))). <see cref="Initializer.XavierNormal"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="fanIn">The number of inputs of the layer.</param>
    /// <param name="fanOut">The number of its outputs.</param>
    public void FillXavierNormal<T>(Span<T> weights, int fanIn, int fanOut)
        where T : unmanaged, IFloatingPointIeee754<T> => FillNormal(weights, Math.Sqrt(2.0 / (fanIn + fanOut)));

    /// <summary>Draws from U(√(6 / fanIn)). <see cref="Initializer.HeUniform"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="fanIn">The number of inputs of the layer.</param>
    public void FillHeUniform<T>(Span<T> weights, int fanIn)
        where T : unmanaged, IFloatingPointIeee754<T> => FillUniform(weights, Math.Sqrt(6.0 / fanIn));

    /// <summary>Draws from N(√(2 / fanIn)). <see cref="Initializer.HeNormal"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="fanIn">The number of inputs of the layer.</param>
    public void FillHeNormal<T>(Span<T> weights, int fanIn)
        where T : unmanaged, IFloatingPointIeee754<T> => FillNormal(weights, Math.Sqrt(2.0 / fanIn));

    /// <summary>Draws from N(√(1 / fanIn)). <see cref="Initializer.LecunNormal"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">Overwritten.</param>
    /// <param name="fanIn">The number of inputs of the layer.</param>
    public void FillLecunNormal<T>(Span<T> weights, int fanIn)
        where T : unmanaged, IFloatingPointIeee754<T> => FillNormal(weights, Math.Sqrt(1.0 / fanIn));
}
