namespace Granary.EndToEnd.Tests.Repository;

/// <summary>Every sentence of the help page that states a behaviour has its test, and the test is there.</summary>
public sealed class SeedTests
{
    private static readonly string[] Rows = NamedTests.Rows("SEED.md", "| «");

    [Fact]
    public void Every_row_names_a_test() => Assert.All(Rows, row => Assert.NotEmpty(NamedTests.In(row)));

    [Fact]
    public void Every_test_that_is_named_exists() => Assert.All(Rows.SelectMany(NamedTests.In), name => Assert.True(NamedTests.IsThere(name), name.Value));
}
