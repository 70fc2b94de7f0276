using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Testing.Payments;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Adapters.Tests.Payments;

public sealed class FakePaymentsTests : MoneyProviderContract
{
    private readonly FakePayments payments = new(new FakeTimeProvider(new DateTimeOffset(2027, 1, 31, 10, 0, 0, TimeSpan.Zero)));

    protected override MoneyHarness Money => new FakeHarness(payments);

    protected override Task OpenAsync() => Task.CompletedTask;

    [Fact]
    public async Task Does_nothing_when_it_fails_before_and_everything_when_only_the_answer_is_lost()
    {
        var request = Request(units: 1);
        payments.Before = _ => throw new TransientException("away");
        await Assert.ThrowsAsync<TransientException>(() => BeginAsync(request));
        Assert.Empty(payments.All);

        payments.Before = _ => Task.CompletedTask;
        payments.After = _ => throw new TransientException("the connection broke");
        await Assert.ThrowsAsync<TransientException>(() => BeginAsync(request));
        Assert.Equal(0, Assert.Single(payments.All).Captures);
    }

    [Fact]
    public async Task Refuses_another_order_under_the_key_of_one_that_it_knows()
    {
        var request = Request(units: 1);
        await BeginAsync(request);

        await Assert.ThrowsAsync<InvalidOperationException>(() => BeginAsync(request with { Order = request.Order with { Lines = Request(units: 2).Order.Lines } }));
    }

    private sealed class FakeHarness(FakePayments payments) : MoneyHarness
    {
        public override IPaymentProvider Provider => payments;

        public override Task ApproveAsync(string payment) => Done(() => payments.Approve(payment));

        public override Task DeclineAsync(string payment) => Done(() => payments.Decline(payment));

        public override Task EndMonthAsync(string payment) => Done(() => payments.EndMonth(payment));

        public override Task FailMonthAsync(string payment) => Done(() => payments.FailMonth(payment));

        public override Task RefundAsync(string payment, string paid) => Done(() => payments.TakeBack(payment, PaymentEventKind.Refunded, paid));

        public override Task DisputeAsync(string payment, string paid) => Done(() => payments.TakeBack(payment, PaymentEventKind.Disputed, paid));

        public override Task WinDisputeAsync(string payment, string paid) => Done(() => payments.TakeBack(payment, PaymentEventKind.DisputeWon, paid));

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static Task Done(Action action)
        {
            action();
            return Task.CompletedTask;
        }
    }
}
