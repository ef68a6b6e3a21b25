namespace Charts;

/// <summary>Colours that stay apart for the colour-blind too: those of Okabe and Ito (2008), and two greys.</summary>
public static class Palette
{
    public const string Blue = "#0072B2";
    public const string Orange = "#E69F00";
    public const string Green = "#009E73";
    public const string Vermilion = "#D55E00";
    public const string Purple = "#CC79A7";
    public const string Sky = "#56B4E9";
    public const string Black = "#222222";
    public const string Gray = "#888888";
}
