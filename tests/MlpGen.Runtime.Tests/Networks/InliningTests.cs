using System.Reflection;
using Xunit;

namespace MlpGen.Tests.Networks;

/// <summary>What a network lets the JIT compile into its callers. A long text in vectors is some hundred functions: of a caller that has several such
/// calls the JIT takes a few in, and past 512 locals it calls the functions of the next one by one, which took 290 ns instead of 30.</summary>
public class InliningTests
{
    [Fact]
    public void A_forward_pass_in_vectors_stays_a_call_unless_it_is_of_the_shortest()
    {
        MethodInfo[] passes = [.. typeof(InliningTests).Assembly.GetTypes().Where(InVectors).Select(static type =>
            type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Single(IsForward))];

        Assert.Contains(passes, static pass => Has(pass, MethodImplAttributes.NoInlining));
        Assert.Contains(passes, static pass => Has(pass, MethodImplAttributes.AggressiveInlining));
        Assert.All(passes, static pass => Assert.True(
            Has(pass, MethodImplAttributes.NoInlining) != Has(pass, MethodImplAttributes.AggressiveInlining), $"{pass.DeclaringType} leaves it to the JIT"));
        Assert.All(
            passes.Where(static pass => Has(pass, MethodImplAttributes.AggressiveInlining)), static pass => Assert.True(IsShort(pass.DeclaringType!)));
    }

    private static bool InVectors(Type type) =>
        !type.ContainsGenericParameters
        && type.GetNestedType("Vectors", BindingFlags.NonPublic)?.GetMethod("Forward", BindingFlags.Public | BindingFlags.Static) is not null;

    private static bool IsForward(MethodInfo method) => method.Name == "Forward" && method.ReturnType == typeof(void);

    /// <summary>Whether it is written number by number, too.</summary>
    private static bool IsShort(Type network) => network.GetMethod("ForwardNumbers", BindingFlags.NonPublic | BindingFlags.Static) is not null;

    private static bool Has(MethodInfo method, MethodImplAttributes flag) => method.MethodImplementationFlags.HasFlag(flag);
}
