using MlpGen.Optimizers;
using MlpGen.Populations;
using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Populations;

/// <summary>Members step as if each had an optimizer of its own.</summary>
public class PopulationStepTests
{
    private const int Members = 29;

    public static TheoryData<string> Optimizers => ["Sgd", "Momentum", "Nesterov", "Adam", "AdamW", "RmsProp", "Centered"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Each_member_has_rates_of_its_own(string name)
    {
        Compare<SoftmaxClassifier, float>(rates => Of<float>(name, rates.Rate, rates.Decay), isByMember: true);
        Compare<LogitClassifier, double>(rates => Of<double>(name, rates.Rate, rates.Decay), isByMember: true);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void All_members_have_the_rates_of_the_optimizer_if_there_are_no_others(string name) =>
        Compare<SoftmaxClassifier, float>(_ => Of<float>(name, 0.01, 0.02), isByMember: false);

    [Fact]
    public void Decay_by_member_takes_the_learning_rate_of_the_optimizer()
    {
        var net = new MembersByThemselves<TinyNet, float>(Members, 1);
        PopulationVector<float> gradient = net.Population.NewVector();
        gradient.Load(net.Rows);
        net.Population.Step(new Sgd<float>(0.5), gradient, weightDecays: [.. Enumerable.Range(0, Members).Select(member => (double)member)]);
        float[] rows = MembersByThemselves<TinyNet, float>.Saved(net.Population.Parameters);
        for (int i = 0; i < rows.Length; i++)
        {
            float w = net.Rows[i];
            Assert.Equal(w - 0.5f * (w + i / TinyNet.ParameterCount * w), rows[i]);
        }
    }

    private static void Compare<TNet, T>(Func<(double Rate, double Decay), Optimizer<T>> optimizer, bool isByMember)
        where TNet : ITrainableNetwork<TNet, T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var net = new MembersByThemselves<TNet, T>(Members, 1);
        double[] rates = [.. Enumerable.Range(0, Members).Select(member => 0.001 * member)];
        double[] decays = [.. Enumerable.Range(0, Members).Select(member => 0.01 * (member % 5))];
        Optimizer<T>[] own = [.. rates.Zip(decays).Select(optimizer)];
        Optimizer<T> together = optimizer((0.3, 0.3));
        PopulationVector<T> gradient = net.Population.NewVector();
        Random random = new(3);
        for (int step = 0; step < 3; step++)
        {
            T[] rows = [.. net.Rows.Select(_ => T.CreateChecked(random.NextDouble() - 0.5))];
            gradient.Load(rows);
            net.Population.Step(together, gradient, isByMember ? rates : default, isByMember ? decays : default);
            for (int member = 0; member < Members; member++)
            {
                own[member].Step(net.Row(net.Rows, member), net.Row(rows, member));
            }
        }

        Assert.Equal(net.Rows, MembersByThemselves<TNet, T>.Saved(net.Population.Parameters));
    }

    private static Optimizer<T> Of<T>(string name, double rate, double decay)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => name switch
        {
            "Sgd" => new Sgd<T>(rate, weightDecay: decay),
            "Momentum" => new Sgd<T>(rate, momentum: 0.9, weightDecay: decay),
            "Nesterov" => new Sgd<T>(rate, momentum: 0.9, nesterov: true, weightDecay: decay),
            "Adam" => new Adam<T>(rate, weightDecay: decay),
            "AdamW" => new AdamW<T>(rate, weightDecay: decay),
            "RmsProp" => new RmsProp<T>(rate, momentum: 0.5, weightDecay: decay),
            _ => new RmsProp<T>(rate, centered: true, weightDecay: decay),
        };
}
