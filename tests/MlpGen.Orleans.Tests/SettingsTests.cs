using System.Globalization;
using MlpGen.Cluster;

namespace MlpGen.Orleans.Tests;

/// <summary>Named numbers and words.</summary>
public class SettingsTests
{
    [Fact]
    public void Numbers_come_back_as_the_same_number_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var settings = new Settings { { "rate", 0.1 + 0.2 }, { "kind", "adam" }, { "width", 8 } };

            Assert.Equal(0.1 + 0.2, settings.Number("rate"));
            Assert.Equal("rate=0.30000000000000004 kind=adam width=8", settings.ToString());
            Assert.Equal((8, "adam", 5), (settings.Whole("width"), settings.Text("kind"), settings.Whole("depth", 5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_is_missing_or_no_number_is_named()
    {
        var settings = new Settings { { "kind", "adam" }, { "rate", 0.5 } };

        Assert.StartsWith("Expected a setting 'width', but there is kind=adam rate=0.5 only.", Assert.Throws<ArgumentException>(() => settings.Number("width")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Expected setting 'kind' to be a number, but it is 'adam'.", Assert.Throws<ArgumentException>(() => settings.Number("kind")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Expected setting 'rate' to be a whole number, but it is 0.5.", Assert.Throws<ArgumentException>(() => settings.Whole("rate")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => settings.Add("rate", 1));
    }

    [Fact]
    public void A_grid_has_all_combinations_the_last_fastest()
    {
        Assert.Equal(
            ["a=1 b=3", "a=1 b=4", "a=2 b=3", "a=2 b=4"],
            Settings.Grid(("a", [1, 2]), ("b", [3, 4])).Select(settings => settings.ToString()));
        Assert.Equal(new Settings { { "a", 1 }, { "b", 3 } }, Settings.Grid(("a", [1]), ("b", [3]))[0]);
    }
}
