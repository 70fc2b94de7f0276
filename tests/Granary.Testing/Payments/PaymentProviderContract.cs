using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Payments;

/// <summary>
/// What every <see cref="IPaymentProvider"/> promises: a class of tests for each inherits it. What comes back after it was
/// paid is promised by those alone that move money: theirs inherit <see cref="MoneyProviderContract"/>.
/// </summary>
public abstract class PaymentProviderContract : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");

    private long lastOrder = 1_800_000_000_000_000;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract PaymentHarness Harness { get; }

    protected IPaymentProvider Provider => Harness.Provider;

    /// <summary>Before each test: a provider that knows of no payment.</summary>
    protected abstract Task OpenAsync();

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Making_an_order_known_again_is_the_same_payment()
    {
        var request = Request(units: 3);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Provider.BeginAsync(request, Token)));

        Assert.Single(sessions.Select(session => session.Payment).Distinct());
        Assert.All(sessions, session => Assert.True(session.Page.IsAbsoluteUri));
    }

    [Fact]
    public async Task Orders_of_the_same_number_of_two_tenants_are_two_payments()
    {
        var request = Request(units: 1);
        var other = request with { Tenant = request.Tenant with { Id = new TenantId("eu", "other") } };
        var (payment, otherPayment) = (await BeginAsync(request), await BeginAsync(other));

        await Harness.ApproveAsync(payment);

        Assert.NotEqual(payment, otherPayment);
        Assert.Equal(OrderState.Captured, await StateAsync(request, payment));
        Assert.Empty(await ReadAsync(otherPayment));
    }

    [Fact]
    public async Task Nothing_is_told_before_somebody_pays() => Assert.Empty(await ReadAsync(await BeginAsync(Request(units: 1))));

    [Fact]
    public async Task A_payment_is_captured_once_however_often_it_is_approved()
    {
        var request = Request(units: 3);
        var payment = await BeginAsync(request);

        await Harness.ApproveAsync(payment);
        await Harness.ApproveAsync(payment);
        Assert.Equal(payment, await BeginAsync(request));
        await Harness.ApproveAsync(payment);

        var captured = Assert.Single(await ReadAsync(payment));
        Assert.Equal((PaymentEventKind.Captured, null, null), (captured.Kind, captured.Period, captured.Of));
    }

    [Fact]
    public async Task A_declined_payment_has_failed_and_nothing_of_it_is_captured()
    {
        var request = Request(units: 1, weekly: true);
        var payment = await BeginAsync(request);

        await Harness.DeclineAsync(payment);

        Assert.Equal(OrderState.Failed, await StateAsync(request, payment));
        Assert.DoesNotContain(await ReadAsync(payment), told => told.Kind is PaymentEventKind.Captured);
    }

    [Fact]
    public async Task A_cancelled_payment_cannot_be_paid_any_more()
    {
        var payment = await BeginAsync(Request(units: 1));

        await Provider.CancelAsync(payment, Token);
        await Provider.CancelAsync(payment, Token);
        await Harness.ApproveAsync(payment);

        Assert.Equal(PaymentEventKind.Cancelled, Assert.Single(await ReadAsync(payment)).Kind);
    }

    [Fact]
    public async Task One_that_is_paid_stays_paid_when_it_is_cancelled()
    {
        var payment = await PaidAsync(Request(units: 1));

        await Provider.CancelAsync(payment, Token);

        Assert.Equal(PaymentEventKind.Captured, Assert.Single(await ReadAsync(payment)).Kind);
    }

    [Fact]
    public async Task What_is_told_once_is_told_again_under_the_same_id()
    {
        var payment = await PaidAsync(Request(weekly: true));
        var first = await ReadAsync(payment);
        var second = await ReadAsync(payment);
        await Harness.EndMonthAsync(payment);
        var third = await ReadAsync(payment);

        Assert.Equal(first.Select(Name), second.Select(Name));
        Assert.Subset(third.Select(Name).ToHashSet(), first.Select(Name).ToHashSet());
        Assert.Equal(third.Count, third.Select(told => told.Id).Distinct().Count());

        static (string, PaymentEventKind, DateTimeOffset) Name(PaymentEvent told) => (told.Id, told.Kind, told.At);
    }

    [Fact]
    public async Task The_capture_of_a_subscription_pays_for_a_month_from_then_on()
    {
        var payment = await PaidAsync(Request(units: 2, weekly: true));

        var captured = Assert.Single(await ReadAsync(payment));

        Assert.Equal(PaymentEventKind.Captured, captured.Kind);
        Assert.InRange(captured.Period!.Start, captured.At.AddHours(-1), captured.At.AddHours(1));
        AssertIsMonth(captured.Period.Start, captured.Period.End);
    }

    [Fact]
    public async Task Every_month_that_follows_is_told_once_and_leaves_no_gap()
    {
        var payment = await PaidAsync(Request(weekly: true));

        await Harness.EndMonthAsync(payment);
        await Harness.EndMonthAsync(payment);

        var told = await ReadAsync(payment);
        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.Renewed, PaymentEventKind.Renewed], told.Select(one => one.Kind));
        foreach (var (paid, next) in told.Zip(told.Skip(1)))
        {
            Assert.InRange(next.Period!.Start, paid.Period!.Start.AddDays(27), paid.Period.End);
            AssertIsMonth(next.Period.Start, next.Period.End);
        }
    }

    [Fact]
    public async Task A_subscription_that_is_ended_ends_with_what_is_paid()
    {
        var request = Request(weekly: true);
        var payment = await PaidAsync(request);

        await Provider.SetRenewalAsync(payment, renews: false, Token);
        await Provider.SetRenewalAsync(payment, renews: false, Token);
        var ended = await ToldAsync(request, payment);
        await Harness.EndMonthAsync(payment);

        Assert.Equal((OrderState.Captured, false), (ended.State(), ended.Renews()));
        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff], (await ReadAsync(payment)).Select(told => told.Kind));
    }

    [Fact]
    public async Task One_that_would_end_goes_on_after_all()
    {
        var request = Request(weekly: true);
        var payment = await PaidAsync(request);

        await Provider.SetRenewalAsync(payment, renews: false, Token);
        await ReadAsync(payment);
        await Provider.SetRenewalAsync(payment, renews: true, Token);
        var resumed = await ToldAsync(request, payment);
        await Harness.EndMonthAsync(payment);

        Assert.True(resumed.Renews());
        Assert.Contains(await ReadAsync(payment), told => told.Kind is PaymentEventKind.Renewed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_no_subscription_is_paid_there_is_none_to_end_or_to_resume(bool renews)
    {
        var request = Request(weekly: true);
        var unpaid = await BeginAsync(request);
        var units = await PaidAsync(Request(units: 1));

        await Provider.SetRenewalAsync(unpaid, renews, Token);
        await Provider.SetRenewalAsync(units, renews, Token);
        Assert.Empty(await ReadAsync(unpaid));
        await Harness.ApproveAsync(unpaid);

        Assert.Equal(PaymentEventKind.Captured, Assert.Single(await ReadAsync(units)).Kind);
        Assert.Equal((OrderState.Captured, true), (await StateAsync(request, unpaid), (await ToldAsync(request, unpaid)).Renews()));
    }

    [Fact]
    public async Task Nothing_is_told_of_a_payment_that_it_does_not_have()
    {
        IReadOnlyList<PaymentEvent> told;
        try
        {
            told = await ReadAsync("eu/acme/404");
        }
        catch (Exception exception) when (exception is not TransientException)
        {
            // To say that there is none is as good: but not that asking again may help.
            told = [];
        }

        Assert.Empty(told);
    }

    /// <summary>Of an order that nobody has placed yet.</summary>
    protected PaymentRequest Request(int units = 0, bool weekly = false)
    {
        var lines = new List<OrderLine>();
        if (weekly) lines.Add(new OrderLine(OrderItem.WeeklySubscription, 1, new Money(12, "EUR")));
        if (units > 0) lines.Add(new OrderLine(OrderItem.Unit, units, new Money(9.99m, "EUR")));
        var number = new OrderNumber(++lastOrder);
        return new PaymentRequest(new TenantProfile(Acme, "Acme & Co.", "Europe/Paris", "FR", "Enterprise"), new Order
        {
            Number = number,
            PlacedBy = new Actor(ActorKind.Person, "sophia", "Sophia Isha"),
            PlacedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(number.Value),
            IdempotencyKey = $"decision-{number}",
            Lines = lines,
            ProfileEdition = "Enterprise",
            Site = new Uri("https://backup.example/"),
            Language = "fr",
        });
    }

    protected async Task<string> BeginAsync(PaymentRequest request) => (await Provider.BeginAsync(request, Token)).Payment;

    protected async Task<string> PaidAsync(PaymentRequest request)
    {
        var payment = await BeginAsync(request);
        await Harness.ApproveAsync(payment);
        return payment;
    }

    protected Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment) => Provider.ReadAsync(payment, Token);

    /// <summary>The order as it is when it has learned what the provider tells.</summary>
    protected async Task<Order> ToldAsync(PaymentRequest request, string payment) => (request.Order with { Payment = payment }).Learn(await ReadAsync(payment));

    protected async Task<OrderState> StateAsync(PaymentRequest request, string payment) => (await ToldAsync(request, payment)).State();

    // Where the money of a renewal comes a little late, a month may be a little longer.
    private static void AssertIsMonth(DateTimeOffset start, DateTimeOffset end) => Assert.InRange((end - start).TotalDays, 28, 33);
}
