using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Localisation;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Fleet;

/// <summary>What those who run the service see of the tenants. Who may see it stands in the table of all endpoints.</summary>
public sealed class FleetPageTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2));
    private static readonly Standing Idle = new(null, null, null, 0, null, null, null);

    private readonly WebStand stand;
    private readonly ScriptedFleet fleet;

    public FleetPageTests(WebStand stand)
    {
        (this.stand, fleet) = (stand, stand.Fleet);
        fleet.Counts.AddRange([new("eu", FleetCondition.Failing, 2), new("us", FleetCondition.Failing, 1), new("us", FleetCondition.Running, 1200)]);
        fleet.Entries[FleetCondition.Failing].AddRange(
        [
            new(new("eu", "beta"), Idle with { Failures = 3, FailedAt = Noon, Stage = FaultStage.Export, Side = FaultSide.Store }),
            new(new("us", "gamma"), Idle with { Failures = 1, FailedAt = Noon, Stage = FaultStage.Snapshot, Side = FaultSide.Crm, DueAt = Noon.AddDays(1) }),
        ]);
        fleet.Entries[FleetCondition.Running].Add(new(new("us", "delta"), Idle with { Open = BackupState.InProgress, OpenSince = Noon }));
    }

    public void Dispose()
    {
        fleet.Counts.Clear();
        foreach (var entries in fleet.Entries.Values) entries.Clear();
        fleet.IsAway = false;
    }

    [Fact]
    public async Task An_operator_first_sees_who_fails_and_how_many_there_are_of_each_kind()
    {
        var page = await PageAsync("/operations/fleet");

        Assert.Contains("Failing: All regions", page, StringComparison.Ordinal);
        Assert.Contains("eu/beta", page, StringComparison.Ordinal);
        Assert.Contains("us/gamma", page, StringComparison.Ordinal);
        Assert.DoesNotContain("us/delta", page, StringComparison.Ordinal);
        Assert.Contains("The modules could not be exported. The store of the archives did not answer as it should.", page, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2026-11-23T10:00:00+00:00\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/operations/fleet?condition=Failing\" aria-current=\"page\">3</a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/operations/fleet?condition=Running&region=us\"", page, StringComparison.Ordinal);
        Assert.Contains(">1,200</a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/dashboard\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?condition=running", "us/delta", "eu/beta")]
    [InlineData("?condition=Failing&region=us", "us/gamma", "eu/beta")]
    [InlineData("?condition=nonsense&page=-3", "eu/beta", "us/delta")]
    [InlineData("?condition=Late", "No tenant is in this condition.", "eu/beta")]
    public async Task It_shows_what_is_asked_for(string query, string shown, string hidden)
    {
        var page = await PageAsync($"/operations/fleet{query}");

        Assert.Contains(shown, page, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_tenants_come_page_by_page()
    {
        fleet.Entries[FleetCondition.Late].AddRange(Enumerable.Range(1, 51).Select(number => new FleetEntry(new("eu", $"late-{number}"), Idle with { DueAt = Noon })));

        var first = await PageAsync("/operations/fleet?condition=Late&region=eu");
        var second = await PageAsync("/operations/fleet?condition=Late&region=eu&page=2");

        Assert.Contains("href=\"/operations/fleet?condition=Late&region=eu&page=2\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("eu/late-51", first, StringComparison.Ordinal);
        Assert.Contains("eu/late-51", second, StringComparison.Ordinal);
        Assert.DoesNotContain("page=3", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_french()
    {
        var page = (await PageAsync("/operations/fleet", "fr-FR")).Plain();

        Assert.Contains("Parc de clients", page, StringComparison.Ordinal);
        Assert.Contains("En échec : Toutes les régions", page, StringComparison.Ordinal);
        Assert.Contains("Les modules n’ont pas pu être exportés.", page, StringComparison.Ordinal);
        Assert.Contains(">1 200</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_database_it_says_so_and_is_still_a_page()
    {
        fleet.IsAway = true;

        Assert.Contains("How the tenants stand cannot be read just now.", await PageAsync("/operations/fleet"), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string url, string language = "en-GB")
    {
        using var browser = await stand.SignedInAsync("olu", language);
        return await browser.HtmlAsync(url);
    }
}
