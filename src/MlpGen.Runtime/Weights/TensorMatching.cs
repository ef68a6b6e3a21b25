namespace MlpGen.Weights;

/// <summary>How the tensors of a file find their layers.</summary>
public enum TensorMatching
{
    /// <summary>By the names of PyTorch's <c>nn.Sequential</c>; by the numbers in the names, if the names differ by numbers alone; by
    /// shape, if no two layers have the same. Names that leave a doubt are refused.</summary>
    Automatic = 0,

    /// <summary>As the data lies in the file: the tensors of two dimensions are W1, W2, …, those of one dimension the biases.</summary>
    FileOrder,
}
