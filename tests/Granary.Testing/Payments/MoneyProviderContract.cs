using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Xunit;

namespace Granary.Testing.Payments;

/// <summary>What an <see cref="IPaymentProvider"/> that moves money promises beyond <see cref="PaymentProviderContract"/>: what is paid can come back, and the next month can fail.</summary>
public abstract class MoneyProviderContract : PaymentProviderContract
{
    protected sealed override PaymentHarness Harness => Money;

    protected abstract MoneyHarness Money { get; }

    [Fact]
    public async Task A_refund_takes_the_capture_back_for_good()
    {
        var request = Request(units: 3);
        var payment = await PaidAsync(request);
        var paid = Assert.Single(await ReadAsync(payment)).Id;

        await Money.RefundAsync(payment, paid);
        await Harness.ApproveAsync(payment);

        var told = await ToldAsync(request, payment);
        Assert.Equal(OrderState.Refunded, told.State());
        Assert.Single(told.Events, one => one.Kind is PaymentEventKind.Captured);
    }

    [Fact]
    public async Task A_dispute_takes_the_capture_back_until_it_is_won()
    {
        var request = Request(units: 3);
        var payment = await PaidAsync(request);
        var paid = Assert.Single(await ReadAsync(payment)).Id;

        await Money.DisputeAsync(payment, paid);
        var disputed = await ToldAsync(request, payment);
        await Money.WinDisputeAsync(payment, paid);
        var won = await ToldAsync(request, payment);

        Assert.Equal((OrderState.Disputed, OrderState.Captured), (disputed.State(), won.State()));
        Assert.Equal(OrderState.Captured, disputed.Learn(won.Events).State());
    }

    [Fact]
    public async Task The_refund_of_one_month_leaves_the_others_paid()
    {
        var request = Request(weekly: true);
        var payment = await PaidAsync(request);
        await Harness.EndMonthAsync(payment);
        var (captured, renewed) = (await ReadAsync(payment)) switch { [var first, var second] => (first, second), var other => throw new InvalidOperationException($"{other.Count} events.") };

        await Money.RefundAsync(payment, renewed.Id);

        var told = await ToldAsync(request, payment);
        Assert.Equal(OrderState.Captured, told.State());
        Assert.Equal(renewed.Id, Assert.Single(told.Events, one => one.Kind is PaymentEventKind.Refunded).Of);
        Assert.True(told.Subscription().Covers(captured.Period!.Start.AddDays(7)));
        Assert.False(told.Subscription().Covers(renewed.Period!.End.AddDays(-1)));
    }

    [Fact]
    public async Task A_month_that_cannot_be_charged_ends_the_subscription_and_what_was_paid_stays_paid()
    {
        var request = Request(weekly: true);
        var payment = await PaidAsync(request);

        await Money.FailMonthAsync(payment);

        var told = await ToldAsync(request, payment);
        Assert.Equal((OrderState.Captured, false), (told.State(), told.Renews()));
        Assert.Contains(told.Events, one => one.Kind is PaymentEventKind.RenewalFailed);
        Assert.DoesNotContain(told.Events, one => one.Kind is PaymentEventKind.Renewed);
    }
}
