using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Grains.Tests;

/// <summary>What is bought is there, for as long as it is paid.</summary>
public sealed class PurchaseTests : PurchaseScene
{
    private static readonly Recurrence EveryMonday = new Recurrence.Weekly(DayOfWeek.Monday);

    [Fact]
    public async Task Units_that_were_bought_are_used_when_nothing_is_free_any_more()
    {
        var order = await BoughtAsync(new Basket(Units: 2));

        // Two are free in this edition.
        for (var backup = 0; backup < 4; backup++)
        {
            Assert.IsType<BackupAnswer.Accepted>(await Cluster.RequestAsync(Acme, Sophia));
            await Cluster.IdleAsync();
        }

        Assert.IsType<BackupAnswer.NothingLeft>(await Cluster.RequestAsync(Acme, Sophia));
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
            Clock.SetUtcNow((await Tenant.GetOverview()).NextRun!.DueAt);
            await TickAsync();
            await Cluster.IdleAsync();
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
            Clock.SetUtcNow(run);
            await TickAsync();
            await Cluster.IdleAsync();
        }
        Payments.EndMonth(order.Payment!);

        Clock.SetUtcNow(await NextRunAsync());
        await TickAsync();
        await Cluster.IdleAsync();

        var last = (await Tenant.GetOverview()).Ended[0];
        Assert.Equal((BackupState.Ready, new DateOnly(2027, 4, 5)), (last.State, last.Occurrence!.Day));
        Assert.Equal(1L, (await LogAsync(LogEvent.SubscriptionRenewed)).Total);
    }

    [Fact]
    public async Task A_month_that_was_not_paid_ends_the_subscription_and_the_due_run_is_skipped_with_the_reason()
    {
        var order = await BoughtAsync(new Basket(Weekly: true));
        await Tenant.SaveSchedule(Sophia, EveryMonday, null);
        Payments.FailMonth(order.Payment!);

        Clock.SetUtcNow(new DateTimeOffset(2027, 4, 5, 12, 0, 0, TimeSpan.Zero));
        await TickAsync();
        await Cluster.IdleAsync();

        Assert.Equal(BackupState.Skipped, (await Tenant.GetOverview()).Ended[0].State);
        Assert.Contains((await Tenant.GetNotifications("sophia")).Newest, told => told.Kind is NotificationKind.SubscriptionRenewalFailed);
        Assert.Null((await ShopAsync()).Quota.PaidUntil);
    }

    [Fact]
    public async Task A_higher_edition_gives_its_allowance_at_once_and_yields_to_the_latest_word_of_the_saas()
    {
        var order = await BoughtAsync(new Basket(Edition: Edition.Ultimate));
        var upgraded = (await Tenant.GetOverview()).Quota.Allowance;
        await Cluster.StopAsync(killed: false);
        await Cluster.StartAgainAsync(silos: 1);
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
        Clock.Advance(TimeSpan.FromHours(1));
        await TickAsync();

        Assert.Equal((Edition.Standard, 2), ((await ShopAsync()).Profile.Edition, (await Tenant.GetOverview()).Quota.Allowance));
        Assert.Single(Payments.All);
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
        Assert.Equal(PaymentEventKind.Captured, Assert.Single(Assert.Single(Payments.All).Events).Kind);
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
        Assert.Equal([PaymentEventKind.Captured, PaymentEventKind.RenewalOff, PaymentEventKind.RenewalOn], Payments.All.Single(one => one.Name == order.Payment).Events.Select(told => told.Kind));
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
        await Cluster.RequestAsync(Acme, Sophia);
        await Cluster.IdleAsync();

        Payments.TakeBack(order.Payment!, PaymentEventKind.Refunded);
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
        Payments.TakeBack(order.Payment!, PaymentEventKind.Disputed);
        await Purchases.CheckOrder(order.Number);
        var disputed = (await ShopAsync()).Quota.UnitsLeft;

        Clock.Advance(TimeSpan.FromDays(20));
        Payments.TakeBack(order.Payment!, PaymentEventKind.DisputeWon);
        await Purchases.CheckOrder(order.Number);

        Assert.Equal((0L, 3L), (disputed, (await ShopAsync()).Quota.UnitsLeft));
        Assert.Equal([LogEvent.DisputeWon, LogEvent.PurchaseDisputed, LogEvent.Purchased], (await Tenant.GetLog(1, 50, LogFilter.All)).Entries.Select(entry => entry.Event));
    }
}
