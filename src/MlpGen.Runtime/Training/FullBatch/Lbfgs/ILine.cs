namespace MlpGen.Training;

/// <summary>A line along which something is minimized.</summary>
internal interface ILine
{
    /// <summary>Computes the point at a step.</summary>
    LinePoint At(double step);
}
