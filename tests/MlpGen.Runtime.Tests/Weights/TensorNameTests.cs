using MlpGen.Tests.Networks;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>Which tensor becomes which layer, and what is said where that is in doubt.</summary>
public class TensorNameTests
{
    private static readonly float[] s_untouched = [.. new Small(seed: 9).Parameters];

    [Theory]
    [InlineData("net.0.weight", "net.0.bias", "net.2.weight")]
    [InlineData("module.layers.9.weight", "module.layers.9.bias", "module.layers.10.weight")] // as numbers, 9 comes before 10
    [InlineData("1.weight", "1.bias", "4.weight")] // Flatten before, Dropout between
    [InlineData("fc1.weight", "fc1.bias", "fc2.weight")]
    [InlineData("zeta.weight", "zeta.bias", "alpha.weight")] // no numbers, but no two shapes are the same
    [InlineData("blocks.0.linear.weight", "blocks.0.linear.bias", "blocks.1.linear.weight")]
    public void Other_names_find_their_layers(string w1, string b1, string w2) =>
        Assert.Equal(SafetensorsBytes.SmallParameters, Load(Named(w1, b1, w2), null));

    [Theory]
    [InlineData("2.weight")] // Linear, ReLU, Linear
    [InlineData("3.weight")] // Linear, ReLU, Dropout, Linear
    public void Dropout_may_be_declared_or_left_out_on_either_side(string w2)
    {
        byte[] file = SafetensorsBytes.File(Named("0.weight", "0.bias", w2), SafetensorsBytes.SmallData);
        var dropping = new SmallDropping();
        Safetensors.Load(dropping, file);
        Assert.Equal(SafetensorsBytes.SmallParameters, dropping.Parameters.ToArray());
        Assert.Equal(SafetensorsBytes.SmallParameters, Load(Named("0.weight", "0.bias", w2), null));
    }

    [Fact]
    public void A_declared_dropout_is_a_module_of_its_own_and_its_file_loads_without_it()
    {
        using var stream = new MemoryStream();
        Safetensors.Save(new SmallDropping(SafetensorsBytes.SmallParameters), stream);
        stream.Position = 0;
        Assert.Equal(["0.weight", "0.bias", "3.weight"], SafetensorsHeader.Read(stream).Tensors.Select(tensor => tensor.Name));

        var net = new Small();
        Safetensors.Load(net, stream.ToArray());
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    [Fact]
    public void An_activation_is_missed_where_dropout_is_declared()
    {
        byte[] file = SafetensorsBytes.File(Named("0.weight", "0.bias", "1.weight"), SafetensorsBytes.SmallData);
        Assert.StartsWith(
            "tensor '1.weight' (W2): expected the name '3.weight', since modules without weights stand between layers 1 and 2",
            Assert.Throws<WeightsException>(() => Safetensors.Load(new SmallDropping(), file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_a_million_digits_is_a_name_like_any_other() => Assert.Equal(
        SafetensorsBytes.SmallParameters, Load(Named(new string('7', 1_000_000) + ".weight", new string('7', 1_000_000) + ".bias", "8.weight"), null));

    [Fact]
    public void A_mapping_names_each_tensor_and_leaves_others_alone()
    {
        string header = Named("encoder.w", "encoder.b", "head").Replace("[32,40]}", "[32,40]},\"steps\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[40,48]}", StringComparison.Ordinal);
        byte[] file = SafetensorsBytes.File(header, [.. SafetensorsBytes.SmallData, .. new byte[8]]);
        var names = new Dictionary<string, string> { ["W1"] = "encoder.w", ["b1"] = "encoder.b", ["W2"] = "head" };
        var net = new Small();

        Safetensors.Load(net, file, new SafetensorsLoadOptions { Names = names });
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());

        Safetensors.Load(net, new ForwardOnlyStream(file), new SafetensorsLoadOptions { Names = names });
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    [Theory]
    [InlineData("W1=a,b1=b", "Expected Names to name a tensor for W2, but it does not.")]
    [InlineData("W1=a,b1=b,W2=c,W3=d", "Expected Names to have the names of the network's tensors, W1, b1, W2, but it has 'W3'.")]
    public void A_mapping_must_be_complete(string mapping, string message)
    {
        Dictionary<string, string> names = mapping.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(message, Assert.Throws<ArgumentException>(
            () => Safetensors.Load(new Small(), SafetensorsBytes.Small, new SafetensorsLoadOptions { Names = names })).Message);
    }

    [Fact]
    public void One_tensor_may_stand_for_several_layers()
    {
        // W1 = W3, and all biases are one.
        const string header =
            """{"tied.weight":{"dtype":"F32","shape":[4,4],"data_offsets":[0,64]},"own.weight":{"dtype":"F32","shape":[4,4],"data_offsets":[80,144]},"tied.bias":{"dtype":"F32","shape":[4],"data_offsets":[64,80]}}""";
        float[] data = [.. Enumerable.Range(1, 36).Select(k => (float)k)];
        byte[] file = SafetensorsBytes.File(header, SafetensorsBytes.Singles(data));
        var options = new SafetensorsLoadOptions
        {
            Names = new Dictionary<string, string>
            {
                ["W1"] = "tied.weight", ["b1"] = "tied.bias", ["W2"] = "own.weight", ["b2"] = "tied.bias", ["W3"] = "tied.weight", ["b3"] = "tied.bias",
            },
        };
        float[] tied = Transposed(data[..16]), bias = data[16..20], own = Transposed(data[20..]);
        foreach (Stream stream in (Stream[])[new MemoryStream(file), new ForwardOnlyStream(file)])
        {
            var net = new Square(seed: 1);
            Safetensors.Load(net, stream, options);
            Assert.Equal([.. tied, .. bias, .. own, .. bias, .. tied, .. bias], net.Parameters.ToArray());
        }

        static float[] Transposed(float[] rows) => [.. Enumerable.Range(0, 16).Select(k => rows[k % 4 * 4 + k / 4])];
    }

    [Theory]
    [InlineData("0.weight_g,0.weight_v,0.bias", "tensor '0.weight_g': expected weights as they are used, found a part of a weight_norm; call torch.nn.utils.remove_weight_norm(module, 'weight') before saving.")]
    [InlineData("0.weight_orig,0.weight_mask,0.bias", "tensor '0.weight_orig': expected weights as they are used, found a part of a pruning; call torch.nn.utils.prune.remove(module, 'weight') before saving.")]
    [InlineData("0.weight,0.bias_orig,0.bias_mask", "tensor '0.bias_orig': expected weights as they are used, found a part of a pruning; call torch.nn.utils.prune.remove(module, 'bias') before saving.")]
    [InlineData("weight_orig,weight_u,weight_v", "tensor 'weight_orig': expected weights as they are used, found a part of a spectral_norm; call torch.nn.utils.remove_spectral_norm(module, 'weight') before saving.")]
    [InlineData("net.0.parametrizations.weight.original0,net.0.parametrizations.weight.original1", "tensor 'net.0.parametrizations.weight.original0': expected weights as they are used, found a part of the parametrization of 'weight', such as weight_norm or spectral_norm; call torch.nn.utils.parametrize.remove_parametrizations(module, 'weight') before saving.")]
    [InlineData("parametrizations.bias.original,parametrizations.bias.0._u", "tensor 'parametrizations.bias.original': expected weights as they are used, found a part of the parametrization of 'bias', such as weight_norm or spectral_norm; call torch.nn.utils.parametrize.remove_parametrizations(module, 'bias') before saving.")]
    [InlineData("1.weight,1.bias,1.running_mean,1.running_var", "tensor '1.weight': expected weights as they are used, found a part of a BatchNorm, which changes the outputs; fold it into the Linear before it, by torch.nn.utils.fusion.fuse_linear_bn_eval(linear, norm), before saving.")]
    public void Tensors_out_of_which_weights_are_computed_are_refused_and_never_told_to_be_named(string names, string message)
    {
        string[] parts = names.Split(',');
        byte[] file = SafetensorsBytes.File(
            "{" + string.Join(",", parts.Select((name, k) => $$"""
                "{{name}}":{"dtype":"F32","shape":[2,3],"data_offsets":[{{24 * k}},{{24 * k + 24}}]}
                """)) + "}", new byte[24 * parts.Length]);
        var given = new SafetensorsLoadOptions { Names = new Dictionary<string, string> { ["W1"] = parts[0], ["b1"] = parts[0], ["W2"] = parts[0] } };
        foreach (SafetensorsLoadOptions? options in (SafetensorsLoadOptions?[])[null, new() { Matching = TensorMatching.FileOrder }, parts[0].EndsWith(".weight", StringComparison.Ordinal) && parts.Length == 3 ? null : given])
        {
            Assert.Equal(message, Assert.Throws<WeightsException>(() => Safetensors.Load(new Small(), file, options)).Message);
        }
    }

    [Fact]
    public void Names_that_only_look_like_those_are_names_like_any_other()
    {
        string header = Named("layer_g", "b_v", "w_orig");
        Assert.Equal(SafetensorsBytes.SmallParameters, Load(header, new SafetensorsLoadOptions { Matching = TensorMatching.FileOrder }));
    }

    [Fact]
    public void Names_that_tell_nothing_are_taken_in_the_order_of_the_file_if_asked()
    {
        string header = Named("a", "b", "c");
        WeightsException refused = Refused(header);
        Assert.Contains("found 'a' as well; name the tensors that are meant", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SafetensorsBytes.SmallParameters, Load(header, new SafetensorsLoadOptions { Matching = TensorMatching.FileOrder }));
    }

    [Fact]
    public void Layers_of_one_shape_and_names_without_numbers_are_refused()
    {
        string[] names = ["left", "right", "middle"];
        string header = "{" + string.Join(",", names.Select((name, k) =>
            $$"""
            "{{name}}.weight":{"dtype":"F32","shape":[4,4],"data_offsets":[{{80 * k}},{{80 * k + 64}}]},"{{name}}.bias":{"dtype":"F32","shape":[4],"data_offsets":[{{80 * k + 64}},{{80 * k + 80}}]}
            """)) + "}";
        byte[] file = SafetensorsBytes.File(header, new byte[240]);
        WeightsException refused = Assert.Throws<WeightsException>(() => Safetensors.Load(new Square(), file));
        Assert.Equal(
            "W1: expected names that tell the order of the layers, found 'left', 'right', 'middle'; two have the same shape, "
            + "so say which is which by SafetensorsLoadOptions.Names, or set Matching to FileOrder.", refused.Message);
    }

    [Theory]
    [InlineData("0.weight", "0.bias", "1.weight",
        "tensor '1.weight' (W2): expected the name '2.weight', since modules without weights stand between layers 1 and 2, "
        + "found a module straight behind '0.weight', so an activation is missing; if it is not, say so by SafetensorsLoadOptions.Names.")]
    [InlineData("0.weight", "1.bias", "2.weight",
        "network: expected 3 tensors such as '0.weight', '0.bias', '2.weight', each with a weight, found '1.bias' as well; "
        + "name the tensors that are meant in SafetensorsLoadOptions.Names.")]
    [InlineData("0.weight", "0.scale", "2.weight",
        "network: expected 3 tensors such as '0.weight', '0.bias', '2.weight', whose names end in '.weight' and '.bias', found '0.scale' as well; "
        + "name the tensors that are meant in SafetensorsLoadOptions.Names.")]
    public void What_does_not_fit_is_named(string w1, string b1, string w2, string message) =>
        Assert.Equal(message, Refused(Named(w1, b1, w2)).Message);

    [Fact]
    public void A_missing_bias_and_one_too_many_are_named()
    {
        string header = SafetensorsBytes.SmallHeader.Replace("}}", "},\"2.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[40,44]}}", StringComparison.Ordinal);
        byte[] biased = SafetensorsBytes.File(header, [.. SafetensorsBytes.SmallData, 0, 0, 0, 0]);
        WeightsException tooMany = Assert.Throws<WeightsException>(() => Safetensors.Load(new Small(), biased));
        Assert.Equal("2.bias", tooMany.Tensor);
        Assert.Contains("layer 2 has no bias, found '2.bias' as well", tooMany.Message, StringComparison.Ordinal);

        WeightsException missing = Assert.Throws<WeightsException>(() => Safetensors.Load(new SmallBiased(), SafetensorsBytes.Small));
        Assert.Equal("tensor '2.bias' (b2): expected [1], found no such tensor among '0.weight', '0.bias', '2.weight'.", missing.Message);
    }

    [Fact]
    public void A_different_number_of_layers_is_named() => Assert.Equal(
        "network: expected weights for 3 layers, found 2 modules with weights: '0', '2'; "
        + "if layers share one, name it for each of them in SafetensorsLoadOptions.Names.",
        Assert.Throws<WeightsException>(() => Safetensors.Load(new Square(), SafetensorsBytes.Small)).Message);

    [Theory]
    [InlineData("[2,3]", "[3,2]", "tensor '0.weight' (W1): expected shape [2, 3], outputs × inputs, found [3, 2]; transpose it before saving.")]
    [InlineData("[2,3]", "[6,1]", "tensor '0.weight' (W1): expected shape [2, 3], outputs × inputs, found [6, 1].")]
    [InlineData("[2]", "[1,2]", "tensor '0.bias' (b1): expected shape [2], found [1, 2].")]
    [InlineData("\"F32\",\"shape\":[2]", "\"I32\",\"shape\":[2]", "tensor '0.bias' (b1): expected dtype F32, F64, F16 or BF16, found I32.")]
    public void Shapes_and_types_are_compared(string before, string after, string message) =>
        Assert.Equal(message, Refused(SafetensorsBytes.SmallHeader.Replace(before, after, StringComparison.Ordinal)).Message);

    [Fact]
    public void Another_activation_is_named_and_let_in_only_if_asked()
    {
        using var stream = new MemoryStream();
        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), stream);

        var net = new SmallTanh();
        WeightsException refused = Assert.Throws<WeightsException>(() => Safetensors.Load(net, stream.ToArray()));
        Assert.Equal("layer 1: file has Relu, network has Tanh.", refused.Message);
        Assert.Equal(
            "layer 1: file has Relu, network has LeakyRelu(0.2).",
            Assert.Throws<WeightsException>(() => Safetensors.Load(new SmallLeaky(), stream.ToArray())).Message);
        Assert.Equal(
            "layer 2: file has no bias, network has a bias.",
            Assert.Throws<WeightsException>(() => Safetensors.Load(new SmallBiased(), stream.ToArray())).Message);
        Assert.Equal(
            "network: file has 2 layers, network has 3 layers.",
            Assert.Throws<WeightsException>(() => Safetensors.Load(new Square(), stream.ToArray())).Message);

        Safetensors.Load(net, stream.ToArray(), new SafetensorsLoadOptions { AllowOtherActivations = true });
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
    }

    [Fact]
    public void A_file_is_named_in_the_message()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        File.WriteAllBytes(path, SafetensorsBytes.Small);
        try
        {
            WeightsException refused = Assert.Throws<WeightsException>(() => Safetensors.Load(new Square(), path));
            Assert.StartsWith(path + ": network: expected", refused.Message, StringComparison.Ordinal);
            Assert.Equal(path, refused.File);
            Assert.Equal("weights for 3 layers", refused.Expected);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Named(string w1, string b1, string w2) => SafetensorsBytes.SmallHeader
        .Replace("\"0.weight\"", $"\"{w1}\"", StringComparison.Ordinal)
        .Replace("\"0.bias\"", $"\"{b1}\"", StringComparison.Ordinal)
        .Replace("\"2.weight\"", $"\"{w2}\"", StringComparison.Ordinal);

    private static float[] Load(string header, SafetensorsLoadOptions? options)
    {
        var net = new Small();
        Safetensors.Load(net, SafetensorsBytes.File(header, SafetensorsBytes.SmallData), options);
        return [.. net.Parameters];
    }

    private static WeightsException Refused(string header)
    {
        var net = new Small(seed: 9);
        var refused = Assert.Throws<WeightsException>(() => Safetensors.Load(net, SafetensorsBytes.File(header, SafetensorsBytes.SmallData)));
        Assert.Equal(s_untouched, net.Parameters.ToArray());
        return refused;
    }
}
