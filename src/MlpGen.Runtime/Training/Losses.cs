using System.Numerics;

namespace MlpGen.Training;

/// <summary>Asks networks for their loss.</summary>
internal static class Losses
{
    /// <summary>The loss of a network; null if it does not say.</summary>
    public static LossFunction? Of<TNetwork, T>()
        where TNetwork : ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        try
        {
            return TNetwork.LossInfo.Function;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
