using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Emit;

/// <summary>Writes the nested type that gives the network's passes to the runtime's loops over samples.</summary>
internal sealed class PassesRenderer(EmitContext context)
{
    private readonly SourceWriter _writer = context.Writer;
    private readonly Calls _calls = new(context);

    private NetworkPlan Plan => context.Plan;

    private bool HasGradient => Plan.Spec.Backward;

    private LossTraits? Loss => Plan.Spec.Loss is { } loss ? LossTraits.Of(loss.Function) : null;

    private string Read => context.Read;

    private string Written => context.Write;

    public void Write()
    {
        _writer.Line();
        _writer.Line("/// <summary>The passes of this network, for the runtime's loops over samples.</summary>");
        _writer.List(
            $"private readonly {context.New(Calls.Passes, isMethod: false)}struct {Calls.Passes} :",
            Interfaces().Select(name => $"{context.Names.Type(name)}<{(name is "ILayers" or "ILayersAnew" ? $"{Calls.Passes}, " : "")}{context.T}>"), tail: "");
        _writer.Open();
        _writer.Line($"public static int InputSize => {Plan.InputSize};");
        Property("OutputSize", Plan.OutputSize);
        One();
        if (Plan.Has(Layout.Numbers))
        {
            Numbers();
        }

        if (Plan.Find(MethodKind.Forward, Layout.Layers) is not null)
        {
            Layers();
        }

        if (Plan.Has(Layout.Lanes))
        {
            Lanes();
        }

        Derivatives();
        _writer.Close();
    }

    private IEnumerable<string> Interfaces()
    {
        if (Plan.Has(Layout.Numbers))
        {
            yield return HasGradient ? "INumbers" : "IPasses";
        }

        if (Plan.Find(MethodKind.Forward, Layout.Layers) is not null)
        {
            yield return "ILayers";
        }

        if (Plan.ComputesAnew)
        {
            yield return "ILayersAnew";
        }

        if (Plan.Has(Layout.Lanes))
        {
            yield return Plan.Spec.IsReproducible ? "ILanesInOrder" : "ILanes";
        }

        foreach ((MethodKind kind, Layout layout, string name) in s_derivatives)
        {
            if (Plan.Find(kind, layout) is not null)
            {
                yield return name;
            }
        }
    }

    /// <summary>What the runtime asks for to go along a direction.</summary>
    private static readonly (MethodKind Kind, Layout Layout, string Name)[] s_derivatives =
    [
        (MethodKind.Tangent, Layout.Numbers, "ITangentNumbers"),
        (MethodKind.Tangent, Layout.Layers, "ITangentLayers"),
        (MethodKind.HessianVector, Layout.Numbers, "IHessianNumbers"),
        (MethodKind.HessianVector, Layout.Layers, "IHessianLayers"),
        (MethodKind.DirectionalGradient, Layout.Layers, "IDirectionalGradientLayers"),
    ];

    private void Derivatives()
    {
        bool isWide = Plan.Find(MethodKind.HessianVector, Layout.Layers) is not null || Plan.Find(MethodKind.DirectionalGradient, Layout.Layers) is not null;
        if (isWide && Plan.Find(MethodKind.Forward, Layout.Layers) is null)
        {
            Property("WidestLayer", Plan.Memory.WidestLayer);
        }

        if (Plan.Find(MethodKind.Tangent, Layout.Numbers) is not null)
        {
            OfClass("void", "JacobianNumbers", $"{Read} parameters; {Read} trace; {Written} jacobian");
            OfClass("void", "TangentNumbers", $"{Read} parameters; {Read} trace; {Read} tangent; {Written} outputTangent");
            OfClass("void", "CurvatureNumbers", $"{Read} parameters; {Read} trace; {Read} direction; {Written} first; {Written} second");
        }

        if (Plan.Find(MethodKind.Tangent, Layout.Layers) is not null)
        {
            Layered("void", "Tangent", $"{Read} parameters; {Read} x; {Read} tx; {Written} memory; {Written} tangents; {Written} curvatures");
        }

        if (Plan.Find(MethodKind.HessianVector, Layout.Numbers) is not null)
        {
            OfClass(
                "void", "HessianVectorNumbers",
                $"{Read} parameters; {Read} input; {Read} trace; {Read} target; {context.T} scale; {Read} direction; {Written} product");
        }

        if (Plan.Find(MethodKind.HessianVector, Layout.Layers) is not null)
        {
            Layered(
                "void", "HessianVector",
                $"{Read} parameters; {Read} x; {Targets} targets; {context.T} scale; {Read} direction; "
                + $"{Written} memory; {Written} tangents; {Written} d; {Written} e; {Written} product");
        }

        if (Plan.Find(MethodKind.DirectionalGradient, Layout.Layers) is not null)
        {
            Layered(
                "void", "DirectionalGradient",
                $"{Read} parameters; {Read} x; {Read} tx; {Written} memory; {Written} tangents; {Written} curvatures; {Written} d; "
                + $"{Written} e; {Written} gradient");
        }
    }

    private void Property(string name, int value)
    {
        _writer.Line();
        _writer.Line($"public static int {name} => {value};");
    }

    private void Flag(string name)
    {
        _writer.Line();
        _writer.Line($"public static bool {name} => true;");
    }

    private void Method(string returns, string name, string parameters, string body, bool isInlined = false)
    {
        _writer.Line();
        if (isInlined)
        {
            context.Inlined();
        }

        _writer.List($"public static {returns} {name}(", Pieces(parameters), ") =>");
        _writer.Line($"    {body};");
    }

    /// <summary>A member that is a method of the class with the same name.</summary>
    private void OfClass(string returns, string name, string parameters) => Method(returns, name, parameters, $"{Class}.{name}({Passed(parameters)})");

    private static string[] Pieces(string parameters) => parameters.Split(["; "], StringSplitOptions.None);

    /// <summary>The names of the parameters, as arguments.</summary>
    private static string Passed(string parameters) =>
        string.Join(", ", Pieces(parameters).Select(static parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1)));

    private void One()
    {
        string passed = context.IsFrozen ? "" : "parameters, ";
        if (!IsOfLayers(Member.Forward))
        {
            Method("void", "ForwardOne", $"{Read} parameters; {Read} input; {Written} output", $"{Class}.{context.Forward}({passed}input, output)");
        }

        if (!HasGradient)
        {
            return;
        }

        if (!IsOfLayers(Member.Backward))
        {
            Method(
                "void", "BackwardOne", $"{Read} parameters; {Read} input; {Read} outputGradient; {Written} gradient; {Written} inputGradient",
                $"{Class}.Backward(parameters, input, outputGradient, gradient, inputGradient)");
        }

        if (Loss is null)
        {
            return;
        }

        if (Loss.IsMeanOverOutputs)
        {
            Flag("MeansOutputs");
        }

        if (Loss.IsFused)
        {
            Flag("IsFused");
        }

        Routed(Member.LossOne, "LossOne", $"{Read} parameters; {Read} input; {Read} target", "input, target");
        Routed(
            Member.LossAndGradientOne, "LossAndGradientOne",
            $"{Read} parameters; {Read} input; {Read} target; {context.T} scale; {Written} gradient; {Written} inputGradient",
            "input, target, scale, gradient, inputGradient");
    }

    /// <summary>Whether a member goes to the layered text on any hardware: then <c>ILayers</c> has it already.</summary>
    private bool IsOfLayers(Member member) => Plan.Find(member)!.Routes[0] is { Hardware: Hardware.Any, Destination: Destination.Layers };

    private void Routed(Member member, string name, string parameters, string arguments)
    {
        if (IsOfLayers(member))
        {
            return;
        }

        // What goes to vectors stands in their callers: on its own choice the JIT would inline it as well, but count what is inlined in it as part of the
        // caller, find that too large, and call some of the functions one by one.
        bool goesToVectors = Plan.Find(member)!.Routes.Any(static route => route.Destination == Destination.Outputs);
        string body = string.Concat(Plan.Find(member)!.Routes.Select(route => route.Hardware == Hardware.Any
            ? _calls.Of(member, route.Destination, arguments)
            : $"{context.Names.Type("Vector256")}.IsHardwareAccelerated ? {_calls.Of(member, route.Destination, arguments)} : "));
        Method(context.T, name, parameters, body, goesToVectors);
    }

    private void Numbers()
    {
        if (!HasGradient)
        {
            return;
        }

        if (Plan.Find(MethodKind.Forward, Layout.Layers) is null)
        {
            Property("TraceSize", Plan.TraceSize);
        }

        Method(
            "void", "ForwardNumbers", $"{Read} parameters; {Read} input; {Written} trace",
            $"{Class}.ForwardNumbers(parameters, input, trace, trace.Slice({Plan.Last.ActivationOffset}, {Plan.OutputSize}))");
        Method(
            "void", "BackwardNumbers",
            $"{Read} parameters; {Read} input; {Read} trace; {Read} outputGradient; {Written} gradient; {Written} inputGradient; bool isGiven",
            $"{Class}.BackwardNumbers(parameters, input, trace, outputGradient, gradient, inputGradient{_calls.Given("isGiven")})");
        if (Loss is not null)
        {
            OfClass(context.T, "LossNumbers", $"{Read} trace; {Read} target; {context.T} scale; {Written} outputGradient");
        }
    }

    private void Layers()
    {
        MemoryPlan memory = Plan.Memory;
        Property("TraceSize", Plan.TraceSize);
        if (memory.Dropped > 0)
        {
            Property("DroppedSize", memory.Dropped);
        }

        if (Plan.HasGradientInColumns)
        {
            Property("NeededSize", memory.Needed);
        }

        Property("WidestHidden", memory.WidestHidden);
        Property("WidestLayer", memory.WidestLayer);
        if (Plan.ComputesAnew)
        {
            Property("LayerCount", Plan.Layers.Count);
            Property("WidestPair", memory.WidestPair);
        }

        Layered(context.Write, "Forward", $"{Read} parameters; {Read} x; {Written} memory; {Written} output");
        if (HasGradient)
        {
            string taken = $"{Read} parameters; {Read} x; {Written} memory; {Written} output; {Written} d; {Written} e; {Written} gradient; {Written} dx";
            bool mayBeGiven = Loss is { IsFused: true } && Plan.Last.Spec.Activation != Activation.Identity;
            const string Given = "; bool isGiven";
            Layered("void", "Backward", mayBeGiven ? taken + Given : taken, unread: mayBeGiven ? "" : Given);
        }

        if (Loss is not null)
        {
            Layered(context.T, "Loss", $"{Read} read; {Targets} targets; {context.T} scale; {Written} d");
        }
    }

    private string Targets => $"{context.Names.Type("Targets")}<{context.T}>";

    /// <summary>A member that is the layered text of that name, over any layout; <paramref name="unread"/> are parameters that the text does not take.</summary>
    private void Layered(string returns, string name, string parameters, string unread = "")
    {
        _writer.Line();
        _writer.List($"public static {returns} {name}<TSamples>(", Pieces($"TSamples samples; {parameters}{unread}"), ")");
        _writer.Line($"    where TSamples : struct, {context.Names.Type("ISamples")}<{context.T}> =>");
        _writer.Line($"    {name}Layers({_calls.Samples("TSamples", "samples")}, {Passed(parameters)});");
    }

    private void Lanes()
    {
        int[] widths = Plan.Spec.IsReproducible
            ? [Names.WideVectorBits, Names.VectorBits, Names.ShortVectorBits]
            : [Names.WideVectorBits, Names.VectorBits];
        if (Plan.LanesAreQuick && !Plan.Spec.IsReproducible)
        {
            Flag("LanesAreQuick");
        }

        foreach (int bits in widths)
        {
            string vector = $"{context.Names.Type($"Vector{bits}")}<{context.T}>";
            string operations = context.Names.Type($"{(context.T == "double" ? "Double" : "Single")}{bits}");
            if (Plan.Spec.IsReproducible)
            {
                operations = $"{context.Names.Type("Unfused")}<{vector}, {context.T}, {operations}>";
            }

            _writer.Line();
            _writer.Line($"public static void LanesOf{bits}Bits<TPass>(ref {context.LaneBatch} batch)");
            _writer.Line($"    where TPass : struct, {context.Names.Type("IPass")} =>");
            _writer.Line($"    {Calls.Vectors}.Lanes<{vector}, {operations}>.Run<TPass>(ref batch);");
        }
    }

    /// <summary>The class, to reach what has the name of a pass: nothing else may be found there first.</summary>
    private string Class => Plan.Spec.Type.Name;
}
