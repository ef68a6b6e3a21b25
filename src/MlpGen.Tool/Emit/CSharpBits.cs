namespace MlpGen.Tool.Emit;

/// <summary>What the functions of a reproducible network do to bits, in C# without unsafe code.</summary>
/// <param name="dialect">C#.</param>
/// <param name="text">Where to.</param>
internal sealed class CSharpBits(CSharpDialect dialect, SourceText text)
{
    private bool IsSingle => dialect.IsSingle;

    private string Real => dialect.Real;

    /// <summary>Writes what is needed.</summary>
    public void Write((bool PowerOfTwo, bool WithSignOf) needed)
    {
        if (needed.PowerOfTwo)
        {
            PowerOfTwo();
        }

        if (needed.WithSignOf)
        {
            WithSignOf();
        }
    }

    private void PowerOfTwo()
    {
        bool hasBits = !IsSingle || dialect.Options.Target.HasSpans;
        (string toBits, string fromBits, int shift) = IsSingle ? ("SingleToInt32Bits", "Int32BitsToSingle", 23) : ("DoubleToInt64Bits", "Int64BitsToDouble", 52);
        text.Line();
        text.Line(dialect.Comment("2^n, of a number whose lowest bits are n and the bias of exponents: they move to where the exponent is"));
        if (hasBits)
        {
            text.Line($"private static {Real} PowerOfTwo({Real} n) => global::System.BitConverter.{fromBits}(global::System.BitConverter.{toBits}(n) << {shift});");
            return;
        }

        text.Block("private static float PowerOfTwo(float n)", () =>
        {
            text.Line("Bits bits = default;");
            text.Line("bits.Number = n;");
            text.Line($"bits.Integer <<= {shift};");
            text.Line("return bits.Number;");
        });
        text.Line();
        text.Line("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Explicit)]");
        text.Block("private struct Bits", () =>
        {
            text.Line("[global::System.Runtime.InteropServices.FieldOffset(0)]");
            text.Line("public float Number;");
            text.Line();
            text.Line("[global::System.Runtime.InteropServices.FieldOffset(0)]");
            text.Line("public int Integer;");
        });
    }

    private void WithSignOf()
    {
        string zero = dialect.Literal(0);
        text.Line();
        text.Line(dialect.Comment("|magnitude| with the sign of a number, which -0 has, too"));
        text.Block($"private static {Real} WithSignOf({Real} magnitude, {Real} sign)", () =>
        {
            text.Line($"{Real} absolute = {dialect.Function("abs")}(magnitude);");
            text.Line($"return sign < {zero} || (sign == {zero} && {dialect.Literal(1)} / sign < {zero}) ? -absolute : absolute;");
        });
    }
}
