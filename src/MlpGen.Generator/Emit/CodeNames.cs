using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>How types and functions of other namespaces are written in one file: short, behind a using directive, unless the user's code has
/// something of that name where the compiler would find it first.</summary>
/// <param name="facts">What the compilation has taken.</param>
/// <param name="functions">The class whose functions of one number the file calls.</param>
internal sealed class CodeNames(CompilationFacts facts, string functions)
{
    private readonly HashSet<string> _taken = [.. facts.TakenNames];
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The name of a type, without type arguments.</summary>
    public string Type(string name)
    {
        string @namespace = ShortNames.NamespaceOf[name];
        if (_taken.Contains(name))
        {
            return $"{Root(@namespace)}{@namespace}.{name}";
        }

        _used.Add(@namespace);
        return name;
    }

    /// <summary>The name of a static class over a number type: an alias, so that the compiler constructs the class once a file, and not for each
    /// call a method out of its arguments.</summary>
    public string Class(string name, string number)
    {
        string full = $"{ShortNames.NamespaceOf[name]}.{name}<{number}>";
        if (_taken.Contains(name))
        {
            return Root(full) + full;
        }

        _used.Add($"{name} = {full}");
        return name;
    }

    /// <summary>The name of a function of one number, such as <c>Relu</c>, or of vectors, such as <c>Load</c>.</summary>
    public string Function(string name)
    {
        string @class = ShortNames.ClassOf[name] is ShortNames.ActivationMath ? functions : ShortNames.ClassOf[name];
        if (_taken.Contains(name))
        {
            return $"{Root(@class)}{@class}.{name}";
        }

        _used.Add("static " + @class);
        return name;
    }

    /// <summary>The directives that the names so far stand on, a line each.</summary>
    public IEnumerable<string> Directives()
    {
        if (facts.RuntimeAlias.Length > 0)
        {
            yield return $"extern alias {facts.RuntimeAlias};";
        }

        foreach (string used in _used)
        {
            int name = used.LastIndexOf(' ') + 1;
            yield return $"using {used.Substring(0, name)}{Root(used.Substring(name))}{used.Substring(name)};";
        }
    }

    private string Root(string name) =>
        (facts.RuntimeAlias.Length > 0 && name.StartsWith("MlpGen", StringComparison.Ordinal) ? facts.RuntimeAlias : "global") + "::";
}
