namespace MlpGen.Weights;

/// <summary>Tensors out of which PyTorch computes weights, or the outputs, anew at every call: none of them is a weight to load.</summary>
internal static class DerivedTensor
{
    /// <summary>Throws, naming the first, if one of <paramref name="wanted"/> is such a tensor.</summary>
    /// <param name="wanted">The tensors to be loaded.</param>
    /// <param name="all">The names of all tensors of the file, by which some are known.</param>
    public static void Refuse(IEnumerable<TensorEntry> wanted, IReadOnlyCollection<string> all)
    {
        foreach (TensorEntry tensor in wanted)
        {
            if (Cause(tensor.Name, all) is var (what, advice))
            {
                throw new WeightsException(
                    $"tensor '{Excerpt.Of(tensor.Name)}'", "weights as they are used", $"a part of {what}", tensor.Name, advice);
            }
        }
    }

    /// <summary>What a tensor is a part of, and what to call before saving; null if it is what its name says.</summary>
    private static (string What, string Advice)? Cause(string name, IReadOnlyCollection<string> all)
    {
        const string parametrizations = "parametrizations.";
        int parametrized = name.StartsWith(parametrizations, StringComparison.Ordinal)
            ? 0
            : name.IndexOf('.' + parametrizations, StringComparison.Ordinal) is >= 0 and int dot ? dot + 1 : -1;
        if (parametrized >= 0)
        {
            string parameter = name[(parametrized + parametrizations.Length)..].Split('.')[0];
            return ($"the parametrization of '{Excerpt.Of(parameter)}', such as weight_norm or spectral_norm",
                $"call torch.nn.utils.parametrize.remove_parametrizations(module, '{Excerpt.Of(parameter)}') before saving");
        }

        if (PartOf(name, "_g", "_v") is { } normed && Has("_g") && Has("_v"))
        {
            return ("a weight_norm", $"call torch.nn.utils.remove_weight_norm(module, '{Short(normed)}') before saving");
        }

        if (PartOf(name, "_orig", "_mask") is { } pruned && Has("_orig") && Has("_mask"))
        {
            return ("a pruning", $"call torch.nn.utils.prune.remove(module, '{Short(pruned)}') before saving");
        }

        if (PartOf(name, "_orig", "_u", "_v") is { } spectral && Has("_orig") && Has("_u"))
        {
            return ("a spectral_norm", $"call torch.nn.utils.remove_spectral_norm(module, '{Short(spectral)}') before saving");
        }

        string module = name[..Math.Max(name.LastIndexOf('.') + 1, 0)];
        return all.Contains(module + "running_mean") && all.Contains(module + "running_var")
            ? ("a BatchNorm, which changes the outputs",
                "fold it into the Linear before it, by torch.nn.utils.fusion.fuse_linear_bn_eval(linear, norm), before saving")
            : null;

        bool Has(string ending) => all.Contains(Base(name) + ending);
    }

    /// <summary>The name without the ending, if it has one of these.</summary>
    private static string? PartOf(string name, params ReadOnlySpan<string> endings)
    {
        foreach (string ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return name[..^ending.Length];
            }
        }

        return null;
    }

    private static string Base(string name) => name[..Math.Max(name.LastIndexOf('_'), 0)];

    private static string Short(string name) => Excerpt.Of(name[(name.LastIndexOf('.') + 1)..]);
}
