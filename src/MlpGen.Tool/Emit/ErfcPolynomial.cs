namespace MlpGen.Tool.Emit;

/// <summary>The complementary error function, for targets whose library has none.</summary>
internal static class ErfcPolynomial
{
    /// <summary>Of t, t², …: e^(x²)·erfc(x) with t = 1/(1 + 0.4x), fitted by least squares over x from 0 to 6.</summary>
    public static readonly double[] Coefficients =
    [
        0.2257519278049, 0.2243217223531, 0.2181562603424, 0.1247912139081, 0.2496469267673, -0.1466510893843,
        0.1949649601113, 0.03385329212367, -0.3073050891765, 0.2663389064082, -0.09779486712182, 0.01392583586398,
    ];
}
