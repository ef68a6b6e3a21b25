using System.Numerics;
using MlpGen.Tests.Reproducible;

namespace MlpGen.Tests.Populations;

/// <summary>Members of reproducible networks give the bits of the network.</summary>
public class ReproducibleMembersTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(21, 1)]
    [InlineData(21, 5)]
    [InlineData(17, 70)]
    public void All_results_are_those_of_the_network_to_the_last_bit(int members, int samples)
    {
        Compare<TinyInOrder, float>(members, samples);
        Compare<TinyClassifierInOrder, float>(members, samples);
        Compare<TinyInOrderDouble, double>(members, samples);
        Compare<NarrowInOrder, float>(members, samples);
        Compare<ClassifierInOrder, float>(members, samples);
        Compare<LayeredInOrderDouble, double>(members, samples);
    }

    private static void Compare<TNet, T>(int members, int samples)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var net = new MembersByThemselves<TNet, T>(members, samples);
        foreach (bool isShared in new[] { false, true })
        {
            Assert.Equal(net.Forward(isShared), net.ForwardTogether(isShared));
            (T[] losses, T[] gradients) = net.LossAndGradient(isShared);
            (T[] lossesTogether, T[] gradientsTogether) = net.LossAndGradientTogether(isShared);
            Assert.Equal(losses, lossesTogether);
            Assert.Equal(gradients, gradientsTogether);
        }
    }
}
