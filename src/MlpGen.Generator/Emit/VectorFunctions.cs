namespace MlpGen.Generator.Emit;

/// <summary>The runtime's functions of outputs side by side, as a text calls them: by short names, so that a line shows its formula.</summary>
internal sealed class VectorFunctions(EmitContext context)
{
    /// <summary>The type of a vector.</summary>
    public string V { get; } = $"{context.Names.Type("Vector256")}<{context.T}>";

    /// <summary>The functions of the runtime for outputs side by side, where a name alone would not say what of.</summary>
    public string OutputLanes { get; } = context.Names.Type("OutputLanes");

    /// <summary>The static class of the vectors.</summary>
    public string Vector { get; } = context.Names.Type("Vector256");

    private int Lanes => context.Plan.VectorLanes;

    /// <summary>The place in a span from which vectors are read, or to which they are written.</summary>
    public string At(string span, int first) => $"{Function("At")}({span}, {first})";

    /// <summary>The beginning of the sum of all lanes.</summary>
    public string OpenSum => $"{Vector}.Sum(";

    /// <summary>One number in all lanes.</summary>
    public string Create(string value) => $"{Vector}.Create({value})";

    /// <summary>A sum of products and a seed, if there is one, as pieces of a line that may wrap: what is added first stands first, so that
    /// the JIT reads each term when it is wanted, and not all of them before.</summary>
    /// <param name="seed">What the products are added to; null for nothing.</param>
    /// <param name="terms">The factors: two vectors, or a number for all lanes and a vector.</param>
    public IEnumerable<string> SumOfProducts(string? seed, IReadOnlyList<(string A, string B)> terms)
    {
        int first = seed is null ? 1 : 0;
        int nested = terms.Count - first;
        seed ??= $"{terms[0].A} * {terms[0].B}";
        yield return " " + (nested == 0 ? seed : string.Concat(Enumerable.Repeat(Function("AddProduct") + "(", nested)) + seed + ",");
        for (int k = first; k < terms.Count; k++)
        {
            yield return $" {terms[k].A}, {terms[k].B}){(k + 1 < terms.Count ? "," : "")}";
        }
    }

    /// <summary>A vector of memory that goes on for so many numbers: if they are too few, what there is and zeros.</summary>
    public string Load(string place, int first, int count) => $"{Function("Load")}(ref {place}, {first}{Part(count)})";

    /// <summary>Writes the first lanes of a vector.</summary>
    public string Store(string values, string place, int first, int count) =>
        $"{Function("Store")}({values}, ref {place}, {first}{Part(count)})";

    /// <summary>Adds the first lanes of a vector to memory.</summary>
    public string Add(string place, int first, string values, int count)
    {
        (string open, string close) = Add(place, first, count);
        return open + values + close.TrimEnd(';');
    }

    /// <summary>What stands before and behind the vector of such a statement.</summary>
    public (string Open, string Close) Add(string place, int first, int count) =>
        ($"{Function("Add")}(ref {place}, {first}, ", $"{Part(count)});");

    /// <summary>Adds two vectors to memory where they overlap.</summary>
    public string Add(string place, int first, string values, int second, string others) =>
        $"{Function("Add")}(ref {place}, {first}, {values}, {second}, {others})";

    /// <summary>The first lanes of a vector, the others zero.</summary>
    public string Keep(string values, int count) => count >= Lanes ? values : $"{Function("Keep")}({values}, {count})";

    /// <summary>One lane of a vector in all lanes.</summary>
    public string Lane(string values, int lane) => $"{Function("Lane")}({values}, {lane})";

    /// <summary>The given lanes of a vector.</summary>
    public string Spread(string values, IEnumerable<int> lanes) => $"{Function("Spread")}({values}, {string.Join(", ", lanes)})";

    /// <summary>A column of so many short rows of memory.</summary>
    public string Column(string place, int first, int width, int column, int rows) =>
        $"{Function("Column")}(ref {place}, {first}, {width}, {column}{Part(rows)})";

    /// <summary>The vector that begins within one and ends within the next.</summary>
    public string Join(string low, string high, int first) => $"{Function("Join")}({low}, {high}, {first})";

    /// <summary>The sum of each of as many vectors as a vector of 256 bits has lanes.</summary>
    public IEnumerable<string> Sums(IReadOnlyList<string> vectors)
    {
        int lanes = Lanes;
        yield return $" {Function("Sums")}(";
        for (int k = 0; k < lanes; k++)
        {
            string vector = k < vectors.Count ? vectors[k] : "default";
            yield return (k == 0 ? "" : " ") + vector + (k + 1 < lanes ? "," : ")");
        }
    }

    private string Part(int count) => count >= Lanes ? "" : $", {count}";

    private string Function(string name) => context.Names.Function(name);
}
