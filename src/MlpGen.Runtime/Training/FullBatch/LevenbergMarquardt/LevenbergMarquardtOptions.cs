namespace MlpGen.Training;
/// <summary>x.</summary>
public sealed record LevenbergMarquardtOptions : FullBatchOptions
{
    /// <summary>x.</summary>
    public LevenbergMarquardtOptions() : base(200) { }
}
/// <summary>x.</summary>
public sealed class LevenbergMarquardtTrainer<TNetwork, T> { }
