using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using MlpGen.Numerics;

namespace MlpGen;

/// <summary>Makes a network ready while an application loads, so that its first real call is as fast as the later ones.</summary>
/// <remarks>
/// Under the JIT a method is compiled when it is called first, which takes milliseconds; what a batch needs depends on how many samples it has, too.
/// This calls every member that the network has with batches of all the sizes that lead to code of their own, on memory of its own: no
/// network's parameters are read or written. It may run on any thread, on several at once, and more than once; the second time there is little to do.
/// Compiled ahead of time, a network is ready as it is, and this costs the calls alone.
/// </remarks>
public static class NetworkWarmup
{
    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Samples of the batches to run: one to five and a full group of lanes or rows leave something over in every way that has code of its
    /// own; a tile in columns takes the vectors that its samples fill more than half, in pairs or alone, from as many samples on as the plan says; and the last
    /// has more than a tile. The least number that does is also the cheapest: a test tries all to 150.</summary>
    private static readonly int[] s_batches = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 20, 22, 33, 43, 52, 67];

    /// <summary>Makes every member of the network ready: forward and back, one sample and batches of any size, traces, losses with targets and with
    /// labels, dropout, and the members of an instance.</summary>
    /// <typeparam name="TNet">The network.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the network has it.</typeparam>
    public static void Run<[DynamicallyAccessedMembers(Members)] TNet, T>()
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TNet.WarmUp();
        TNet.WarmUpJacobians();
        TNet.WarmUpParameterJacobians();
        TNet.WarmUpHessians();
        TNet.WarmUpDirectionalGradients();
        if (RuntimeFeature.IsDynamicCodeCompiled)
        {
            Prepare(typeof(TNet));
        }
    }

    /// <summary>What every network has.</summary>
    internal static void Forward<TNet, T>()
        where TNet : INetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], input = new T[TNet.InputSize], output = new T[TNet.OutputSize];
        _ = TNet.Layers.Length;
        TNet.Initialize(parameters, 0);
        TNet.Initialize(new AlignedBuffer<T>(TNet.ParameterCount), 0); // what an instance of a large network has
        TNet.Forward(parameters, input, output);
        TNet.ForwardTrace(parameters, input, new T[TNet.TraceSize]);
        foreach (int samples in s_batches)
        {
            TNet.ForwardBatch(parameters, new T[samples * TNet.InputSize], new T[samples * TNet.OutputSize]);
        }
    }

    /// <summary>What networks with a backward pass have besides.</summary>
    internal static void Backward<TNet, T>()
        where TNet : IDifferentiableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount];
        T[] input = new T[TNet.InputSize], inputGradient = new T[TNet.InputSize], outputGradient = new T[TNet.OutputSize];
        T[] trace = new T[TNet.TraceSize];
        int places = StackMemory.Alignment / Unsafe.SizeOf<T>(); // where a gradient may begin in a line of the cache, which decides how it is added to
        T[] anywhere = new T[gradient.Length + places];
        for (int place = 0; place < places; place++)
        {
            TNet.Backward(parameters, input, outputGradient, anywhere.AsSpan(place, gradient.Length));
        }

        TNet.Backward(parameters, input, outputGradient, gradient, inputGradient);
        TNet.BackwardTrace(parameters, input, trace, outputGradient, gradient);
        TNet.BackwardTrace(parameters, input, trace, outputGradient, gradient, inputGradient);
        foreach (int samples in s_batches)
        {
            T[] inputs = new T[samples * TNet.InputSize], inputGradients = new T[inputs.Length];
            T[] outputGradients = new T[samples * TNet.OutputSize];
            TNet.BackwardBatch(parameters, inputs, outputGradients, gradient);
            TNet.BackwardBatch(parameters, inputs, outputGradients, gradient, inputGradients);
        }
    }

    /// <summary>What networks with a loss have besides.</summary>
    internal static void Loss<TNet, T>()
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount];
        foreach (int samples in s_batches)
        {
            T[] inputs = new T[samples * TNet.InputSize], inputGradients = new T[inputs.Length];
            T[] targets = new T[samples * TNet.OutputSize];
            TNet.Loss(parameters, inputs, targets);
            TNet.LossAndGradient(parameters, inputs, targets, gradient);
            TNet.LossAndGradient(parameters, inputs, targets, gradient, inputGradients);
            TNet.TrainingLossAndGradient(parameters, inputs, targets, default, gradient);
            TNet.TrainingLossAndGradient(parameters, inputs, targets, default, gradient, inputGradients);
        }
    }

    /// <summary>What networks whose loss takes labels have besides.</summary>
    internal static void Labels<TNet, T>()
        where TNet : IClassifier<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount];
        foreach (int samples in s_batches)
        {
            T[] inputs = new T[samples * TNet.InputSize], inputGradients = new T[inputs.Length];
            int[] labels = new int[samples];
            TNet.Loss(parameters, inputs, labels);
            TNet.LossAndGradient(parameters, inputs, labels, gradient);
            TNet.LossAndGradient(parameters, inputs, labels, gradient, inputGradients);
            TNet.TrainingLossAndGradient(parameters, inputs, labels, default, gradient);
            TNet.TrainingLossAndGradient(parameters, inputs, labels, default, gradient, inputGradients);
        }
    }

    /// <summary>What networks with derivatives by the input have besides.</summary>
    internal static void Jacobians<TNet, T>()
        where TNet : IJacobianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inputSize = TNet.InputSize, outputSize = TNet.OutputSize;
        T[] parameters = new T[TNet.ParameterCount], x = new T[inputSize], y = new T[outputSize], first = new T[outputSize], second = new T[outputSize];
        TNet.Jacobian(parameters, x, new T[outputSize * inputSize]);
        TNet.JacobianVectorProduct(parameters, x, x, y, first);
        TNet.DirectionalDerivatives(parameters, x, x, y, first, second);
        foreach (int samples in s_batches)
        {
            T[] inputs = new T[samples * inputSize], outputs = new T[samples * outputSize], firsts = new T[outputs.Length], seconds = new T[outputs.Length];
            TNet.JacobianBatch(parameters, inputs, new T[samples * outputSize * inputSize]);
            TNet.JacobianVectorProductBatch(parameters, inputs, inputs, outputs, firsts);
            TNet.DirectionalDerivativesBatch(parameters, inputs, inputs, outputs, firsts, seconds);
        }
    }

    /// <summary>What networks with derivatives by the parameters have besides; it goes sample by sample, so that one is enough.</summary>
    internal static void ParameterJacobians<TNet, T>()
        where TNet : IParameterJacobianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], x = new T[TNet.InputSize], jacobian = new T[TNet.OutputSize * TNet.ParameterCount];
        TNet.ParameterJacobian(parameters, x, jacobian);
        TNet.ParameterJacobianBatch(parameters, x, jacobian);
    }

    /// <summary>What networks with products with the Hessian have besides.</summary>
    internal static void Hessians<TNet, T>()
        where TNet : IHessianNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], product = new T[TNet.ParameterCount];
        foreach (int samples in s_batches)
        {
            TNet.HessianVectorProduct(parameters, new T[samples * TNet.InputSize], new T[samples * TNet.OutputSize], parameters, product);
        }
    }

    /// <summary>What networks have besides that learn from their derivatives along a direction.</summary>
    internal static void DirectionalGradients<TNet, T>()
        where TNet : IDirectionalGradientNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] parameters = new T[TNet.ParameterCount], gradient = new T[TNet.ParameterCount], x = new T[TNet.InputSize], y = new T[TNet.OutputSize];
        TNet.DirectionalGradient(parameters, x, x, y, y, y, gradient);
        foreach (int samples in s_batches)
        {
            T[] inputs = new T[samples * TNet.InputSize], outputs = new T[samples * TNet.OutputSize];
            TNet.DirectionalGradientBatch(parameters, inputs, inputs, outputs, outputs, outputs, gradient);
        }
    }

    /// <summary>Members of an instance only pass their arguments on: they are compiled without being called, since no instance is at hand.</summary>
    private static void Prepare([DynamicallyAccessedMembers(Members)] Type network)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MethodBase member in (MethodBase[])[.. network.GetMethods(declared), .. network.GetConstructors(declared)])
        {
            if (!member.IsAbstract && !member.ContainsGenericParameters)
            {
                RuntimeHelpers.PrepareMethod(member.MethodHandle);
            }
        }
    }
}
