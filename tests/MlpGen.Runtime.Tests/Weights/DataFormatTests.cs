using System.Text;
using MlpGen.Training;
using MlpGen.Weights;

namespace MlpGen.Tests.Weights;

[Layer(4, 3, Activation.Tanh)]
[Layer(3, 2)]
internal sealed partial class Formatted;

[Layer(4, 3, Activation.Tanh)]
[Layer(3, 2)]
[Network(Precision = Precision.Double)]
internal sealed partial class FormattedInDoubles;

public class DataFormatTests
{
    private static readonly DataFormat<float> s_format = new()
    {
        Inputs = new Normalization<float>([1, 2, 3, 0.1f], [1, 10, 0.3f, 1e-3f]),
        Outputs = new Normalization<float>([100, -7], [20, 0.5f]),
        Columns = [new("length"), new("Farbe \"\\", ["", "rot", "grün"])],
        Target = null,
    };

    private static readonly float[] s_raw = [1, 5, 3, 0.1f, 2, -3, 3.5f, 0.101f];

    [Fact]
    public void What_is_saved_comes_back_with_the_weights()
    {
        var net = new Formatted(seed: 1);
        byte[] file = Save(net, s_format);
        var other = new Formatted(seed: 2);
        WeightsJson.Load(other, file, out DataFormat<float> format);
        Assert.Equal(net.Parameters.ToArray(), other.Parameters.ToArray());
        Assert.Equal(s_format.Inputs!.Means.ToArray(), format.Inputs!.Means.ToArray());
        Assert.Equal(s_format.Inputs.Deviations.ToArray(), format.Inputs.Deviations.ToArray());
        Assert.Equal(s_format.Outputs!.Deviations.ToArray(), format.Outputs!.Deviations.ToArray());
        Assert.Equal(s_format.Columns, format.Columns);
        Assert.Null(format.Target);

        float[] expected = new float[4], actual = new float[4];
        s_format.Forward(net, s_raw, expected);
        format.Forward(other, s_raw, actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Forward_takes_raw_numbers_and_gives_raw_numbers()
    {
        var net = new Formatted(seed: 1);
        float[] actual = new float[4], x = [0, 0.3f, 0, 0], y = new float[2];
        s_format.Forward(net, s_raw, actual);
        net.Forward(x, y);
        Assert.Equal(y[0] * 20 + 100, actual[0], 4);
        Assert.Equal(y[1] * 0.5f - 7, actual[1], 4);
    }

    [Fact]
    public void A_file_with_a_normalisation_is_not_loaded_into_parameters_alone()
    {
        var net = new Formatted(seed: 1);
        float[] before = net.Parameters.ToArray();
        WeightsException refused = Assert.Throws<WeightsException>(() => WeightsJson.Load(net, Save(new Formatted(seed: 2), s_format)));
        Assert.Contains("but the file has a 'normalization', without which they mean nothing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, net.Parameters.ToArray());

        WeightsJson.Load(net, Save(new Formatted(seed: 2), s_format with { Inputs = null, Outputs = null })); // names of columns do no harm
        WeightsJson.Load(net, Save(new Formatted(seed: 3), new DataFormat<float>()), out DataFormat<float> none);
        Assert.Null(none.Inputs);
        Assert.Empty(none.Columns);
    }

    [Fact]
    public void A_file_without_a_format_is_the_same_text_as_ever()
    {
        var net = new Formatted(seed: 1);
        using var plain = new MemoryStream();
        WeightsJson.Save(net, plain, s_raw);
        Assert.Equal(Encoding.UTF8.GetString(plain.ToArray()), Encoding.UTF8.GetString(Save(net, new DataFormat<float>())));
    }

    [Fact]
    public void Golden_examples_are_raw_and_tried()
    {
        string file = Encoding.UTF8.GetString(Save(new Formatted(seed: 1), s_format));
        Assert.Contains("\"input\": [1, 5, 3, 0.1]", file, StringComparison.Ordinal);
        string damaged = file.Replace("\"means\": [100, -7]", "\"means\": [101, -7]", StringComparison.Ordinal);
        WeightsException missed = Assert.Throws<WeightsException>(() => WeightsJson.Load(new Formatted(), Encoding.UTF8.GetBytes(damaged), out DataFormat<float> _));
        Assert.Contains("Golden example 1, output 1", missed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubles_keep_every_bit()
    {
        var net = new FormattedInDoubles(seed: 1);
        var format = new DataFormat<double> { Inputs = new Normalization<double>([0.1, Math.PI, 1e-300, 1e9], [1.0 / 3, Math.E, 1e-200, 7]) };
        using var stream = new MemoryStream();
        WeightsJson.Save(net, stream, format);
        WeightsJson.Load(net, stream.ToArray(), out DataFormat<double> read);
        Assert.Equal(format.Inputs.Means.ToArray(), read.Inputs!.Means.ToArray());
        Assert.Equal(format.Inputs.Deviations.ToArray(), read.Inputs.Deviations.ToArray());
    }

    [Fact]
    public void A_format_of_another_network_is_refused_before_anything_is_written()
    {
        var net = new Formatted();
        Refused("Expected 4 constants to normalise inputs, as Formatted has inputs, but there are 1.", new() { Inputs = new([1], [1]) });
        Refused("Expected 2 constants to turn outputs back, as Formatted has outputs, but there are 1.", new() { Outputs = new([1], [1]) });
        Refused("Expected 4 inputs of all columns together, as Formatted has inputs, but there are 1.", new() { Columns = [new("a")] });
        Refused("Expected 2 categories of the target, as Formatted has classes, but there are 3.", new() { Target = new("a", ["x", "y", "z"]) });

        void Refused(string message, DataFormat<float> format)
        {
            using var stream = new MemoryStream();
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => WeightsJson.Save(net, stream, format)).Message, StringComparison.Ordinal);
            Assert.Equal(0, stream.Length);
        }
    }

    [Fact]
    public void Columns_become_inputs()
    {
        float[] one = new float[1], two = new float[2], three = new float[3];
        new TableColumn("a").Encode(2.5, one.AsSpan());
        Assert.Equal([2.5f], one);
        new TableColumn("a", missing: 7).Encode(double.NaN, two.AsSpan());
        Assert.Equal([7f, 1], two);
        new TableColumn("a", missing: 7).Encode(3, two.AsSpan());
        Assert.Equal([3f, 0], two);
        var colors = new TableColumn("colour", ["", "red", "blue"]);
        colors.Encode("blue", three.AsSpan());
        Assert.Equal([0f, 0, 1], three);

        Assert.Contains("Expected one of '', 'red', 'blue' in column 'colour', as in the training data, but got 'green'",
            Assert.Throws<ArgumentException>(() => colors.Encode("green", three.AsSpan())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TableColumn("a").Encode(double.NaN, one.AsSpan()));
        Assert.Throws<ArgumentException>(() => new TableColumn("a").Encode(1, two.AsSpan()));
        Assert.Throws<InvalidOperationException>(() => colors.Encode(1, three.AsSpan()));
        Assert.Throws<InvalidOperationException>(() => new TableColumn("a").Encode("red", one.AsSpan()));
        Assert.Throws<ArgumentException>(() => new TableColumn("a", ["x", "x"]));
        Assert.Throws<ArgumentException>(() => new TableColumn("a", double.NaN));
    }

    private static byte[] Save(Formatted net, DataFormat<float> format)
    {
        using var stream = new MemoryStream();
        WeightsJson.Save(net, stream, format, golden: s_raw);
        return stream.ToArray();
    }
}
