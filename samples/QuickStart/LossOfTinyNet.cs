using MlpGen;

namespace QuickStart;

/// <content>Which loss it is, for the walkthrough: until the generator writes it.</content>
public partial class TinyNet
{
    static LossInfo ITrainableNetwork<TinyNet, float>.LossInfo => new(LossFunction.HalfSquaredError);
}
