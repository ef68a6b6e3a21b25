using MlpGen.Optimizers;

namespace MlpGen.Training;

/// <summary>How to train by Levenberg-Marquardt. What is not set is off, or has the default that is named.</summary>
public sealed record LevenbergMarquardtOptions : FullBatchOptions
{
    /// <summary>More parameters than this have a matrix that no array holds.</summary>
    private const int MostParameters = 46_340;

    /// <summary>The defaults: 200 epochs.</summary>
    public LevenbergMarquardtOptions()
        : base(epochs: 200)
    {
    }

    /// <summary>τ: the first damping is τ times the largest number on the diagonal of JᵀJ: 1e-3. Less trusts the first weights more.</summary>
    public double InitialDamping { get; init; } = 1e-3;

    /// <summary>Whether steps follow the curvature of the residuals, at the price of two forward passes and one backward pass for each: true,
    /// since smooth fits then take a quarter to three quarters of the steps.</summary>
    public bool GeodesicAcceleration { get; init; } = true;

    /// <summary>The most parameters P that a network may have: 8,192, at most 46,340. Two triangles of P²/2 numbers of 8 bytes are kept, 512 MiB for
    /// 8,192, and each step takes P³/6 multiply-adds beside the P²/2 for each output of each sample.</summary>
    public int MaxParameters { get; init; } = 8192;

    internal override void Check()
    {
        base.Check();
        Setting.AtLeast(1, MaxParameters, nameof(MaxParameters));
        if (MaxParameters > MostParameters)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxParameters), MaxParameters, $"Expected MaxParameters to be at most {MostParameters}.");
        }

        if (!(InitialDamping > 0 && double.IsFinite(InitialDamping)))
        {
            throw new ArgumentOutOfRangeException(nameof(InitialDamping), InitialDamping, "Expected a finite number above 0.");
        }
    }
}
