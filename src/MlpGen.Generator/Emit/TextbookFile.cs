using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the textbook file: the members that take one sample, and the text that they go to, each formula once.</summary>
internal static class TextbookFile
{
    /// <summary>The complete text.</summary>
    public static string Emit(NetworkPlan plan, CancellationToken cancellation)
    {
        var context = new EmitContext(plan, cancellation);
        new Header(context).Write();
        context.OpenType(summary: $"A multi-layer perceptron, {Header.Sizes(plan)}.");
        var members = new MemberWriter(context);
        Members(members, plan, Member.Forward);
        Method(context, MethodKind.Forward);
        Members(members, plan, Member.ForwardTrace);
        Method(context, MethodKind.Loss); // where the way back begins
        Members(members, plan, Member.Backward);
        Method(context, MethodKind.Backward);
        Members(members, plan, Member.BackwardTrace);
        return context.CloseType();
    }

    private static void Members(MemberWriter writer, NetworkPlan plan, params Member[] members)
    {
        foreach (MemberPlan member in members.Select(plan.Find).OfType<MemberPlan>())
        {
            writer.Method(member);
        }
    }

    private static void Method(EmitContext context, MethodKind kind)
    {
        if (context.Plan.Methods.FirstOrDefault(method => method.Kind == kind && method.File == SourceFile.Textbook) is not { } method)
        {
            return;
        }

        switch (method.Layout)
        {
            case Layout.Numbers:
                new NumbersRenderer(context).Write(method);
                break;
            case Layout.Integers:
                new IntegersRenderer(context).Write(method);
                break;
            default:
                new LayersRenderer(context).Write(method);
                break;
        }
    }
}
