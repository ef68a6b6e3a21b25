using System.Numerics;
using System.Reflection;
using MlpGen.Onnx;

namespace MlpGen.Tool.Tests;

/// <summary>An emitted class that is trainable, called by arrays or by spans, over doubles.</summary>
internal sealed class EmittedNetwork<T>
    where T : unmanaged, INumber<T>
{
    private readonly Action<T[], T[]> _forward;
    private readonly Action<T[], T[], T[], T[]> _backward;
    private readonly DenseNetwork _network;

    public EmittedNetwork(Type type, DenseNetwork network)
    {
        _network = network;
        object instance = Activator.CreateInstance(type)!;
        Parameters = (T[])type.GetProperty("Parameters")!.GetValue(instance)!;
        MethodInfo forward = type.GetMethod("Forward")!, backward = type.GetMethod("Backward")!;
        if (forward.GetParameters()[0].ParameterType == typeof(T[]))
        {
            _forward = forward.CreateDelegate<Action<T[], T[]>>(instance);
            _backward = backward.CreateDelegate<Action<T[], T[], T[], T[]>>(instance);
        }
        else
        {
            Forwards spans = forward.CreateDelegate<Forwards>(instance);
            Backwards all = backward.CreateDelegate<Backwards>(instance);
            _forward = (x, y) => spans(x, y);
            _backward = (x, dy, gradient, dx) => all(x, dy, gradient, dx);
        }
    }

    private delegate void Forwards(ReadOnlySpan<T> x, Span<T> y);

    private delegate void Backwards(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> gradient, Span<T> dx);

    /// <summary>W1, b1, …, which may be changed.</summary>
    public T[] Parameters { get; }

    public T[] Forward(T[] x)
    {
        T[] y = new T[_network.OutputSize];
        _forward(x, y);
        return y;
    }

    /// <summary>The gradient, added to what is there, and that in the inputs.</summary>
    public T[] Backward(T[] x, T[] dy, T[] gradient)
    {
        T[] dx = new T[x.Length];
        _backward(x, dy, gradient, dx);
        return dx;
    }
}
