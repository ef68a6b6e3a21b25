using System.Numerics;

namespace MlpGen.Optimizers;

/// <summary>Turns a gradient into a step of the parameters: what a trainer asks of an
/// optimizer.</summary>
/// <remarks>An optimizer belongs to one set of parameters: what it remembers of earlier steps, it remembers for each of them.
/// It is not safe to use from several threads at once.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>η, the length of a step. May be changed between steps, as a schedule does.</summary>
    double LearningRate { get; set; }

    /// <summary>How many numbers <see cref="SaveState"/> writes; 0 as long as there is nothing to remember.</summary>
    int StateSize { get; }

    /// <summary>Names the kind of what is remembered, such as <c>Adam</c> or <c>Sgd with momentum</c>: optimizers of the same kind
    /// understand each other's state, and a trainer takes up no other. The name of the type unless defined otherwise.</summary>
    string StateKind => GetType().Name;

    /// <summary>Allocates what is to be remembered of so many parameters now, so that the first step need not.
    /// <see cref="StateSize"/> stays the same from then on.</summary>
    /// <param name="parameterCount">How many parameters each step will have.</param>
    void Prepare(int parameterCount);

    /// <summary>Takes one step.</summary>
    /// <param name="parameters">θ, updated in place.</param>
    /// <param name="gradient">g = ∂L/∂θ, as long as <paramref name="parameters"/>; left as it is.</param>
    /// <param name="undecayed">Ranges of parameters that the optimizer's weight decay, if it has one, leaves out: ascending and
    /// apart. None by default, as in PyTorch.</param>
    void Step(Span<T> parameters, ReadOnlySpan<T> gradient, ReadOnlySpan<Range> undecayed = default);

    /// <summary>Writes all that is remembered of earlier steps, so that steps after <see cref="LoadState"/> are bit for bit those
    /// that would have followed. The learning rate and the other settings are not part of it.</summary>
    /// <param name="state">Overwritten; <see cref="StateSize"/> long.</param>
    void SaveState(Span<T> state);

    /// <summary>Takes up what <see cref="SaveState"/> wrote.</summary>
    /// <param name="state">A copy is taken. Empty: everything is forgotten.</param>
    void LoadState(ReadOnlySpan<T> state);
}
