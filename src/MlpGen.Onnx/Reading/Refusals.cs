namespace MlpGen.Onnx.Reading;

/// <summary>What to say of operators that no network of dense layers has.</summary>
internal static class Refusals
{
    /// <summary>Why an operator is refused, and what to do about it if something can be done.</summary>
    public static string Of(string operation) => operation switch
    {
        "LogSoftmax" => "MlpGen has no LogSoftmax; take the output before it (the logits), or end the model in Softmax, whose logarithm it is",
        "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" or "RMSNormalization" or "LpNormalization" or "Normalizer" or "MeanVarianceNormalization" =>
            "it divides by what it measures of the sample at hand, which no weights can; BatchNormalization, which has its statistics in the file, is folded",
        "LSTM" or "GRU" or "RNN" => "only dense layers; this one remembers earlier samples",
        "If" or "Loop" or "Scan" => "only dense layers; what is computed must not depend on conditions",
        "ArgMax" or "ArgMin" or "TopK" or "ArrayFeatureExtractor" or "LabelEncoder" => "only dense layers; this picks the class, so take the output before it, the scores",
        "RandomNormal" or "RandomUniform" or "RandomNormalLike" or "RandomUniformLike" or "Multinomial" or "Bernoulli" =>
            "the output is drawn at random; take the output before it, or export the model for deterministic inference",
        "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear" or "QLinearMatMul" or "MatMulInteger" => "a quantized model; MlpGen reads weights that are float, double, float16 or bfloat16",
        "Gather" or "Slice" or "Split" => "only whole rows of numbers go through a dense layer; this takes some out of them",
        "ReduceMean" or "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceProd" or "ReduceL2" or "GlobalAveragePool" => "only dense layers; this one sums over numbers of a sample",
        _ when operation.StartsWith("Conv", StringComparison.Ordinal) || operation.EndsWith("Pool", StringComparison.Ordinal) =>
            "only dense layers; a convolution or pooling shares its weights between places",
        _ when operation.StartsWith("TreeEnsemble", StringComparison.Ordinal) || operation.StartsWith("SVM", StringComparison.Ordinal) || operation.StartsWith("Linear", StringComparison.Ordinal) =>
            "only dense layers of MatMul or Gemm; this is a model of another kind",
        _ => "only dense layers and activations; MlpGen has nothing that computes this",
    };
}
