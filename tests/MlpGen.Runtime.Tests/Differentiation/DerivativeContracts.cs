using System.Numerics;
using MlpGen.Tests.Contract;

namespace MlpGen.Tests.Differentiation;

/// <summary>What the members that are derivatives promise about their arguments: exact lengths, no harmful overlap, no allocation, any thread.</summary>
public abstract class DerivativeContract<TNetwork, T> : ContractTests<TNetwork, T>
    where TNetwork : IJacobianNetwork<TNetwork, T>, IParameterJacobianNetwork<TNetwork, T>, IHessianNetwork<TNetwork, T>,
    IDirectionalGradientNetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override IEnumerable<Member<T>> AllMembers => Members.OfDerivatives<TNetwork, T>();

    [Fact]
    public void An_empty_batch_of_derivatives_does_nothing()
    {
        T[] parameters = new T[TNetwork.ParameterCount];
        TNetwork.JacobianBatch(parameters, [], []);
        TNetwork.JacobianVectorProductBatch(parameters, [], [], [], []);
        TNetwork.DirectionalDerivativesBatch(parameters, [], [], [], [], []);
        TNetwork.ParameterJacobianBatch(parameters, [], []);
        TNetwork.DirectionalGradientBatch(parameters, [], [], [], [], [], new T[parameters.Length]);
        Assert.Throws<ArgumentException>("inputs", () => TNetwork.HessianVectorProduct(parameters, [], [], parameters, new T[parameters.Length]));
    }
}

public class NumbersDerivativeContract : DerivativeContract<NumbersSingle, float>;

public class LayersDerivativeContract : DerivativeContract<LayersSingle, float>;

public class WideDerivativeContract : DerivativeContract<WideDifferentiated, double>;
