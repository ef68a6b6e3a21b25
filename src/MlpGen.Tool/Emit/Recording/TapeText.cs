using System.Globalization;

namespace MlpGen.Tool.Emit.Recording;

/// <summary>A recorded formula as the body of a function of one number.</summary>
/// <param name="tape">The formula.</param>
/// <param name="dialect">The language.</param>
/// <param name="input">What its number is called.</param>
internal sealed class TapeText(Tape tape, Dialect dialect, string input)
{
    /// <summary>Expressions longer than this get a line, and a name, of their own.</summary>
    private const int LongestExpression = 72;

    private readonly string[] _texts = new string[tape.Operations.Count];
    private readonly bool[] _needsBrackets = new bool[tape.Operations.Count];

    /// <summary>Writes the statements; the last one returns.</summary>
    public void Write(SourceText text)
    {
        int[] uses = Uses(tape);
        int names = 0;
        for (int k = 0; k < _texts.Length; k++)
        {
            if (uses[k] == 0)
            {
                continue;
            }

            Operation operation = tape.Operations[k];
            (_texts[k], _needsBrackets[k]) = Expression(operation);
            bool isSimple = operation.Kind is OperationKind.Input or OperationKind.Constant or OperationKind.LessThan or OperationKind.LessThanOrEqual
                or OperationKind.GreaterThan or OperationKind.GreaterThanOrEqual;
            if (k == tape.Result)
            {
                text.Line($"return {_texts[k]};");
            }
            else if (!isSimple && (uses[k] > 1 || _texts[k].Length > LongestExpression))
            {
                string name = $"t{(++names).ToString(CultureInfo.InvariantCulture)}";
                text.Line($"{dialect.Real} {name} = {_texts[k]};");
                (_texts[k], _needsBrackets[k]) = (name, false);
            }
        }
    }

    /// <summary>Whether a formula has an operation that its result needs.</summary>
    public static bool Needs(Tape tape, OperationKind kind)
    {
        int[] uses = Uses(tape);
        return tape.Operations.Where((operation, k) => uses[k] > 0 && operation.Kind == kind).Any();
    }

    /// <summary>How many operations read each that the result needs; none read the others.</summary>
    private static int[] Uses(Tape tape)
    {
        int[] uses = new int[tape.Operations.Count];
        uses[tape.Result] = 1;
        for (int k = uses.Length - 1; k >= 0; k--)
        {
            if (uses[k] > 0)
            {
                Operation operation = tape.Operations[k];
                foreach (int read in (int[])[operation.A, operation.B, operation.C])
                {
                    if (read >= 0)
                    {
                        uses[read]++;
                    }
                }
            }
        }

        return uses;
    }

    private (string Text, bool NeedsBrackets) Expression(Operation operation)
    {
        string a = Bracketed(operation.A), b = Bracketed(operation.B), number = dialect.Literal(operation.Number);
        return operation.Kind switch
        {
            OperationKind.Input => (input, false),
            OperationKind.Constant => (number, operation.Number < 0 || double.IsNegative(operation.Number)),
            OperationKind.Add => Rounded($"{a} + {b}"),
            OperationKind.Subtract => Rounded($"{a} - {b}"),
            OperationKind.Multiply => Rounded($"{a} * {b}"),
            OperationKind.Divide => Rounded($"{a} / {b}"),
            OperationKind.Negate => ($"-{a}", true),
            OperationKind.Abs => ($"{dialect.Function("abs")}({_texts[operation.A]})", false),
            OperationKind.WithSignOf => ($"{dialect.Helper("WithSignOf")}({_texts[operation.A]}, {_texts[operation.B]})", false),
            OperationKind.LessThan => ($"{a} < {number}", true),
            OperationKind.LessThanOrEqual => ($"{a} <= {number}", true),
            OperationKind.GreaterThan => ($"{a} > {number}", true),
            OperationKind.GreaterThanOrEqual => ($"{a} >= {number}", true),
            OperationKind.Choose => ($"{_texts[operation.A]} ? {b} : {Bracketed(operation.C)}", true),
            OperationKind.PowerOfTwo => ($"{dialect.Helper("PowerOfTwo")}({_texts[operation.A]})", false),
            _ => throw new InvalidOperationException($"{operation.Kind} has no text."),
        };
    }

    private (string Text, bool NeedsBrackets) Rounded(string text) =>
        dialect.Rounded(text) is var rounded && rounded != text ? (rounded, false) : (text, true);

    private string Bracketed(int place) => place < 0 ? "" : _needsBrackets[place] ? $"({_texts[place]})" : _texts[place];
}
