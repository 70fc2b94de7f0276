using Granary.Domain.Ports;
using Granary.Testing.Payments;

namespace Granary.Adapters.Tests.Payments;

/// <summary>Stripe, as every provider that moves money.</summary>
public sealed class StripeContractTests : MoneyProviderContract
{
    private StripeHarness harness = null!;

    protected override MoneyHarness Money => harness;

    protected override async Task OpenAsync() => harness = new StripeHarness(await StripeStand.StartAsync());

    private sealed class StripeHarness(StripeStand stand) : MoneyHarness
    {
        public override IPaymentProvider Provider { get; } = StripeScene.Provider(stand);

        public override Task ApproveAsync(string payment) => Done(() => stand.Account.Approve(payment));

        // For good: a declined card would leave the page open.
        public override Task DeclineAsync(string payment) => Done(() =>
        {
            stand.Account.Debit(payment);
            stand.Account.BounceDebit(payment);
        });

        public override Task EndMonthAsync(string payment) => Done(() => stand.Account.EndMonth(payment));

        public override Task FailMonthAsync(string payment) => Done(() =>
        {
            stand.Account.MissMonth(payment);
            stand.Account.GiveUp(payment, "canceled");
        });

        public override Task RefundAsync(string payment, string paid) => Done(() => stand.Account.Refund(stand.Account.ChargeOf(paid)));

        public override Task DisputeAsync(string payment, string paid) => Done(() => stand.Account.Dispute(stand.Account.ChargeOf(paid)));

        public override Task WinDisputeAsync(string payment, string paid) => Done(() => stand.Account.WinDispute(StripeAccount.Id(stand.Account.All("dispute").First())));

        public override ValueTask DisposeAsync() => stand.DisposeAsync();

        private static Task Done(Action action)
        {
            action();
            return Task.CompletedTask;
        }
    }
}
