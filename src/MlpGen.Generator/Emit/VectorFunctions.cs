using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>The private functions of vectors that a file calls, each emitted once if it is called: short names for what the runtime does,
/// so that a line of text shows its formula.</summary>
internal sealed class VectorFunctions(ValueText values)
{
    /// <summary>The functions of the runtime for outputs side by side.</summary>
    public const string OutputLanes = $"{Numerics}.OutputLanes";

    private const string Numerics = "global::MlpGen.Numerics";
    private const string Vector256 = "global::System.Runtime.Intrinsics.Vector256";

    private readonly HashSet<Function> _called = [];
    private readonly string _t = values.Scalar;
    private readonly string _v = values.Type;

    private int Lanes => values.Samples;

    private enum Function
    {
        AddProductOfOne,
        AddProductByOne,
        AddProductByOneToOne,
        AddProduct,
        Load,
        LoadPart,
        Store,
        StorePart,
        Add,
        AddPart,
        AddPair,
        Keep,
        Lane,
        Spread,
        Column,
        ColumnPart,
        Join,
        Sums,
    }

    /// <summary>How other hardware goes where kernels are called.</summary>
    public const string ByKernels = "by the kernels of the runtime, which have narrower vectors too";

    /// <summary>How other hardware goes where all is unrolled.</summary>
    public const string ByNumbers = "number by number";

    /// <summary>Writes the text in vectors for hardware that has them, and beside it another.</summary>
    public static void Branch(SourceWriter writer, Action vectors, Action others, string how = ByKernels)
    {
        writer.Open("if (global::System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)");
        vectors();
        writer.Close();
        writer.Open($"else // {how}");
        others();
        writer.Close();
    }

    /// <summary>The place in a span from which vectors are read, or to which they are written.</summary>
    public string At(string span, int first) => $"{OutputLanes}.At<{_t}>({span}, {first})";

    /// <summary>The beginning of the sum of all lanes.</summary>
    public const string OpenSum = $"{Vector256}.Sum(";

    /// <summary>One number in all lanes.</summary>
    public static string Create(string value) => $"{Vector256}.Create({value})";

    /// <summary>A sum of products and a seed, if there is one, as pieces of a line that may wrap: what is added first stands first, so that
    /// the JIT reads each term when it is wanted, and not all of them before.</summary>
    /// <param name="seed">What the products are added to; null for nothing.</param>
    /// <param name="terms">The factors.</param>
    /// <param name="areVectors">Whether both factors are vectors; else the first is one number for all lanes.</param>
    public IEnumerable<string> SumOfProducts(string? seed, IReadOnlyList<(string A, string B)> terms, bool areVectors) =>
        Nested(seed, terms, areVectors ? Function.AddProduct : Function.AddProductOfOne);

    /// <summary>The same with vectors times one number each, and one number for the seed.</summary>
    public IEnumerable<string> SumOfWeighted(string? seed, IReadOnlyList<(string A, string B)> terms)
    {
        if (seed is not null)
        {
            _called.Add(Function.AddProductByOneToOne);
        }

        return Nested(seed, terms, Function.AddProductByOne);
    }

    private IEnumerable<string> Nested(string? seed, IReadOnlyList<(string A, string B)> terms, Function function)
    {
        int first = seed is null ? 1 : 0;
        int nested = terms.Count - first;
        seed ??= $"{terms[0].A} * {terms[0].B}";
        if (nested > 0)
        {
            _called.Add(function);
        }

        yield return " " + string.Concat(Enumerable.Repeat(Names.AddProduct + "(", nested)) + seed + (nested == 0 ? "" : ",");
        for (int k = first; k < terms.Count; k++)
        {
            yield return $" {terms[k].A}, {terms[k].B}){(k + 1 < terms.Count ? "," : "")}";
        }
    }

    /// <summary>A vector of memory that goes on for so many numbers: if they are too few, what there is and zeros.</summary>
    public string Load(string place, int first, int count) => count >= Lanes
        ? $"{Called(Function.Load, Names.Load)}(ref {place}, {first})"
        : $"{Called(Function.LoadPart, Names.Load)}(ref {place}, {first}, {count})";

    /// <summary>Writes the first lanes of a vector.</summary>
    public string Store(string values, string place, int first, int count) => count >= Lanes
        ? $"{Called(Function.Store, Names.Store)}({values}, ref {place}, {first})"
        : $"{Called(Function.StorePart, Names.Store)}({values}, ref {place}, {first}, {count})";

    /// <summary>Adds the first lanes of a vector to memory.</summary>
    public string Add(string place, int first, string values, int count)
    {
        (string open, string close) = Add(place, first, count);
        return open + values + close.TrimEnd(';');
    }

    /// <summary>What stands before and behind the vector of such a statement.</summary>
    public (string Open, string Close) Add(string place, int first, int count) => count >= Lanes
        ? ($"{Called(Function.Add, Names.Add)}(ref {place}, {first}, ", ");")
        : ($"{Called(Function.AddPart, Names.Add)}(ref {place}, {first}, ", $", {count});");

    /// <summary>Adds two vectors to memory where they overlap.</summary>
    public string Add(string place, int first, string values, int second, string others) =>
        $"{Called(Function.AddPair, Names.Add)}(ref {place}, {first}, {values}, {second}, {others})";

    /// <summary>The first lanes of a vector, the others zero.</summary>
    public string Keep(string values, int count) => count >= Lanes ? values : $"{Called(Function.Keep, Names.Keep)}({values}, {count})";

    /// <summary>One lane of a vector in all lanes.</summary>
    public string Lane(string values, int lane) => $"{Called(Function.Lane, Names.Lane)}({values}, {lane})";

    /// <summary>The given lanes of a vector.</summary>
    public string Spread(string values, IEnumerable<int> lanes) => $"{Called(Function.Spread, Names.Spread)}({values}, {string.Join(", ", lanes)})";

    /// <summary>A column of so many short rows of memory.</summary>
    public string Column(string place, int first, int width, int column, int rows) => rows >= Lanes
        ? $"{Called(Function.Column, Names.Column)}(ref {place}, {first}, {width}, {column})"
        : $"{Called(Function.ColumnPart, Names.Column)}(ref {place}, {first}, {width}, {column}, {rows})";

    /// <summary>The vector that begins within one and ends within the next.</summary>
    public string Join(string low, string high, int first) => $"{Called(Function.Join, Names.Join)}({low}, {high}, {first})";

    /// <summary>The sum of each of as many vectors as a vector of 256 bits has lanes.</summary>
    public IEnumerable<string> Sums(IReadOnlyList<string> vectors)
    {
        int lanes = values.LanesOfSums;
        yield return $" {Called(Function.Sums, Names.Sums)}(";
        for (int k = 0; k < lanes; k++)
        {
            string vector = k < vectors.Count ? vectors[k] : "default";
            yield return (k == 0 ? "" : " ") + vector + (k + 1 < lanes ? "," : ")");
        }
    }

    /// <summary>Writes all that were called.</summary>
    public void Emit(EmitContext context)
    {
        foreach (Function function in _called.OrderBy(function => function))
        {
            switch (function)
            {
                case Function.AddProductOfOne:
                    Write(
                        "sum + x·w of each lane, one x for all, in one instruction where the hardware has it.", _v, Names.AddProduct,
                        [(_v, "sum"), (_t, "x"), (_v, "w")], MultiplyAdd(values.OfAll("x"), "w", "sum"));
                    break;
                case Function.AddProductByOne:
                    Write(
                        "sum + x·w of each lane, one w for all, in one instruction where the hardware has it.", _v, Names.AddProduct,
                        [(_v, "sum"), (_v, "x"), (_t, "w")], MultiplyAdd("x", values.OfAll("w"), "sum"));
                    break;
                case Function.AddProductByOneToOne:
                    Write(
                        "sum + x·w of each lane, one w and one sum for all.", _v, Names.AddProduct,
                        [(_t, "sum"), (_v, "x"), (_t, "w")], $"{Names.AddProduct}({values.OfAll("sum")}, x, w)");
                    break;
                case Function.AddProduct:
                    Write(
                        "sum + a·b of each lane, in one instruction where the hardware has it.", _v, Names.AddProduct,
                        [(_v, "sum"), (_v, "a"), (_v, "b")], MultiplyAdd("a", "b", "sum"));
                    break;
                case Function.Load:
                    Write($"{Lanes} numbers from a place on.", _v, Names.Load, [Place("from"), Int("first")]);
                    break;
                case Function.LoadPart:
                    Write("So many numbers, and zeros in the other lanes: at the end of the memory.", _v, Names.Load, [Place("from"), Int("first"), Int("count")]);
                    break;
                case Function.Store:
                    Write("Writes them to a place and those behind it.", "void", Names.Store, [(_v, "values"), Place("to"), Int("first")]);
                    break;
                case Function.StorePart:
                    Write("Writes so many of them.", "void", Names.Store, [(_v, "values"), Place("to"), Int("first"), Int("count")]);
                    break;
                case Function.Add:
                    Write("Adds them to what lies at a place and behind it.", "void", Names.Add, [Place("to"), Int("first"), (_v, "values")]);
                    break;
                case Function.AddPart:
                    Write("Adds so many of them.", "void", Names.Add, [Place("to"), Int("first"), (_v, "values"), Int("count")]);
                    break;
                case Function.AddPair:
                    Write(
                        "Adds them from a place on, and others from a second place on; where the two overlap, they are the same.", "void", Names.Add,
                        [Place("to"), Int("first"), (_v, "values"), Int("second"), (_v, "others")]);
                    break;
                case Function.Keep:
                    Write("The first lanes; the others become zero.", _v, Names.Keep, [(_v, "values"), Int("count")]);
                    break;
                case Function.Lane:
                    Write("One lane in all lanes.", _v, Names.Lane, [(_v, "values"), Int("lane")]);
                    break;
                case Function.Spread:
                    Write(
                        "Lanes where they are wanted: lane k of the result is lane lk of the values.", _v, Names.Spread,
                        [(_v, "values"), .. Enumerable.Range(0, Lanes).Select(k => Int($"l{k}"))]);
                    break;
                case Function.Column:
                    Write(
                        $"A column of {Lanes} rows of so many numbers, from a place on.", _v, Names.Column,
                        [Place("from"), Int("first"), Int("width"), Int("column")]);
                    break;
                case Function.ColumnPart:
                    Write(
                        "A column of fewer rows, and zeros in the other lanes.", _v, Names.Column,
                        [Place("from"), Int("first"), Int("width"), Int("column"), Int("rows")]);
                    break;
                case Function.Join:
                    Write("The lanes of two vectors, one behind the other, from a lane on.", _v, Names.Join, [(_v, "low"), (_v, "high"), Int("first")]);
                    break;
                default:
                    Write(
                        "Lane k of the result is the sum of all lanes of vk.", values.TypeOfSums, Names.Sums,
                        [.. Enumerable.Range(0, values.LanesOfSums).Select(k => (_v, $"v{k}"))]);
                    break;
            }
        }

        void Write(string summary, string returns, string name, (string Type, string Name)[] parameters, string? body = null) =>
            WriteFunction(context, summary, returns, name, parameters, body);
    }

    private static string MultiplyAdd(string a, string b, string c) => $"{Numerics}.SampleLanes.MultiplyAdd({a}, {b}, {c})";

    private static (string Type, string Name) Int(string name) => ("int", name);

    private (string Type, string Name) Place(string name) => ($"ref {_t}", name);

    private string Called(Function function, string name)
    {
        _called.Add(function);
        return name;
    }

    /// <summary>Writes a function that passes all on to the runtime's, or to <paramref name="body"/>.</summary>
    private void WriteFunction(EmitContext context, string summary, string returns, string name, (string Type, string Name)[] parameters, string? body = null)
    {
        string passed = string.Join(", ", parameters.Select(p => p.Type.StartsWith("ref ", StringComparison.Ordinal) ? $"ref {p.Name}" : p.Name));
        string hides = context.New(name, isMethod: true, [.. parameters.Select(p => p.Type == _v ? values.ShortType : p.Type)]);
        context.Writer.Line();
        context.Writer.Line($"/// <summary>{summary}</summary>");
        context.Writer.Line(MemberWriter.Inlined);
        context.Writer.Wrapped(
            $"private static {hides}{returns} {name}(",
            parameters.Select((p, k) => (k == 0 ? "" : " ") + $"{p.Type} {p.Name}" + (k + 1 < parameters.Length ? "," : "")),
            ") =>");
        context.Writer.Line($"    {body ?? $"{OutputLanes}.{char.ToUpperInvariant(name[0])}{name.Substring(1)}({passed})"};");
    }
}
