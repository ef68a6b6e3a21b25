using System.Reflection;
using System.Reflection.Emit;
using MlpGen.Numerics;
using MlpGen.Optimizers;
using MlpGen.Populations;

namespace MlpGen.Tests.Numerics;

/// <summary>Kernels are fast from their first call on: a loop that waits for the second tier takes up to seventy times as long, on a busy machine for seconds.</summary>
public class FirstCallTests
{
    /// <summary>What makes, checks or keeps things, instead of computing with them at each call.</summary>
    private static readonly string[] s_aside =
        [nameof(RandomSource), nameof(PortableMath), typeof(AlignedBuffer<>).Name];

    /// <summary>What computes at each call outside the kernels' namespace.</summary>
    private static readonly Type[] s_otherLoops = [typeof(UpdateLoop), typeof(MemberWorker<>), typeof(MemberStaging), typeof(StripeRows<>)];

    private static readonly (string Type, string Method)[] s_moves =
    [
        .. from type in (string[])["Span`1", "ReadOnlySpan`1", "Array", "MemoryExtensions"]
           from method in (string[])["CopyTo", "Clear", "Fill", "Copy"]
           select (type, method),
        .. from method in (string[])["CopyBlock", "CopyBlockUnaligned", "InitBlock", "InitBlockUnaligned"] select ("Unsafe", method),
    ];

    private static readonly Dictionary<short, OpCode> s_instructions = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void What_loops_is_inlined_or_optimized_at_its_first_call()
    {
        string[] slow =
        [
            .. Methods().Where(method => Loops(method) && !IsFastAtOnce(method)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
        ];

        Assert.Empty(slow);
    }

    [Fact]
    public void The_loops_are_found()
    {
        string[] loops = [.. Methods().Where(Loops).Select(method => $"{method.DeclaringType!.Name}.{method.Name}")];

        Assert.Contains("ColumnProduct`4.Finish", loops);
        Assert.Contains("VectorMatrix`3.OneVector", loops);
        Assert.Contains("DenseColumns.OneHot", loops);
        Assert.DoesNotContain("Dense.Forward", loops);
    }

    [Fact]
    public void Nothing_is_copied_or_cleared_by_the_library()
    {
        string[] slow =
        [
            .. Methods().Concat(s_otherLoops.SelectMany(MethodsOf)).SelectMany(method => LibraryMoves(method).Select(moves => $"{method.DeclaringType!.Name}.{method.Name}: {moves}")),
        ];

        Assert.Empty(slow);
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(Dense).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Dense).Namespace && !s_aside.Contains(type.Name))
        .SelectMany(MethodsOf);

    private static MethodInfo[] MethodsOf(Type type) => type.GetMethods(
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static bool IsFastAtOnce(MethodInfo method) =>
        (method.MethodImplementationFlags & (MethodImplAttributes.AggressiveInlining | MethodImplAttributes.AggressiveOptimization)) != 0;

    /// <summary>Whether a branch leads back.</summary>
    private static bool Loops(MethodInfo method) => Instructions(method).Any(static instruction => instruction.Code.OperandType switch
    {
        OperandType.ShortInlineBrTarget => (sbyte)instruction.Operand[0] < 0,
        OperandType.InlineBrTarget => BitConverter.ToInt32(instruction.Operand) < 0,
        _ => false,
    });

    /// <summary>What the library does with memory: not inlined, and precompiled for processors without wide vectors.</summary>
    private static IEnumerable<string> LibraryMoves(MethodInfo method) =>
        from instruction in Instructions(method)
        where instruction.Code.OperandType == OperandType.InlineMethod
        let called = method.Module.ResolveMethod(
            BitConverter.ToInt32(instruction.Operand), method.DeclaringType!.GetGenericArguments(), method.GetGenericArguments())
        where s_moves.Contains((called.DeclaringType!.Name, called.Name))
        select called.Name;

    private static IEnumerable<(OpCode Code, byte[] Operand)> Instructions(MethodInfo method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0, size; at < code.Length; at += size)
        {
            OpCode instruction = s_instructions[code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], code[at]]) : code[at]];
            at += instruction.Size;
            size = OperandSize(instruction.OperandType, code, at);
            yield return (instruction, code[at..(at + size)]);
        }
    }

    private static int OperandSize(OperandType type, byte[] code, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineBrTarget => 4,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
