using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Web.Tests.Localisation;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.Subscription;

/// <summary>The summary of a purchase, and the page where a payment is made that moves no money.</summary>
public sealed class OrderPageTests(WebStand stand)
{
    private const string Choice = "/setup/data-backup?schedule=FREQ%3DWEEKLY%3BINTERVAL%3D1%3BBYDAY%3DMO";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Open_purchase_can_be_paid_or_cancelled()
    {
        var tenant = stand.TakeTenant();
        var order = tenant.Order(Now.AddMinutes(-1), new Basket(Units: 3));

        var page = await PageAsync(tenant, order);

        Assert.Contains("The purchase is not paid yet. Nothing is charged until you pay.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"http://localhost/pay/{order.Number}\"", page, StringComparison.Ordinal);
        Assert.Contains("Cancel the purchase", page, StringComparison.Ordinal);
        Assert.Contains("3 one-time units at €10.00 each", page, StringComparison.Ordinal);
        Assert.Contains("€30.00", page, StringComparison.Ordinal);
        Assert.Contains("Sophia Isha", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "The purchase is paid, and what you bought is available now.", "Weekly backup subscription, one month, then renewed", "then renewed")]
    [InlineData("fr-FR", "L’achat est payé, et ce que vous avez acheté est disponible dès maintenant.", "Sauvegarde hebdomadaire (abonnement), un mois, puis renouvelée", "puis renouvelé")]
    public async Task Coming_back_asks_the_provider_what_has_happened(string language, params string[] words)
    {
        var tenant = stand.TakeTenant();
        var order = tenant.Order(Now.AddMinutes(-1), new Basket(Weekly: true));
        tenant.Told[order.Number] = new PaymentEvent("1", PaymentEventKind.Captured, Now, new PaidPeriod(Now, Now.AddMonths(1)));

        var page = await PageAsync(tenant, order, language);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.DoesNotContain("http://localhost/pay/", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The payment was declined. Nothing was charged", PaymentEventKind.Failed)]
    [InlineData("The purchase was cancelled. Nothing was charged.", PaymentEventKind.Cancelled)]
    [InlineData("The purchase was paid back.", PaymentEventKind.Captured, PaymentEventKind.Refunded)]
    [InlineData("The payment is disputed.", PaymentEventKind.Captured, PaymentEventKind.Disputed)]
    public async Task Every_end_says_what_it_means(string sentence, params PaymentEventKind[] told)
    {
        var tenant = stand.TakeTenant();

        var page = await PageAsync(tenant, tenant.Order(Now.AddDays(-1), new Basket(Units: 1), told));

        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Cancel the purchase", page, StringComparison.Ordinal);
    }

    [Theory, InlineData(Choice, true), InlineData("//evil.example.com", false)]
    public async Task Paid_purchase_leads_back_to_where_the_buyer_was_with_the_choice_made_there(string returnTo, bool leads)
    {
        var tenant = stand.TakeTenant();
        var order = tenant.Order(Now.AddMinutes(-1), new Basket(Units: 1), returnTo);
        tenant.Told[order.Number] = new PaymentEvent("1", PaymentEventKind.Captured, Now);

        Assert.Equal(leads, (await PageAsync(tenant, order)).Contains($"href=\"{returnTo}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choice_that_the_buyer_made_is_filled_in_again()
    {
        using var browser = await stand.SignedInAsync(stand.TakeTenant().Profile.Name);

        var page = await browser.HtmlAsync(Choice);

        Assert.Contains("Your choice is filled in again: choose Done to save it.", page, StringComparison.Ordinal);
        Assert.Contains("The next six runs", page, StringComparison.Ordinal);
        Assert.DoesNotContain("filled in again", await browser.HtmlAsync("/setup/data-backup?schedule=nonsense"), StringComparison.Ordinal);
    }

    [Theory, InlineData("1"), InlineData("nonsense"), InlineData("-5")]
    public async Task Purchase_that_there_is_not_is_said_so(string number)
    {
        using var browser = await stand.SignedInAsync(stand.TakeTenant().Profile.Name);

        Assert.Contains("There is no such purchase", await browser.HtmlAsync($"/setup/subscription/orders/{number}"), StringComparison.Ordinal);
        Assert.Contains("There is no such test payment.", await browser.HtmlAsync($"/sandbox/payments/{number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purchase_of_another_tenant_does_not_exist()
    {
        var owner = stand.TakeTenant();
        var order = owner.Order(Now.AddMinutes(-1), new Basket(Units: 3));
        owner.Sandbox[order.Number] = PaymentOf(order, isOpen: true);

        Assert.Contains("There is no such purchase", await PageAsync(stand.TakeTenant(), order), StringComparison.Ordinal);
        Assert.Contains("There is no such test payment.", await PaymentAsync(stand.TakeTenant(), order), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US", "This is no real payment: no money moves, and no card is asked for.", "Approve €30.00", "Decline", "Direct debit")]
    [InlineData("fr-FR", "Ce n’est pas un vrai paiement : aucun argent n’est échangé, et aucune carte n’est demandée.", "Approuver 30,00 €", "Refuser", "Prélèvement")]
    public async Task Test_payment_says_that_it_is_none(string language, params string[] words)
    {
        var tenant = stand.TakeTenant();
        var order = tenant.Order(Now.AddMinutes(-1), new Basket(Units: 3));
        tenant.Sandbox[order.Number] = PaymentOf(order, isOpen: true);

        var page = await PaymentAsync(tenant, order, language);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closed_test_payment_cannot_be_made_again()
    {
        var tenant = stand.TakeTenant();
        var order = tenant.Order(Now.AddMinutes(-1), new Basket(Units: 3));
        tenant.Sandbox[order.Number] = PaymentOf(order, isOpen: false);

        var page = await PaymentAsync(tenant, order);

        Assert.Contains("This payment is closed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Approve", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/setup/subscription/orders/{order.Number}\"", page, StringComparison.Ordinal);
    }

    private static SandboxPayment PaymentOf(Order order, bool isOpen) => new(order.Number, "Montblanc", order.Lines, isOpen, null);

    private Task<string> PageAsync(ScriptedTenant tenant, Order order, string language = "en-US") => HtmlAsync(tenant, $"/setup/subscription/orders/{order.Number}", language);

    private Task<string> PaymentAsync(ScriptedTenant tenant, Order order, string language = "en-US") => HtmlAsync(tenant, $"/sandbox/payments/{order.Number}", language);

    private async Task<string> HtmlAsync(ScriptedTenant tenant, string url, string language)
    {
        using var browser = await stand.SignedInAsync(tenant.Profile.Name, language);
        return (await browser.HtmlAsync(url)).Plain();
    }
}
