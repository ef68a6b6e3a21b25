using Tabular.Reading;

namespace MlpGen.Samples.Tests.Tabular;

/// <summary>Tables are read as people write them, and what is no table is refused at line and column.</summary>
public class CsvFileTests
{
    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\r\n1;2")]
    [InlineData("a\tb\n1\t2\n\n")]
    [InlineData("\"a\"|b\n \"1\" | 2 \n")]
    public void Any_usual_separator_parts_columns(string text)
    {
        Table table = CsvFile.Parse("t.csv", text);
        Assert.Equal(["a", "b"], table.Header);
        Assert.Equal(["1", "2"], Assert.Single(table.Rows).Cells);
    }

    [Fact]
    public void Quotes_keep_separators_and_line_breaks_and_lines_are_counted_through_them()
    {
        Table table = CsvFile.Parse("t.csv", "name,text\nx,\"a, \"\"b\"\"\nsecond line\"\ny,z\n");
        Assert.Equal("a, \"b\"\nsecond line", table.Rows[0].Cells[1]);
        Assert.Equal([2, 4], table.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n", "t.csv(3,3): expected 2 columns, as the header has, separated by commas, but this row has 3.")]
    [InlineData("a;b\n1;2\n1\n", "t.csv(3,2): expected 2 columns, as the header has, separated by semicolons, but this row has 1.")]
    [InlineData("a,b,a\n1,2,3\n", "t.csv(1,3): expected different names of columns, but 'a' is there twice.")]
    [InlineData("1,2.5\n3,4\n", "t.csv(1,1): expected a header with the names of columns, but found numbers: write the names as the first line.")]
    [InlineData("abc\ndef\n", "t.csv(1,1): expected two columns or more, but the header is 'abc', with no comma, semicolon, tab or bar in it.")]
    [InlineData("a,b\n", "t.csv: expected rows below the header, but there are none.")]
    [InlineData("", "t.csv: expected a header and rows, but the file is empty.")]
    public void What_is_no_table_is_refused_at_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => CsvFile.Parse("t.csv", text)).Message);

    [Fact]
    public void A_decimal_comma_is_seen_where_numbers_need_it()
    {
        Assert.True(NumberFormat.Of(["1,5", "2", "text"]).IsComma);
        Assert.False(NumberFormat.Of(["1.5", "2"]).IsComma);
        Assert.False(NumberFormat.Of(["1.5", "1,5"]).IsComma);
        Assert.True(NumberFormat.Comma.TryParse("-1,5e3", out double number));
        Assert.Equal(-1500, number);
        Assert.False(NumberFormat.Point.TryParse("1,500", out _));
        Assert.False(NumberFormat.Point.TryParse("NaN", out _));
    }
}
