namespace MlpGen.Generator.Planning;

/// <summary>The ways in which a layer's arithmetic can be written.</summary>
internal enum KernelKind
{
    /// <summary>Every multiplication on a line of its own, every value in a local.</summary>
    Unrolled,

    /// <summary>A call to the runtime's kernels over rows of W.</summary>
    Rows,
}

/// <summary>A decision and its reason, both of which appear in the header of the generated file.</summary>
/// <param name="Kind">What was chosen.</param>
/// <param name="Reason">Why, in one sentence that names the number that decided.</param>
internal sealed record KernelChoice(KernelKind Kind, string Reason);
