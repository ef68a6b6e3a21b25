using MlpGen.Numerics;

namespace MlpGen.Populations;

/// <summary>Work on a tile of members, written once for every width and both precisions; <see cref="MemberWidths{TKernel}"/> runs it.</summary>
/// <remarks>Vectors run along members, so that weights are vectors as activations are: nothing is broadcast, and nothing summed across lanes.</remarks>
internal interface IMemberKernel
{
    /// <summary>Does it. What the references mean is the kernel's to say.</summary>
    /// <remarks>The shape goes by reference: as a copy, written number by number and read as a vector, it would wait for itself in memory.</remarks>
    static abstract void Run<V, T, S>(ref T w, ref T x, ref T other, ref T y, in MemberShape shape, in MemberTile tile)
        where V : struct
        where T : unmanaged
        where S : ISimd<V, T>;
}

/// <summary>A layer, as a kernel sees it.</summary>
/// <param name="Inputs">Rows of W.</param>
/// <param name="Outputs">Columns of W.</param>
/// <param name="HasBias">Whether b lies right behind W.</param>
/// <param name="Alpha">The α of the activation, or the one number that the kernel needs otherwise.</param>
internal readonly record struct MemberShape(int Inputs, int Outputs, bool HasBias, double Alpha);

/// <summary>Some samples of the members of some stripes: a column for each sample of each stripe, the units of a layer one after the other, and of
/// each unit a number for each lane: <c>[stripe][sample][unit][lane]</c>.</summary>
/// <param name="Stripes">Stripes of members, each with weights of its own.</param>
/// <param name="Samples">Samples of each of them: columns that share weights.</param>
/// <param name="Stride">From the weights of one stripe to those of the next.</param>
internal readonly record struct MemberTile(int Stripes, int Samples, int Stride)
{
    /// <summary>A vector of each unit for each.</summary>
    public int Columns => Stripes * Samples;
}
