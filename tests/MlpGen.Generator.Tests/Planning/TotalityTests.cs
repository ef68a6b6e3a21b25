using MlpGen.Generator.Emit;
using MlpGen.Generator.Model;
using MlpGen.Generator.Planning;

namespace MlpGen.Generator.Tests.Planning;

// The generator links the source of this enum; inside this namespace its own is meant.
using Unroll = MlpGen.Generator.Model.Unroll;

/// <summary>A plan is whole: each member has a way on any hardware, each way ends in a method that is there, and each method can be written.</summary>
public class TotalityTests
{
    private const int Networks = 400;

    [Fact]
    public void Every_member_that_computes_is_there_and_no_other()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 1, Networks))
        {
            string[] expected =
            [
                .. GeneratedMembers.Of([.. spec.Layers], spec.Loss, spec.Precision, spec.Backward, isStatic: true, derivatives: spec.Derivatives)
                    .Where(member => member.IsMethod && Enum.TryParse<Member>(member.Name, out _)).Select(member => member.Name).Distinct().Order(),
            ];

            Assert.Equal(expected, Planner.Plan(spec).Members.Where(IsPublic).Select(member => member.Member.ToString()).Order());
        }

        static bool IsPublic(MemberPlan member) => member.Member is not (Member.LossOne or Member.LossAndGradientOne);
    }

    [Fact]
    public void Every_member_has_a_way_on_any_hardware()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 2, Networks).Concat(Specs.InIntegers()))
        {
            foreach (MemberPlan member in Planner.Plan(spec).Members)
            {
                Assert.NotEmpty(member.Routes);
                Assert.Equal(Hardware.Any, member.Routes[member.Routes.Count - 1].Hardware);
                Assert.DoesNotContain(member.Routes.Take(member.Routes.Count - 1), route => route.Hardware == Hardware.Any); // the rest would be dead
            }
        }
    }

    [Fact]
    public void Every_way_ends_in_methods_that_are_there()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 3, Networks).Concat(Specs.InIntegers()))
        {
            NetworkPlan plan = Planner.Plan(spec);
            foreach ((MemberPlan member, Route route) in plan.Members.SelectMany(member => member.Routes.Select(route => (member, route))))
            {
                bool isThere = Needed(plan, member.Member, route.Destination).All(kinds => kinds.Any(wanted => plan.Find(wanted.Kind, wanted.Layout) is not null));
                Assert.True(isThere, $"{member.Member} goes to {route.Destination}, which is not there: {Describe(spec)}");
            }
        }
    }

    [Fact]
    public void Every_method_is_gone_to()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 4, Networks).Concat(Specs.InIntegers()))
        {
            NetworkPlan plan = Planner.Plan(spec);
            HashSet<(MethodKind, Layout)> reached =
            [
                .. plan.Members.SelectMany(member => member.Routes.SelectMany(route => Needed(plan, member.Member, route.Destination))).SelectMany(kinds => kinds),
            ];

            Assert.All(plan.Methods, method => Assert.True(reached.Contains((method.Kind, method.Layout)), $"{method.Kind} in {method.Layout}: {Describe(spec)}"));
        }
    }

    [Fact]
    public void No_method_is_planned_twice()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 5, Networks))
        {
            MethodPlan[] methods = [.. Planner.Plan(spec).Methods];

            Assert.Equal(methods.Length, methods.Select(method => (method.Kind, method.Layout)).Distinct().Count());
        }
    }

    [Fact]
    public void The_textbook_has_a_text_for_every_pass_of_one_sample()
    {
        foreach (NetworkSpec spec in Specs.Random(seed: 6, Networks))
        {
            IEnumerable<MethodKind> kinds = Planner.Plan(spec).Methods.Where(method => method.File == SourceFile.Textbook).Select(method => method.Kind);

            Assert.Equal([MethodKind.Forward, .. spec.Backward ? [MethodKind.Backward] : Array.Empty<MethodKind>(), .. spec.Loss is not null ? [MethodKind.Loss] : Array.Empty<MethodKind>()], kinds);
        }
    }

    [Fact]
    public void Every_step_of_every_method_can_be_written()
    {
        var written = new HashSet<(Layout, Type)>();
        foreach (NetworkSpec spec in Specs.Random(seed: 8, 400).Where(spec => spec.Layers.Sum(layer => layer.WeightCount) <= 3_000 || spec.Unroll != Unroll.Full)
            .Concat(Specs.InIntegers()))
        {
            NetworkPlan plan = Planner.Plan(spec);
            foreach (NetworkSource source in NetworkSources.Of(plan, CancellationToken.None))
            {
                Assert.NotEmpty(source.Text);
            }

            written.UnionWith(plan.Methods.SelectMany(method => method.Steps.Select(step => (method.Layout, step.GetType()))));
        }

        // What is drawn reaches all there is.
        Type[] steps = [.. typeof(Step).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Step)))];
        Assert.Empty(steps.Except(written.Select(pair => pair.Item2)));
        Assert.Equal(Enum.GetValues<Layout>(), written.Select(pair => pair.Item1).Distinct().Order());
    }

    [Fact]
    public void What_is_drawn_reaches_every_destination()
    {
        IEnumerable<Destination> reached = Specs.Random(seed: 9, 1_000).Concat(Specs.InIntegers())
            .SelectMany(spec => Planner.Plan(spec).Members.SelectMany(member => member.Routes)).Select(route => route.Destination);

        Assert.Equal(Enum.GetValues<Destination>(), reached.Distinct().Order());
    }

    [Fact]
    public void Equal_specs_give_equal_plans()
    {
        foreach ((NetworkSpec first, NetworkSpec second) in Specs.Random(seed: 10, 100).Concat(Specs.InIntegers()).Zip(Specs.Random(seed: 10, 100).Concat(Specs.InIntegers())))
        {
            Assert.NotSame(first, second);
            Assert.Equal(Planner.Plan(first), Planner.Plan(second));
        }
    }

    /// <summary>The methods that a way needs: of each group, one.</summary>
    private static IEnumerable<(MethodKind Kind, Layout Layout)[]> Needed(NetworkPlan plan, Member member, Destination destination) =>
        DerivativesFile.Has(member) ? Derivatives(member, destination) : Passes(plan, member, destination);

    /// <summary>A Jacobian by the chain rule needs its passes, all else what goes along a direction.</summary>
    private static IEnumerable<(MethodKind Kind, Layout Layout)[]> Derivatives(Member member, Destination destination)
    {
        if (destination is Destination.Numbers or Destination.NumbersOrColumns)
        {
            yield return [(MethodKind.Forward, Layout.Numbers)];
            yield return member switch
            {
                Member.Jacobian or Member.JacobianBatch => [(MethodKind.Jacobian, Layout.Numbers)],
                Member.ParameterJacobian or Member.ParameterJacobianBatch => [(MethodKind.Backward, Layout.Numbers)],
                Member.HessianVectorProduct => [(MethodKind.HessianVector, Layout.Numbers)],
                Member.DirectionalDerivatives or Member.DirectionalDerivativesBatch => [(MethodKind.Curvature, Layout.Numbers)],
                _ => [(MethodKind.Tangent, Layout.Numbers)],
            };
        }

        if (destination != Destination.Numbers)
        {
            yield return member switch
            {
                Member.Jacobian or Member.JacobianBatch or Member.ParameterJacobian or Member.ParameterJacobianBatch => [(MethodKind.Backward, Layout.Layers)],
                Member.HessianVectorProduct => [(MethodKind.HessianVector, Layout.Layers)],
                Member.DirectionalGradient or Member.DirectionalGradientBatch => [(MethodKind.DirectionalGradient, Layout.Layers)],
                _ => [(MethodKind.Tangent, Layout.Layers)],
            };
        }
    }

    private static IEnumerable<(MethodKind Kind, Layout Layout)[]> Passes(NetworkPlan plan, Member member, Destination destination) => destination switch
    {
        Destination.Numbers => Passes(member, Layout.Numbers),
        Destination.Layers or Destination.LayersAnew or Destination.Tiles or Destination.Columns or Destination.ColumnsInOrder =>
            Passes(member, Layout.Layers),
        Destination.OnePass => [[(MethodKind.OnePass, Layout.Layers)]],
        Destination.Outputs => member is Member.Forward
            ? [[(MethodKind.Sample, Layout.Outputs), (MethodKind.Forward, Layout.Outputs)]]
            : [[(MethodKind.Sample, Layout.Outputs), (MethodKind.Backward, Layout.Outputs)]],
        Destination.Lanes or Destination.LanesInOrder => [[(MethodKind.Sample, Layout.Lanes)]],

        // Each sample for itself goes where the member for one sample goes.
        Destination.OneByOne => plan.Find(One(member))!.Routes.SelectMany(route => Needed(plan, One(member), route.Destination)),
        Destination.Integers or Destination.IntegerTiles => [[(MethodKind.Forward, Layout.Integers)]],
        Destination.LossAndGradient => [],
        _ => throw new ArgumentOutOfRangeException(nameof(destination)),
    };

    private static IEnumerable<(MethodKind Kind, Layout Layout)[]> Passes(Member member, Layout layout)
    {
        bool isForward = member is Member.Forward or Member.ForwardTrace or Member.ForwardBatch;
        bool hasLoss = member is Member.Loss or Member.LossAndGradient or Member.TrainingLossAndGradient or Member.LossOne or Member.LossAndGradientOne;
        if (member != Member.BackwardTrace)
        {
            yield return [(MethodKind.Forward, layout)];
        }

        if (!isForward && member is not (Member.Loss or Member.LossOne))
        {
            yield return [(MethodKind.Backward, layout)];
        }

        if (hasLoss)
        {
            yield return [(MethodKind.Loss, layout)];
        }
    }

    private static Member One(Member member) => member switch
    {
        Member.ForwardBatch => Member.Forward,
        Member.BackwardBatch => Member.Backward,
        Member.Loss => Member.LossOne,
        Member.LossAndGradient => Member.LossAndGradientOne,
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "Takes one sample."),
    };

    private static string Describe(NetworkSpec spec) =>
        $"{spec.Precision}, {spec.Unroll}, {spec.Loss?.Function}: {string.Join(" ", spec.Layers.Select(layer => $"{layer.Inputs}-{layer.Outputs} {layer.Activation}"))}";
}
