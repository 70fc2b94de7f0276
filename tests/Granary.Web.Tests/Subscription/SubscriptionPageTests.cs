using System.Text.RegularExpressions;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Localisation;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Subscription;

/// <summary>What the first HTML of the Subscription page says.</summary>
public sealed class SubscriptionPageTests(WebStand stand)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("en-US", "€40.00, first month", "4 free backups per month", "Upgrade to Ultimate", "Downgrade to Standard", "Nothing has been bought yet.")]
    [InlineData("fr-FR", "40,00 €, premier mois", "4 sauvegardes gratuites par mois", "Mettre à niveau vers Ultime", "Rétrograder vers Standard", "Rien n’a encore été acheté.")]
    public async Task Editions_are_compared_with_what_they_cost_and_give(string language, params string[] words)
    {
        var page = await PageAsync(stand.TakeTenant(Edition.Enterprise), language);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.Equal((1, 3), (Regex.Count(page, "aria-label=\"(Upgrade|Mettre à niveau)"), Regex.Count(page, "aria-label=\"(Downgrade|Rétrograder)")));
    }

    [Theory, InlineData("grace", "$10.00"), InlineData("anjali", "₹600.00"), InlineData("sophia", "€10.00")]
    public async Task Prices_are_in_the_currency_of_the_country(string user, string unit)
    {
        using var browser = await stand.SignedInAsync(user, user == "anjali" ? "en-IN" : "en-US");

        Assert.Contains($"One backup each, {unit}.", await browser.HtmlAsync("/setup/subscription"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Place_of_sign_in_decides_the_currency_before_the_country_of_the_tenant()
    {
        using var browser = await stand.SignedInAsync("elsewhere");

        Assert.Contains("One backup each, €10.00.", await browser.HtmlAsync("/setup/subscription"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_are_left_in_use_and_set_aside()
    {
        var tenant = stand.TakeTenant(Edition.Free);
        tenant.Order(Now.AddDays(-1), new Basket(Units: 3), PaymentEventKind.Captured);
        tenant.Request(Now);

        var page = await PageAsync(tenant);

        Assert.Contains("<span>2 left</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span>1 in use</span>", page, StringComparison.Ordinal);
        Assert.Contains(">Reduce<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_units_there_is_nothing_to_reduce()
    {
        var page = await PageAsync(stand.TakeTenant());

        Assert.DoesNotContain(">Reduce<", page, StringComparison.Ordinal);
        Assert.Contains(">Buy more<", page, StringComparison.Ordinal);
        Assert.Contains(">Start the subscription<", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("then renewed for another month.", ">End the subscription<")]
    [InlineData("then it ends.", ">Resume the subscription<", PaymentEventKind.RenewalOff)]
    [InlineData("You have none.", ">Start the subscription<", PaymentEventKind.Refunded)]
    public async Task Subscription_goes_on_ends_or_is_none(string state, string button, params PaymentEventKind[] told)
    {
        var tenant = stand.TakeTenant();
        tenant.Order(Now.AddDays(-2), new Basket(Weekly: true), [PaymentEventKind.Captured, .. told]);

        var page = await PageAsync(tenant);

        Assert.Contains(state, page, StringComparison.Ordinal);
        Assert.Contains(button, page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, ">(Start|End|Resume) the subscription<"));
    }

    [Fact]
    public async Task Free_edition_is_not_offered_what_it_cannot_use()
    {
        var page = await PageAsync(stand.TakeTenant(Edition.Free));

        Assert.Contains("In your edition each weekly run takes a one-time unit", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Start the subscription", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_purchase_is_listed_newest_first_with_its_state_and_leads_to_its_summary()
    {
        var tenant = stand.TakeTenant(Edition.Standard);
        tenant.Order(Now.AddDays(-3), new Basket(Units: 2), PaymentEventKind.Captured);
        tenant.Order(Now.AddDays(-2), new Basket(Units: 4), PaymentEventKind.Failed);
        var newest = tenant.Order(Now.AddDays(-1), new Basket(1, true, Edition.Ultimate));

        var page = await PageAsync(tenant);

        Assert.Equal(
            ["The edition Ultimate, the weekly subscription and 1 one-time unit", "4 one-time units", "2 one-time units"],
            Regex.Matches(page, "<a [^>]*href=\"/setup/subscription/orders/\\d+\"[^>]*>([^<]+)</a>").Select(match => match.Groups[1].Value));
        Assert.Equal(["Not paid yet", "Declined", "Paid"], Regex.Matches(page, ">(Not paid yet|Declined|Paid)<").Select(match => match.Groups[1].Value));
        Assert.Contains($"/setup/subscription/orders/{newest.Number}", page, StringComparison.Ordinal);
        Assert.Contains("€74.00", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("en", "Open the purchase pages"), InlineData("fr", "Ouvrir les pages d’achat")]
    public async Task Vendor_that_sells_on_pages_of_its_own_is_linked_to_and_nothing_is_sold_here(string language, string link)
    {
        var tenant = stand.TakeTenant();
        tenant.Prices = new PriceList { Url = new Uri("https://shop.example.com/plans") };

        var page = await PageAsync(tenant, language);

        Assert.Matches($"<a [^>]*href=\"https://shop.example.com/plans\"[^>]*>(<span[^>]*>)?{link}", page);
        Assert.DoesNotContain("id=\"editions\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("€", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_says_when_it_has_nothing_to_show()
    {
        var tenant = stand.TakeTenant();
        tenant.Outage = new TimeoutException();

        Assert.Contains("What you have bought cannot be shown at the moment.", await PageAsync(tenant), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/setup/data-backup?schedule=FREQ%3DWEEKLY", true)]
    [InlineData("https://evil.example.com/", false)]
    [InlineData("//evil.example.com/", false)]
    [InlineData("/\\evil.example.com/", false)]
    public async Task Way_back_leads_to_a_page_of_this_site_or_nowhere(string returnTo, bool leads)
    {
        using var browser = await stand.SignedInAsync(stand.TakeTenant().Profile.Name);

        var page = await browser.HtmlAsync($"/setup/subscription?returnTo={Uri.EscapeDataString(returnTo)}");

        Assert.Equal(leads, page.Contains("Back to Data backup", StringComparison.Ordinal));
        Assert.DoesNotContain("href=\"//evil", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://evil", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("/setup/subscription"), InlineData("/setup/subscription/orders/1"), InlineData("/sandbox/payments/1")]
    public async Task User_without_the_administrator_profile_buys_nothing(string url)
    {
        using var browser = await stand.SignedInAsync("marc");
        using var response = await browser.GetAsync(url);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }

    private async Task<string> PageAsync(ScriptedTenant tenant, string language = "en-US")
    {
        using var browser = await stand.SignedInAsync(tenant.Profile.Name, language);
        return (await browser.HtmlAsync("/setup/subscription")).Plain();
    }
}
