using MlpGen;

namespace MlpGen.Benchmarks.Networks;

// One square layer each: nanoseconds per multiply-add must not leap from one width to the next.

/// <summary>One layer, 8 × 8.</summary>
[Layer(8, 8)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square8;

/// <summary>One layer, 16 × 16.</summary>
[Layer(16, 16)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square16;

/// <summary>One layer, 24 × 24.</summary>
[Layer(24, 24)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square24;

/// <summary>One layer, 32 × 32.</summary>
[Layer(32, 32)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square32;

/// <summary>One layer, 48 × 48.</summary>
[Layer(48, 48)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square48;

/// <summary>One layer, 64 × 64.</summary>
[Layer(64, 64)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square64;

/// <summary>One layer, 96 × 96.</summary>
[Layer(96, 96)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square96;

/// <summary>One layer, 128 × 128.</summary>
[Layer(128, 128)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square128;

/// <summary>One layer, 256 × 256.</summary>
[Layer(256, 256)]
[Loss(LossFunction.MeanSquaredError)]
public partial class Square256;
