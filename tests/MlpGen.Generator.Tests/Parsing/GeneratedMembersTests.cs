using Microsoft.CodeAnalysis;
using MlpGen.Generator.Model;
using MlpGen.Generator.Parsing;

namespace MlpGen.Generator.Tests.Parsing;

/// <summary>The list of claimed names is what the emitter writes: a member missing from it could collide unseen.</summary>
public class GeneratedMembersTests
{
    [Theory]
    [InlineData("[Layer(2, 3, Tanh)] [Layer(3, 1, Bias = false)]")]
    [InlineData("[Layer(2, 3, LeakyRelu)] [Layer(3, 2, Elu)] [Loss(MeanSquaredError)]")]
    [InlineData("[Layer(2, 3, Selu)] [Layer(3, 2, Softmax)] [Loss(CrossEntropy)]")]
    [InlineData("[Layer(2, 3, Gelu)] [Layer(3, 2)] [Loss(BinaryCrossEntropy)] [Network(Precision = Precision.Double)]")]
    [InlineData("[Layer(2, 3, GeluTanh)] [Layer(3, 2, Silu)] [Network(Backward = false)]")]
    [InlineData("[Layer(200, 300, Softplus)] [Layer(300, 40, HardSigmoid)] [Loss(Huber)]")]
    [InlineData("[Layer(200, 4096, Sigmoid)] [Layer(4096, 40, Softmax)] [Loss(CrossEntropy)]")]
    [InlineData("[Layer(2, 3, Silu)]")]
    [InlineData("[Layer(2, 3, Softplus)]")]
    [InlineData("[Layer(2, 3, GeluTanh)]")]
    [InlineData("[Layer(2, 3, Relu)] [Layer(3, 2, HardTanh)] [Layer(2, 2, HardSigmoid)]")]
    [InlineData("[Layer(200, 300, HardTanh)] [Layer(300, 40, Sigmoid)] [Loss(BinaryCrossEntropy)] [Network(Unroll = Unroll.None)]")]
    public void Every_member_that_is_written_is_claimed(string attributes)
    {
        foreach (string modifier in (string[])["", "static "])
        {
            GeneratorRun run = GeneratorHarness.Run(Markup.Usings + attributes + modifier + "partial class Net;");
            run.AssertCompilesSilently();
            NetworkSpec spec = Assert.Single(run.Specs);
            GeneratedMember[] claimed =
                [.. GeneratedMembers.Of(spec.Layers, spec.Loss, spec.Precision, spec.Backward, spec.Type.IsStatic, spec.Frozen is not null)];

            Assert.Equal([], Written(run).Where(member => !claimed.Any(claim =>
                claim.Name == member.Name && MemberSignature.Collides(member, claim))).Select(member => member.ToDisplayString()));
        }
    }

    [Fact]
    public void Every_public_member_that_is_claimed_is_written()
    {
        GeneratorRun run = GeneratorHarness.Run(Markup.Usings + "[Layer(2, 3, Tanh)] [Layer(3, 2)] [Loss(CrossEntropy)] partial class Net;");
        NetworkSpec spec = Assert.Single(run.Specs);

        IEnumerable<GeneratedMember> missing = GeneratedMembers.Of(spec.Layers, spec.Loss, spec.Precision, spec.Backward, spec.Type.IsStatic, spec.Frozen is not null)
            .Where(claim => claim.IsPublic && !Written(run).Any(member => member.Name == claim.Name && MemberSignature.Collides(member, claim)));
        Assert.Empty(missing);
    }

    private static IEnumerable<ISymbol> Written(GeneratorRun run) =>
        run.Output.GetTypeByMetadataName("Net")!.GetMembers().Where(member =>
            !member.IsImplicitlyDeclared
            && !member.IsOverride // ToString, which a class with one of its own does not get
            && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary }
            && !member.Name.Contains('.', StringComparison.Ordinal));
}
