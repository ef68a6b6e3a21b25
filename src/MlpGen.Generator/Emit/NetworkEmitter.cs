using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the file of one network: the order of its parts, each of which has an emitter of its own.</summary>
internal static class NetworkEmitter
{
    /// <summary>The complete text, with <c>\n</c> at the end of each line.</summary>
    public static string Emit(NetworkPlan plan, CancellationToken cancellation)
    {
        var context = new EmitContext(plan, cancellation);
        var members = new MemberWriter(context);
        var parameters = new Parameters(context);
        var instance = new InstanceEmitter(context, members);

        new HeaderEmitter(context).Emit();
        OpenType(context, context.HasInstance ? $" : {instance.Interfaces()}" : "");
        new MetadataEmitter(context, members).Emit();
        if (context.HasInstance)
        {
            instance.Emit();
        }

        Kernels(context, members, parameters);
        context.Scalars.Functions.Emit(context, context.Scalars);
        context.Lanes.Functions.Emit(context, context.Lanes);
        context.WideLanes.Functions.Emit(context, context.WideLanes);
        if (context.HasInstance)
        {
            instance.EmitInterfaceSizes();
        }

        CloseType(context);
        return context.Writer.ToString();
    }

    private static void Kernels(EmitContext context, MemberWriter members, Parameters parameters)
    {
        var batch = new BatchEmitter(context, members, parameters);
        if (!context.IsFrozen)
        {
            new InitializeEmitter(context, members, parameters).Emit();
        }

        new ForwardEmitter(context, members, parameters).Emit();
        batch.EmitForward();
        if (context.Plan.Backward is null)
        {
            Private(context, () => Vectors(context, members));
            return;
        }

        var backward = new BackwardEmitter(context, members, parameters);
        backward.Emit();
        batch.EmitBackward();
        LossEmitter? loss = context.Plan.Spec.Loss is null ? null : new LossEmitter(context, members, parameters);
        loss?.Emit();
        Private(context, () =>
        {
            loss?.EmitPrivate();
            Vectors(context, members);
            backward.EmitPrivate();
            batch.EmitPrivate();
        });
    }

    /// <summary>Writes what works on vectors: of samples, of outputs, or both; and the functions of vectors that all text so far calls.</summary>
    private static void Vectors(EmitContext context, MemberWriter members)
    {
        LaneEmitter.Emit(context, members);
        NetworkPlan plan = context.Plan;
        if (plan.TracesInVectors || plan.StaysInRegisters)
        {
            new VectorForward(context, members, plan.Vectors!).EmitKept();
        }

        if (plan.GoesBackInVectors)
        {
            new VectorBackward(context, members, plan.Vectors!).Emit();
        }

        context.Lanes.Vectors.Emit(context);
        context.WideLanes.Vectors.Emit(context);
    }

    /// <summary>Writes the private methods. A network nested in a base class that is a network too sees private ones of the same
    /// names; hiding them is no mistake.</summary>
    private static void Private(EmitContext context, Action emit)
    {
        context.Writer.Line();
        context.Writer.Line("#pragma warning disable CS0108 // a base class may have private methods of these names: hiding them is no mistake");
        emit();
        context.Writer.Line();
        context.Writer.Line("#pragma warning restore CS0108");
    }

    /// <summary>Opens namespace, containing types and class.</summary>
    /// <param name="context">The file.</param>
    /// <param name="interfaces">What stands behind the name of the class.</param>
    public static void OpenType(EmitContext context, string interfaces)
    {
        TypeSpec type = context.Plan.Spec.Type;
        context.Writer.Line();
        if (type.Namespace.Length > 0)
        {
            context.Writer.Open($"namespace {type.Namespace}");
        }

        foreach (string container in type.Containers)
        {
            context.Writer.Open(container);
        }

        context.Writer.Open($"partial class {type.Name}{interfaces}");
    }

    /// <summary>Closes what <see cref="OpenType"/> opened.</summary>
    public static void CloseType(EmitContext context)
    {
        TypeSpec type = context.Plan.Spec.Type;
        int blocks = 1 + type.Containers.Count + (type.Namespace.Length > 0 ? 1 : 0);
        for (int i = 0; i < blocks; i++)
        {
            context.Writer.Close();
        }
    }
}
