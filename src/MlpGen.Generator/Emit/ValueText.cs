using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>What a value of an unrolled pass is: one number, or the same number of several samples side by side in a vector. The text of
/// a formula is the same for both but for what is here.</summary>
internal sealed class ValueText(Precision precision, bool isLanes)
{
    private const string Intrinsics = "global::System.Runtime.Intrinsics";
    private const string Lanes = "global::MlpGen.Numerics.SampleLanes";

    private readonly string _scalar = Names.Scalar(precision);
    private readonly string _math = precision == Precision.Double ? "global::System.Math" : "global::System.MathF";

    /// <summary>Whether a value holds several samples.</summary>
    public bool IsLanes => isLanes;

    /// <summary>How a local is declared.</summary>
    public string Local => isLanes ? "var" : _scalar;

    /// <summary>The type in a signature.</summary>
    public string Type => isLanes ? $"{Intrinsics}.Vector256<{_scalar}>" : _scalar;

    /// <summary>The type as <see cref="GeneratedMember"/> spells it.</summary>
    public string ShortType => isLanes ? $"Vector256<{_scalar}>" : _scalar;

    /// <summary>The samples in one value.</summary>
    public int Samples => isLanes ? Names.Lanes(precision) : 1;

    /// <summary>The functions called so far.</summary>
    public HelperFunctions Functions { get; } = new();

    /// <summary>The same number for every sample.</summary>
    public string Number(double value) => OfAll(Literal.Of(value, precision));

    /// <summary>A scalar expression as a value: the same for every sample.</summary>
    public string OfAll(string scalar) => isLanes ? $"{Intrinsics}.Vector256.Create({scalar})" : scalar;

    /// <summary>Zero for every sample.</summary>
    public string Zero => isLanes ? $"{Type}.Zero" : Number(0);

    /// <summary>The larger of two; NaN if either is.</summary>
    public string Max(string a, string b) => isLanes ? $"{Intrinsics}.Vector256.Max({a}, {b})" : $"{_math}.Max({a}, {b})";

    /// <summary>|x|.</summary>
    public string Abs(string x) => isLanes ? $"{Intrinsics}.Vector256.Abs({x})" : $"{_math}.Abs({x})";

    /// <summary>The natural logarithm.</summary>
    public string Log(string x) => isLanes ? $"{Lanes}.Log({x})" : $"{_math}.Log({x})";

    /// <summary>eˣ.</summary>
    public static string Exp(string x) => $"global::MlpGen.Numerics.ActivationMath.Exp({x})";

    /// <summary>The subgradient of |d|.</summary>
    public string Sign(string d) => $"{(isLanes ? Lanes : "global::MlpGen.Numerics.LossMath")}.Sign({d})";

    /// <summary>Huber's h(d).</summary>
    public string Huber(string d, string delta) => $"{(isLanes ? Lanes : "global::MlpGen.Numerics.LossMath")}.Huber({d}, {delta})";

    /// <summary>min(max(d, −limit), limit).</summary>
    public string Clamp(string d, string limit) => isLanes
        ? $"{Lanes}.Clamp({d}, {limit})"
        : $"global::System.Math.Clamp({d}, -{limit}, {limit})";

    /// <summary>A sum of products and single terms, as the pieces of a line that may wrap.</summary>
    /// <remarks>Lanes nest multiply-adds, which the hardware fuses; numbers alone are written as the textbook writes them.</remarks>
    public IEnumerable<string> Sum(IReadOnlyList<(string Left, string? Right)> terms)
    {
        if (!isLanes)
        {
            return terms.Select((term, k) => (k == 0 ? " " : " + ") + Product(term));
        }

        // x·W + b as multiplyAdd(x_0, W_0, multiplyAdd(x_1, W_1, b)).
        int last = terms.Count - 1;
        IEnumerable<string> outer = terms.Take(last).Select(term => $" {Names.MultiplyAdd}({term.Left}, {term.Right ?? Number(1)},");
        return outer.Append($" {Product(terms[last])}{new string(')', last)}");
    }

    private static string Product((string Left, string? Right) term) => term.Right is null ? term.Left : $"{term.Left} * {term.Right}";
}
