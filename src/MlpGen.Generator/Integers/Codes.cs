using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>How fine codes are, by what 32 bits allow, and what is lost by them.</summary>
internal static class Codes
{
    /// <summary>The places in a table of an activation, and between two of them the parts of 16-bit codes.</summary>
    public const int TablePlaces = 1024, FractionBits = 6;

    private const int Int8Codes = 255, Int16Codes = short.MaxValue;

    /// <summary>A step is at least this part of the largest number, so that the zero point stays small.</summary>
    private const double FinestStep = 1.0 / (1 << 20);

    /// <summary>The largest code of a weight, ±.</summary>
    public static int LargestWeight(Quantization quantization) => quantization == Quantization.Int8 ? sbyte.MaxValue : short.MaxValue;

    /// <summary>The highest code of the inputs of a layer. Of 16 bits, as many levels as make the error of rounding them and that of rounding
    /// the weights, which share 32 bits with them, about equal.</summary>
    public static int Highest(Quantization quantization, int inputs) =>
        quantization == Quantization.Int8 ? Int8Codes : Math.Min(Int16Codes, (int)Math.Sqrt((1L << 31) / inputs));

    /// <summary>The scale that spreads the codes over some numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="highest">The highest code.</param>
    /// <param name="finest">The step is not finer than this.</param>
    public static CodeScale Over(Interval values, int highest, double finest = 0)
    {
        double step = Math.Max(values.Width / highest, Math.Max(values.Size * FinestStep, finest));
        step = step > 0 ? step : 1;
        return new CodeScale(step, (int)Math.Round(-values.Low / step), highest);
    }

    /// <summary>How far the nearest code is from any of some numbers.</summary>
    public static double Rounding(CodeScale scale, Interval values) => (1 + 1e-9) * Math.Max(
        scale.Step / 2, Math.Max(values.High - scale.ValueOf(scale.Highest), scale.ValueOf(0) - values.Low));

    /// <summary>The code nearest to a number.</summary>
    public static int Nearest(CodeScale scale, double value) =>
        (int)Math.Min(Math.Max(Math.Round(value / scale.Step) + scale.ZeroPoint, 0), scale.Highest);
}
