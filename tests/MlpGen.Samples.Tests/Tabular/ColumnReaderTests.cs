using Tabular.Columns;
using Tabular.Reading;

namespace MlpGen.Samples.Tests.Tabular;

/// <summary>Columns are understood without being described, and what cannot be understood is named with a way out.</summary>
public class ColumnReaderTests
{
    [Fact]
    public void Numbers_categories_missing_values_and_classes_are_told_apart()
    {
        TableData data = Read("y", "n,c,m,y\n1,red,5,no\n2,blue,NA,yes\n-3e2,,?,no\n");
        Assert.Equal([1, 2, -300], data.Inputs[0].Numbers!);
        Assert.Equal(["red", "blue", ""], data.Inputs[1].Texts!);
        Assert.Equal([5, double.NaN, double.NaN], data.Inputs[2].Numbers!);
        Assert.Equal(["no", "yes"], data.Classes);
        Assert.Equal([0, 1, 0], data.Labels);
    }

    [Fact]
    public void Whole_numbers_of_few_kinds_are_classes_in_their_order_unless_the_user_says_otherwise()
    {
        string rows = "x,y\n" + string.Join("\n", Enumerable.Range(0, 60).Select(r => $"{r * r},{2 + (r % 3 * 4)}")) + "\n";
        Assert.Equal(["2", "6", "10"], Read("y", rows).Classes);
        Assert.Contains("--task numbers", Assert.Single(Read("y", rows).Notes), StringComparison.Ordinal);
        Assert.False(Read(new TableChoices("y") { IsClassification = false }, rows).IsClassification);
        Assert.False(Read("y", rows.Replace(",2\n", ",2.5\n", StringComparison.Ordinal)).IsClassification);
    }

    [Fact]
    public void What_counts_rows_what_never_varies_and_free_text_are_left_out_and_said()
    {
        string rows = ",x,same,name,y\n" + string.Join("\n", Enumerable.Range(0, 60).Select(r => $"{r},{r * r},7,Mr {r},{(r % 2 == 0 ? "a" : "b")}")) + "\n";
        TableData data = Read("y", rows);
        Assert.Equal(["x"], data.Inputs.Select(column => column.Name));
        Assert.Equal(3, data.Notes.Count);
        Assert.Equal(["x", "name"], Read(new TableChoices("y") { Categories = ["name"] }, rows).Inputs.Select(column => column.Name));
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_and_said()
    {
        TableData data = Read("y", "x,y\n1,a\n2,\n3,b\n");
        Assert.Equal([1, 3], data.Inputs[0].Numbers!);
        Assert.Equal([2, 4], data.Lines);
        Assert.Equal("1 rows are left out: they have no 'y'.", Assert.Single(data.Notes));
    }

    [Theory]
    [InlineData("d,y\n2020-01-31,a\n2021-02-01,b\n", "t.csv(2,1): the column 'd' has dates or times, such as '2020-01-31'.")]
    [InlineData("d,y\n31.12.2020,a\n1.2.2021,b\n", "t.csv(2,1): the column 'd' has dates or times, such as '31.12.2020'.")]
    [InlineData("x,y\n1,a\n2,b\n3,a\n4,b\n5,b\nfive,a\n", "t.csv(7,1): expected a number in the column 'x', but found 'five'; --missing \"five\"")]
    [InlineData("x;z;y\n1,5;2.5;a\n2;3;b\n", "t.csv(2,1): expected a number with a decimal point, but found '1,5'; --decimal comma or --decimal point")]
    [InlineData("x,y\n1,\n2,?\n", "t.csv: expected values of the target 'y', but all are missing.")]
    [InlineData("x,y\n1,a\n2,a\n", "t.csv: the target 'y' is 'a' in every row")]
    [InlineData("x,z\n1,a\n2,a\n", "t.csv: --target names the column 'y', but the columns are 'x', 'z'.")]
    public void What_cannot_be_meant_is_named_at_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Read("y", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Semicolons_and_decimal_commas_are_read_without_being_asked_for() =>
        Assert.Equal([1.5, 2, -0.25], Read("y", "x;y\n1,5;a\n2;b\n-0,25;a\n").Inputs[0].Numbers!);

    [Fact]
    public void An_encoder_knows_the_rows_alone_that_it_was_fitted_to()
    {
        TableData data = Read("y", "n,c,y\n10,red,a\n,blue,b\n30,red,a\n1000,green,b\n,red,a\n");
        RowEncoder encoder = RowEncoder.Fit(data, [0, 1, 2]);
        Assert.Equal(4, encoder.Width);
        Assert.Equal(20, encoder.Columns[0].Missing);
        Assert.Equal(["blue", "red"], encoder.Columns[1].Categories!);
        Assert.Equal([10, 0, 0, 1, 20, 1, 1, 0, 1000, 0, 0, 0], encoder.Encode([0, 1, 3])); // green was not there: none of them

        RowEncoder whole = RowEncoder.Fit(data, [0, 2]);
        Assert.Equal(2, whole.Width);                                                        // nothing was missing, and all was red
        Assert.Equal([20, 0], whole.Encode([1]));                                            // the mean, since nothing else is known
    }

    private static TableData Read(string target, string text) => Read(new TableChoices(target), text);

    private static TableData Read(TableChoices choices, string text) => new ColumnReader(CsvFile.Parse("t.csv", text), choices).Read();
}
