namespace MlpGen.Cluster;

/// <summary>What is registered, for messages.</summary>
internal static class Names
{
    /// <summary>'a', 'b' and so on; or that there is none.</summary>
    public static string Of(IEnumerable<string> names)
    {
        string all = string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"'{name}'"));
        return all.Length > 0 ? all : "none is registered";
    }
}
