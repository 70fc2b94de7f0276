using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Grains.Sandbox;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Payments;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests;

/// <summary>The provider that moves no money: nothing that was paid at it can come back, and no month fails, so there is no <see cref="MoneyProviderContract"/> for it to keep.</summary>
public sealed class SandboxPaymentsTests : PaymentProviderContract
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 1, 31, 10, 0, 0, TimeSpan.Zero));
    private TestCluster cluster = null!;

    protected override PaymentHarness Harness => new SandboxHarness(cluster, clock);

    protected override async Task OpenAsync() => cluster = await TestCluster.StartAsync(new CrmScene(), clock: clock);

    [Fact]
    public async Task Its_page_says_what_is_paid_by_whom_and_how()
    {
        var request = Request(units: 2, weekly: true);
        var page = cluster.Grains.SandboxPayment(await BeginAsync(request));
        var before = await page.Find();

        Assert.True(await page.Approve(SandboxMethod.DirectDebit));
        var after = await page.Find();

        Assert.Equal((request.Order.Number, "Acme & Co.", new Money(31.98m, "EUR"), true, null), (before!.Order, before.TenantName, before.Total(), before.IsOpen, before.Method));
        Assert.Equal((false, SandboxMethod.DirectDebit), (after!.IsOpen, after.Method));
        Assert.False(await page.Decline());
        Assert.Null(await cluster.Grains.SandboxPayment("eu/acme/404").Find());
    }

    [Fact]
    public async Task Months_count_from_the_day_on_which_the_first_began()
    {
        var payment = await PaidAsync(Request(weekly: true));
        clock.SetUtcNow(new DateTimeOffset(2027, 4, 15, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(["02-28", "03-31", "04-30"], (await ReadAsync(payment)).Select(told => told.Period!.End.ToString("MM-dd", null)));
    }

    [Fact]
    public async Task One_that_has_ended_does_not_go_on()
    {
        var payment = await PaidAsync(Request(weekly: true));
        await Provider.SetRenewalAsync(payment, renews: false, Token);
        clock.Advance(TimeSpan.FromDays(90));

        await Provider.SetRenewalAsync(payment, renews: true, Token);

        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff], (await ReadAsync(payment)).Select(told => told.Kind));
    }

    [Fact]
    public async Task What_could_not_be_stored_has_not_been_paid()
    {
        var payment = await BeginAsync(Request(units: 1));
        await cluster.ExecuteAsync("CREATE TRIGGER broken BEFORE UPDATE ON OrleansStorage BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAnyAsync<Exception>(() => Harness.ApproveAsync(payment));

        Assert.Empty(await ReadAsync(payment));
        await cluster.ExecuteAsync("DROP TRIGGER broken");
        await Harness.ApproveAsync(payment);
        Assert.Equal(PaymentEventKind.Captured, Assert.Single(await ReadAsync(payment)).Kind);
    }

    private sealed class SandboxHarness(TestCluster cluster, FakeTimeProvider clock) : PaymentHarness
    {
        public override IPaymentProvider Provider => new SandboxPayments(cluster.Grains);

        public override Task ApproveAsync(string payment) => cluster.Grains.SandboxPayment(payment).Approve(SandboxMethod.Card);

        public override Task DeclineAsync(string payment) => cluster.Grains.SandboxPayment(payment).Decline();

        public override async Task EndMonthAsync(string payment)
        {
            if ((await Provider.ReadAsync(payment, TestContext.Current.CancellationToken)).LastOrDefault(told => told.Period is not null) is { Period.End: var end }) clock.SetUtcNow(end);
        }

        public override ValueTask DisposeAsync() => cluster.DisposeAsync();
    }
}
