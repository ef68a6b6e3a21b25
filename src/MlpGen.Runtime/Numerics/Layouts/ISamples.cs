using System.ComponentModel;
using System.Numerics;

namespace MlpGen.Numerics;

/// <summary>How the numbers of one or more samples lie in memory, and the kernels that compute on them so. The layered text of a network is
/// written once over this, and runs for one sample, for a tile of rows and for a tile of columns.</summary>
/// <remarks>
/// A value of this type also remembers how much of the memory has been handed out: the layers of a network ask for their z and a one after
/// the other, from the first to the last, in each pass anew. All methods are short, and inlined into the pass. Sizes are those of one
/// sample; spans are as long as the layout says.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISamples<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whether each unit has a column of samples, and not each sample a row of units.</summary>
    bool InColumns { get; }

    /// <summary>Samples that the layout holds, where it has columns.</summary>
    int Samples { get; }

    /// <summary>Where z and a of the next hidden layer lie.</summary>
    /// <param name="memory">The memory of the pass.</param>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="z">Empty if it is not kept.</param>
    /// <param name="a">Never empty.</param>
    /// <typeparam name="TFunction">The activation, which knows what its derivative reads.</typeparam>
    void Next<TFunction>(Span<T> memory, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction;

    /// <summary>The same of the last layer, whose a may have a place of its own.</summary>
    /// <param name="memory">The memory of the pass.</param>
    /// <param name="output">Where a goes; empty if the memory has it, or if nobody wants it.</param>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="z">Empty if it is not kept.</param>
    /// <param name="a">Empty if it is not wanted.</param>
    /// <typeparam name="TFunction">The activation.</typeparam>
    void Last<TFunction>(Span<T> memory, Span<T> output, int units, out Span<T> z, out Span<T> a)
        where TFunction : struct, IActivationFunction;

    /// <summary>Whether the forward pass ends with this layer: it does where the pass back computes what it needs anew, layer by layer.</summary>
    bool EndsWith(int layer);

    /// <summary>Whether this turn of the pass back is for this layer: all are, but where it goes layer by layer.</summary>
    bool Includes(int layer);

    /// <summary>So many units at the beginning of a buffer.</summary>
    Span<T> Units(Span<T> buffer, int units);

    /// <summary>So many units of a buffer, behind the first ones.</summary>
    Span<T> Place(Span<T> buffer, int first, int units);

    /// <summary>z = x·W + b and a = f(z); an empty z or a is not wanted.</summary>
    void Forward<TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise;

    /// <summary>z = x·W + b and a = softmax(z); an empty z or a is not wanted.</summary>
    void ForwardSoftmax(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> z, Span<T> a, int inputs, int outputs);

    /// <summary>h = a ⊙ m in training, a itself otherwise.</summary>
    /// <param name="a">What the layer gives.</param>
    /// <param name="memory">The memory of the pass.</param>
    /// <param name="first">Where h of the layer begins, counted in units, behind everything else.</param>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="layer">Its number, which chooses the mask.</param>
    /// <param name="probability">That of dropping an output.</param>
    Span<T> Drop(Span<T> a, Span<T> memory, int first, int units, int layer, double probability);

    /// <summary>What <see cref="Drop"/> has left before, for the way back.</summary>
    Span<T> Dropped(Span<T> a, Span<T> memory, int first, int units);

    /// <summary>da = dh ⊙ m in place of dh, by the mask that <see cref="Drop"/> took.</summary>
    void MaskGradient(Span<T> da, int units, int layer, double probability);

    /// <summary>dz of the last layer in place of dy = ∂L/∂a.</summary>
    void Chain<TFunction>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz, double alpha = 0)
        where TFunction : struct, IElementwise;

    /// <summary>dz = a ⊙ (dy − Σ a·dy) in place of dy.</summary>
    void ChainSoftmax(ReadOnlySpan<T> a, Span<T> dz, int outputs);

    /// <summary>da = dz·Wᵀ, and dz of the layer before: da ⊙ f'.</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="w">W of the layer.</param>
    /// <param name="z">z of the layer before, empty if it is not kept.</param>
    /// <param name="a">a of the layer before.</param>
    /// <param name="dzBefore">Written.</param>
    /// <param name="inputs">Rows of W: the outputs of the layer before.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="alpha">The α of the activation before.</param>
    void Backward<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs, double alpha = 0)
        where TFunction : struct, IElementwise;

    /// <summary>As <see cref="Backward"/>, through the mask of a layer before that drops.</summary>
    void BackwardDropped<TFunction>(
        ReadOnlySpan<T> dz, ReadOnlySpan<T> w, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dzBefore, int inputs, int outputs,
        int layer, double probability, double alpha = 0)
        where TFunction : struct, IElementwise;

    /// <summary>dW += aᵀ·dz and db += Σ dz; an empty db is a layer without.</summary>
    void AddGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> dz, Span<T> dw, Span<T> db, int inputs, int outputs);

    /// <summary>dx = dz·Wᵀ of the first layer, a row for each sample.</summary>
    /// <param name="dz">∂L/∂z of the layer.</param>
    /// <param name="w">W of the layer.</param>
    /// <param name="dx">Written: rows, whatever the layout.</param>
    /// <param name="free">A buffer that nobody needs any more.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="outputs">Columns of W.</param>
    void InputGradient(ReadOnlySpan<T> dz, ReadOnlySpan<T> w, Span<T> dx, Span<T> free, int inputs, int outputs);

    /// <summary>The loss, summed and not yet divided for the mean, and its gradient times <paramref name="scale"/>: ∂L/∂a, or of a loss that reads z,
    /// ∂L/∂z.</summary>
    /// <param name="read">a of the last layer, or z.</param>
    /// <param name="targets">The targets of these samples.</param>
    /// <param name="scale">What makes the sum over all samples a mean.</param>
    /// <param name="gradient">Written; empty if it is not wanted.</param>
    /// <param name="outputs">Outputs of the last layer.</param>
    /// <param name="delta">The δ of Huber.</param>
    T Loss<TLoss>(ReadOnlySpan<T> read, Targets<T> targets, T scale, Span<T> gradient, int outputs, double delta = 0)
        where TLoss : struct, ILoss;
}
