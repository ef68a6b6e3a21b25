namespace MlpGen.Training;

/// <summary>What is reported of a network beside its loss.</summary>
/// <remarks>
/// <para>Outputs are read as the loss reads them. Under a <see cref="LossFunction.CrossEntropy"/>, and for data with class labels, the
/// largest output names the <b>class</b>. Under a <see cref="LossFunction.BinaryCrossEntropy"/> each output is an <b>answer</b>, yes from
/// p = ½ on, which is z = 0 for logits. Under any other loss a single output is an answer, and of several the largest names the class;
/// the answer is cut halfway between the targets, at 0 where they are −1 and 1, at ½ where they are 0 and 1.</para>
/// <para>An output that is NaN says nothing, and so is wrong.</para>
/// </remarks>
public enum Metric
{
    /// <summary>Accuracy for class labels and under a cross entropy (<see cref="MultiLabelAccuracy"/> if there are several answers), R²
    /// otherwise.</summary>
    Auto,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>The share of samples that are right: whose class, or whose answers altogether, are those of the target. With targets, the
    /// class is the largest of them.</summary>
    Accuracy,

    /// <summary>The coefficient of determination, 1 − Σ(y − t)² / Σ(t − t̄)², t̄ being the mean target of each output: 1 for a
    /// perfect fit, 0 for what the mean alone would achieve. NaN where the targets do not vary. Of logits, y is the probability.</summary>
    RSquared,

    /// <summary>The share of single answers that are right, each output of each sample counting by itself. Not for
    /// <see cref="LossFunction.CrossEntropy"/>, whose classes exclude each other.</summary>
    MultiLabelAccuracy,

    /// <summary>Of all samples called yes, the share that is; of two classes, the second is the yes. With several answers, or more than
    /// two classes, the mean of what each gives by itself (against all other classes). One that neither occurs nor is ever called is left
    /// out, and NaN is what is left of none; otherwise it is 0 where nothing is called yes.</summary>
    Precision,

    /// <summary>Of all samples that are a yes, the share called yes; for several as <see cref="Precision"/>, and 0 where there is
    /// none.</summary>
    Recall,

    /// <summary>The harmonic mean of precision and recall, 2·hits / (called + there); for several as <see cref="Precision"/>.</summary>
    F1,

    /// <summary>The area under the ROC curve: the probability that a yes has a larger output than a no, half of it where they are equal.
    /// It needs no cut. For several as <see cref="Precision"/>, each class being ranked by its probability; one that does not have both a
    /// yes and a no is left out, and NaN is what is left of none.</summary>
    RocAuc,
}
