using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>What a value of an unrolled pass is: one number, or the same number of several samples side by side in a vector. The text of
/// a formula is the same for both but for what is here.</summary>
internal sealed class ValueText
{
    private const string Intrinsics = "global::System.Runtime.Intrinsics";
    private const string Lanes = "global::MlpGen.Numerics.SampleLanes";

    private readonly Precision _precision;
    private readonly string _math;
    private readonly string _wide;

    /// <summary>The text of values of so many bits.</summary>
    /// <param name="precision">What a number is.</param>
    /// <param name="vectorBits">The bits of a vector; 0 for one number.</param>
    public ValueText(Precision precision, int vectorBits = 0)
    {
        _precision = precision;
        _math = precision == Precision.Double ? "global::System.Math" : "global::System.MathF";
        _wide = vectorBits == Names.WideVectorBits ? "Wide" : "";
        IsLanes = vectorBits > 0;
        Samples = IsLanes ? Names.Lanes(precision, vectorBits) : 1;
        Vector = $"{Intrinsics}.Vector{vectorBits}";
        Scalar = Names.Scalar(precision);
        ShortType = IsLanes ? Names.Vector(precision, vectorBits) : Scalar;
        Vectors = new VectorFunctions(this);
    }

    /// <summary>Whether a value holds several samples.</summary>
    public bool IsLanes { get; }

    /// <summary>The samples in one value.</summary>
    public int Samples { get; }

    /// <summary>The keyword of the number type.</summary>
    public string Scalar { get; }

    /// <summary>The static class of the vectors.</summary>
    public string Vector { get; }

    /// <summary>The type as <see cref="GeneratedMember"/> spells it.</summary>
    public string ShortType { get; }

    /// <summary>The type in a signature.</summary>
    public string Type => IsLanes ? $"{Intrinsics}.{ShortType}" : Scalar;

    /// <summary>The type of a vector of sums of vectors.</summary>
    public string TypeOfSums => $"{Intrinsics}.{Names.Vector(_precision)}";

    /// <summary>The sums in it.</summary>
    public int LanesOfSums => Names.Lanes(_precision);

    /// <summary>How a local is declared.</summary>
    public string Local => IsLanes ? "var" : Scalar;

    /// <summary>The functions of one number called so far, each of a number or of each lane.</summary>
    public HelperFunctions Functions { get; } = new();

    /// <summary>The functions of vectors called so far.</summary>
    public VectorFunctions Vectors { get; }

    /// <summary>The same number for every sample.</summary>
    public string Number(double value) => OfAll(Factor(value));

    /// <summary>A number that a value is multiplied by.</summary>
    public string Factor(double value) => Literal.Of(value, _precision);

    /// <summary>A scalar expression as a value: the same for every sample.</summary>
    public string OfAll(string scalar) => IsLanes ? $"{Vector}.Create({scalar})" : scalar;

    /// <summary>Zero for every sample.</summary>
    public string Zero => IsLanes ? $"{Type}.Zero" : Number(0);

    /// <summary>Column <paramref name="column"/> of the rows of samples from s on.</summary>
    public string Column(string rows, string width, int column) => $"{Lanes}.Load{_wide}({rows}, s, {width}, {column})";

    /// <summary>A column of the one-hot targets that labels stand for.</summary>
    public string OneHot(int column) => $"{Lanes}.OneHot{_wide}(labels, s, {column}, {Factor(1)})";

    /// <summary>The larger of two; NaN if either is.</summary>
    public string Max(string a, string b) => IsLanes ? $"{Vector}.Max({a}, {b})" : $"{_math}.Max({a}, {b})";

    /// <summary>|x|.</summary>
    public string Abs(string x) => IsLanes ? $"{Vector}.Abs({x})" : $"{_math}.Abs({x})";

    /// <summary>The natural logarithm.</summary>
    public string Log(string x) => IsLanes ? $"{Lanes}.Log({x})" : $"{_math}.Log({x})";

    /// <summary>eˣ.</summary>
    public static string Exp(string x) => $"global::MlpGen.Numerics.ActivationMath.Exp({x})";

    /// <summary>The subgradient of |d|.</summary>
    public string Sign(string d) => $"{(IsLanes ? Lanes : "global::MlpGen.Numerics.LossMath")}.Sign({d})";

    /// <summary>Huber's h(d).</summary>
    public string Huber(string d, string delta) => $"{(IsLanes ? Lanes : "global::MlpGen.Numerics.LossMath")}.Huber({d}, {delta})";

    /// <summary>min(max(d, −limit), limit).</summary>
    public string Clamp(string d, string limit) => IsLanes
        ? $"{Lanes}.Clamp({d}, {limit})"
        : $"global::System.Math.Clamp({d}, -{limit}, {limit})";
}
