using System.Globalization;
using Granary.Domain.Ports;
using Granary.Host;
using Granary.Host.Commands;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>What <c>modules</c> says about what a source describes.</summary>
public sealed class CatalogDisplayTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    public void Dispose() => CultureInfo.CurrentUICulture = before;

    [Fact]
    public void Order_and_tie_have_a_column_where_a_module_has_them()
    {
        Speak("en");
        var plain = new CrmModule("leads", "Leads", [new CrmColumn("id", "bigint")], 2);

        var without = Lines(new CrmCatalog([plain], null, []));
        var with = Lines(new CrmCatalog([plain, plain with { Name = "notes", DisplayName = "Notes", OrderedBy = "ctid", Tie = "notes.team_id -> teams.id" }], 3, []));

        Assert.Equal(["Module\tDisplay name\tColumns\tRecords", "leads\tLeads\t1\t2", "No attachments are configured."], without);
        Assert.Equal(
        [
            "Module\tDisplay name\tColumns\tRecords\tOrdered by\tTied by", "leads\tLeads\t1\t2\t\t", "notes\tNotes\t1\t2\tctid\tnotes.team_id -> teams.id", "Attachments: 3",
        ], with);
    }

    [Fact]
    public void Proposals_are_a_list_that_can_be_pasted_into_the_settings()
    {
        Speak("en");

        var lines = Lines(new CrmCatalog([], null, [], ["team_members.team_id -> teams.id", "users.id <- \"odd\".user_id"]));

        Assert.Equal(
            ["Proposals that can be copied into Granary:Crm:Links:", "[", "  \"team_members.team_id -> teams.id\",", "  \"users.id <- \\\"odd\\\".user_id\"", "]"], lines[2..]);
    }

    [Theory]
    [InlineData("en", "Notes\trows\tNothing ties 12 of its rows to a tenant.")]
    [InlineData("fr", "Notes\tlignes\tRien ne rattache 12 de ses lignes à un client.")]
    public void Rows_that_are_nobodys_are_counted_in_the_language_of_the_shell(string language, string expected)
    {
        Speak(language);

        var lines = Lines(new CrmCatalog([], null, [new CrmExclusion(ExclusionKind.Rows, "Notes", "12 rows are nobody's.", ExclusionCause.Untied, 12)]));

        Assert.Equal(expected, lines[^1]);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Every_cause_but_the_settings_has_words_of_its_own(string language)
    {
        Speak(language);
        var causes = Enum.GetValues<ExclusionCause>();

        var lines = Lines(new CrmCatalog([], null, [.. causes.Select(cause => new CrmExclusion(ExclusionKind.Table, "t", "As it stands in the manifest.", cause))]));

        var reasons = lines[^causes.Length..].Select(line => line.Split('\t')[2]).ToList();
        Assert.Equal(causes.Length, reasons.Distinct().Count());
        Assert.Equal([ExclusionCause.Configured], causes.Where((_, index) => reasons[index] == "As it stands in the manifest."));
        // What hinders the reading is known to the source alone.
        Assert.Contains("As it stands in the manifest.", reasons[(int)ExclusionCause.Unreadable], StringComparison.Ordinal);
    }

    private static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    private static string[] Lines(CrmCatalog catalog)
    {
        using var output = new StringWriter();
        new CatalogDisplay(output, forPeople: false).Show(catalog);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
