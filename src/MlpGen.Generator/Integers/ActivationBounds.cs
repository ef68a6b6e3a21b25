using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>What an activation can do to the numbers of an interval: its values, and how much steeper it makes a difference.</summary>
/// <param name="activation">Any but Softmax.</param>
/// <param name="alpha">Its α.</param>
internal sealed class ActivationBounds(Activation activation, double alpha)
{
    /// <summary>Where these have their lowest values; so near to that, values are the lowest but for some 1e-7.</summary>
    private const double GeluDip = -0.7517915246935645, GeluTanhDip = -0.7524614220710163, SiluDip = -1.2784645427610738, NearDip = 1e-3;

    /// <summary>No derivative of Gelu or GeluTanh is larger (1.1289…, at √2), and none of Silu (1.0998…).</summary>
    private const double GeluSlope = 1.13, SiluSlope = 1.1;

    private const double SeluLambda = 1.0507009873554805, SeluAlpha = 1.6732632423543772;

    private readonly ActivationTraits _traits = ActivationTraits.Of(activation);

    /// <summary>Whether a larger z never gives a smaller value.</summary>
    public bool IsMonotone => Dip is null;

    /// <summary>Whether it is two straight lines that meet at 0.</summary>
    public bool IsRelu => activation == Activation.Relu;

    /// <summary>Whether the value hardly changes any more on the way to −∞.</summary>
    public bool FlattensLow => activation is not (Activation.Identity or Activation.LeakyRelu);

    /// <summary>Whether the value hardly changes any more on the way to +∞.</summary>
    public bool FlattensHigh => activation is Activation.Sigmoid or Activation.Tanh or Activation.HardSigmoid or Activation.HardTanh;

    /// <summary>f(z) in double precision.</summary>
    public double ValueAt(double z) => _traits.Reference(z, alpha);

    /// <summary>All values over an interval, with a little room.</summary>
    public Interval ValuesOver(Interval z)
    {
        double low = ValueAt(z.Low), high = ValueAt(z.High);
        var values = new Interval(Math.Min(low, high), Math.Max(low, high));
        if (Dip is { } dip && z.Low < dip + NearDip && z.High > dip - NearDip)
        {
            values = values with { Low = Math.Min(values.Low, _traits.Outputs.Lowest) };
        }

        return IsExact ? values : values.Widened(values.Size + 1);
    }

    /// <summary>How much the value can change for a change of z, within an interval.</summary>
    public double SlopeOver(Interval z) => activation switch
    {
        Activation.Identity => 1,
        Activation.Relu => z.High > 0 ? 1 : 0,
        Activation.LeakyRelu => Math.Max(z.High > 0 ? 1 : 0, z.Low < 0 ? alpha : 0),
        Activation.Elu => Math.Max(z.High > 0 ? 1 : 0, z.Low < 0 ? alpha * ReferenceMath.Exp(Math.Min(z.High, 0)) : 0),
        Activation.Selu => SeluLambda * Math.Max(z.High > 0 ? 1 : 0, z.Low < 0 ? SeluAlpha * ReferenceMath.Exp(Math.Min(z.High, 0)) : 0),
        Activation.Gelu or Activation.GeluTanh => GeluSlope,
        Activation.Silu => SiluSlope,
        Activation.Softplus => ReferenceMath.Sigmoid(z.High),
        Activation.Sigmoid => SigmoidSlope(NearestToZero(z)),
        Activation.Tanh => TanhSlope(NearestToZero(z)),
        Activation.HardSigmoid => z.High > -3 && z.Low < 3 ? 1.0 / 6 : 0,
        Activation.HardTanh => z.High > -1 && z.Low < 1 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(z), activation, "No bounds of this activation are known."),
    };

    /// <summary>Between what ends (f(ẑ) − f(z)) / (ẑ − z) lies for two numbers of an interval.</summary>
    public Interval SlopesOver(Interval z)
    {
        double steepest = SlopeOver(z) * (1 + 1e-12);
        if (!IsMonotone)
        {
            return Interval.Around(steepest);
        }

        double flattest = activation switch
        {
            Activation.Identity => 1,
            Activation.Relu => z.Low > 0 ? 1 : 0,
            Activation.LeakyRelu => Math.Min(z.High > 0 ? 1 : alpha, z.Low < 0 ? alpha : 1),
            Activation.Sigmoid => SigmoidSlope(z.Size) - 2e-12,
            Activation.Tanh => TanhSlope(z.Size) - 2e-12,
            Activation.Softplus => ReferenceMath.Sigmoid(z.Low),
            _ => 0,
        };
        return new Interval(Math.Min(Math.Max(0, flattest * (1 - 1e-12)), steepest), steepest);
    }

    /// <summary>How a change of z within these ends changes the value.</summary>
    /// <param name="change">The changes.</param>
    /// <param name="z">Where z is before and after.</param>
    public Interval ChangeBy(Interval change, Interval z)
    {
        double slope = SlopeOver(z) * (1 + 1e-12), most = ValuesOver(z).Width;
        if (IsMonotone)
        {
            return new Interval(Math.Max(slope * Math.Min(change.Low, 0), -most), Math.Min(slope * Math.Max(change.High, 0), most));
        }

        return Interval.Around(Math.Min(slope * change.Size, most));
    }

    /// <summary>Where it turns from falling to rising; null where it never falls.</summary>
    private double? Dip => activation switch
    {
        Activation.Gelu => GeluDip,
        Activation.GeluTanh => GeluTanhDip,
        Activation.Silu => SiluDip,
        _ => null,
    };

    private bool IsExact => activation is Activation.Identity or Activation.Relu or Activation.HardTanh;

    private static double NearestToZero(Interval z) => z.Low > 0 ? z.Low : z.High < 0 ? z.High : 0;

    private static double SigmoidSlope(double z)
    {
        double a = ReferenceMath.Sigmoid(z);
        return a * (1 - a) + 1e-12;
    }

    private static double TanhSlope(double z)
    {
        double a = ReferenceMath.Tanh(z);
        return 1 - a * a + 1e-12;
    }
}
