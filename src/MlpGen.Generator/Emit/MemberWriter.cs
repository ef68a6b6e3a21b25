using MlpGen.Generator.Model;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the beginning of a public member: documentation, attributes, signature; and its instance twin.</summary>
internal sealed class MemberWriter(EmitContext context)
{
    private const string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"MlpGen\", \"{HeaderEmitter.Version}\")]";

    private readonly SourceWriter _writer = context.Writer;

    /// <summary>A span or number that a method takes.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">Whether it is read, written, or a number.</param>
    /// <param name="Doc">What it holds, how long it is, and what becomes of it.</param>
    internal sealed record Parameter(string Name, ParameterKind Kind, string Doc)
    {
        /// <summary>Whether it may be left out: the gradients with respect to the inputs.</summary>
        public bool IsOptional => Name is "inputGradient" or "inputGradients";
    }

    /// <summary>The kinds of parameters.</summary>
    internal enum ParameterKind
    {
        Read,
        Written,
        Labels,
        Seed,
        DropoutKey,
    }

    /// <summary>Opens a public static method; its body follows, then <see cref="SourceWriter.Close"/> and <see cref="Twin"/>.</summary>
    /// <param name="returnType">What it returns.</param>
    /// <param name="name">Its name.</param>
    /// <param name="summary">What it does, one or more lines.</param>
    /// <param name="callsKernels">Whether its body calls the runtime's kernels.</param>
    /// <param name="parameters">What it takes.</param>
    public void OpenStatic(string returnType, string name, string summary, bool callsKernels, params Parameter[] parameters)
    {
        if (context.IsFrozen)
        {
            parameters = [.. parameters.Where(parameter => parameter.Name != "parameters")];
        }

        Documentation(summary, returnType, parameters);
        _writer.Line(GeneratedCode);
        if (callsKernels)
        {
            KernelAttributes(mayBeInlined: name == "Forward"); // which of a small network is worth it
        }

        _writer.Wrapped($"public static {Hides(name, parameters)}{returnType} {name}(", Declared(parameters), ")");
        _writer.Open();
    }

    /// <summary>The attribute of a private method that is to be compiled into its caller.</summary>
    public const string Inlined =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    /// <summary>Writes the attributes of a method that calls kernels: compiled at full speed at once, since it may run for long before the
    /// JIT would come back to it; by itself, since as part of another method it would exceed what the JIT inlines, and call each vector
    /// function instead; and its stack memory left as it is, where the project allows that.</summary>
    public void KernelAttributes(bool mayBeInlined = false)
    {
        const string Services = "global::System.Runtime.CompilerServices";
        const string Options = $"{Services}.MethodImplOptions";
        _writer.Line($"[{Services}.MethodImpl({Options}.AggressiveOptimization{(mayBeInlined ? "" : $" | {Options}.NoInlining")})]");
        if (context.Plan.Spec.Compilation.AllowsUnsafe)
        {
            _writer.Line($"[{Services}.SkipLocalsInit]");
        }
    }

    /// <summary>Writes the instance twin of a static method: without the parameters, which the instance owns, and without the
    /// gradients with respect to the inputs.</summary>
    public void Twin(string returnType, string name, params Parameter[] parameters)
    {
        if (!context.HasInstance)
        {
            return;
        }

        Parameter[] own = [.. parameters.Skip(1).Where(p => !p.IsOptional)];
        Documentation($"As the static <c>{name}</c>, with the parameters of this instance.", returnType, own);
        _writer.Line(GeneratedCode);
        string passed = string.Join(", ", own.Select(p => p.Name));
        _writer.Wrapped($"public {Hides(name, own)}{returnType} {name}(", Declared(own), ") =>");
        _writer.Line($"    {name}({Names.ParametersField}, {passed});");
    }

    /// <summary>Writes documentation and attribute of a value or a constructor; its declaration follows.</summary>
    public void Value(string summary, params Parameter[] parameters)
    {
        Documentation(summary, "void", parameters);
        _writer.Line(GeneratedCode);
    }

    /// <summary><c>new </c> if a base class has a value of that name.</summary>
    public string Hides(string name) => context.New(name, isMethod: false);

    private IEnumerable<string> Declared(Parameter[] parameters) => parameters.Select((p, i) =>
        (i == 0 ? "" : " ") + $"{TypeOf(p.Kind)} {p.Name}" + (p.IsOptional ? " = default" : "") + (i + 1 < parameters.Length ? "," : ""));

    private string Hides(string name, Parameter[] parameters) =>
        context.New(name, isMethod: true, [.. parameters.Select(p => TypeOf(p.Kind).Split(["::"], StringSplitOptions.None).Last().Split('.').Last())]);

    private void Documentation(string summary, string returnType, Parameter[] parameters)
    {
        _writer.Line();
        _writer.Lines("/// " + $"<summary>{summary}</summary>".Replace("\n", "\n/// "));
        foreach (Parameter parameter in parameters)
        {
            _writer.Line($"/// <param name=\"{parameter.Name}\">{parameter.Doc}</param>");
        }

        if (returnType != "void")
        {
            _writer.Line("/// <returns>The mean loss L.</returns>");
        }
    }

    private string TypeOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Read => context.ReadSpan,
        ParameterKind.Written => context.WriteSpan,
        ParameterKind.Labels => "global::System.ReadOnlySpan<int>",
        ParameterKind.Seed => "int",
        _ => "global::MlpGen.DropoutKey",
    };
}
