namespace MlpGen.Training;

/// <summary>A point on a line through the space of the parameters.</summary>
/// <param name="Step">t: how far along the direction.</param>
/// <param name="Value">φ(t), what is minimized.</param>
/// <param name="Slope">φ′(t).</param>
internal readonly record struct LinePoint(double Step, double Value, double Slope)
{
    /// <summary>Whether there are numbers there.</summary>
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
}
