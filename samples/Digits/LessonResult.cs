using Digits.Results;
using MlpGen.Training;

namespace Digits;

/// <summary>What came of a <see cref="Lesson"/>.</summary>
/// <param name="Name">The network.</param>
/// <param name="ParameterCount">Its size.</param>
/// <param name="History">What each epoch came to.</param>
/// <param name="Test">How it reads the test pictures in the end.</param>
/// <param name="Confusion">How often it takes which digit for which.</param>
internal sealed record LessonResult(string Name, int ParameterCount, TrainingHistory History, TestResult Test, ConfusionMatrix Confusion)
{
    /// <summary>How long it learned, the tests after each epoch included.</summary>
    public double Seconds => History.Epochs.Sum(epoch => epoch.Elapsed.TotalSeconds);
}
