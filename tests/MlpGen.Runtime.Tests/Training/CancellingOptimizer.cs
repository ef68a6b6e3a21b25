using System.Numerics;
using MlpGen.Optimizers;

namespace MlpGen.Tests.Training;

/// <summary>Another optimizer, which cancels after one of its steps.</summary>
internal sealed class CancellingOptimizer<T>(IOptimizer<T> optimizer, CancellationTokenSource cancellation, int atStep) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private int _steps;

    public double LearningRate
    {
        get => optimizer.LearningRate;
        set => optimizer.LearningRate = value;
    }

    public int StateSize => optimizer.StateSize;

    public string StateKind => optimizer.StateKind;

    public void Prepare(int parameterCount) => optimizer.Prepare(parameterCount);

    public void SaveState(Span<T> state) => optimizer.SaveState(state);

    public void LoadState(ReadOnlySpan<T> state) => optimizer.LoadState(state);

    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient, ReadOnlySpan<Range> undecayed = default)
    {
        optimizer.Step(parameters, gradient, undecayed);
        if (++_steps == atStep)
        {
            cancellation.Cancel();
        }
    }
}
