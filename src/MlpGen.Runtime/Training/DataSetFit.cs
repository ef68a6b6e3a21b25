using System.Numerics;

namespace MlpGen.Training;

/// <summary>Whether a data set is one for a network.</summary>
internal static class DataSetFit
{
    /// <summary>Throws unless rows have the lengths that the network takes, and labels are among its outputs.</summary>
    public static void Check<TNetwork, T>(DataSet<T> data, string name)
        where TNetwork : INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.InputSize != TNetwork.InputSize)
        {
            throw new ArgumentException(
                $"Expected {TNetwork.InputSize} inputs a sample, as {typeof(TNetwork).Name} takes, but the set has {data.InputSize}.", name);
        }

        if (!data.HasLabels && data.TargetSize != TNetwork.OutputSize)
        {
            throw new ArgumentException(
                $"Expected {TNetwork.OutputSize} targets a sample, as {typeof(TNetwork).Name} has outputs, but the set has {data.TargetSize}.", name);
        }

        if (data.ClassCount > TNetwork.OutputSize)
        {
            throw new ArgumentException(
                $"Expected labels from 0 to {TNetwork.OutputSize - 1}, since {typeof(TNetwork).Name} has {TNetwork.OutputSize} outputs, " +
                $"but the largest is {data.ClassCount - 1}.", name);
        }
    }
}
