using Granary.Domain.Ports;
using Granary.Domain.Purchases;

namespace Granary.Adapters.Tests.Payments;

public sealed class StripePaymentsTests : IAsyncLifetime
{
    private StripeStand stand = null!;
    private IPaymentProvider provider = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StripeAccount Account => stand.Account;

    public async ValueTask InitializeAsync()
    {
        stand = await StripeStand.StartAsync();
        provider = StripeScene.Provider(stand);
    }

    public ValueTask DisposeAsync() => stand.DisposeAsync();

    [Fact]
    public async Task The_payment_page_asks_for_each_line_in_the_buyers_language()
    {
        var request = StripeScene.Request(StripeScene.Edition("Ultimate"), StripeScene.Weekly(), StripeScene.Units(3));

        var session = await provider.BeginAsync(request, Token);

        Assert.Equal($"https://checkout.stripe.com/c/pay/{session.Payment}", session.Page.AbsoluteUri);
        var asked = Assert.Single(stand.Asked);
        foreach (var field in new[]
        {
            "mode=subscription", "locale=fr",
            "success_url=https://backup.example/setup/subscription/orders/1800000000000001", "cancel_url=https://backup.example/setup/subscription/orders/1800000000000001",
            "metadata[granary_order]=eu/lakeside/1800000000000001", "subscription_data[metadata][granary_order]=eu/lakeside/1800000000000001",
            "line_items[0][price_data][product_data][name]=Édition Ultime, premier mois", "line_items[0][price_data][unit_amount]=5200", "line_items[0][quantity]=1",
            "line_items[1][price_data][product_data][name]=Sauvegarde hebdomadaire (abonnement)", "line_items[1][price_data][recurring][interval]=month", "line_items[1][price_data][unit_amount]=1200",
            "line_items[2][price_data][product_data][name]=Sauvegarde unique", "line_items[2][price_data][unit_amount]=999", "line_items[2][quantity]=3", "line_items[2][price_data][currency]=eur",
        })
            Assert.Contains(field, asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_without_the_subscription_is_paid_once_and_its_payment_bears_its_key()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Units(2, 600, "JPY")));

        var captured = Assert.Single(await ReadAsync(payment));

        Assert.Equal((PaymentEventKind.Captured, null), (captured.Kind, captured.Period));
        Assert.Equal(1200, (long)Account[captured.Id]["amount"]!);
        Assert.Equal("eu/lakeside/1800000000000001", (string?)Account[captured.Id]["metadata"]!["granary_order"]);
        Assert.Equal((long)Account[Account.ChargeOf(captured.Id)]["created"]!, captured.At.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task The_key_of_the_order_makes_it_one_payment_also_when_the_answer_is_lost()
    {
        var request = StripeScene.Request(StripeScene.Units(3));
        stand.Faults.Enqueue(0);

        var first = await provider.BeginAsync(request, Token);
        var second = await provider.BeginAsync(request, Token);

        Assert.Equal(first, second);
        Assert.Single(Account.All("checkout.session"));
        Assert.Equal(request.Key, Assert.Single(stand.IdempotencyKeys.Distinct()));
    }

    [Fact]
    public async Task Another_order_under_the_same_key_is_refused_for_good()
    {
        await provider.BeginAsync(StripeScene.Request(StripeScene.Units(3)), Token);

        var refused = await Assert.ThrowsAsync<Stripe.StripeException>(() => provider.BeginAsync(StripeScene.Request(StripeScene.Units(4)), Token));

        Assert.Equal("idempotency_error", refused.StripeError.Type);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task What_may_pass_is_to_be_tried_again(int fault)
    {
        var payment = await BeginAsync(StripeScene.Units(1));
        for (var i = 0; i < 8; i++) stand.Faults.Enqueue(fault);

        await Assert.ThrowsAsync<TransientException>(() => ReadAsync(payment));
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_come_back()
    {
        await stand.DisposeAsync();

        await Assert.ThrowsAsync<TransientException>(() => BeginAsync(StripeScene.Units(1)));
    }

    [Fact]
    public async Task A_wrong_key_is_wrong_for_good_and_not_told()
    {
        var stranger = StripeScene.Provider(stand, null, ("ApiKey", "sk_test_5ecret"));

        var refused = await Assert.ThrowsAsync<Stripe.StripeException>(() => stranger.ReadAsync("cs_test_1", Token));

        Assert.DoesNotContain("5ecret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_told_so()
    {
        using var waiting = new CancellationTokenSource();
        await waiting.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => provider.ReadAsync("cs_test_1", waiting.Token));
    }

    [Fact]
    public async Task A_declined_card_leaves_the_page_open_for_another_one()
    {
        var payment = await BeginAsync(StripeScene.Units(1));

        Account.DeclineCard(payment);
        Assert.Empty(await ReadAsync(payment));
        Account.Approve(payment);

        Assert.Equal([PaymentEventKind.Captured], await KindsAsync(payment));
    }

    [Fact]
    public async Task A_page_that_nobody_pays_in_time_is_cancelled()
    {
        var payment = await BeginAsync(StripeScene.Units(1));
        var endsAt = (long)Account[payment]["expires_at"]!;

        Account.RunOut(payment);

        var cancelled = Assert.Single(await ReadAsync(payment));
        Assert.Equal((PaymentEventKind.Cancelled, endsAt), (cancelled.Kind, cancelled.At.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_debit_is_captured_when_the_money_comes_and_not_before(bool weekly)
    {
        var payment = await BeginAsync(weekly ? StripeScene.Weekly() : StripeScene.Units(1));

        Account.Debit(payment);
        Assert.Empty(await ReadAsync(payment));
        Account.SettleDebit(payment);

        Assert.Equal([PaymentEventKind.Captured], await KindsAsync(payment));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_debit_that_bounces_has_failed(bool weekly)
    {
        var payment = await BeginAsync(weekly ? StripeScene.Weekly() : StripeScene.Units(1));

        Account.Debit(payment);
        Account.BounceDebit(payment);

        Assert.Equal([PaymentEventKind.Failed], await KindsAsync(payment));
    }

    [Fact]
    public async Task A_refund_of_a_part_is_no_event_until_the_parts_come_to_the_whole()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Units(1)));
        var captured = Assert.Single(await ReadAsync(payment));
        var charge = Account.ChargeOf(captured.Id);

        Account.Refund(charge, 400);
        Assert.Single(await ReadAsync(payment));
        var last = Account.Refund(charge, 599);

        var refunded = Assert.Single(await ReadAsync(payment), told => told.Kind is PaymentEventKind.Refunded);
        Assert.Equal((StripeAccount.Id(last), captured.Id, (long)last["created"]!), (refunded.Id, refunded.Of, refunded.At.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task A_refund_counts_when_it_has_succeeded()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Units(1)));
        var refund = Account.Refund(Account.ChargeOf((await ReadAsync(payment))[0].Id), status: "pending");
        Assert.Equal([PaymentEventKind.Captured], await KindsAsync(payment));

        refund["status"] = "succeeded";

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.Refunded], await KindsAsync(payment));
    }

    [Theory]
    [InlineData("warning_needs_response")]
    [InlineData("warning_closed")]
    [InlineData("prevented")]
    public async Task An_inquiry_of_a_bank_is_no_dispute(string status)
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Units(1)));

        Account.Dispute(Account.ChargeOf((await ReadAsync(payment))[0].Id), status);

        Assert.Equal([PaymentEventKind.Captured], await KindsAsync(payment));
    }

    [Fact]
    public async Task A_dispute_is_won_when_the_money_comes_back()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Units(1)));
        var dispute = Account.Dispute(Account.ChargeOf((await ReadAsync(payment))[0].Id));
        Account.Now = Account.Now.AddDays(30);
        Account.WinDispute(StripeAccount.Id(dispute));

        var told = await ReadAsync(payment);

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.Disputed, PaymentEventKind.DisputeWon], told.Select(one => one.Kind));
        Assert.Equal(Account.Now, told[2].At);
    }

    [Fact]
    public async Task A_paid_month_covers_runs_until_the_money_for_the_next_one_can_be_there()
    {
        provider = StripeScene.Provider(stand, null, ("RenewalGrace", "06:00:00"));
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Weekly()));

        Account.EndMonth(payment);

        var (captured, renewed) = (await ReadAsync(payment)) switch { [var first, var second] => (first, second), var other => throw new InvalidOperationException($"{other.Count} events.") };
        Assert.Equal(captured.Period!.Start.AddMonths(1).AddHours(6), captured.Period.End);
        Assert.Equal(captured.Period.Start.AddMonths(1), renewed.Period!.Start);
        Assert.InRange(renewed.At, renewed.Period.Start.AddHours(1), captured.Period.End);
    }

    [Fact]
    public async Task Two_years_of_months_are_read_page_by_page()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Weekly(), StripeScene.Units(2)));
        for (var month = 1; month < 24; month++) Account.EndMonth(payment);
        var paid = (await ReadAsync(payment)).Select(told => told.Id).ToList();
        Account.Refund(Account.ChargeOf(paid[17]));

        var told = await ReadAsync(payment);

        Assert.Equal(24, paid.Distinct().Count());
        Assert.Equal(paid, told.Where(one => one.Period is not null).Select(one => one.Id));
        Assert.Equal(paid[17], Assert.Single(told, one => one.Kind is PaymentEventKind.Refunded).Of);
    }

    [Fact]
    public async Task Switching_off_and_on_again_stays_told_in_its_order()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Weekly()));

        await provider.SetRenewalAsync(payment, renews: false, Token);
        var off = await ReadAsync(payment);
        await provider.SetRenewalAsync(payment, renews: true, Token);
        await ReadAsync(payment);
        await provider.SetRenewalAsync(payment, renews: false, Token);
        var told = await ReadAsync(payment);

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff, PaymentEventKind.RenewalOn, PaymentEventKind.RenewalOff], told.Select(one => one.Kind));
        Assert.Equal(off, told.Take(2));
        Assert.Equal(told.OrderBy(one => one.At), told);
        Assert.Equal(told, await ReadAsync(payment));
    }

    [Fact]
    public async Task What_the_vendor_switches_at_Stripe_is_told_too()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Weekly()));
        var subscription = Account.SubscriptionOf(payment);

        Account.Update(StripeAccount.Id(subscription), new Dictionary<string, string> { ["cancel_at_period_end"] = "true" });
        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff], await KindsAsync(payment));
        Account.Update(StripeAccount.Id(subscription), new Dictionary<string, string> { ["cancel_at_period_end"] = "false" });

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff, PaymentEventKind.RenewalOn], await KindsAsync(payment));
    }

    [Fact]
    public async Task A_subscription_that_has_ended_cannot_be_resumed()
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Weekly()));
        await provider.SetRenewalAsync(payment, renews: false, Token);
        Account.EndMonth(payment);

        await provider.SetRenewalAsync(payment, renews: true, Token);

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff], await KindsAsync(payment));
    }

    [Theory]
    [InlineData("canceled")]
    [InlineData("unpaid")]
    [InlineData("past_due")]
    public async Task A_renewal_has_failed_when_Stripe_gives_up_and_not_while_it_tries(string becomes)
    {
        var payment = await PaidAsync(StripeScene.Request(StripeScene.Weekly()));
        Account.MissMonth(payment);
        Assert.Equal([PaymentEventKind.Captured], await KindsAsync(payment));

        Account.GiveUp(payment, becomes);

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalFailed], await KindsAsync(payment));
        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalFailed], await KindsAsync(payment));
    }

    private async Task<string> BeginAsync(params OrderLine[] lines) => (await provider.BeginAsync(StripeScene.Request(lines), Token)).Payment;

    private async Task<string> PaidAsync(PaymentRequest request)
    {
        var payment = (await provider.BeginAsync(request, Token)).Payment;
        Account.Approve(payment);
        return payment;
    }

    private Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment) => provider.ReadAsync(payment, Token);

    private async Task<IEnumerable<PaymentEventKind>> KindsAsync(string payment) => (await ReadAsync(payment)).Select(told => told.Kind);
}
