namespace MlpGen;

/// <summary>Names one draw of all dropout masks: the same key, sample and unit always give the same mask.</summary>
/// <param name="Seed">The seed of the training run.</param>
/// <param name="Step">The number of the optimizer step.</param>
/// <param name="FirstSample">The index in its batch of the first sample passed, so that a batch that is split over several
/// calls drops what the whole batch would.</param>
/// <remarks>Networks in which no layer drops accept a key and do not read it.</remarks>
public readonly record struct DropoutKey(int Seed, long Step, int FirstSample = 0);
