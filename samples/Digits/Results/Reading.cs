namespace Digits.Results;

/// <summary>What a network says about one picture.</summary>
/// <param name="Index">Which picture of its set.</param>
/// <param name="Actual">The digit it shows.</param>
/// <param name="Predicted">The digit with the largest output.</param>
/// <param name="Score">That output.</param>
/// <param name="ActualScore">The output of the right digit: the less, the worse the mistake.</param>
internal readonly record struct Reading(int Index, int Actual, int Predicted, float Score, float ActualScore);
