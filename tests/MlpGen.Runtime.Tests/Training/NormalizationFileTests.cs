using MlpGen.Tests.Weights;
using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Tests.Training;

/// <summary>The constants of a normalisation go into a file of their own, beside the weights.</summary>
public sealed class NormalizationFileTests
{
    private const string Header =
        """{"deviations":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"means":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""";

    private static readonly byte[] s_data = SafetensorsBytes.Singles([2, 0.5f, -1, 3]);

    [Fact]
    public void Every_bit_comes_back()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mlpgen").FullName, "digits.normalization.safetensors");
        try
        {
            new Normalization<float>([0.1f, -3e-30f], [MathF.PI, 1e30f]).Save(path);
            Normalization<float> single = Normalization.Load<float>(path);
            Assert.Equal([0.1f, -3e-30f], single.Means.ToArray());
            Assert.Equal([MathF.PI, 1e30f], single.Deviations.ToArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }

        using var stream = new MemoryStream();
        new Normalization<double>([0.1], [Math.PI]).Save(stream);
        Normalization<double> constants = Normalization.Load<double>(new ForwardOnlyStream(stream.ToArray()));
        Assert.Equal((0.1, Math.PI), (constants.Means[0], constants.Deviations[0]));
    }

    [Fact]
    public void A_file_made_byte_by_byte_loads_in_either_precision()
    {
        Normalization<double> constants = Normalization.Load<double>(new MemoryStream(SafetensorsBytes.File(Header, s_data)));
        Assert.Equal([-1, 3], constants.Means.ToArray());
        Assert.Equal([2, 0.5], constants.Deviations.ToArray());
    }

    [Theory]
    [InlineData("\"means\"", "\"mean\"", "tensor 'means': expected it in the file, found 'deviations', 'mean'.")]
    [InlineData("[2],\"data_offsets\":[0,8]", "[1,2],\"data_offsets\":[0,8]", "tensor 'deviations': expected a number for each column, found shape [1, 2].")]
    [InlineData("\"F32\",\"shape\":[2],\"data_offsets\":[0,8]", "\"F16\",\"shape\":[4],\"data_offsets\":[0,8]", "tensor 'deviations': expected 2 numbers, as 'means' has, found 4.")]
    [InlineData("\"F32\"", "\"I32\"", "tensor 'deviations': expected dtype F32, F64, F16 or BF16, found I32.")]
    [InlineData("{\"dev", "{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"dev", "normalization: expected two tensors, found 'x', 'deviations', 'means'.")]
    public void A_header_that_does_not_fit_is_refused(string before, string after, string message)
    {
        int place = Header.IndexOf(before, StringComparison.Ordinal);
        byte[] file = SafetensorsBytes.File(Header.Remove(place, before.Length).Insert(place, after), s_data);
        Assert.Equal(message, Assert.Throws<WeightsException>(() => Normalization.Load<float>(new MemoryStream(file))).Message);
    }

    [Theory]
    [InlineData(0, 0, "tensor 'deviations': expected numbers above 0, found 0 at [0].")]
    [InlineData(0, -2, "tensor 'deviations': expected numbers above 0, found -2 at [0].")]
    [InlineData(3, float.NaN, "tensor 'means': expected finite numbers, found NaN at [1].")]
    public void A_number_that_cannot_be_is_refused(int place, float number, string message)
    {
        byte[] file = SafetensorsBytes.File(Header, s_data);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - s_data.Length + 4 * place), number);
        Assert.Equal(message, Assert.Throws<WeightsException>(() => Normalization.Load<float>(new MemoryStream(file))).Message);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] file = SafetensorsBytes.File(Header, s_data);
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<WeightsException>(() => Normalization.Load<float>(new MemoryStream(file[..length])));
        }
    }
}
