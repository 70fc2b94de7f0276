using System.Globalization;
using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.SignIn;
using Granary.Web.Tests.Stand;
using Microsoft.Extensions.Logging.Abstractions;

namespace Granary.Web.Tests.SignIn;

public sealed class PresenceTests(WebStand stand)
{
    [Fact]
    public async Task Administrator_is_known_with_address_and_language_until_the_profile_is_taken_away()
    {
        var tenant = stand.TakeTenant();
        var presence = new Presence(stand.Grains, NullLogger<Presence>.Instance);
        var sophia = new Visitor("sophia", "Sophia Isha", tenant.Profile.Id, Profile.Administrator, "sophia@example.com");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-CA");
        using var caller = Caller.Of(tenant.Profile.Id).Enter();

        await presence.TellAsync(sophia);
        Assert.Equal([new Person("sophia", "Sophia Isha", "sophia@example.com", "fr")], tenant.Tenant.Administrators);

        await presence.TellAsync(sophia with { Profile = Profile.User });
        Assert.Empty(tenant.Tenant.Administrators);
    }

    [Fact]
    public async Task Whoever_is_refused_is_no_administrator_any_more()
    {
        var tenant = stand.Script.Of(TenantId.Parse("us/lakeside")).Tenant;
        tenant.See(new Person("tom", "Tom Reed", null, "en"), isAdministrator: true);
        using var browser = await stand.SignedInAsync("tom");

        (await browser.GetAsync("/setup/data-backup")).Dispose();

        while (tenant.Administrators.Any(person => person.Id == "tom")) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Outage_of_the_tenant_and_an_operator_trouble_nobody()
    {
        var tenant = stand.TakeTenant();
        tenant.Outage = new TimeoutException();
        var presence = new Presence(stand.Grains, NullLogger<Presence>.Instance);

        await presence.TellAsync(new Visitor("x", "X", tenant.Profile.Id, Profile.Administrator));
        await presence.TellAsync(new Visitor("olu", "Olu Ade", null, Profile.Operator));
    }

    [Fact]
    public void Address_is_carried_by_the_session()
    {
        var visitor = new Visitor("sophia", "Sophia Isha", TenantId.Parse("eu/montblanc"), Profile.Administrator, "sophia@example.com");

        Assert.Equal(visitor, Visitor.Of(visitor.ToPrincipal("test")));
    }
}
