using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the public members: documentation, signature, checks, and the way that the plan gives them; and their instance twins.</summary>
internal sealed class MemberWriter(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;

    /// <summary>Writes a member that computes.</summary>
    public void Method(MemberPlan member)
    {
        foreach (Signature whole in Signature.Of(member.Member, context))
        {
            Signature signature = whole;
            if (context.IsNormalized)
            {
                new RawEntry(context, this).Write(member.Member, whole);
                signature = whole.OfNormalized();
            }

            Open(signature, IsWorthInlining(member) ? [] : ["NoInlining"]);
            new Entry(context, signature, member).Write();
            _writer.Close();
        }
    }

    /// <summary>Whether the JIT may compile the member into its callers: where all it does is to call, or its text is of the shortest. Of a longer
    /// one in vectors it takes some into a large method and then, past 512 locals, calls the rest of its functions one by one: ten times as slow.</summary>
    private static bool IsWorthInlining(MemberPlan member) =>
        member.Routes[0].Hardware == Hardware.Any || (member.Member == Member.Forward && member.Routes.Any(static route => route.Destination == Destination.Numbers));

    /// <summary>Opens a public static method; its body follows, then <see cref="SourceWriter.Close"/>.</summary>
    public void Open(Signature signature, params string[] options)
    {
        Documentation(signature.Summary, signature.IsPublic ? signature.Parameters : []);
        Returns(signature);
        context.Optimized(options);
        _writer.List($"{(signature.IsPublic ? "public" : "private")} static {Hides(signature.Name, signature.Parameters)}{signature.Returns} {signature.Name}(", Declared(signature.Parameters), ")");
        _writer.Open();
    }

    /// <summary>Writes the instance twin of a static method.</summary>
    public void Twin(Signature signature)
    {
        Parameter[] own = signature.TwinParameters;
        string types = string.Join(", ", signature.Parameters.Select(parameter => parameter.Type(context))).Replace('<', '{').Replace('>', '}');
        _writer.Line();
        _writer.Line($"/// <inheritdoc cref=\"{signature.Name}({types})\"/>");
        _writer.List($"public {Hides(signature.Name, own)}{signature.Returns} {signature.Name}(", Declared(own), ") =>");
        _writer.Line($"    {signature.Name}({string.Join(", ", own.Select(static parameter => parameter.Name).Prepend(context.OwnParameters))});");
    }

    /// <summary>Writes the documentation of a value or a constructor; its declaration follows.</summary>
    public void Documentation(string summary, params Parameter[] parameters)
    {
        _writer.Line();
        _writer.Lines($"/// <summary>{summary}</summary>".Replace("\n", "\n/// "));
        foreach (Parameter parameter in parameters)
        {
            _writer.Line($"/// <param name=\"{parameter.Name}\">{parameter.Doc}</param>");
        }
    }

    /// <summary><c>new </c> if a base class has a value of that name.</summary>
    public string Hides(string name) => context.New(name, isMethod: false);

    private void Returns(Signature signature)
    {
        if (signature.Returns != "void")
        {
            _writer.Line("/// <returns>The mean loss L.</returns>");
        }
    }

    private IEnumerable<string> Declared(Parameter[] parameters) =>
        parameters.Select(parameter => $"{parameter.Type(context)} {parameter.Name}" + (parameter.IsOptional ? " = default" : ""));

    private string Hides(string name, Parameter[] parameters) =>
        context.HidesNothing ? "" : context.New(name, isMethod: true, [.. parameters.Select(parameter => parameter.ShortType(context.T))]);
}
