namespace MlpGen.Tool.Emit.Recording;

/// <summary>A number that a recorded formula computes: which operation of the <see cref="Tape"/> it is.</summary>
/// <param name="Index">Its place on the tape.</param>
internal readonly record struct Term(int Index);

/// <summary>One operation, rounded once.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="A">What it reads first; in a choice, the comparison.</param>
/// <param name="B">What it reads then.</param>
/// <param name="C">What it reads last.</param>
/// <param name="Number">A constant, or what is compared with.</param>
internal readonly record struct Operation(OperationKind Kind, int A = -1, int B = -1, int C = -1, double Number = 0);

/// <summary>The operations of formulas.</summary>
internal enum OperationKind
{
    Input,
    Constant,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Abs,
    WithSignOf,
    LessThan,
    LessThanOrEqual,
    GreaterThan,
    GreaterThanOrEqual,
    Choose,
    PowerOfTwo,
}

/// <summary>The operations of one formula, each once, in an order in which they can be computed.</summary>
internal sealed class Tape
{
    [ThreadStatic]
    private static Tape? s_current;

    private readonly List<Operation> _operations = [];
    private readonly Dictionary<Operation, int> _places = [];

    /// <summary>Where operations are recorded now.</summary>
    /// <exception cref="InvalidOperationException">Nothing is recorded.</exception>
    public static Tape Current => s_current ?? throw new InvalidOperationException("Nothing is recorded.");

    /// <summary>What was recorded.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>What the formula gives.</summary>
    public int Result { get; private set; }

    /// <summary>Records a formula of one number.</summary>
    public static Tape Of(Func<Term, Term> formula)
    {
        var tape = new Tape();
        s_current = tape;
        try
        {
            tape.Result = formula(tape.Add(new Operation(OperationKind.Input))).Index;
        }
        finally
        {
            s_current = null;
        }

        return tape;
    }

    /// <summary>The term of an operation; one that was there before is not done again.</summary>
    public Term Add(Operation operation)
    {
        if (!_places.TryGetValue(operation, out int place))
        {
            place = _operations.Count;
            _operations.Add(operation);
            _places.Add(operation, place);
        }

        return new Term(place);
    }
}
