using Granary.Archive.Names;

namespace Granary.Archive.Tests.Names;

public sealed class ModuleStemsTests
{
    [Fact]
    public void A_plain_name_is_its_own_stem() => Assert.Equal(["Leads", "Sites_C", "a-b"], ModuleStems.For(["Leads", "Sites_C", "a-b"]));

    [Fact]
    public void Names_that_differ_by_case_alone_get_stems_that_do_not() =>
        Assert.Equal(["Leads", "leads_2", "LEADS_3"], ModuleStems.For(["Leads", "leads", "LEADS"]));

    [Fact]
    public void The_name_of_the_mapping_is_kept_free() => Assert.Equal(["attachments_2"], ModuleStems.For(["attachments"]));

    [Fact]
    public void A_number_that_is_taken_is_passed_over() =>
        Assert.Equal(["Leads", "Leads_2", "leads_3"], ModuleStems.For(["Leads", "Leads_2", "leads"]));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("C:\\x")]
    [InlineData("\"; drop table x;--")]
    [InlineData("現場")]
    [InlineData("a\0b")]
    [InlineData("")]
    [InlineData(".")]
    public void No_name_leaves_the_safe_characters(string name) =>
        Assert.Matches("^[A-Za-z0-9_-]{1,80}$", Assert.Single(ModuleStems.For([name])));

    [Fact]
    public void Five_thousand_long_names_that_begin_alike_stay_unique_and_short()
    {
        var stems = ModuleStems.For(Enumerable.Range(0, 5000).Select(i => new string('x', 200) + i));

        Assert.Equal(5000, stems.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(stems, stem => Assert.True($"Data/{stem}_000000001.csv".Length <= 100));
    }
}
