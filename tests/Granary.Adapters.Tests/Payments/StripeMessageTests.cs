using System.Text;
using System.Text.Json.Nodes;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Time.Testing;
using Stripe;

namespace Granary.Adapters.Tests.Payments;

/// <summary>Messages are signed by Stripe's own library, so that two programs have to agree on what a signature is.</summary>
public sealed class StripeMessageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly UTF8Encoding Bytes = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly PaymentRequest Order = StripeScene.Request(StripeScene.Units(1));
    private static readonly PaymentMessage AboutOrder = new PaymentMessage.About(Order.Tenant.Id, Order.Order.Number);

    private StripeStand stand = null!;
    private IPaymentProvider provider = null!;

    public async ValueTask InitializeAsync()
    {
        stand = await StripeStand.StartAsync();
        provider = StripeScene.Provider(stand, new FakeTimeProvider(Now));
    }

    public ValueTask DisposeAsync() => stand.DisposeAsync();

    [Fact]
    public async Task A_genuine_message_says_which_order_to_ask_about()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());

        Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body)));
    }

    [Fact]
    public async Task The_same_message_again_says_the_same_and_nothing_more()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());

        for (var i = 0; i < 5; i++) Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body)));

        Assert.Single(stand.Asked);
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task Five_minutes_are_not_too_old(int seconds)
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());

        Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body, at: Now.AddSeconds(seconds))));
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    [InlineData(-86_400)]
    public async Task A_message_of_another_time_proves_nothing(int seconds)
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());

        await AssertForgedAsync(body, Sign(body, at: Now.AddSeconds(seconds)));
    }

    [Fact]
    public async Task A_late_message_that_is_signed_anew_counts()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync(), created: Now.AddDays(-3));

        Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body)));
    }

    [Fact]
    public async Task A_body_that_was_written_anew_proves_nothing()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());
        var same = JsonNode.Parse(body)!.ToJsonString(new() { WriteIndented = true });

        await AssertForgedAsync(same, Sign(body));
    }

    [Fact]
    public async Task One_byte_of_difference_proves_nothing()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());

        await AssertForgedAsync(body.Replace("lakeside", "lakesida", StringComparison.Ordinal), Sign(body));
        await AssertForgedAsync(body + " ", Sign(body));
    }

    [Fact]
    public async Task The_secret_of_somebody_else_proves_nothing()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());

        await AssertForgedAsync(body, Sign(body, secret: "whsec_other"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("t=,v1=")]
    [InlineData("t=now,v1=00")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("t=-1,v1=00")]
    [InlineData("v1=00")]
    [InlineData("t=1795435200")]
    [InlineData("t=1795435200,v0=00")]
    [InlineData("t=1795435200,v1=zz\u00e9\ud83d\ude00")]
    [InlineData("whsec_stand")]
    public Task What_is_no_signature_proves_nothing(string? signature) => AssertForgedAsync("{}", signature);

    [Fact]
    public async Task While_a_secret_is_replaced_one_of_two_signatures_is_enough()
    {
        var body = Body("checkout.session.completed", await PaidSessionAsync());
        var other = Sign(body, secret: "whsec_next").Split("v1=")[1];

        Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body).Replace("v1=", $"v1={other},v1=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"invoice.paid"}""")]
    [InlineData("""{"type":"invoice.paid","data":7}""")]
    [InlineData("""{"type":"invoice.paid","data":{"object":[]},"livemode":false}""")]
    [InlineData("""{"type":"invoice.paid","data":{"object":{"metadata":[],"parent":{"subscription_details":7}}},"livemode":false}""")]
    [InlineData("""{"type":"invoice.paid","data":{"object":{"metadata":{"granary_order":"\ud800"}}},"livemode":false}""")]
    [InlineData("""{"type":"invoice.paid","data":{"object":{"metadata":{"granary_order":"../../1"}}},"livemode":false}""")]
    [InlineData("""{"type":"invoice.paid","data":{"object":{"metadata":{"granary_order":"eu/lakeside/-1"}}},"livemode":false}""")]
    [InlineData("""{"type":"invoice.paid","data":{"object":{"metadata":{"granary_order":{}}}},"livemode":"false"}""")]
    public async Task Signed_nonsense_is_about_nothing(string body) => await AssertIrrelevantAsync(body);

    [Fact]
    public async Task Nonsense_as_deep_as_can_be_is_about_nothing() => await AssertIrrelevantAsync(new string('[', 100_000));

    [Fact]
    public async Task Bytes_that_are_no_text_prove_nothing()
    {
        byte[] body = [0xFF, 0xFE, 0x00, 0xC3, 0x28];

        Assert.Equal(new PaymentMessage.Forged(), await provider.ReadMessageAsync(body, Sign("{}"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_message_about_other_things_is_about_nothing()
    {
        var session = await PaidSessionAsync();

        await AssertIrrelevantAsync(Body("payment_method.attached", session));
        await AssertIrrelevantAsync(Body("checkout.session.completed", new JsonObject { ["metadata"] = new JsonObject() }));
    }

    [Theory]
    [InlineData("sk_live_stand", false)]
    [InlineData("rk_live_stand", false)]
    [InlineData("sk_test_stand", true)]
    public async Task A_message_of_the_other_mode_is_about_nothing_here(string apiKey, bool isLive)
    {
        provider = StripeScene.Provider(stand, new FakeTimeProvider(Now), ("ApiKey", apiKey));

        await AssertIrrelevantAsync(Body("checkout.session.completed", Marked(Order.Key), isLive: isLive));
        var body = Body("checkout.session.completed", Marked(Order.Key), isLive: !isLive);
        Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body)));
    }

    [Fact]
    public async Task A_message_names_the_order_of_its_own_tenant()
    {
        var body = Body("checkout.session.completed", Marked("us/other/12"));

        Assert.Equal(new PaymentMessage.About(new TenantId("us", "other"), new OrderNumber(12)), await ReadAsync(body, Sign(body)));
    }

    [Fact]
    public async Task Refunds_and_disputes_lead_to_the_order_of_their_payment()
    {
        var session = await PaidSessionAsync();
        var charge = stand.Account.ChargeOf((string)session["payment_intent"]!);

        foreach (var (type, about) in new[] { ("charge.refunded", stand.Account[charge]), ("refund.updated", stand.Account.Refund(charge, 1)), ("charge.dispute.created", stand.Account.Dispute(charge)) })
        {
            var body = Body(type, about);
            Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body)));
        }
    }

    [Fact]
    public async Task What_happens_to_a_later_month_leads_to_the_order_that_began_the_subscription()
    {
        var session = await PaidSessionAsync(StripeScene.Request(StripeScene.Weekly()));
        stand.Account.EndMonth(StripeAccount.Id(session));
        var invoice = stand.Account.All("invoice").First();
        var charge = stand.Account.ChargeOf(StripeAccount.Id(invoice));

        foreach (var (type, about) in new[]
        {
            ("invoice.paid", invoice), ("customer.subscription.updated", stand.Account.SubscriptionOf(StripeAccount.Id(session))),
            ("charge.refunded", stand.Account[charge]), ("charge.dispute.closed", stand.Account.Dispute(charge)),
        })
        {
            var body = Body(type, about);
            Assert.Equal(AboutOrder, await ReadAsync(body, Sign(body)));
        }
    }

    [Fact]
    public async Task A_dispute_about_something_else_that_the_account_sells_is_about_nothing() =>
        await AssertIrrelevantAsync(Body("charge.dispute.created", new JsonObject { ["payment_intent"] = "pi_404" }));

    [Fact]
    public async Task When_Stripe_cannot_say_whose_dispute_it_is_the_message_has_to_come_again()
    {
        var charge = stand.Account.ChargeOf((string)(await PaidSessionAsync())["payment_intent"]!);
        var body = Body("charge.dispute.created", stand.Account.Dispute(charge));
        for (var i = 0; i < 8; i++) stand.Faults.Enqueue(503);

        await Assert.ThrowsAsync<TransientException>(() => ReadAsync(body, Sign(body)));
    }

    private async Task<JsonObject> PaidSessionAsync(PaymentRequest? request = null)
    {
        var payment = (await provider.BeginAsync(request ?? Order, TestContext.Current.CancellationToken)).Payment;
        stand.Account.Approve(payment);
        return stand.Account[payment];
    }

    private Task<PaymentMessage> ReadAsync(string body, string? signature) =>
        provider.ReadMessageAsync(Bytes.GetBytes(body), signature, TestContext.Current.CancellationToken);

    private async Task AssertForgedAsync(string body, string? signature) => Assert.Equal(new PaymentMessage.Forged(), await ReadAsync(body, signature));

    private async Task AssertIrrelevantAsync(string body) => Assert.Equal(new PaymentMessage.Irrelevant(), await ReadAsync(body, Sign(body)));

    private static string Sign(string body, string secret = StripeScene.WebhookSecret, DateTimeOffset? at = null) =>
        EventUtility.GenerateSignatureHeader(body, secret, (at ?? Now).ToUnixTimeSeconds());

    private static JsonObject Marked(string key) => new() { ["metadata"] = new JsonObject { ["granary_order"] = key } };

    private static string Body(string type, JsonObject about, bool isLive = false, DateTimeOffset? created = null) => new JsonObject
    {
        ["id"] = "evt_1",
        ["object"] = "event",
        ["created"] = (created ?? Now).ToUnixTimeSeconds(),
        ["livemode"] = isLive,
        ["type"] = type,
        ["data"] = new JsonObject { ["object"] = about.DeepClone() },
    }.ToJsonString();
}
