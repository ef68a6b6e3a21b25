namespace Tabular.Learning;

/// <summary>Rows as networks take them: raw inputs, and a label or a number each.</summary>
/// <param name="Inputs">Row behind row, not normalised.</param>
/// <param name="Labels">The class of each row; empty if numbers are foretold.</param>
/// <param name="Numbers">The number of each row, not normalised; empty if classes are foretold.</param>
internal sealed record Samples(float[] Inputs, int[] Labels, float[] Numbers);
