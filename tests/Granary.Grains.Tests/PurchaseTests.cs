using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Payments;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests;

/// <summary>Purchases through the tenant's grain, at a provider that a test can break; the clock is moved by hand.</summary>
public sealed class PurchaseTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Recurrence EveryMonday = new Recurrence.Weekly(DayOfWeek.Monday);

    // A Monday.
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CrmScene scene = new();
    private FakePayments payments = null!;
    private TestCluster cluster = null!;
    private int decisions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITenantGrain Tenant => cluster.Grains.Tenant(Acme);

    private ITenantPurchases Purchases => cluster.Grains.Purchases(Acme);

    public async ValueTask InitializeAsync()
    {
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        payments = new FakePayments(clock);
        cluster = await TestCluster.StartAsync(scene, clock: clock, configure: services => services.AddSingleton<IPaymentProvider>(payments));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Units_that_were_bought_are_used_when_nothing_is_free_any_more()
    {
        var order = await BoughtAsync(new Basket(Units: 2));

        // Two are free in this edition.
        for (var backup = 0; backup < 4; backup++)
        {
            Assert.IsType<BackupAnswer.Accepted>(await Tenant.RequestBackup(Sophia, BackupOrigin.OnDemand));
            await cluster.IdleAsync();
        }

        Assert.IsType<BackupAnswer.NothingLeft>(await Tenant.RequestBackup(Sophia, BackupOrigin.OnDemand));
        Assert.Equal((OrderState.Captured, new Money(20, "EUR")), (order.State(), order.Total()));
        Assert.Equal(0, (await ShopAsync()).Quota.UnitsLeft);
    }

    [Fact]
    public async Task A_purchase_is_in_the_log_and_its_buyer_is_told_once_however_often_it_is_looked_at()
    {
        await Tenant.See(new Person("sophia", "Sophia Isha", null, "fr"), isAdministrator: true);
        var order = await BoughtAsync(new Basket(Units: 2));

        for (var look = 0; look < 3; look++) await Purchases.CheckOrder(order.Number);

        var entry = Assert.Single((await Tenant.GetLog(1, 50, LogFilter.All)).Entries);
        Assert.Equal((LogEvent.Purchased, Sophia, "20 EUR;units=2"), (entry.Event, entry.Actor, entry.Detail));
        Assert.Equal(NotificationKind.Purchased, Assert.Single((await Tenant.GetNotifications("sophia")).Newest).Kind);
        Assert.Empty((await Tenant.GetNotifications("somebody else")).Newest);
    }

    [Fact]
    public async Task The_weekly_subscription_makes_a_weekly_schedule_possible_and_pays_one_run_a_week()
    {
        Assert.IsType<ScheduleAnswer.NotCovered>(await Tenant.SaveSchedule(Sophia, EveryMonday, null));
        await BoughtAsync(new Basket(Weekly: true));
        Assert.IsType<ScheduleAnswer.Saved>(await Tenant.SaveSchedule(Sophia, EveryMonday, null));

        for (var week = 0; week < 3; week++)
        {
            clock.SetUtcNow((await Tenant.GetOverview()).NextRun!.DueAt);
            await TickAsync();
            await cluster.IdleAsync();
        }

        var overview = await Tenant.GetOverview();
        Assert.Equal(3, overview.Ended.Count(backup => backup is { Origin: BackupOrigin.Scheduled, State: BackupState.Ready or BackupState.Expired }));
        Assert.Equal((2, new DateTimeOffset(2027, 4, 1, 12, 0, 0, TimeSpan.Zero), true), (overview.Quota.FreeLeft, overview.Quota.PaidUntil!.Value, overview.Quota.Renews));
    }

    [Fact]
    public async Task A_renewal_is_known_before_it_is_decided_whether_a_due_run_is_paid()
    {
        var order = await BoughtAsync(new Basket(Weekly: true));
        await Tenant.SaveSchedule(Sophia, EveryMonday, null);
        // The first run after the paid month; nobody has sent a message of the renewal.
        for (var run = await NextRunAsync(); run <= new DateTimeOffset(2027, 4, 1, 12, 0, 0, TimeSpan.Zero); run = await NextRunAsync())
        {
            clock.SetUtcNow(run);
            await TickAsync();
            await cluster.IdleAsync();
        }
        payments.EndMonth(order.Payment!);

        clock.SetUtcNow(await NextRunAsync());
        await TickAsync();
        await cluster.IdleAsync();

        var last = (await Tenant.GetOverview()).Ended[0];
        Assert.Equal((BackupState.Ready, new DateOnly(2027, 4, 5)), (last.State, last.Occurrence!.Day));
        Assert.Equal(1L, (await LogAsync(LogEvent.SubscriptionRenewed)).Total);
    }

    [Fact]
    public async Task A_month_that_was_not_paid_ends_the_subscription_and_the_due_run_is_skipped_with_the_reason()
    {
        var order = await BoughtAsync(new Basket(Weekly: true));
        await Tenant.SaveSchedule(Sophia, EveryMonday, null);
        payments.FailMonth(order.Payment!);

        clock.SetUtcNow(new DateTimeOffset(2027, 4, 5, 12, 0, 0, TimeSpan.Zero));
        await TickAsync();
        await cluster.IdleAsync();

        Assert.Equal(BackupState.Skipped, (await Tenant.GetOverview()).Ended[0].State);
        Assert.Contains((await Tenant.GetNotifications("sophia")).Newest, told => told.Kind is NotificationKind.SubscriptionRenewalFailed);
        Assert.Null((await ShopAsync()).Quota.PaidUntil);
    }

    [Fact]
    public async Task A_higher_edition_gives_its_allowance_at_once_and_yields_to_the_latest_word_of_the_saas()
    {
        var order = await BoughtAsync(new Basket(Edition: Edition.Ultimate));
        var upgraded = (await Tenant.GetOverview()).Quota.Allowance;
        await cluster.StopAsync(killed: false);
        await cluster.StartAgainAsync(silos: 1);
        var afterRestart = (await ShopAsync()).Profile.Edition;
        SaasSays(Edition.Standard);

        Assert.Equal((OrderState.Captured, 4, Edition.Ultimate), (order.State(), upgraded, afterRestart));
        Assert.Equal((2, Edition.Standard), ((await Tenant.GetOverview()).Quota.Allowance, (await ShopAsync()).Profile.Edition));
    }

    [Fact]
    public async Task A_lower_edition_is_had_at_once_for_nothing_and_its_provider_never_hears_of_it()
    {
        await BoughtAsync(new Basket(Edition: Edition.Ultimate));

        Assert.Equal(ReductionAnswer.Reduced, await Purchases.Reduce(Sophia, new Reduction.ToEdition(Edition.Standard)));
        clock.Advance(TimeSpan.FromHours(1));
        await TickAsync();

        Assert.Equal((Edition.Standard, 2), ((await ShopAsync()).Profile.Edition, (await Tenant.GetOverview()).Quota.Allowance));
        Assert.Single(payments.All);
        Assert.Equal(Edition.Standard, Assert.Single((await LogAsync(LogEvent.EditionDowngraded)).Entries).Detail);
        Assert.Equal(ReductionAnswer.NotADowngrade, await Purchases.Reduce(Sophia, new Reduction.ToEdition(Edition.Ultimate)));
    }

    [Fact]
    public async Task Units_are_given_up_without_being_paid_back()
    {
        await BoughtAsync(new Basket(Units: 3));

        Assert.Equal(ReductionAnswer.TooManyUnits, await Purchases.Reduce(Sophia, new Reduction.OfUnits(4)));
        Assert.Equal(ReductionAnswer.Reduced, await Purchases.Reduce(Sophia, new Reduction.OfUnits(2)));

        Assert.Equal(1, (await ShopAsync()).Quota.UnitsLeft);
        Assert.Equal(PaymentEventKind.Captured, Assert.Single(Assert.Single(payments.All).Events).Kind);
    }

    [Fact]
    public async Task A_subscription_ends_at_the_provider_and_can_be_resumed_while_it_is_paid()
    {
        var order = await BoughtAsync(new Basket(Weekly: true));
        await Tenant.SaveSchedule(Sophia, EveryMonday, null);

        var preview = await Purchases.PreviewReduction(new Reduction.OfSubscription());
        Assert.Equal(ReductionAnswer.Reduced, await Purchases.Reduce(Sophia, new Reduction.OfSubscription()));
        var ended = await ShopAsync();
        Assert.True(await Purchases.ResumeSubscription(Sophia));
        var resumed = await ShopAsync();

        Assert.Equal(new DateOnly(2027, 4, 5), preview[0].Due.Day);
        Assert.Equal((false, true, true), (ended.Quota.Renews, ended.CanResume, ended.Quota.PaidUntil is not null));
        Assert.Equal((true, false), (resumed.Quota.Renews, resumed.CanResume));
        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff, PaymentEventKind.RenewalOn], payments.All.Single(one => one.Name == order.Payment).Events.Select(told => told.Kind));
        Assert.Equal(Sophia, Assert.Single((await LogAsync(LogEvent.SubscriptionEnded)).Entries).Actor);
        Assert.False(await Purchases.ResumeSubscription(Sophia));
        Assert.Equal(ReductionAnswer.Reduced, await Purchases.Reduce(Sophia, new Reduction.OfSubscription()));
        Assert.Equal(ReductionAnswer.NothingToReduce, await Purchases.Reduce(Sophia, new Reduction.OfSubscription()));
    }

    [Fact]
    public async Task A_refund_takes_back_what_is_unused_and_a_used_unit_stays_used()
    {
        SaasSays(Edition.Free);
        var order = await BoughtAsync(new Basket(Units: 3));
        await Tenant.RequestBackup(Sophia, BackupOrigin.OnDemand);
        await cluster.IdleAsync();

        payments.TakeBack(order.Payment!, PaymentEventKind.Refunded);
        await Purchases.CheckOrder(order.Number);
        await Purchases.CheckOrder(order.Number);

        Assert.Equal(0, (await ShopAsync()).Quota.UnitsLeft);
        Assert.Equal(BackupState.Ready, Assert.Single((await Tenant.GetOverview()).Ended).State);
        Assert.Equal(1L, (await LogAsync(LogEvent.PurchaseRefunded)).Total);
        Assert.Equal(1, (await Tenant.GetNotifications("sophia")).Newest.Count(told => told.Kind is NotificationKind.PurchaseTakenBack));
    }

    [Fact]
    public async Task A_dispute_that_is_won_gives_back_what_it_took()
    {
        var order = await BoughtAsync(new Basket(Units: 3));
        payments.TakeBack(order.Payment!, PaymentEventKind.Disputed);
        await Purchases.CheckOrder(order.Number);
        var disputed = (await ShopAsync()).Quota.UnitsLeft;

        clock.Advance(TimeSpan.FromDays(20));
        payments.TakeBack(order.Payment!, PaymentEventKind.DisputeWon);
        await Purchases.CheckOrder(order.Number);

        Assert.Equal((0L, 3L), (disputed, (await ShopAsync()).Quota.UnitsLeft));
        Assert.Equal([LogEvent.DisputeWon, LogEvent.PurchaseDisputed, LogEvent.Purchased], (await Tenant.GetLog(1, 50, LogFilter.All)).Entries.Select(entry => entry.Event));
    }

    [Fact]
    public async Task An_order_is_recorded_while_the_provider_is_away_and_made_known_by_the_reminder_a_quarter_of_an_hour_later()
    {
        payments.Before = _ => throw new TransientException("503");
        var placed = await PlacedAsync(new Basket(Units: 1));
        payments.Before = _ => Task.CompletedTask;
        Assert.Equal((OrderState.Created, null), (placed.State(), placed.PaymentPage));

        clock.Advance(Domain.Tenants.Tenant.AskAfter - TimeSpan.FromSeconds(1));
        await TickAsync();
        Assert.Empty(payments.All);
        clock.Advance(TimeSpan.FromSeconds(1));
        await TickAsync();

        var order = Assert.Single((await ShopAsync()).Orders);
        Assert.Equal(OrderState.Pending, order.State());
        Assert.NotNull(order.PaymentPage);
    }

    [Fact]
    public async Task A_capture_of_which_nobody_sent_a_message_is_found_by_the_reminder()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        payments.Approve(order.Payment!);

        clock.Advance(Domain.Tenants.Tenant.AskAfter);
        await TickAsync();

        Assert.Equal(1, (await ShopAsync()).Quota.UnitsLeft);
    }

    [Fact]
    public async Task A_capture_while_every_silo_was_dead_is_found_after_the_next_start()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        await cluster.StopAsync(killed: true);
        payments.Approve(order.Payment!);
        clock.Advance(Domain.Tenants.Tenant.AskAfter);
        await cluster.StartAgainAsync(silos: 1);

        // A backup asks first: what was paid may be what pays for it.
        SaasSays(Edition.Free);
        Assert.IsType<BackupAnswer.Accepted>(await Tenant.RequestBackup(Sophia, BackupOrigin.OnDemand));
        await cluster.IdleAsync();

        Assert.Equal(OrderState.Captured, Assert.Single((await ShopAsync()).Orders).State());
    }

    [Fact]
    public async Task An_answer_that_was_lost_costs_nobody_anything()
    {
        payments.After = _ => throw new TransientException("the connection broke");
        var placed = await PlacedAsync(new Basket(Units: 2), "one decision");
        payments.After = _ => Task.CompletedTask;
        payments.Approve(Assert.Single(payments.All).Name);

        var again = await PlacedAsync(new Basket(Units: 2), "one decision");

        Assert.Equal((placed.Number, OrderState.Created, OrderState.Captured), (again.Number, placed.State(), again.State()));
        Assert.Equal((1, 2L), (Assert.Single(payments.All).Captures, (await ShopAsync()).Quota.UnitsLeft));
    }

    [Fact]
    public async Task A_double_click_is_one_order_and_two_decisions_are_two()
    {
        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PlacedAsync(new Basket(Units: 1), "one decision")));
        var other = await PlacedAsync(new Basket(Units: 1), "another decision");

        var number = Assert.Single(clicks.Select(order => order.Number).Distinct());
        Assert.NotEqual(number, other.Number);
        Assert.Equal(2, payments.All.Count);
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

        clock.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Purchases.CheckOrder(order.Number)));
        Assert.Null(await Purchases.CheckOrder(new OrderNumber(404)));

        Assert.Equal(writes, await WritesAsync());
    }

    [Fact]
    public async Task A_cancelled_order_gives_nothing_and_is_not_in_the_way_of_the_next()
    {
        var order = await PlacedAsync(new Basket(Weekly: true));

        Assert.Equal(OrderState.Cancelled, (await Purchases.CancelOrder(order.Number))!.State());

        Assert.False(payments.Approve(order.Payment!));
        Assert.Null((await ShopAsync()).Quota.PaidUntil);
        await PlacedAsync(new Basket(Weekly: true));
    }

    [Fact]
    public async Task An_order_that_was_paid_meanwhile_stays_paid_when_it_is_cancelled()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        payments.Approve(order.Payment!);

        Assert.Equal(OrderState.Captured, (await Purchases.CancelOrder(order.Number))!.State());

        Assert.Equal(1, (await ShopAsync()).Quota.UnitsLeft);
    }

    [Fact]
    public async Task An_order_that_the_provider_never_confirmed_is_given_up_without_it()
    {
        payments.Before = _ => throw new TransientException("503");
        var order = await PlacedAsync(new Basket(Weekly: true));

        Assert.Equal(OrderState.Cancelled, (await Purchases.CancelOrder(order.Number))!.State());

        payments.Before = _ => Task.CompletedTask;
        clock.Advance(TimeSpan.FromHours(1));
        await TickAsync();
        await Purchases.CheckOrder(order.Number);
        Assert.Empty(payments.All);
        await PlacedAsync(new Basket(Weekly: true));
    }

    [Fact]
    public async Task A_declined_payment_is_told_and_gives_nothing()
    {
        var order = await PlacedAsync(new Basket(Units: 1));
        payments.Decline(order.Payment!);

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
        payments.Before = _ => throw new TransientException("503");

        await Assert.ThrowsAsync<TransientException>(() => Purchases.Reduce(Sophia, new Reduction.OfSubscription()));
        await Assert.ThrowsAsync<TransientException>(() => Purchases.CancelOrder(units.Number));
        payments.Before = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var asked = Purchases.CancelOrder(units.Number);
        await Wait.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
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
        clock.Advance(Domain.Tenants.Tenant.AskAfter);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        payments.Before = async token =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };

        var backup = Tenant.RequestBackup(Sophia, BackupOrigin.OnDemand);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        clock.Advance(TimeSpan.FromSeconds(15));

        Assert.IsType<BackupAnswer.Accepted>(await backup);
        await cluster.IdleAsync();
    }

    // Orleans counts them in the row.
    private async Task<long> WritesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={cluster.DatabasePath};Mode=ReadOnly");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Version FROM OrleansStorage WHERE GrainTypeString = 'tenant'";
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private void SaasSays(string edition) => scene[Acme].Profile = scene[Acme].Profile with { Edition = edition };

    private static OrderRequest Request(Basket basket, string decision) => new(basket, decision, Country: null, new Uri("https://backup.example/"), "en");

    private async Task<Order> PlacedAsync(Basket basket, string? decision = null) =>
        Assert.IsType<OrderAnswer.Placed>(await Purchases.PlaceOrder(Sophia, Request(basket, decision ?? $"decision {++decisions}"))).Order;

    private async Task<Order> BoughtAsync(Basket basket)
    {
        var order = await PlacedAsync(basket);
        payments.Approve(order.Payment!);
        return (await Purchases.CheckOrder(order.Number))!;
    }

    private Task<Shop> ShopAsync() => Purchases.GetShop(country: null);

    private Task<LogPage> LogAsync(LogEvent what) => Tenant.GetLog(1, 50, new LogFilter([what]));

    private async Task<DateTimeOffset> NextRunAsync() => (await Tenant.GetOverview()).NextRun!.DueAt;

    private Task TickAsync() => Tenant.AsReference<IRemindable>().ReceiveReminder("next", default);
}
