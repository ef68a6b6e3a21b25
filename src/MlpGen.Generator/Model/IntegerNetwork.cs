namespace MlpGen.Generator.Model;

/// <summary>A frozen network in small integers. docs/quantization.md has its arithmetic.</summary>
/// <param name="Quantization">How small.</param>
/// <param name="RangeSource">Who said between what numbers the inputs lie: a piece of a sentence.</param>
/// <param name="Lowest">The smallest of all inputs.</param>
/// <param name="Highest">The largest of all inputs.</param>
/// <param name="InputScale">The codes to a unit of the input, a float.</param>
/// <param name="Input">The codes of the input.</param>
/// <param name="Layers">The layers.</param>
/// <param name="ErrorBound">How far an output can be from that of the network of floats, for inputs in their range; a float.</param>
internal sealed record IntegerNetwork(
    Quantization Quantization,
    string RangeSource,
    double Lowest,
    double Highest,
    double InputScale,
    CodeScale Input,
    EquatableArray<IntegerLayer> Layers,
    double ErrorBound)
{
    /// <summary>The inputs that 32 bits of weights join to an output.</summary>
    public int CodesPerWord => Quantization == Quantization.Int8 ? 4 : 2;

    /// <summary>The bytes of a weight.</summary>
    public int WeightBytes => Quantization == Quantization.Int8 ? 1 : 2;
}

/// <summary>What codes mean: a number is about Step·(q − ZeroPoint), q being 0 to Highest.</summary>
/// <param name="Step">The distance between two codes.</param>
/// <param name="ZeroPoint">The code of 0; it may lie outside.</param>
/// <param name="Highest">The highest code.</param>
internal sealed record CodeScale(double Step, int ZeroPoint, int Highest)
{
    /// <summary>The number that a code stands for.</summary>
    public double ValueOf(int code) => Step * (code - (double)ZeroPoint);
}

/// <summary>A layer: S = q·Q + c, and what becomes of S.</summary>
/// <param name="Weights">Q, inputs × outputs.</param>
/// <param name="Offsets">c.</param>
/// <param name="Scales">t: z is about S·t, one for each output. Of the last layer each is a float.</param>
/// <param name="LargestSum">No sum, whole or part, is beyond ± this.</param>
/// <param name="Rescale">From S to the codes of a hidden layer, or to places of its table; null for the last layer.</param>
internal sealed record IntegerLayer(
    EquatableArray<short> Weights,
    EquatableArray<int> Offsets,
    EquatableArray<double> Scales,
    long LargestSum,
    IntegerRescale? Rescale);

/// <summary>u = ((S·m + 2^(Shift − 1)) ≫ Shift) + ZeroPoint, no less than 0 and no more than Highest; then q is u, or what the table has there.</summary>
/// <param name="Multipliers">m, one for each output.</param>
/// <param name="Shift">33 to 62.</param>
/// <param name="Places">What u means, of z.</param>
/// <param name="Table">The codes of the activation at each place; null where u is the code.</param>
/// <param name="FractionBits">How many of the lowest bits of u lie between two places of the table.</param>
/// <param name="Output">What the codes mean, of a.</param>
internal sealed record IntegerRescale(
    EquatableArray<int> Multipliers,
    int Shift,
    CodeScale Places,
    EquatableArray<int>? Table,
    int FractionBits,
    CodeScale Output);
