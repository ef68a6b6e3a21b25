using System.Globalization;
using System.Text.RegularExpressions;

namespace MlpGen.Weights;

/// <summary>Finds the tensor in a file for each W and b of a network.</summary>
internal static partial class TensorMatcher
{
    /// <summary>As many as a long always holds.</summary>
    private const int MostDigits = 18;

    /// <summary>The file's tensors in the order of <paramref name="expected"/>; throws, naming a tensor, if there is no such order or a
    /// doubt about it. Shapes are not compared yet.</summary>
    public static TensorEntry[] Match(IReadOnlyList<TensorEntry> tensors, NetworkTensor[] expected, SafetensorsLoadOptions options)
    {
        Dictionary<string, TensorEntry> byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        if (options.Names is { } names)
        {
            TensorEntry[] given = ByGivenNames(byName, expected, names);
            DerivedTensor.Refuse(given, byName.Keys);
            return given;
        }

        DerivedTensor.Refuse(tensors, byName.Keys);
        if (options.Matching == TensorMatching.FileOrder)
        {
            return ByFileOrder(tensors, expected);
        }

        return tensors.Count == expected.Length && Array.TrueForAll(expected, tensor => byName.ContainsKey(tensor.Name))
            ? [.. expected.Select(tensor => byName[tensor.Name])]
            : ByModule(tensors, expected);
    }

    private static TensorEntry[] ByGivenNames(
        Dictionary<string, TensorEntry> byName, NetworkTensor[] expected, IReadOnlyDictionary<string, string> names)
    {
        if (names.Keys.FirstOrDefault(key => !Array.Exists(expected, tensor => tensor.Label == key)) is { } unknown)
        {
            throw new ArgumentException(
                $"Expected Names to have the names of the network's tensors, {string.Join(", ", expected.Select(tensor => tensor.Label))}, "
                + $"but it has '{unknown}'.");
        }

        if (Array.Find(expected, tensor => !names.ContainsKey(tensor.Label)) is { } unnamed)
        {
            throw new ArgumentException($"Expected Names to name a tensor for {unnamed.Label}, but it does not.");
        }

        return
        [
            .. expected.Select(tensor => byName.TryGetValue(names[tensor.Label], out TensorEntry? entry)
                ? entry
                : throw new WeightsException(
                    tensor.Where(names[tensor.Label]), "it in the file", $"only {Excerpt.Of(byName.Keys)}", names[tensor.Label])),
        ];
    }

    private static TensorEntry[] ByFileOrder(IReadOnlyList<TensorEntry> tensors, NetworkTensor[] expected)
    {
        var weights = new Queue<TensorEntry>(tensors.Where(tensor => tensor.Shape.Length != 1));
        var biases = new Queue<TensorEntry>(tensors.Where(tensor => tensor.Shape.Length == 1));
        TensorEntry[] matched =
        [
            .. expected.Select(tensor => (tensor.IsWeight ? weights : biases).TryDequeue(out TensorEntry? entry)
                ? entry
                : throw Missing(tensor, tensors)),
        ];
        return weights.Concat(biases).FirstOrDefault() is { } left ? throw Unwanted(left, expected) : matched;
    }

    /// <summary>Weights and biases of one module belong together; the modules are ordered by number, or by their shapes.</summary>
    private static TensorEntry[] ByModule(IReadOnlyList<TensorEntry> tensors, NetworkTensor[] expected)
    {
        Module[] modules = Modules(tensors, expected);
        NetworkTensor[] weights = [.. expected.Where(tensor => tensor.IsWeight)];
        if (modules.Length != weights.Length)
        {
            throw new WeightsException(
                "network",
                $"weights for {Count(weights.Length, "layer")}",
                $"{Count(modules.Length, "module")} with weights: {Excerpt.Of([.. modules.Select(module => module.Name)])}",
                advice: modules.Length > weights.Length
                    ? "name those that are meant in SafetensorsLoadOptions.Names"
                    : "if layers share one, name it for each of them in SafetensorsLoadOptions.Names");
        }

        modules = ByNumber(modules, expected) ?? ByShape(modules, weights);
        var matched = new TensorEntry[expected.Length];
        int wanted = 0;
        for (int l = 0; l < modules.Length; l++)
        {
            matched[wanted++] = modules[l].Weight;
            bool hasBias = wanted < expected.Length && !expected[wanted].IsWeight;
            if (hasBias)
            {
                matched[wanted] = modules[l].Bias ?? throw Missing(expected[wanted], tensors, modules[l].Name + ".bias");
                wanted++;
            }
            else if (modules[l].Bias is { } bias)
            {
                throw Unwanted(bias, expected, $"layer {l + 1} has no bias");
            }
        }

        return matched;
    }

    private static Module[] Modules(IReadOnlyList<TensorEntry> tensors, NetworkTensor[] expected)
    {
        var weights = new List<TensorEntry>();
        var biases = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        foreach (TensorEntry tensor in tensors)
        {
            (string module, string part) = Split(tensor.Name);
            switch (part)
            {
                case "weight" when tensor.Shape.Length == 2:
                    weights.Add(tensor);
                    break;
                case "bias":
                    biases.Add(module, tensor);
                    break;
                case "weight":
                    throw new WeightsException(
                        $"tensor '{Excerpt.Of(tensor.Name)}'", "a shape outputs × inputs", Excerpt.Of(tensor.Shape), tensor.Name,
                        "a network here has dense layers only");
                default:
                    throw Unwanted(tensor, expected, "whose names end in '.weight' and '.bias'");
            }
        }

        Module[] modules =
        [
            .. weights.Select(weight =>
            {
                string module = Split(weight.Name).Module;
                biases.Remove(module, out TensorEntry? bias);
                return new Module(module, weight, bias);
            }),
        ];
        return biases.Values.FirstOrDefault() is { } stray ? throw Unwanted(stray, expected, "each with a weight") : modules;
    }

    /// <summary>The modules by the numbers in their names, compared as numbers; null if these differ by more than numbers, or have some that
    /// no module ever had.</summary>
    private static Module[]? ByNumber(Module[] modules, NetworkTensor[] expected)
    {
        string pattern = Number().Replace(modules[0].Name, "#");
        if (!Array.TrueForAll(modules, module => Number().Replace(module.Name, "#") == pattern))
        {
            return null;
        }

        if (Array.Exists(modules, module => Number().Matches(module.Name).Any(match => match.Length > MostDigits)))
        {
            return null;
        }

        long[][] numbers = [.. modules.Select(module => Number().Matches(module.Name).Select(match => Parse(match.Value)).ToArray())];
        int[] order = [.. Enumerable.Range(0, modules.Length)];
        Array.Sort(order, (left, right) => Compare(numbers[left], numbers[right]));
        for (int k = 1; k < order.Length; k++)
        {
            if (Compare(numbers[order[k - 1]], numbers[order[k]]) == 0)
            {
                return null;
            }
        }

        Module[] ordered = [.. order.Select(k => modules[k])];
        if (pattern == "#")
        {
            CheckSteps(ordered, expected);
        }

        return ordered;
    }

    /// <summary>In an <c>nn.Sequential</c>, no step from one Linear to the next may be shorter than the network's own: an activation
    /// would be missing. A longer one has room for modules without weights that a network here need not have, such as Flatten or Dropout.</summary>
    private static void CheckSteps(Module[] ordered, NetworkTensor[] expected)
    {
        NetworkTensor[] weights = [.. expected.Where(tensor => tensor.IsWeight)];
        for (int l = 1; l < ordered.Length; l++)
        {
            long found = Parse(ordered[l].Name) - Parse(ordered[l - 1].Name);
            if (found < weights[l - 1].Modules)
            {
                throw new WeightsException(
                    $"tensor '{ordered[l].Weight.Name}' (W{l + 1})",
                    $"the name '{weights[l].Name}', since modules without weights stand between layers {l} and {l + 1}",
                    $"a module straight behind '{ordered[l - 1].Weight.Name}', so an activation is missing",
                    ordered[l].Weight.Name,
                    "if it is not, say so by SafetensorsLoadOptions.Names");
            }
        }
    }

    /// <summary>The modules whose weights have the shape of layers 1, 2, …: right whatever their names, if no two layers are of one shape.</summary>
    private static Module[] ByShape(Module[] modules, NetworkTensor[] weights)
    {
        string[] names = [.. modules.Select(module => module.Name)];
        return
        [
            .. weights.Select(weight =>
            {
                Module[] fitting = Array.FindAll(modules, module => module.Weight.Shape.AsSpan().SequenceEqual(weight.Shape));
                return fitting.Length switch
                {
                    1 => fitting[0],
                    0 => throw new WeightsException(
                        weight.Label, $"a tensor of shape {Excerpt.Of(weight.Shape)}, outputs × inputs",
                        string.Join(", ", modules.Take(8).Select(module => $"'{Excerpt.Of(module.Weight.Name)}' {Excerpt.Of(module.Weight.Shape)}"))),
                    _ => throw new WeightsException(
                        weight.Label, "names that tell the order of the layers", Excerpt.Of(names),
                        advice: "two have the same shape, so say which is which by SafetensorsLoadOptions.Names, or set Matching to FileOrder"),
                };
            }),
        ];
    }

    private static (string Module, string Part) Split(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
    }

    private static long Parse(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Compare(long[] left, long[] right)
    {
        for (int k = 0; k < left.Length; k++)
        {
            if (left[k] != right[k])
            {
                return left[k].CompareTo(right[k]);
            }
        }

        return 0;
    }

    private static WeightsException Missing(NetworkTensor tensor, IReadOnlyList<TensorEntry> tensors, string? name = null) => new(
        tensor.Where(name ?? tensor.Name), $"{Excerpt.Of(tensor.Shape)}", $"no such tensor among {Excerpt.Of([.. tensors.Select(entry => entry.Name)])}", name ?? tensor.Name);

    private static WeightsException Unwanted(TensorEntry tensor, NetworkTensor[] expected, string? why = null) => new(
        "network",
        $"{Count(expected.Length, "tensor")} such as {Excerpt.Of([.. expected.Select(wanted => wanted.Name)])}" + (why is null ? "" : $", {why}"),
        $"'{Excerpt.Of(tensor.Name)}' as well",
        tensor.Name,
        "name the tensors that are meant in SafetensorsLoadOptions.Names");

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private sealed record Module(string Name, TensorEntry Weight, TensorEntry? Bias);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
