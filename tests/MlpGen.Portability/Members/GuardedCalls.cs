using System.Numerics;
using MlpGen.Tests.GuardPages;

namespace MlpGen.Portability.Members;

/// <summary>Calls members on memory that begins or ends at a page without access: an element read or written too far ends the process.</summary>
internal sealed class GuardedCalls<TNet, T> : IDisposable
    where TNet : ITrainableNetwork<TNet, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>One; too few for any vector; some vectors and a tile of 64, each with a rest.</summary>
    private static readonly int[] s_sizes = [1, 3, 21, 67];

    private readonly GuardedMemory<T> _parameters, _gradient, _trace, _inputs, _inputGradients, _outputs, _targets;

    private GuardedCalls(bool atEnd)
    {
        int most = s_sizes[^1];
        (_parameters, _gradient) = (new(TNet.ParameterCount, atEnd), new(TNet.ParameterCount, atEnd));
        _trace = new(TNet.TraceSize, atEnd);
        (_inputs, _inputGradients) = (new(most * TNet.InputSize, atEnd), new(most * TNet.InputSize, atEnd));
        (_outputs, _targets) = (new(most * TNet.OutputSize, atEnd), new(most * TNet.OutputSize, atEnd));
        TNet.Initialize(_parameters.GetSpan(), 1);
    }

    /// <summary>All members, at both ends.</summary>
    public static void Run(Results results)
    {
        // Pages without access are asked for by system calls of Linux; elsewhere there is nothing to try.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (bool atEnd in (bool[])[false, true])
        {
            using var calls = new GuardedCalls<TNet, T>(atEnd);
            calls.OneSample();
            foreach (int samples in s_sizes)
            {
                calls.Batch(samples);
            }

            results.Check(true, "a process that is still there has passed");
        }
    }

    public void Dispose()
    {
        foreach (IDisposable memory in (IDisposable[])[_parameters, _gradient, _trace, _inputs, _inputGradients, _outputs, _targets])
        {
            memory.Dispose();
        }
    }

    private void OneSample()
    {
        Span<T> p = _parameters.GetSpan(), g = _gradient.GetSpan(), trace = _trace.GetSpan();
        Span<T> x = _inputs.Take(TNet.InputSize), dx = _inputGradients.Take(TNet.InputSize), y = _outputs.Take(TNet.OutputSize);
        TNet.Forward(p, x, y);
        TNet.ForwardTrace(p, x, trace);
        TNet.Backward(p, x, y, g, dx);
        TNet.BackwardTrace(p, x, trace, y, g, dx);
    }

    private void Batch(int samples)
    {
        Span<T> p = _parameters.GetSpan(), g = _gradient.GetSpan();
        Span<T> x = _inputs.Take(samples * TNet.InputSize), dx = _inputGradients.Take(samples * TNet.InputSize);
        Span<T> y = _outputs.Take(samples * TNet.OutputSize), t = _targets.Take(samples * TNet.OutputSize);
        TNet.ForwardBatch(p, x, y);
        TNet.BackwardBatch(p, x, y, g, dx);
        TNet.Loss(p, x, t);
        TNet.LossAndGradient(p, x, t, g, dx);
        TNet.TrainingLossAndGradient(p, x, t, new DropoutKey(1, 1), g, dx);
    }
}
