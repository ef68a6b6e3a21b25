using System.Globalization;
using MlpGen;

namespace QuickStart;

/// <summary>A network too large to write out multiplication by multiplication; declared and used no differently.</summary>
internal static class Digits
{
    private const int Side = 28;

    public static void Run()
    {
        Show.Heading("5. 784-16-16-10: the digit classifier of many introductions");

        Console.WriteLine("  layer   inputs   outputs   weights   biases   activation");
        int weights = 0, biases = 0, number = 1;
        foreach (LayerInfo layer in DigitNet.Layers)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {number++,5}   {layer.Inputs,6}   {layer.Outputs,7}   {layer.WeightCount,7:N0}   {layer.Outputs,6}   {layer.Activation}"));
            weights += layer.WeightCount;
            biases += layer.Outputs;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {"sum",5}   {"",6}   {"",7}   {weights,7:N0}   {biases,6}   = {DigitNet.ParameterCount:N0} parameters"));

        var net = new DigitNet(seed: 1);
        float[] y = new float[DigitNet.OutputSize];
        net.Forward(DrawOne(), y);

        Console.WriteLine();
        Console.WriteLine("  Forward pass of a drawn 1, not trained yet, so the ten outputs are guesses:");
        Show.Row("y", y, digits: 2);
    }

    /// <summary>A picture in shades from 0 to 1, row by row: a vertical bar.</summary>
    private static float[] DrawOne()
    {
        float[] pixels = new float[Side * Side];
        for (int row = 4; row < 24; row++)
        {
            pixels.AsSpan((row * Side) + 13, 3).Fill(1);
        }

        return pixels;
    }
}
