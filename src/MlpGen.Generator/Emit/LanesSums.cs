namespace MlpGen.Generator.Emit;

/// <summary>Sums over samples side by side, as one expression each.</summary>
internal static class LanesSums
{
    /// <summary>Products of a vector and one number, and at the end perhaps a number alone: what is added first stands first, so that the JIT reads each
    /// term when it is wanted, and not all of them before.</summary>
    public static IEnumerable<string> OfWeighted(IEnumerable<(string? Left, string Right)> terms)
    {
        (string? Left, string Right)[] all = [.. terms];
        (string Left, string Right)[] products = [.. all.Where(static term => term.Left is not null).Select(static term => (term.Left!, term.Right))];
        string? seed = all.Length > products.Length ? all[all.Length - 1].Right : null;
        if (products.Length == 0)
        {
            return [$" S.Broadcast({seed ?? "0"})"];
        }

        string first = seed is not null ? $"S.Broadcast({seed})" : $"S.Multiply({products[0].Left}, S.Broadcast({products[0].Right}))";
        return Nested(first, [.. products.Skip(seed is null ? 1 : 0)]);
    }

    private static IEnumerable<string> Nested(string first, (string Left, string Right)[] products)
    {
        yield return " " + string.Concat(Enumerable.Repeat("AddProduct(", products.Length)) + first + (products.Length == 0 ? "" : ",");
        for (int k = 0; k < products.Length; k++)
        {
            yield return $" {products[k].Left}, {products[k].Right}){(k + 1 < products.Length ? "," : "")}";
        }
    }

    /// <summary>Products of two vectors.</summary>
    public static IEnumerable<string> OfProducts(IEnumerable<(string Left, string Right)> terms)
    {
        (string Left, string Right)[] all = [.. terms];
        string sum = $"S.Multiply({all[0].Left}, {all[0].Right})";
        foreach ((string left, string right) in all.Skip(1))
        {
            sum = $"S.MultiplyAdd({left}, {right}, {sum})";
        }

        return [" " + sum];
    }
}
