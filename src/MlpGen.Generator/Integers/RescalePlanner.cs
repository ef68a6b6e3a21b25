using MlpGen.Generator.Model;

namespace MlpGen.Generator.Integers;

/// <summary>Finds the way from the sums of a hidden layer to the codes of its activation, and how far these are from the activation of the sums.</summary>
/// <param name="quantization">How small the codes are.</param>
/// <param name="bounds">The activation.</param>
/// <param name="activation">Which.</param>
/// <param name="layer">The layer.</param>
/// <param name="sums">ẑ, what the sums stand for, of each output.</param>
/// <param name="highest">The highest code for the next layer.</param>
internal sealed class RescalePlanner(
    Quantization quantization, ActivationBounds bounds, Activation activation, IntegerLayer layer, Interval[] sums, int highest)
{
    /// <summary>A step of the codes is at least this many steps of the sums, so that shifts are more than 32: sums are that fine anyway.</summary>
    private const double SumsInStep = 8;

    private const int LongestShift = 62;

    /// <summary>Where an activation is this part of a code flat, its table ends.</summary>
    private const double FlatPart = 1.0 / 16;

    private const double Stride = 0.25;

    private readonly Interval _all = sums.Aggregate(static (a, b) => a.Hull(b));

    /// <summary>The rescaling.</summary>
    public IntegerRescale Rescale { get; private set; } = null!;

    /// <summary>What a code stands for, less the activation of what the sum stands for: of any output.</summary>
    public Interval Error { get; private set; }

    /// <summary>Plans both.</summary>
    public RescalePlanner Plan()
    {
        double finest = SumsInStep * layer.Scales.Max();
        Interval values = bounds.ValuesOver(_all);
        if (activation is Activation.Identity or Activation.Relu or Activation.HardTanh)
        {
            // The highest code is where the values end, also where steps are too coarse to need all codes: the end may be that of the activation.
            CodeScale codes = Codes.Over(values, highest, finest);
            codes = codes with { Highest = Math.Min(highest, (int)Math.Round(values.High / codes.Step) + codes.ZeroPoint) };
            (EquatableArray<int> multipliers, int shift, double lost) = Multipliers(codes);
            Rescale = new IntegerRescale(multipliers, shift, codes, Table: null, FractionBits: 0, codes);
            Error = Interval.Around(Codes.Rounding(codes, values) + lost);
            return this;
        }

        CodeScale output = Codes.Over(values, highest);
        int fractionBits = quantization == Quantization.Int8 ? 0 : Codes.FractionBits;
        int last = (Codes.TablePlaces << fractionBits) - 1;
        CodeScale places = Codes.Over(Curved(output.Step * FlatPart), last, finest);
        (EquatableArray<int> factors, int bits, double slack) = Multipliers(places);
        int[] table = [.. Enumerable.Range(0, Codes.TablePlaces + (fractionBits > 0 ? 1 : 0))
            .Select(i => Codes.Nearest(output, bounds.ValueAt(places.ValueOf(i << fractionBits))))];
        Rescale = new IntegerRescale(factors, bits, places, new EquatableArray<int>(table), fractionBits, output);
        Error = TableError(slack);
        return this;
    }

    /// <summary>The code of a place.</summary>
    public static int CodeAt(IntegerRescale rescale, int place)
    {
        if (rescale.Table is not { } table)
        {
            return place;
        }

        int bits = rescale.FractionBits;
        if (bits == 0)
        {
            return table[place];
        }

        int left = table[place >> bits], right = table[(place >> bits) + 1];
        return left + (((right - left) * (place & ((1 << bits) - 1)) + (1 << (bits - 1))) >> bits);
    }

    /// <summary>The part of all ẑ in which the activation is not flat.</summary>
    private Interval Curved(double flat)
    {
        (double low, double high) = (_all.Low, _all.High);
        if (bounds.FlattensLow)
        {
            for (double z = Math.Min(0, high); z > low; z -= Stride)
            {
                if (bounds.ValuesOver(new Interval(low, z)).Width <= flat)
                {
                    low = z;
                    break;
                }
            }
        }

        if (bounds.FlattensHigh)
        {
            for (double z = Math.Max(0, low); z < high; z += Stride)
            {
                if (bounds.ValuesOver(new Interval(z, high)).Width <= flat)
                {
                    high = z;
                    break;
                }
            }
        }

        return new Interval(low, Math.Max(low, high));
    }

    /// <summary>m and the shift, and what these lose of any z.</summary>
    private (EquatableArray<int> Multipliers, int Shift, double Lost) Multipliers(CodeScale places)
    {
        double largest = layer.Scales.Max() / places.Step;
        int shift = LongestShift;
        while (largest * Math.Pow(2, shift) > int.MaxValue)
        {
            shift--;
        }

        double unit = Math.Pow(2, shift), lost = 0;
        var multipliers = new int[layer.Scales.Count];
        for (int j = 0; j < multipliers.Length; j++)
        {
            double exact = layer.Scales[j] / places.Step * unit;
            multipliers[j] = (int)Math.Round(exact);
            lost = Math.Max(lost, layer.LargestSum * (Math.Abs(multipliers[j] - exact) / unit * places.Step + 1e-15 * layer.Scales[j]));
        }

        return (new(multipliers), shift, lost);
    }

    /// <summary>The code of each place, less what the activation can be over all sums that get there.</summary>
    private Interval TableError(double lost)
    {
        CodeScale places = Rescale.Places;
        double half = places.Step * (0.5 + 1e-9) + lost;
        double tie = lost + places.Step * 1e-9;
        int first = Codes.Nearest(places, _all.Low - tie), last = Codes.Nearest(places, _all.High + tie);
        Interval? error = null;
        for (int u = first; u <= last; u++)
        {
            double z = places.ValueOf(u), value = Rescale.Output.ValueOf(CodeAt(Rescale, u));
            var cell = new Interval(
                u == 0 ? Math.Min(_all.Low, z - half) : z - half,
                u == places.Highest ? Math.Max(_all.High, z + half) : z + half);
            Interval values = bounds.ValuesOver(cell);
            var here = new Interval(value - values.High, value - values.Low);
            error = error is { } sofar ? sofar.Hull(here) : here;
        }

        return error!.Value.Widened(1);
    }
}
