namespace MlpGen.Generator.Emit;

/// <summary>The private functions of vectors that a file calls, each emitted once if it is called: short names for what the runtime does,
/// so that a line of text shows its formula.</summary>
internal sealed class VectorFunctions(EmitContext context)
{
    private readonly HashSet<Function> _called = [];
    private readonly string _t = context.T;

    /// <summary>The type of a vector.</summary>
    public string V { get; } = $"{context.Names.Type("Vector256")}<{context.T}>";

    /// <summary>The functions of the runtime for outputs side by side.</summary>
    public string OutputLanes { get; } = context.Names.Type("OutputLanes");

    /// <summary>The static class of the vectors.</summary>
    public string Vector { get; } = context.Names.Type("Vector256");

    private int Lanes => context.Plan.VectorLanes;

    private enum Function
    {
        AddProductOfOne,
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

    /// <summary>The place in a span from which vectors are read, or to which they are written.</summary>
    public string At(string span, int first) => $"{OutputLanes}.At<{_t}>({span}, {first})";

    /// <summary>The beginning of the sum of all lanes.</summary>
    public string OpenSum => $"{Vector}.Sum(";

    /// <summary>One number in all lanes.</summary>
    public string Create(string value) => $"{Vector}.Create({value})";

    /// <summary>A sum of products and a seed, if there is one, as pieces of a line that may wrap: what is added first stands first, so that
    /// the JIT reads each term when it is wanted, and not all of them before.</summary>
    /// <param name="seed">What the products are added to; null for nothing.</param>
    /// <param name="terms">The factors.</param>
    /// <param name="areVectors">Whether both factors are vectors; else the first is one number for all lanes.</param>
    public IEnumerable<string> SumOfProducts(string? seed, IReadOnlyList<(string A, string B)> terms, bool areVectors) =>
        Nested(seed, terms, areVectors ? Function.AddProduct : Function.AddProductOfOne);

    private IEnumerable<string> Nested(string? seed, IReadOnlyList<(string A, string B)> terms, Function function)
    {
        int first = seed is null ? 1 : 0;
        int nested = terms.Count - first;
        seed ??= $"{terms[0].A} * {terms[0].B}";
        if (nested > 0)
        {
            _called.Add(function);
        }

        yield return " " + string.Concat(Enumerable.Repeat(Model.Names.AddProduct + "(", nested)) + seed + (nested == 0 ? "" : ",");
        for (int k = first; k < terms.Count; k++)
        {
            yield return $" {terms[k].A}, {terms[k].B}){(k + 1 < terms.Count ? "," : "")}";
        }
    }

    /// <summary>A vector of memory that goes on for so many numbers: if they are too few, what there is and zeros.</summary>
    public string Load(string place, int first, int count) => count >= Lanes
        ? $"{Called(Function.Load, Model.Names.Load)}(ref {place}, {first})"
        : $"{Called(Function.LoadPart, Model.Names.Load)}(ref {place}, {first}, {count})";

    /// <summary>Writes the first lanes of a vector.</summary>
    public string Store(string values, string place, int first, int count) => count >= Lanes
        ? $"{Called(Function.Store, Model.Names.Store)}({values}, ref {place}, {first})"
        : $"{Called(Function.StorePart, Model.Names.Store)}({values}, ref {place}, {first}, {count})";

    /// <summary>Adds the first lanes of a vector to memory.</summary>
    public string Add(string place, int first, string values, int count)
    {
        (string open, string close) = Add(place, first, count);
        return open + values + close.TrimEnd(';');
    }

    /// <summary>What stands before and behind the vector of such a statement.</summary>
    public (string Open, string Close) Add(string place, int first, int count) => count >= Lanes
        ? ($"{Called(Function.Add, Model.Names.Add)}(ref {place}, {first}, ", ");")
        : ($"{Called(Function.AddPart, Model.Names.Add)}(ref {place}, {first}, ", $", {count});");

    /// <summary>Adds two vectors to memory where they overlap.</summary>
    public string Add(string place, int first, string values, int second, string others) =>
        $"{Called(Function.AddPair, Model.Names.Add)}(ref {place}, {first}, {values}, {second}, {others})";

    /// <summary>The first lanes of a vector, the others zero.</summary>
    public string Keep(string values, int count) => count >= Lanes ? values : $"{Called(Function.Keep, Model.Names.Keep)}({values}, {count})";

    /// <summary>One lane of a vector in all lanes.</summary>
    public string Lane(string values, int lane) => $"{Called(Function.Lane, Model.Names.Lane)}({values}, {lane})";

    /// <summary>The given lanes of a vector.</summary>
    public string Spread(string values, IEnumerable<int> lanes) => $"{Called(Function.Spread, Model.Names.Spread)}({values}, {string.Join(", ", lanes)})";

    /// <summary>A column of so many short rows of memory.</summary>
    public string Column(string place, int first, int width, int column, int rows) => rows >= Lanes
        ? $"{Called(Function.Column, Model.Names.Column)}(ref {place}, {first}, {width}, {column})"
        : $"{Called(Function.ColumnPart, Model.Names.Column)}(ref {place}, {first}, {width}, {column}, {rows})";

    /// <summary>The vector that begins within one and ends within the next.</summary>
    public string Join(string low, string high, int first) => $"{Called(Function.Join, Model.Names.Join)}({low}, {high}, {first})";

    /// <summary>The sum of each of as many vectors as a vector of 256 bits has lanes.</summary>
    public IEnumerable<string> Sums(IReadOnlyList<string> vectors)
    {
        int lanes = Lanes;
        yield return $" {Called(Function.Sums, Model.Names.Sums)}(";
        for (int k = 0; k < lanes; k++)
        {
            string vector = k < vectors.Count ? vectors[k] : "default";
            yield return (k == 0 ? "" : " ") + vector + (k + 1 < lanes ? "," : ")");
        }
    }

    /// <summary>Writes all that were called.</summary>
    public void Emit()
    {
        foreach (Function function in _called.OrderBy(function => function))
        {
            switch (function)
            {
                case Function.AddProductOfOne:
                    Write(
                        "sum + x·w of each lane, one x for all, in one instruction where the hardware has it.", V, Model.Names.AddProduct,
                        [(V, "sum"), (_t, "x"), (V, "w")], MultiplyAdd(Create("x"), "w", "sum"));
                    break;
                case Function.AddProduct:
                    Write(
                        "sum + a·b of each lane, in one instruction where the hardware has it.", V, Model.Names.AddProduct,
                        [(V, "sum"), (V, "a"), (V, "b")], MultiplyAdd("a", "b", "sum"));
                    break;
                case Function.Load:
                    Write($"{Lanes} numbers from a place on.", V, Model.Names.Load, [Place("from"), Int("first")]);
                    break;
                case Function.LoadPart:
                    Write("So many numbers, and zeros in the other lanes: at the end of the memory.", V, Model.Names.Load, [Place("from"), Int("first"), Int("count")]);
                    break;
                case Function.Store:
                    Write("Writes them to a place and those behind it.", "void", Model.Names.Store, [(V, "values"), Place("to"), Int("first")]);
                    break;
                case Function.StorePart:
                    Write("Writes so many of them.", "void", Model.Names.Store, [(V, "values"), Place("to"), Int("first"), Int("count")]);
                    break;
                case Function.Add:
                    Write("Adds them to what lies at a place and behind it.", "void", Model.Names.Add, [Place("to"), Int("first"), (V, "values")]);
                    break;
                case Function.AddPart:
                    Write("Adds so many of them.", "void", Model.Names.Add, [Place("to"), Int("first"), (V, "values"), Int("count")]);
                    break;
                case Function.AddPair:
                    Write(
                        "Adds them from a place on, and others from a second place on; where the two overlap, they are the same.", "void", Model.Names.Add,
                        [Place("to"), Int("first"), (V, "values"), Int("second"), (V, "others")]);
                    break;
                case Function.Keep:
                    Write("The first lanes; the others become zero.", V, Model.Names.Keep, [(V, "values"), Int("count")]);
                    break;
                case Function.Lane:
                    Write("One lane in all lanes.", V, Model.Names.Lane, [(V, "values"), Int("lane")]);
                    break;
                case Function.Spread:
                    Write(
                        "Lanes where they are wanted: lane k of the result is lane lk of the values.", V, Model.Names.Spread,
                        [(V, "values"), .. Enumerable.Range(0, Lanes).Select(k => Int($"l{k}"))]);
                    break;
                case Function.Column:
                    Write(
                        $"A column of {Lanes} rows of so many numbers, from a place on.", V, Model.Names.Column,
                        [Place("from"), Int("first"), Int("width"), Int("column")]);
                    break;
                case Function.ColumnPart:
                    Write(
                        "A column of fewer rows, and zeros in the other lanes.", V, Model.Names.Column,
                        [Place("from"), Int("first"), Int("width"), Int("column"), Int("rows")]);
                    break;
                case Function.Join:
                    Write("The lanes of two vectors, one behind the other, from a lane on.", V, Model.Names.Join, [(V, "low"), (V, "high"), Int("first")]);
                    break;
                default:
                    Write(
                        "Lane k of the result is the sum of all lanes of vk.", V, Model.Names.Sums,
                        [.. Enumerable.Range(0, Lanes).Select(k => (V, $"v{k}"))]);
                    break;
            }
        }

        void Write(string summary, string returns, string name, (string Type, string Name)[] parameters, string? body = null) =>
            WriteFunction(summary, returns, name, parameters, body);
    }

    private string MultiplyAdd(string a, string b, string c) => $"{context.Names.Type("SampleLanes")}.MultiplyAdd({a}, {b}, {c})";

    private static (string Type, string Name) Int(string name) => ("int", name);

    private (string Type, string Name) Place(string name) => ($"ref {_t}", name);

    private string Called(Function function, string name)
    {
        _called.Add(function);
        return name;
    }

    /// <summary>Writes a function that passes all on to the runtime's, or to <paramref name="body"/>.</summary>
    private void WriteFunction(string summary, string returns, string name, (string Type, string Name)[] parameters, string? body = null)
    {
        string passed = string.Join(", ", parameters.Select(p => p.Type.StartsWith("ref ", StringComparison.Ordinal) ? $"ref {p.Name}" : p.Name));
        context.Writer.Line();
        context.Writer.Line($"/// <summary>{summary}</summary>");
        context.Inlined();
        context.Writer.Wrapped(
            $"private static {returns} {name}(",
            parameters.Select((p, k) => (k == 0 ? "" : " ") + $"{p.Type} {p.Name}" + (k + 1 < parameters.Length ? "," : "")),
            ") =>");
        context.Writer.Line($"    {body ?? $"{OutputLanes}.{char.ToUpperInvariant(name[0])}{name.Substring(1)}({passed})"};");
    }
}
