using static MlpGen.Activation;

namespace MlpGen.Orleans.Silo;

/// <summary>1,072 parameters.</summary>
[Layer(16, 32, Relu)]
[Layer(32, 16)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Thousand;

/// <summary>10,384 parameters.</summary>
[Layer(64, 128, Relu)]
[Layer(128, 16)]
[Loss(LossFunction.MeanSquaredError)]
public partial class TenThousand;

/// <summary>100,348 parameters.</summary>
[Layer(256, 352, Relu)]
[Layer(352, 28)]
[Loss(LossFunction.MeanSquaredError)]
public partial class HundredThousand;

/// <summary>1,000,000 parameters, but for 600.</summary>
[Layer(1000, 960, Relu)]
[Layer(960, 40)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Million;
