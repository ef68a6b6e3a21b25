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

            Open(signature, Inlining(member));
            new Entry(context, signature, member).Write();
            _writer.Close();
        }
    }

    /// <summary>Whether the JIT is to compile a member into its callers. What only calls is left to it, and the shortest forward passes gain a third of
    /// their time. A longer text in vectors must stay a call: inlined because the JIT likes to, it counts as part of a caller that it soon
    /// finds too large, and then its functions are called one by one, in ten times the time.</summary>
    private string[] Inlining(MemberPlan member) =>
        member.Routes[0].Hardware == Hardware.Any ? []
        : member.Member == Member.Forward && IsShort(member) ? ["AggressiveInlining"]
        : ["NoInlining"];

    /// <summary>Whether it is short enough to be written number by number, too, and has no exponential.</summary>
    private bool IsShort(MemberPlan member) =>
        member.Routes.Any(static route => route.Destination == Destination.Numbers) && !context.Plan.Layers.Any(static layer => layer.Traits.IsExponential);

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
