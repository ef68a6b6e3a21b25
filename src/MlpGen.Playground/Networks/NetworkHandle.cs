using System.Reflection;
using MlpGen.Playground.Learning;

namespace MlpGen.Playground.Networks;

/// <summary>A network that was compiled in the page, of a type and a precision that the page did not know when it was built: the one door from
/// generic members to components. All numbers pass it as doubles.</summary>
/// <remarks>It owns one set of parameters, which everything in the page shows and trains.</remarks>
public abstract class NetworkHandle
{
    /// <summary>The name of the class.</summary>
    public abstract string Name { get; }

    /// <summary>The layers in order.</summary>
    public abstract IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>How many parameters there are.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>Whether it has a loss, and so can be walked through backward, and trained.</summary>
    public abstract bool IsTrainable { get; }

    /// <summary>The loss; null without one.</summary>
    public abstract LossFunction? Loss { get; }

    /// <summary>How many inputs there are.</summary>
    public int InputSize => Layers[0].Inputs;

    /// <summary>How many outputs there are.</summary>
    public int OutputSize => Layers[^1].Outputs;

    /// <summary>A parameter by its place in the flat buffer.</summary>
    /// <param name="index">0 … <see cref="ParameterCount"/> − 1.</param>
    public abstract double this[int index] { get; set; }

    /// <summary>Draws all parameters by the declared initializers.</summary>
    /// <param name="seed">Names the draw.</param>
    public abstract void Initialize(int seed);

    /// <summary>Computes outputs of any number of samples.</summary>
    /// <param name="inputs">Row by row.</param>
    /// <returns>Row by row.</returns>
    public abstract double[] Forward(ReadOnlySpan<double> inputs);

    /// <summary>All z and a of one sample: z1, a1, z2, a2, …, at the places that <see cref="Layers"/> name.</summary>
    /// <param name="input">One sample.</param>
    public abstract double[] Trace(ReadOnlySpan<double> input);

    /// <summary>Both passes of one sample, step by step; null without a loss.</summary>
    /// <param name="input">x.</param>
    /// <param name="target">t.</param>
    public abstract Walkthrough? Walk(ReadOnlySpan<double> input, ReadOnlySpan<double> target);

    /// <summary>The loss of one sample with one parameter moved; NaN without a loss.</summary>
    /// <param name="index">The parameter.</param>
    /// <param name="value">What it is for this call.</param>
    /// <param name="input">x.</param>
    /// <param name="target">t.</param>
    public abstract double LossWith(int index, double value, ReadOnlySpan<double> input, ReadOnlySpan<double> target);

    /// <summary>Begins to train the parameters of this handle.</summary>
    /// <param name="data">What to learn; it fits the network.</param>
    /// <param name="settings">How.</param>
    /// <exception cref="InvalidOperationException">The network has no loss.</exception>
    public abstract TrainingLoop Train(Samples data, TrainingSettings settings);

    /// <summary>Writes the parameters as a file.</summary>
    /// <param name="format">Which.</param>
    public abstract byte[] Save(WeightsFormat format);

    /// <summary>Reads the parameters from a file, all or none.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="format">Which it is.</param>
    /// <exception cref="MlpGen.Weights.WeightsException">It is malformed, or of another network.</exception>
    public abstract void Load(byte[] file, WeightsFormat format);

    /// <summary>The networks of an assembly, in the order of their declaration.</summary>
    /// <param name="assembly">As the compiler gave it.</param>
    public static IReadOnlyList<NetworkHandle> Of(byte[] assembly) =>
        [.. Assembly.Load(assembly).GetTypes().Select(Of).OfType<NetworkHandle>()];

    private static NetworkHandle? Of(Type type)
    {
        Type? network = Array.Find(type.GetInterfaces(), static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INetwork<,>));
        if (network is null)
        {
            return null;
        }

        Type number = network.GetGenericArguments()[1];
        bool isTrainable = type.GetInterfaces().Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITrainableNetwork<,>));
        Type handle = isTrainable ? typeof(TrainableHandle<,>) : typeof(ForwardHandle<,>);
        object instance = Activator.CreateInstance(type, [0])!;
        return (NetworkHandle)Activator.CreateInstance(handle.MakeGenericType(type, number), instance)!;
    }
}
