using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Domain.Tests.Purchases;

namespace Granary.Domain.Tests.Tenants;

/// <summary>What the vendor is told, when it is tried, and when no longer.</summary>
public sealed class WebhookTests
{
    private readonly Customer customer = new();

    private WebhookOutbox Webhooks => customer.Tenant.Webhooks;

    [Fact]
    public void What_people_are_notified_of_the_vendor_is_told_in_that_order()
    {
        customer.Tenant.SaveSchedule(Customer.Sophia, new Recurrence.TwiceAMonth(DayOfWeek.Monday), null, customer.Terms, customer.Now);
        customer.Tenant.SetUnits(Actor.Granary, 1, customer.Now);
        var backup = customer.Request();
        customer.Tenant.Start(backup, customer.Now);
        customer.Fail(backup);

        Assert.Equal(
            [(1L, WebhookKind.ScheduleSaved, null), (2, WebhookKind.BackupStarted, backup), (3, WebhookKind.BackupFailed, backup)],
            Webhooks.Waiting.Select(message => (message.Number, message.Kind, message.Backup)));
        Assert.Equal(Customer.Sophia, Webhooks.Waiting[0].Actor);
        Assert.Equal("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", Webhooks.Waiting[0].Detail);
    }

    [Fact]
    public void An_edition_that_is_ordered_is_told_when_it_is_paid_taken_back_and_won_again()
    {
        var order = customer.Open(new Basket(Units: 1, Edition: "Ultimate")).Number;
        customer.Tell(order, PaymentEventKind.Captured);
        customer.Tell(order, PaymentEventKind.Disputed);
        customer.Tell(order, PaymentEventKind.DisputeWon);
        customer.Tell(order, PaymentEventKind.DisputeWon);

        Assert.Equal([WebhookKind.EditionBought, WebhookKind.EditionTakenBack, WebhookKind.EditionBought], OfEditions());
        Assert.All(Webhooks.Waiting.Where(message => message.Order is not null), message => Assert.Equal((order, "Ultimate"), (message.Order, message.Detail)));
    }

    [Fact]
    public void One_that_was_refunded_before_anybody_knew_that_it_was_paid_is_not_told()
    {
        customer.Learn(customer.Open(new Basket(Edition: "Ultimate")).Number, "f=Refunded@2 c=Captured@1");

        Assert.Empty(OfEditions());
    }

    [Fact]
    public void A_downgrade_is_told_with_the_lower_edition()
    {
        customer.Says = Edition.Ultimate;
        customer.Reduce(new Reduction.ToEdition("free"));

        Assert.Equal((WebhookKind.EditionDowngraded, "Free"), (Webhooks.Waiting.Single().Kind, Webhooks.Waiting.Single().Detail));
    }

    [Fact]
    public void Units_are_no_edition()
    {
        customer.Buy(new Basket(Units: 3));

        Assert.Equal([WebhookKind.Purchased], Webhooks.Waiting.Select(message => message.Kind));
    }

    [Fact]
    public void The_first_is_tried_at_once_and_then_ever_more_seldom_and_the_others_wait_behind_it()
    {
        customer.Buy(new Basket(Units: 1));
        customer.Buy(new Basket(Units: 2));
        var (first, second) = (Webhooks.Waiting[0], Webhooks.Waiting[1]);
        var now = customer.Now;
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(first, Webhooks.Due(now));
            Assert.True(Webhooks.Tried(first.Number, hasArrived: false, now));
            Assert.Null(Webhooks.Due(now));
            Assert.Equal(Webhooks.NextAt, customer.Tenant.WakeAt(customer.Terms, now));
            pauses.Add(Webhooks.NextAt!.Value - now);
            now = Webhooks.NextAt.Value;
        }

        Assert.Equal([5, 30, 120, 600, 1800, 3600, 3600, 3600], pauses.Select(pause => (int)pause.TotalSeconds));
        Assert.True(Webhooks.Tried(first.Number, hasArrived: true, now));
        Assert.Equal((second, 0), (Webhooks.Due(now), Webhooks.Failures));
        Assert.True(Webhooks.Tried(second.Number, hasArrived: true, now));
        Assert.Null(Webhooks.NextAt);
    }

    [Fact]
    public void What_is_told_of_one_that_is_over_changes_nothing()
    {
        customer.Buy(new Basket(Units: 1));
        Assert.True(Webhooks.Tried(1, hasArrived: true, customer.Now));

        Assert.False(Webhooks.Tried(1, hasArrived: true, customer.Now));
        Assert.False(Webhooks.Tried(1, hasArrived: false, customer.Now));
        Assert.Equal((0, 0L), (Webhooks.Failures, Webhooks.GivenUp));
    }

    [Fact]
    public void After_three_days_a_message_is_given_up_and_counted_and_a_younger_one_is_not()
    {
        customer.Buy(new Basket(Units: 1));
        var old = customer.Now;
        customer.Now += TimeSpan.FromHours(1);
        customer.Buy(new Basket(Units: 2));

        Webhooks.Tried(1, hasArrived: false, old + WebhookOutbox.GiveUpAfter - TimeSpan.FromSeconds(1));
        Assert.Equal((2, 0L), (Webhooks.Waiting.Count, Webhooks.GivenUp));
        Webhooks.Tried(1, hasArrived: false, old + WebhookOutbox.GiveUpAfter);

        Assert.Equal((2L, 1L), (Assert.Single(Webhooks.Waiting).Number, Webhooks.GivenUp));
    }

    [Fact]
    public void More_than_are_kept_are_given_up_from_the_oldest_on()
    {
        for (var i = 0; i < WebhookOutbox.Kept + 2; i++) customer.Buy(new Basket(Units: 1));

        Assert.Equal((WebhookOutbox.Kept, 3L, 2L), (Webhooks.Waiting.Count, Webhooks.Waiting[0].Number, Webhooks.GivenUp));
    }

    [Fact]
    public void What_the_vendor_does_not_want_does_not_wait()
    {
        customer.Buy(new Basket(Edition: "Ultimate"));

        Webhooks.Keep(kind => kind is WebhookKind.EditionBought);
        Assert.Equal(WebhookKind.EditionBought, Assert.Single(Webhooks.Waiting).Kind);
        Webhooks.Keep(_ => false);

        Assert.Null(Webhooks.NextAt);
        Assert.Equal(0, Webhooks.GivenUp);
    }

    [Fact]
    public void An_id_is_of_one_tenant_one_message_and_one_moment_and_has_no_dot()
    {
        customer.Buy(new Basket(Units: 1));
        var message = Webhooks.Waiting[0];
        var ids = new[]
        {
            message.IdOf(new TenantId("eu", "acme")), message.IdOf(new TenantId("eu", "bolt")), message.IdOf(new TenantId("us", "acme")),
            (message with { Number = 2 }).IdOf(new TenantId("eu", "acme")), (message with { At = message.At.AddMilliseconds(1) }).IdOf(new TenantId("eu", "acme")),
        };

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.DoesNotContain('.', id));
    }

    private IEnumerable<WebhookKind> OfEditions() => Webhooks.Waiting.Select(message => message.Kind)
        .Where(kind => kind is WebhookKind.EditionBought or WebhookKind.EditionTakenBack or WebhookKind.EditionDowngraded);
}
