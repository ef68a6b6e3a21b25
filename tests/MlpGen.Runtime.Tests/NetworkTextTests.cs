using MlpGen.Tests.Networks;

namespace MlpGen.Tests;

/// <summary>What a network prints of itself.</summary>
public partial class NetworkTextTests
{
    private class Named
    {
        public override string ToString() => "text of the base";
    }

    [Layer(2, 1)]
    private sealed partial class WithText
    {
        public override string ToString() => "text of its own";
    }

    [Layer(2, 1)]
    private sealed partial class WithTextOfItsBase : Named;

    [Layer(2, 1)]
    private sealed partial class @class;

    [Fact]
    public void A_line_for_the_whole_and_one_for_each_layer() =>
        Assert.Equal("TinyNet: 2-3-2, 17 parameters\n  layer 1: 2-3, Relu\n  layer 2: 3-2, Relu", $"{new TinyNet(1)}");

    [Fact]
    public void A_text_that_is_there_stays()
    {
        Assert.Equal("text of its own", $"{new WithText(1)}");
        Assert.Equal("text of the base", $"{new WithTextOfItsBase(1)}");
        Assert.Equal("class: 2-1, 3 parameters\n  layer 1: 2-1, Identity", $"{new @class(1)}");
    }

    [Fact]
    public void What_is_not_usual_is_said()
    {
        LayerInfo[] layers =
        [
            new() { Inputs = 1000, Outputs = 2, Activation = Activation.LeakyRelu, Alpha = 0.1, HasBias = false, WeightOffset = 0, BiasOffset = -1, Dropout = 0.25 },
            new() { Inputs = 2, Outputs = 1, Activation = Activation.Identity, HasBias = true, WeightOffset = 2000, BiasOffset = 2002 },
        ];
        Assert.Equal(
            "Net: 1000-2-1, 2,003 parameters\n  layer 1: 1000-2, LeakyRelu (0.1), no bias, dropout 0.25\n  layer 2: 2-1, Identity", NetworkText.Of("Net", layers));
    }
}
