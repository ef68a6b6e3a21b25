using System.Buffers.Binary;
using System.Text;
using MlpGen.Tests.Networks;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>A damaged file is refused by a <see cref="WeightsException"/>, and leaves the network as it was.</summary>
public class SafetensorsCorruptionTests
{
    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        for (int length = 0; length < SafetensorsBytes.Small.Length; length++)
        {
            AssertRefused(SafetensorsBytes.Small[..length]);
        }
    }

    [Fact]
    public void A_file_with_more_behind_it_is_refused() => Assert.Equal(
        "safetensors data: expected 40 bytes behind the header, found 41.", AssertRefused([.. SafetensorsBytes.Small, 0]));

    [Fact]
    public void A_header_of_any_other_length_is_refused()
    {
        for (int bit = 0; bit < 64; bit++)
        {
            byte[] file = [.. SafetensorsBytes.Small];
            file[bit / 8] ^= (byte)(1 << bit % 8);
            AssertRefused(file);
        }
    }

    [Theory]
    [InlineData(100_000_001, "safetensors header: expected at most 100000000 bytes, found a length of 100000001.")]
    [InlineData(ulong.MaxValue, "safetensors header: expected at most 100000000 bytes, found a length of 18446744073709551615.")]
    [InlineData(100_000_000, "safetensors header: expected 100000000 bytes, found 228.")]
    [InlineData(0, "safetensors header: expected JSON that begins with '{', found nothing.")]
    public void A_claimed_length_is_checked(ulong length, string message)
    {
        byte[] file = [.. SafetensorsBytes.Small];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        Assert.Equal(message, AssertRefused(file));
    }

    [Theory]
    [InlineData("[0,24]", "[0,20]", "tensor '0.weight': expected 24 bytes for F32 [2, 3], found 20 (data_offsets 0 to 20).")]
    [InlineData("[24,32]", "[20,28]", "tensor '0.bias': expected data that begin at 24, where those before end, found 20: the data overlap.")]
    [InlineData("[24,32]", "[28,36]", "tensor '0.bias': expected data that begin at 24, where those before end, found 28: the data leave a gap.")]
    [InlineData("[24,32]", "[32,24]", "header of tensor '0.bias': expected data_offsets [begin, end] with begin ≤ end, found [32, 24].")]
    [InlineData("[24,32]", "[24]", "header of tensor '0.bias': expected data_offsets [begin, end] with begin ≤ end, found [24].")]
    [InlineData("[24,32]", "[24,9223372036854775807]", "tensor '0.bias': expected 8 bytes for F32 [2], found 9223372036854775783 (data_offsets 24 to 9223372036854775807).")]
    [InlineData("[24,32]", "[24,9223372036854775808]", "header of tensor '0.bias': expected whole numbers of 0 or more, found '9223372036854775808'.")]
    [InlineData("[2]", "[-2]", "header of tensor '0.bias': expected whole numbers of 0 or more, found '-2'.")]
    [InlineData("[2]", "[2.0]", "header of tensor '0.bias': expected whole numbers of 0 or more, found '2.0'.")]
    [InlineData("[2]", "[9223372036854775807,9223372036854775807]", "tensor '0.bias': expected 9223372036854775807 bytes for F32 [9223372036854775807, 9223372036854775807], found 8 (data_offsets 24 to 32).")]
    [InlineData("[2]", "[4611686018427387906]", "tensor '0.bias': expected 9223372036854775807 bytes for F32 [4611686018427387906], found 8 (data_offsets 24 to 32).")]
    [InlineData("[2]", "2", "header of tensor '0.bias': expected StartArray, found '2'.")]
    [InlineData("[2]", "[[2]]", null)]
    [InlineData("[2,3],", "[2,3],\"shape\":[2,3],", "header of tensor '0.weight': expected dtype, shape and data_offsets, each once, found 'shape'.")]
    [InlineData("\"shape\":[2,3],", "", "header of tensor '0.weight': expected dtype, shape and data_offsets, found no shape.")]
    [InlineData("\"shape\":[2,3],", "\"shape\":[2,3],\"comment\":\"x\",", "header of tensor '0.weight': expected dtype, shape and data_offsets, each once, found 'comment'.")]
    [InlineData("0.bias", "0.weight", "safetensors header: expected each name once, found '0.weight' twice.")]
    [InlineData("0.bias", "0\\u002eweight", "safetensors header: expected each name once, found '0.weight' twice.")]
    [InlineData("0.bias", "\\ud800", null)]
    [InlineData("\"F32\"", "32", "header of tensor '0.weight': expected String, found '32'.")]
    [InlineData("{\"0.weight\"", "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"},\"0.weight\"", "safetensors __metadata__: expected each key once, found 'a' twice.")]
    [InlineData("{\"0.weight\"", "{\"__metadata__\":{},\"__metadata__\":{},\"0.weight\"", "safetensors header: expected each name once, found '__metadata__' twice.")]
    [InlineData("{\"0.weight\"", "{\"__metadata__\":{\"a\":1},\"0.weight\"", "safetensors __metadata__: expected String, found '1'.")]
    [InlineData("{\"0.weight\"", "{\"__metadata__\":{\"mlpgen.format\":\"2\"},\"0.weight\"", "metadata 'mlpgen.format': expected '1', found '2'; another version of MlpGen wrote the file.")]
    [InlineData("{\"0.weight\"", "{\"__metadata__\":{\"mlpgen.architecture\":\"3-2 Relu; x\"},\"0.weight\"", "metadata 'mlpgen.architecture': expected layers such as '2-3 Relu', found 'x'.")]
    [InlineData("{\"0.weight\"", " {\"0.weight\"", "safetensors header: expected JSON that begins with '{', found the byte 32.")]
    [InlineData("}}", "}", null)]
    [InlineData("}}", "}}}", null)]
    [InlineData("}}", "}}//", null)]
    [InlineData("}}", "},}", null)]
    public void A_header_that_breaks_a_rule_is_refused(string before, string after, string? message)
    {
        int place = SafetensorsBytes.SmallHeader.IndexOf(before, StringComparison.Ordinal);
        string header = SafetensorsBytes.SmallHeader.Remove(place, before.Length).Insert(place, after);
        string actual = AssertRefused(SafetensorsBytes.File(header, SafetensorsBytes.SmallData));
        if (message is not null)
        {
            Assert.Equal(message, actual);
        }
    }

    [Fact]
    public void Two_tensors_over_the_same_data_are_refused() =>
        AssertRefused(SafetensorsBytes.File(SafetensorsBytes.SmallHeader.Replace("[32,40]", "[24,32]", StringComparison.Ordinal), SafetensorsBytes.SmallData[..32]));

    [Fact]
    public void A_name_that_is_not_utf8_is_refused()
    {
        byte[] file = [.. SafetensorsBytes.Small];
        file[Array.IndexOf(file, (byte)'b')] = 0xFF;
        AssertRefused(file);
    }

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    public void Json_a_million_levels_deep_is_refused(string open, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 1_000_000)) + "1" + string.Concat(Enumerable.Repeat(close, 1_000_000));
        AssertRefused(SafetensorsBytes.File($"{{\"0.weight\":{nested}}}", []));
    }

    [Fact]
    public void Trailing_spaces_of_the_header_are_no_damage()
    {
        var net = new Small();
        Safetensors.Load(net, SafetensorsBytes.File(SafetensorsBytes.SmallHeader + "     ", SafetensorsBytes.SmallData));
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    [Fact]
    public void A_claimed_length_takes_no_memory_that_is_not_there()
    {
        byte[] file = [.. SafetensorsBytes.Small];
        BinaryPrimitives.WriteUInt64LittleEndian(file, 99_999_999);
        var net = new Small();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WeightsException>(() => Safetensors.Load(net, new ForwardOnlyStream(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    /// <summary>Refused from memory and from a stream that only goes forward, by the same exception; the message of the first.</summary>
    internal static string AssertRefused(byte[] file)
    {
        var net = new Small(seed: 4);
        float[] before = [.. net.Parameters];
        string message = Assert.Throws<WeightsException>(() => Safetensors.Load(net, file)).Message;
        Assert.Throws<WeightsException>(() => Safetensors.Load(net, new ForwardOnlyStream(file)));
        Assert.Equal(before, net.Parameters.ToArray());
        return message;
    }
}
