using System.Globalization;

namespace CubicFit;

/// <summary>Numbers for people: two digits that count.</summary>
internal static class Rounded
{
    /// <summary>12345 as 12,000; 0.01234 as 0.012; 0.00001234 as 1.2E-5; what is left of rounding as 0.</summary>
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        if (Math.Abs(value) < 1e-15)
        {
            return "0";
        }

        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent < -4)
        {
            return value.ToString("0.0E+0", CultureInfo.InvariantCulture);
        }

        double unit = Math.Pow(10, exponent - 1);
        string format = exponent >= 1 ? "N0" : $"F{1 - exponent}";
        return (Math.Round(value / unit) * unit).ToString(format, CultureInfo.InvariantCulture);
    }
}
