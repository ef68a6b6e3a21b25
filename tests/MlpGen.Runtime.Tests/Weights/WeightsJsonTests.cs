using System.Text;
using MlpGen.Tests.Networks;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>The readable format: written a line for each row, read back to the bit, and wrong files refused at line and column.</summary>
public class WeightsJsonTests
{
    private const string Small = """
        {
          "format": "mlpgen.weights/1",
          "library": "0.1.0",
          "layers": [
            {
              "activation": "Relu",
              "weight": [
                [1, 2, 3],
                [4, 5, 6]
              ],
              "bias": [7, 8]
            },
            {
              "activation": "Identity",
              "weight": [
                [9, 10]
              ]
            }
          ],
          "golden": [
            { "input": [1, 0, -1], "output": [105] }
          ]
        }

        """;

    [Fact]
    public void A_file_has_a_line_for_each_row() => Assert.Equal(
        Small.ReplaceLineEndings("\n"), Saved<WeightsNetworks.Small, float>(new WeightsNetworks.Small(SafetensorsBytes.SmallParameters), [1, 0, -1]));

    [Fact]
    public void A_file_loads_with_the_weights_transposed() => Assert.Equal(SafetensorsBytes.SmallParameters, Load(Small));

    [Fact]
    public void Every_bit_comes_back_in_single_precision()
    {
        var net = new Mixed(seed: 3);
        var random = new Random(5);
        foreach (ref float number in net.Parameters)
        {
            do
            {
                number = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            }
            while (!float.IsFinite(number));
        }

        net.Parameters[0] = -0f;
        var back = new Mixed();
        WeightsJson.Load(back, Encoding.UTF8.GetBytes(Saved<Mixed, float>(net)));
        Assert.Equal(net.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits), back.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Every_bit_comes_back_in_double_precision()
    {
        var net = new MixedDouble(seed: 3);
        var back = new MixedDouble();
        WeightsJson.Load(back, Encoding.UTF8.GetBytes(Saved<MixedDouble, double>(net)));
        Assert.Equal(net.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits), back.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData("\"Relu\"", "\"ReLU\"")] // the name of PyTorch's class
    [InlineData("      \"activation\": \"Relu\",\n", "")]
    [InlineData("\"library\": \"0.1.0\"", "\"description\": \"caf\\u00e9 \\\"x\\\" \\n\"")]
    [InlineData("[1, 2, 3]", "[1.0e0, 20E-1, 0.3e+1]")]
    [InlineData("\n", "\r\n")]
    [InlineData("\n", "")]
    public void What_means_the_same_loads_the_same(string before, string after) =>
        Assert.Equal(SafetensorsBytes.SmallParameters, Load(Small.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal)));

    [Fact]
    public void A_byte_order_mark_is_no_mistake() => Assert.Equal(SafetensorsBytes.SmallParameters, Load('\uFEFF' + Small));

    [Theory]
    [InlineData("\"mlpgen.weights/1\"", "\"mlpgen.weights/2\"", "(2,13): Expected the format 'mlpgen.weights/1', found 'mlpgen.weights/2'.")]
    [InlineData("  \"format\": \"mlpgen.weights/1\",\n", "", "(1,1): Expected 'format' in this object, found none.")]
    [InlineData("\"library\"", "\"libary\"", "(3,3): Expected format, library, description, layers, normalization, columns, target, golden, calibration or tolerance, found 'libary'.")]
    [InlineData("\"library\"", "\"format\"", "(3,3): Expected 'format' once, found it twice.")]
    [InlineData("\"Relu\"", "\"Tanh\"", "(6,21): Layer 1: file has Tanh, network has Relu.")]
    [InlineData("\"Relu\"", "\"Relu\", \"alpha\": 0.1", "(6,29): Layer 1: file has an alpha, but Relu has none.")]
    [InlineData("[4, 5, 6]", "[4, 5]", "(9,9): Layer 1: expected 2 rows of 3 numbers, outputs × inputs, found 2.")]
    [InlineData("[1, 2, 3]", "[1, 2]", "(8,9): Layer 1: expected 2 rows of 3 numbers, outputs × inputs, found a row of 2: transpose the weights.")]
    [InlineData("[4, 5, 6]", "[4, 5, 6], [7, 8, 9]", "(9,20): Layer 1: expected 2 rows of 3 numbers, outputs × inputs, found another row.")]
    [InlineData("[1, 2, 3],", "", "(7,17): Layer 1: expected 2 rows of 3 numbers, outputs × inputs, found 1 row.")]
    [InlineData("[7, 8]", "[7]", "(11,15): Layer 1: expected a bias of 2 numbers, found 1.")]
    [InlineData(",\n      \"bias\": [7, 8]", "", "(5,5): Layer 1: expected 'bias', found none.")]
    [InlineData("\"Identity\",", "\"Identity\", \"bias\": [0],", "(14,33): Layer 2: file has a bias, network has none.")]
    [InlineData("[7, 8]", "[7, NaN]", "(11,19): Expected a number, found 'NaN'.")]
    [InlineData("[7, 8]", "[7, 1e39]", "(11,19): Expected a number that a float can hold, found '1e39'.")]
    [InlineData("[7, 8]", "[7, 08]", "(11,19): Expected a number, found '08'.")]
    [InlineData("[7, 8]", "[7, 8.]", "(11,19): Expected a number, found '8.'.")]
    [InlineData("[7, 8]", "[7, +8]", "(11,19): Expected a number, found '+8'.")]
    [InlineData("[7, 8]", "[7, \"8\"]", "(11,19): Expected a number, found '\"'.")]
    [InlineData("[7, 8]", "[7, 8,]", "(11,21): Expected a number, found ']'.")]
    [InlineData("[7, 8]", "[7 8]", "(11,18): Expected ',' or ']', found '8'.")]
    [InlineData("[7, 8]", "[[7], 8]", "(11,16): Expected a number, found '['.")]
    [InlineData("[1, 0, -1]", "[1, 0]", "(21,16): Expected 3 inputs, found 2.")]
    [InlineData("[105]", "[]", "(21,38): Expected 1 output, found 0.")]
    [InlineData(", \"output\": [105]", "", "(21,5): Expected 'output' in this example, found none.")]
    [InlineData("[105]", "[106]", "(21,39): Golden example 1, output 1: the file says 106, but its weights and the declared layers give 105; at most 1e-5 of difference is allowed.")]
    [InlineData("[4, 5, 6]", "[4, 5, 7]", "(21,39): Golden example 1, output 1: the file says 105, but its weights and the declared layers give 95; at most 1e-5 of difference is allowed.")]
    [InlineData("\"0.1.0\"", "\"0.1.\\x\"", "(3,19): Expected an escape such as \\n or \\u00e9, found '\\x'.")]
    [InlineData("\"0.1.0\"", "\"\u0001\"", "(3,15): Expected no control character in a text, found the character U+0001.")]
    [InlineData("    }\n  ],", "    }, {}\n  ],", "(18,8): Expected 2 layers, as the network has, found another.")]
    public void What_does_not_fit_is_named_at_line_and_column(string before, string after, string message)
    {
        var net = new WeightsNetworks.Small(seed: 9);
        float[] untouched = [.. net.Parameters];
        string text = Small.ReplaceLineEndings("\n");
        int place = text.IndexOf(before, StringComparison.Ordinal);
        WeightsException refused = Assert.Throws<WeightsException>(
            () => WeightsJson.Load(net, Encoding.UTF8.GetBytes(text.Remove(place, before.Length).Insert(place, after))));
        Assert.Equal(untouched, net.Parameters.ToArray());
        Assert.Equal("weights" + message, refused.Message);
    }

    [Theory]
    [InlineData("105.0005", true)] // 5e-6 of 105
    [InlineData("105.002", false)]
    [InlineData("-105", false)]
    public void A_golden_output_may_be_off_by_what_rounding_does(string output, bool isLoaded)
    {
        string text = Small.Replace("[105]", $"[{output}]", StringComparison.Ordinal);
        if (isLoaded)
        {
            Assert.Equal(SafetensorsBytes.SmallParameters, Load(text));
        }
        else
        {
            Assert.Contains("Golden example 1, output 1", Assert.Throws<WeightsException>(() => Load(text)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_network_wrote_it_takes_back_however_it_rounds()
    {
        // 1e7·x − 1e7·x + …: in float, the sum is another one than the textbook's.
        var net = new WeightsNetworks.Small([1e7f, 3, -1e7f, 5, 1.7f, 7, 0.3f, 0, 1, 1]);
        string text = Saved<WeightsNetworks.Small, float>(net, [0.123456f, 0.123457f, 0.7f, 1, 1, 1]);
        Assert.Equal(net.Parameters.ToArray(), Load(text));
    }

    [Fact]
    public void Golden_examples_are_of_the_activations_in_the_file_and_of_no_others()
    {
        var net = new SmallTanh();
        WeightsJson.Load(net, Encoding.UTF8.GetBytes(Small), allowOtherActivations: true);
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());

        var same = new WeightsNetworks.Small();
        byte[] wrong = Encoding.UTF8.GetBytes(Small.Replace("[105]", "[106]", StringComparison.Ordinal));
        Assert.Throws<WeightsException>(() => WeightsJson.Load(same, wrong, allowOtherActivations: true));
    }

    [Fact]
    public void A_missing_layer_is_named()
    {
        string text = Small.ReplaceLineEndings("\n");
        int second = text.IndexOf(",\n    {\n      \"activation\": \"Identity\"", StringComparison.Ordinal);
        string cut = text[..second] + text[text.IndexOf("\n  ],", StringComparison.Ordinal)..];
        Assert.Equal(
            "weights(4,3): Expected 2 layers, as the network has, found 1.",
            Assert.Throws<WeightsException>(() => Load(cut)).Message);
    }

    [Fact]
    public void An_alpha_is_compared()
    {
        string text = Saved<SmallLeaky, float>(new SmallLeaky());
        Assert.Contains("\"alpha\": 0.2,", text, StringComparison.Ordinal);
        byte[] other = Encoding.UTF8.GetBytes(text.Replace("0.2,", "0.25,", StringComparison.Ordinal));
        WeightsException refused = Assert.Throws<WeightsException>(() => WeightsJson.Load(new SmallLeaky(), other));
        Assert.Equal("weights(7,16): Layer 1: file has alpha 0.25, network has 0.2.", refused.Message);
        WeightsJson.Load(new SmallLeaky(), other, allowOtherActivations: true);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] file = Encoding.UTF8.GetBytes(Small.ReplaceLineEndings("\n").TrimEnd());
        var net = new WeightsNetworks.Small(seed: 9);
        float[] untouched = [.. net.Parameters];
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<WeightsException>(() => WeightsJson.Load(net, file.AsSpan(0, length).ToArray()));
        }

        Assert.Equal(untouched, net.Parameters.ToArray());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Json_a_million_levels_deep_is_refused(string open)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 1_000_000));
        Assert.Throws<WeightsException>(() => Load(nested));
        Assert.Throws<WeightsException>(() => Load("{\"layers\": " + nested));
        Assert.Throws<WeightsException>(() => Load("{\"layers\": [{\"weight\": " + nested));
        Assert.Throws<WeightsException>(() => Load("{\"golden\": [{\"input\": " + nested));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Throws<WeightsException>(() => WeightsJson.Load(new WeightsNetworks.Small(), [.. "{\"description\": \""u8, 0xFF, .. "\"}"u8]));

    [Fact]
    public void What_is_not_finite_is_not_written()
    {
        using var stream = new MemoryStream();
        var net = new WeightsNetworks.Small(seed: 1);
        net.Parameters[4] = float.NaN;
        WeightsException refused = Assert.Throws<WeightsException>(() => WeightsJson.Save(net, stream));
        Assert.Equal("parameters[4]: expected a finite number, since JSON has no other, found NaN.", refused.Message);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void The_smallest_and_the_largest_of_each_input_are_written_and_may_be_read_again()
    {
        using var stream = new MemoryStream();
        var net = new WeightsNetworks.Small(SafetensorsBytes.SmallParameters);
        int inputs = WeightsNetworks.Small.InputSize;
        float[] rows = [.. Enumerable.Range(0, 3 * inputs).Select(k => k % 2 == 0 ? -k / 4f : k)];
        WeightsJson.Save(net, stream, calibration: rows);
        string text = Encoding.UTF8.GetString(stream.ToArray());

        string Row(Func<float, float, float> choose) => string.Join(", ", Enumerable.Range(0, inputs).Select(
            i => choose(choose(rows[i], rows[inputs + i]), rows[2 * inputs + i]).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.EndsWith(
            $"\n  ],\n  \"calibration\": {{\n    \"minimum\": [{Row(Math.Min)}],\n    \"maximum\": [{Row(Math.Max)}]\n  }}\n}}\n", text, StringComparison.Ordinal);
        Assert.Equal(SafetensorsBytes.SmallParameters, Load(text));
        Assert.Throws<ArgumentException>("calibration", () => WeightsJson.Save(net, new MemoryStream(), calibration: [1f]));
    }

    [Fact]
    public void A_file_is_written_whole_and_named_in_errors()
    {
        string folder = Directory.CreateTempSubdirectory("mlpgen").FullName, path = Path.Combine(folder, "small.weights.json");
        try
        {
            WeightsJson.Save(new WeightsNetworks.Small(SafetensorsBytes.SmallParameters), path);
            var net = new WeightsNetworks.Small();
            WeightsJson.Load(net, path);
            Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
            Assert.Equal([path], Directory.GetFiles(folder));

            WeightsException refused = Assert.Throws<WeightsException>(() => WeightsJson.Load(new SmallTanh(), path));
            Assert.Equal($"{path}(6,21): Layer 1: file has Relu, network has Tanh.", refused.Message);
            Assert.Equal(path, refused.File);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static float[] Load(string text)
    {
        var net = new WeightsNetworks.Small();
        WeightsJson.Load(net, Encoding.UTF8.GetBytes(text));
        return [.. net.Parameters];
    }

    private static string Saved<TSelf, T>(INetwork<TSelf, T> net, ReadOnlySpan<T> golden = default)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        WeightsJson.Save(net, stream, golden);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
