namespace MlpGen.Generator.Model;

/// <summary>All that the generator knows of one activation: a row of <see cref="ActivationTable"/>.</summary>
/// <remarks>No parameter has a default: who adds an activation answers every question, and no room falls back to a guess.</remarks>
/// <param name="Activation">Which.</param>
/// <param name="Name">Its name in formulas, such as <c>relu</c> or <c>σ</c>.</param>
/// <param name="Label">Its name in tables, where <c>σ</c> would be taken for something else.</param>
/// <param name="ValueFormula">The right side of a = …, in the name of z.</param>
/// <param name="DerivativeFormula">The right side of f'(z) = …, in the names of z and a; of Softmax, ∂aᵢ/∂zⱼ.</param>
/// <param name="ValueSummary">The documentation of a private function that computes f(z), as XML.</param>
/// <param name="DerivativeSummary">The documentation of one that computes f'(z), as XML.</param>
/// <param name="DerivativeReads">What the textbook writes the derivative in.</param>
/// <param name="DerivativeFromA">Whether a is as good as z to compute the derivative: it is written in a, or
/// <paramref name="DerivativeFunction"/> gives the same for a as for z, or it is constant.</param>
/// <param name="DerivativeExpression">The C# of the derivative where it is as short as a call, in the names of a and of the number 1; null where
/// <paramref name="DerivativeFunction"/> is called.</param>
/// <param name="IsExponential">Whether each output takes an exponential, which takes as long for one number as for a vector of them.</param>
/// <param name="IsFlatAtZero">Whether f'(0) = 0, so that a unit whose weights and bias are 0 learns nothing.</param>
/// <param name="CouplesOutputs">Whether an output depends on the z of others, so that f is a function of the whole layer.</param>
/// <param name="Alpha">Its parameter α; null for an activation without one.</param>
/// <param name="AutoInitializer">What <see cref="Initializer.Auto"/> means for a layer with it.</param>
/// <param name="Outputs">What its outputs can be, with the default α.</param>
/// <param name="WhyUnfit">Why a cross entropy cannot follow it, unless it is the one that this cross entropy is fused with, in the name of the
/// targets that outputs bounded by 0 could not reach; null for logits, which fit.</param>
/// <param name="BetterThanSquares">What to write in place of a squared error, whose gradient vanishes where f saturates; null where it need not be replaced.</param>
/// <param name="Reference">f(z) in double precision, in z and α.</param>
/// <param name="FunctionType">The struct of the runtime that carries it into loops; null where there is none.</param>
/// <param name="ValueFunction">The function of <c>ActivationMath</c> that computes f of one number or vector; null where there is none.</param>
/// <param name="DerivativeFunction">The one that computes f', of z or of a as <paramref name="DerivativeReads"/> says; null where there is none.</param>
/// <param name="SecondDerivativeFormula">The right side of f''(z) = …, in the names of z and a; null where it is 0 but for kinks, and of Softmax.</param>
/// <param name="SecondDerivativeFunction">The function of <c>ActivationMath</c> that computes f'', of what <paramref name="DerivativeFunction"/> takes; null where there is none.</param>
/// <param name="ThirdDerivativeFormula">The right side of f'''(z) = …, in the names of z and a; null where <paramref name="SecondDerivativeFormula"/> is.</param>
internal sealed record ActivationTraits(
    Activation Activation,
    string Name,
    string Label,
    Func<string, string> ValueFormula,
    Func<string, string, string> DerivativeFormula,
    string ValueSummary,
    string DerivativeSummary,
    DerivativeInput DerivativeReads,
    bool DerivativeFromA,
    Func<string, string, string>? DerivativeExpression,
    bool IsExponential,
    bool IsFlatAtZero,
    bool CouplesOutputs,
    ShapeParameter? Alpha,
    Initializer AutoInitializer,
    OutputRange Outputs,
    Func<string, string>? WhyUnfit,
    string? BetterThanSquares,
    Func<double, double, double> Reference,
    string? FunctionType,
    string? ValueFunction,
    string? DerivativeFunction,
    Func<string, string, string>? SecondDerivativeFormula,
    string? SecondDerivativeFunction,
    Func<string, string, string>? ThirdDerivativeFormula)
{
    private static readonly Dictionary<Activation, ActivationTraits> s_rows = ActivationTable.Rows.ToDictionary(static row => row.Activation);

    /// <summary>The row of an activation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none.</exception>
    public static ActivationTraits Of(Activation activation) => s_rows.TryGetValue(activation, out ActivationTraits? row)
        ? row
        : throw new ArgumentOutOfRangeException(nameof(activation), activation, "This activation has no row in the table.");

    /// <summary>Whether f'' is not 0 nearly everywhere.</summary>
    public bool IsCurved => CouplesOutputs || SecondDerivativeFormula is not null;

    /// <summary>Whether it has a parameter α.</summary>
    public bool HasAlpha => Alpha is not null;

    /// <summary>Whether z must be kept for the derivative, since it cannot be had from a.</summary>
    public bool DerivativeNeedsZ => DerivativeReads == DerivativeInput.Z && !DerivativeFromA;

    /// <summary>The right side of dz = …: the chain rule through the activation, in f' where there is one.</summary>
    public string GradientFormula(string da, string z, string a) =>
        CouplesOutputs ? $"{a} ⊙ ({da} − Σ {a}·{da})"
        : DerivativeReads == DerivativeInput.Nothing ? da
        : $"{da} ⊙ {Name}'({z})";

    /// <summary>The documentation of a private function of generated code that calls the function of <c>ActivationMath</c> with this name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No activation has such a function.</exception>
    public static string SummaryOf(string function) =>
        s_rows.Values.FirstOrDefault(row => row.ValueFunction == function)?.ValueSummary
        ?? s_rows.Values.FirstOrDefault(row => row.DerivativeFunction == function)?.DerivativeSummary
        ?? throw new ArgumentOutOfRangeException(nameof(function), function, "No activation has such a function.");
}

/// <summary>What a derivative is written in.</summary>
internal enum DerivativeInput
{
    /// <summary>It is constant.</summary>
    Nothing,

    /// <summary>The pre-activation.</summary>
    Z,

    /// <summary>The value of the activation.</summary>
    A,
}

/// <summary>A number that an attribute may set to shape a function: α of an activation, δ of a loss.</summary>
/// <param name="Default">Its value unless set.</param>
/// <param name="MayBeZero">Whether 0 is legal; negative numbers never are.</param>
internal sealed record ShapeParameter(double Default, bool MayBeZero);

/// <summary>The numbers between which the outputs of an activation lie.</summary>
/// <param name="Lowest">The greatest lower bound.</param>
/// <param name="Highest">The least upper bound.</param>
internal sealed record OutputRange(double Lowest, double Highest);
