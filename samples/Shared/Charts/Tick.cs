namespace Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands, in the units of the data.</param>
/// <param name="Label">What is written beside it; empty if nothing is.</param>
public readonly record struct Tick(double Value, string Label);
