using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Testing;
using Microsoft.Data.Sqlite;

namespace Granary.Grains.Tests;

/// <summary>How an order comes to be paid, or not: whoever clicks twice, whatever the provider does, and whenever silos die.</summary>
public sealed class OrderTests : PurchaseScene
{
    [Fact]
    public async Task An_order_is_recorded_while_the_provider_is_away_and_made_known_by_the_reminder_a_quarter_of_an_hour_later()
    {
        Payments.Before = _ => throw new TransientException("503");
        var placed = await PlacedAsync(new Basket(Units: 1));
        Payments.Before = _ => Task.CompletedTask;
        Assert.Equal((OrderState.Created, null), (placed.State(), placed.PaymentPage));

        Clock.Advance(Domain.Tenants.Tenant.AskAfter - TimeSpan.FromSeconds(1));
        await TickAsync();
        Assert.Empty(Payments.All);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await TickAsync();

        var order = Assert.Single((await ShopAsync()).Orders);
        Assert.Equal(OrderState.Pending, order.State());
        Assert.NotNull(order.PaymentPage);
    }

    [Fact]
    public async Task A_capture_of_which_nobody_sent_a_message_is_found_by_the_reminder()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        Payments.Approve(order.Payment!);

        Clock.Advance(Domain.Tenants.Tenant.AskAfter);
        await TickAsync();

        Assert.Equal(1, (await ShopAsync()).Quota.UnitsLeft);
    }

    [Fact]
    public async Task A_capture_while_every_silo_was_dead_is_found_after_the_next_start()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        await Cluster.StopAsync(killed: true);
        Payments.Approve(order.Payment!);
        Clock.Advance(Domain.Tenants.Tenant.AskAfter);
        await Cluster.StartAgainAsync(silos: 1);

        // A backup asks first: what was paid may be what pays for it.
        SaasSays(Edition.Free);
        Assert.IsType<BackupAnswer.Accepted>(await Cluster.RequestAsync(Acme, Sophia));
        await Cluster.IdleAsync();

        Assert.Equal(OrderState.Captured, Assert.Single((await ShopAsync()).Orders).State());
    }

    [Fact]
    public async Task An_answer_that_was_lost_costs_nobody_anything()
    {
        Payments.After = _ => throw new TransientException("the connection broke");
        var placed = await PlacedAsync(new Basket(Units: 2), "one decision");
        Payments.After = _ => Task.CompletedTask;
        Payments.Approve(Assert.Single(Payments.All).Name);

        var again = await PlacedAsync(new Basket(Units: 2), "one decision");

        Assert.Equal((placed.Number, OrderState.Created, OrderState.Captured), (again.Number, placed.State(), again.State()));
        Assert.Equal((1, 2L), (Assert.Single(Payments.All).Captures, (await ShopAsync()).Quota.UnitsLeft));
    }

    [Fact]
    public async Task A_double_click_is_one_order_and_two_decisions_are_two()
    {
        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PlacedAsync(new Basket(Units: 1), "one decision")));
        var other = await PlacedAsync(new Basket(Units: 1), "another decision");

        var number = Assert.Single(clicks.Select(order => order.Number).Distinct());
        Assert.NotEqual(number, other.Number);
        Assert.Equal(2, Payments.All.Count);
    }

    [Fact]
    public async Task Of_two_tabs_that_begin_the_subscription_one_is_sent_to_the_order_of_the_other()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(tab => Purchases.PlaceOrder(Sophia, Request(new Basket(Weekly: true), $"tab {tab}"))));

        var placed = Assert.Single(answers.OfType<OrderAnswer.Placed>()).Order;
        Assert.Equal(new OrderAnswer.Refused(OrderRefusal.OrderOpen, placed.Number), Assert.Single(answers.OfType<OrderAnswer.Refused>()));
    }

    [Fact]
    public async Task Whoever_asks_about_an_order_changes_nothing_that_the_provider_has_not_told()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        var writes = await WritesAsync();

        Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Purchases.CheckOrder(order.Number)));
        Assert.Null(await Purchases.CheckOrder(new OrderNumber(404)));

        Assert.Equal(writes, await WritesAsync());
    }

    [Fact]
    public async Task A_message_that_comes_while_the_provider_is_away_is_not_taken_for_followed_up()
    {
        var order = await BoughtAsync(new Basket(Units: 1));
        Payments.TakeBack(order.Payment!, PaymentEventKind.Refunded);
        Payments.Before = _ => throw new TransientException("503");

        await Assert.ThrowsAsync<TransientException>(() => Purchases.CheckOrder(order.Number));
        Payments.Before = _ => Task.CompletedTask;

        Assert.Equal(OrderState.Refunded, (await Purchases.CheckOrder(order.Number))!.State());
    }

    [Fact]
    public async Task A_cancelled_order_gives_nothing_and_is_not_in_the_way_of_the_next()
    {
        var order = await PlacedAsync(new Basket(Weekly: true));

        Assert.Equal(OrderState.Cancelled, (await Purchases.CancelOrder(order.Number))!.State());

        Assert.False(Payments.Approve(order.Payment!));
        Assert.Null((await ShopAsync()).Quota.PaidUntil);
        await PlacedAsync(new Basket(Weekly: true));
    }

    [Fact]
    public async Task An_order_that_was_paid_meanwhile_stays_paid_when_it_is_cancelled()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        Payments.Approve(order.Payment!);

        Assert.Equal(OrderState.Captured, (await Purchases.CancelOrder(order.Number))!.State());

        Assert.Equal(1, (await ShopAsync()).Quota.UnitsLeft);
    }

    [Fact]
    public async Task An_order_that_the_provider_never_confirmed_is_given_up_without_it()
    {
        Payments.Before = _ => throw new TransientException("503");
        var order = await PlacedAsync(new Basket(Weekly: true));

        Assert.Equal(OrderState.Cancelled, (await Purchases.CancelOrder(order.Number))!.State());

        Payments.Before = _ => Task.CompletedTask;
        Clock.Advance(TimeSpan.FromHours(1));
        await TickAsync();
        await Purchases.CheckOrder(order.Number);
        Assert.Empty(Payments.All);
        await PlacedAsync(new Basket(Weekly: true));
    }

    [Fact]
    public async Task A_declined_payment_is_told_and_gives_nothing()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        Payments.Decline(order.Payment!);

        Assert.Equal(OrderState.Failed, (await Purchases.CheckOrder(order.Number))!.State());

        Assert.Equal(0, (await ShopAsync()).Quota.UnitsLeft);
        Assert.Equal(LogEvent.PaymentFailed, Assert.Single((await Tenant.GetLog(1, 50, LogFilter.All)).Entries).Event);
        Assert.Equal(NotificationKind.PaymentFailed, Assert.Single((await Tenant.GetNotifications("sophia")).Newest).Kind);
    }

    [Fact]
    public async Task What_only_the_provider_can_do_is_not_done_while_it_is_away_and_whoever_asked_is_told_to_try_again()
    {
        var subscription = await BoughtAsync(new Basket(Weekly: true));
        var units = await PlacedAsync(new Basket(Units: 1));
        Payments.Before = _ => throw new TransientException("503");

        await Assert.ThrowsAsync<TransientException>(() => Purchases.Reduce(Sophia, new Reduction.OfSubscription()));
        await Assert.ThrowsAsync<TransientException>(() => Purchases.CancelOrder(units.Number));
        Payments.Before = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var asked = Purchases.CancelOrder(units.Number);
        await Wait.UntilAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return asked.IsCompleted;
        }, "the end of patience");

        await Assert.ThrowsAsync<TransientException>(() => asked);
        Assert.True((await ShopAsync()).Quota.Renews);
        Assert.Equal([OrderState.Pending, OrderState.Captured], (await ShopAsync()).Orders.Select(order => order.State()));
        Assert.Equal(subscription.Number, (await ShopAsync()).Orders[1].Number);
    }

    [Fact]
    public async Task A_provider_that_never_answers_keeps_no_backup_waiting()
    {
        await PlacedAsync(new Basket(Units: 1));
        await PlacedAsync(new Basket(Units: 2));
        Clock.Advance(Domain.Tenants.Tenant.AskAfter);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Payments.Before = async token =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };

        var backup = Cluster.RequestAsync(Acme, Sophia);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.IsType<BackupAnswer.Accepted>(await backup);
        await Cluster.IdleAsync();
    }

    // Orleans counts them in the row.
    private async Task<long> WritesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Cluster.DatabasePath};Mode=ReadOnly");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Version FROM OrleansStorage WHERE GrainTypeString = 'tenant'";
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
