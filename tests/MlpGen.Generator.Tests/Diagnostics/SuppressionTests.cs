namespace MlpGen.Generator.Tests.Diagnostics;

/// <summary>Diagnostics obey <c>#pragma warning</c>, as the compiler's own do.</summary>
public class SuppressionTests
{
    [Fact]
    public void A_pragma_suppresses_a_diagnostic_where_it_stands_and_no_other()
    {
        GeneratorRun run = Markup.Verify(
            """
            #pragma warning disable MLP003
            [Layer(0, 1)]
            #pragma warning restore MLP003
            [Layer(1, {|MLP003:0|})] partial class Net;
            """);

        Assert.Empty(run.Sources);
    }

    [Fact]
    public void A_suppressed_error_still_generates_nothing() =>
        Assert.Empty(Markup.Verify("#pragma warning disable MLP003\n[Layer(0, 1)] partial class Net;").Sources);
}
