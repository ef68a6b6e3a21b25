using System.Text;
using MlpGen.Tests.Networks;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>What is written can be read by others, what others write can be read, and every bit is kept.</summary>
public class SafetensorsTests
{
    [Fact]
    public void A_file_made_byte_by_byte_loads_with_the_weights_transposed()
    {
        var net = new Small();
        Safetensors.Load(net, SafetensorsBytes.Small);
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    [Fact]
    public void A_saved_file_is_what_the_format_says()
    {
        byte[] file = Saved(new Small(SafetensorsBytes.SmallParameters));
        long length = BitConverter.ToInt64(file, 0);
        string header = Encoding.UTF8.GetString(file, 8, (int)length);

        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"__metadata__":{"format":"pt","mlpgen.format":"1","mlpgen.library":"0.1.0","mlpgen.architecture":"3-2 Relu; 2-1 Identity without bias"},"""
            + SafetensorsBytes.SmallHeader[1..], header.TrimEnd(' '));
        Assert.Equal(SafetensorsBytes.SmallData, file[(int)(8 + length)..]);
    }

    [Fact]
    public void Metadata_may_be_null()
    {
        var net = new Small();
        Safetensors.Load(net, SafetensorsBytes.File("{\"__metadata__\":null," + SafetensorsBytes.SmallHeader[1..], SafetensorsBytes.SmallData));
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    [Fact]
    public void The_library_is_named_by_the_version_of_its_assembly() =>
        Assert.Equal(typeof(Safetensors).Assembly.GetName().Version!.ToString(3), LibraryVersion.Text);

    [Fact]
    public void Every_bit_comes_back_in_single_precision()
    {
        var net = new Mixed(seed: 3);
        Fill(net.Parameters, random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)), float.IsFinite);
        var back = new Mixed();
        Safetensors.Load(back, Saved(net));
        Assert.Equal(net.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits), back.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Every_bit_comes_back_in_double_precision()
    {
        var net = new MixedDouble(seed: 3);
        Fill(net.Parameters, random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), double.IsFinite);
        var back = new MixedDouble();
        Safetensors.Load(back, Saved(net));
        Assert.Equal(net.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits), back.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Nan_and_infinity_are_written_and_read_where_that_is_asked_for()
    {
        var net = new Small([float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0, 1, 2, 3, 4, 5]);
        using var stream = new MemoryStream();
        Assert.Contains("AllowNonFinite", Assert.Throws<WeightsException>(() => Safetensors.Save(net, stream)).Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);

        byte[] file = Saved(net, new SafetensorsSaveOptions { AllowNonFinite = true });
        var back = new Small();
        WeightsException refused = Assert.Throws<WeightsException>(() => Safetensors.Load(back, file));
        Assert.Equal("tensor '0.weight' (W1): expected finite numbers, found NaN at [0, 0]; AllowNonFinite lets it in.", refused.Message);
        Safetensors.Load(back, file, new SafetensorsLoadOptions { AllowNonFinite = true });
        Assert.Equal(net.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits), back.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData("F16", new ushort[] { 0x3C00, 0xC000, 0x0001, 0x7BFF, 0x8000, 0x3555, 0x0400, 0x3C01, 0x4248, 0xBC00 },
        new[] { 1, 65504, -2, -0f, 5.9604645e-8f, 0.33325195f, 6.1035156e-5f, 1.0009766f, 3.140625f, -1 })]
    [InlineData("BF16", new ushort[] { 0x3F80, 0xC000, 0x0001, 0x7F7F, 0x8000, 0x3EAB, 0x0080, 0x3F81, 0x4049, 0xBF80 },
        new[] { 1, 3.3895314e38f, -2, -0f, 9.1835496e-41f, 0.33398438f, 1.1754944e-38f, 1.0078125f, 3.140625f, -1 })]
    public void Types_of_two_bytes_are_read(string type, ushort[] words, float[] expected)
    {
        var net = new Small();
        Safetensors.Load(net, SafetensorsBytes.File(Header(type, 2), SafetensorsBytes.Words(words)));
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), net.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Doubles_are_rounded_to_the_nearest_float_and_refused_beyond_its_range()
    {
        double[] numbers = [1 + 1e-9, 0.1, -1e-300, 4, 5, 6, 7, 8, 9, 10];
        var net = new Small();
        Safetensors.Load(net, SafetensorsBytes.File(Header("F64", 8), SafetensorsBytes.Doubles(numbers)));
        Assert.Equal([1, 4, 0.1f, 5, -0f, 6, 7, 8, 9, 10], net.Parameters.ToArray());

        numbers[4] = 1e39;
        WeightsException beyond = Assert.Throws<WeightsException>(
            () => Safetensors.Load(net, SafetensorsBytes.File(Header("F64", 8), SafetensorsBytes.Doubles(numbers))));
        Assert.Equal("tensor '0.weight' (W1): expected numbers that a float can hold, found 1E+39 at [1, 1].", beyond.Message);
    }

    [Fact]
    public void Floats_become_doubles_exactly()
    {
        var net = new SmallDouble();
        Safetensors.Load(net, SafetensorsBytes.File(SafetensorsBytes.SmallHeader, SafetensorsBytes.Singles([0.1f, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
        Assert.Equal(0.1f, net.Parameters[0]);
    }

    [Theory]
    [InlineData(TensorType.F16, 0.1, 0.0999755859375)]
    [InlineData(TensorType.F16, 1.00048828125, 1)] // half way: to even
    [InlineData(TensorType.BF16, 0.1, 0.10009765625)]
    [InlineData(TensorType.BF16, 1.00390625, 1)] // half way: to even
    [InlineData(TensorType.BF16, 1.01171875, 1.015625)]
    [InlineData(TensorType.F32, 0.1, 0.1f)]
    [InlineData(TensorType.F64, 0.1, 0.1)]
    public void A_narrower_type_rounds_to_the_nearest(TensorType type, double value, double expected)
    {
        var net = new SmallDouble();
        net.Parameters.Fill(value);
        var back = new SmallDouble();
        Safetensors.Load(back, Saved(net, new SafetensorsSaveOptions { Type = type }));
        Assert.All(back.Parameters.ToArray(), number => Assert.Equal(expected, number));
    }

    [Theory]
    [InlineData(TensorType.F16, 65520)]
    [InlineData(TensorType.BF16, 3.4e38)]
    [InlineData(TensorType.F32, 1e39)]
    public void A_number_beyond_the_type_is_refused_before_anything_is_written(TensorType type, double value)
    {
        var net = new SmallDouble();
        net.Parameters[7] = value;
        using var stream = new MemoryStream();
        WeightsException refused = Assert.Throws<WeightsException>(() => Safetensors.Save(net, stream, new SafetensorsSaveOptions { Type = type }));
        Assert.StartsWith($"tensor '0.bias' (b1): expected numbers that {type} can hold, found ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void A_stream_that_only_goes_forward_will_do()
    {
        var net = new Small();
        Safetensors.Load(net, new ForwardOnlyStream(SafetensorsBytes.Small));
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());

        byte[] padded = [.. SafetensorsBytes.Small, 0];
        WeightsException tooLong = Assert.Throws<WeightsException>(() => Safetensors.Load(net, new ForwardOnlyStream(padded)));
        Assert.Equal("safetensors data: expected 40 bytes behind the header, found more.", tooLong.Message);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands()
    {
        using var stream = new MemoryStream([1, 2, 3, .. SafetensorsBytes.Small]) { Position = 3 };
        var net = new Small();
        Safetensors.Load(net, stream);
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    private static string Header(string type, int size)
    {
        string Tensor(string name, string shape, int from, int to) =>
            $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{shape}],\"data_offsets\":[{from * size},{to * size}]}}";
        return $"{{{Tensor("0.weight", "2,3", 0, 6)},{Tensor("0.bias", "2", 6, 8)},{Tensor("2.weight", "1,2", 8, 10)}}}";
    }

    private static byte[] Saved<TSelf, T>(INetwork<TSelf, T> net, SafetensorsSaveOptions? options = null)
        where TSelf : INetwork<TSelf, T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        Safetensors.Save(net, stream, options);
        return stream.ToArray();
    }

    private static void Fill<T>(Span<T> numbers, Func<Random, T> next, Predicate<T> accept)
    {
        var random = new Random(5);
        for (int k = 0; k < numbers.Length;)
        {
            T number = next(random);
            if (accept(number))
            {
                numbers[k++] = number;
            }
        }
    }
}
