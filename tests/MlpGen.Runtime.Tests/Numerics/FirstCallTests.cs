using System.Reflection;
using System.Reflection.Emit;
using MlpGen.Numerics;

namespace MlpGen.Tests.Numerics;

/// <summary>Kernels are fast from their first call on: a loop that waits for the second tier takes up to seventy times as long, on a busy machine for seconds.</summary>
public class FirstCallTests
{
    /// <summary>What makes, checks or keeps things, instead of computing with them at each call.</summary>
    private static readonly string[] s_aside =
        [nameof(RandomSource), nameof(PortableMath), typeof(AlignedBuffer<>).Name];

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

    private static IEnumerable<MethodInfo> Methods() => typeof(Dense).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Dense).Namespace && !s_aside.Contains(type.Name))
        .SelectMany(type => type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

    private static bool IsFastAtOnce(MethodInfo method) =>
        (method.MethodImplementationFlags & (MethodImplAttributes.AggressiveInlining | MethodImplAttributes.AggressiveOptimization)) != 0;

    /// <summary>Whether a branch leads back.</summary>
    private static bool Loops(MethodInfo method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at < code.Length;)
        {
            OpCode instruction = s_instructions[code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], code[at]]) : code[at]];
            at += instruction.Size;
            switch (instruction.OperandType)
            {
                case OperandType.ShortInlineBrTarget when (sbyte)code[at] < 0:
                case OperandType.InlineBrTarget when BitConverter.ToInt32(code, at) < 0:
                    return true;
                default:
                    at += OperandSize(instruction.OperandType, code, at);
                    break;
            }
        }

        return false;
    }

    private static int OperandSize(OperandType type, byte[] code, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
