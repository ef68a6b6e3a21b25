namespace MlpGen.Generator;

/// <summary>The names of the pipeline's steps, by which the tests ask whether a step ran again.</summary>
internal static class TrackingNames
{
    /// <summary>A declared class becomes a spec and problems.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>The spec alone, for classes without errors.</summary>
    public const string Spec = nameof(Spec);

    /// <summary>What is known of classes with errors.</summary>
    public const string Outline = nameof(Outline);

    /// <summary>The problems alone.</summary>
    public const string Problems = nameof(Problems);

    /// <summary>Options on a class without layers.</summary>
    public const string Strays = nameof(Strays);

    /// <summary>A frozen network finds its weights file.</summary>
    public const string Match = nameof(Match);

    /// <summary>A weights file is read and checked.</summary>
    public const string Freeze = nameof(Freeze);

    /// <summary>A spec becomes a plan.</summary>
    public const string Plan = nameof(Plan);

    public static readonly string[] All = [Parse, Spec, Outline, Problems, Strays, Match, Freeze, Plan];
}
