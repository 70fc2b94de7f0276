using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

/// <summary>
/// Schedule, quota, notifications and retention as one tenant lives them. It is long because each has to do with all the others: they
/// share one tenant and one clock.
/// </summary>
public sealed class TenantScheduleTests
{
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Actor Marc = new(ActorKind.Person, "marc", "Marc Delorme");
    private static readonly Recurrence EveryMonday = new Recurrence.Weekly(DayOfWeek.Monday);
    private static readonly Recurrence EverySecondMonday = new Recurrence.TwiceAMonth(DayOfWeek.Monday);
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero); // a Monday, after the window

    private readonly Tenant tenant = new();
    private DateTimeOffset now = Start;

    [Fact]
    public void A_saved_schedule_runs_on_its_day_and_takes_a_free_backup()
    {
        Save(EverySecondMonday);

        var id = RunNext();

        Assert.Equal(new DateOnly(2027, 3, 8), tenant.Find(id)!.Occurrence!.Day);
        Assert.Equal(TakeKind.Free, tenant.Ledger.Find(id)!.Take.Kind);
        Assert.Equal(BackupOrigin.Scheduled, tenant.Find(id)!.Origin);
    }

    [Fact]
    public void While_nobody_knows_what_the_edition_gives_a_run_waits_and_is_neither_charged_nor_skipped()
    {
        var ready = Request();
        End(ready);
        Save(EverySecondMonday);
        now = tenant.NextRun(Terms())!.DueAt;
        Assert.Empty(tenant.Tick(Terms("Gold"), now).Accepted);
        Assert.Single(tenant.Backups);
        now = tenant.Find(ready)!.ExpiresAt!.Value;
        tenant.Tick(Terms("Gold"), now);
        Assert.Equal(BackupState.Expired, tenant.Find(ready)!.State);

        Assert.Single(tenant.Tick(Terms(), now).Accepted);
    }

    [Fact]
    public void Time_that_is_told_twice_brings_nothing_twice()
    {
        Save(EverySecondMonday);
        now = tenant.NextRun(Terms())!.DueAt;

        var first = tenant.Tick(Terms(), now);
        Assert.True(first.Changed);
        Assert.Single(first.Accepted);
        var again = tenant.Tick(Terms(), now);

        Assert.False(again.Changed);
        Assert.Single(tenant.Backups);
    }

    [Fact]
    public void An_occurrence_that_falls_due_during_a_backup_waits_and_keeps_its_quota()
    {
        tenant.SetUnits(Sophia, 1, now);
        Save(EverySecondMonday);
        now = tenant.NextRun(Terms())!.DueAt.AddMinutes(-5);
        var first = Request();
        tenant.Start(first, now);
        now = now.AddMinutes(10);

        var scheduled = Assert.Single(tenant.Tick(Terms(), now).Accepted);

        Assert.Equal((Turn.Run, Turn.Wait), (tenant.TurnOf(first), tenant.TurnOf(scheduled)));
        Assert.Equal(EntryState.Reserved, tenant.Ledger.Find(scheduled)!.State);
        Assert.Equal(new BackupAnswer.AlreadyRunning(first), tenant.Request(Marc, BackupOrigin.OnDemand, now, Terms(), now));
        End(first);
        Assert.Equal(Turn.Run, tenant.TurnOf(scheduled));
    }

    [Fact]
    public void After_an_outage_only_the_latest_run_is_made_up_and_the_others_are_skipped_with_the_reason()
    {
        Save(EverySecondMonday);
        now = new DateTimeOffset(2027, 4, 6, 12, 0, 0, TimeSpan.Zero); // 8 and 22 March missed, 5 April a day late

        var accepted = Assert.Single(tenant.Tick(Terms(), now).Accepted);

        Assert.Equal(new DateOnly(2027, 4, 5), tenant.Find(accepted)!.Occurrence!.Day);
        Assert.Equal([SkipReason.ReplacedByLater, SkipReason.ReplacedByLater], tenant.Backups.Where(b => b.State is BackupState.Skipped).Select(b => b.Skip!.Missed!.Value));
        Assert.Equal(2, tenant.Log.Entries.Count(entry => entry.Event is LogEvent.BackupSkipped));
    }

    [Fact]
    public void A_weekly_schedule_of_a_paid_edition_is_saved_only_with_the_subscription()
    {
        var refused = Assert.IsType<ScheduleAnswer.NotCovered>(tenant.SaveSchedule(Sophia, EveryMonday, null, Terms(), now));
        Assert.Equal((RefusalReason.NoSubscription, true), (refused.Refusal.Reason, refused.Refusal.SubscriptionHelps));
        Assert.Null(tenant.Schedule);

        tenant.PaySubscription(Sophia, now, now.AddMonths(1), now);

        Assert.IsType<ScheduleAnswer.Saved>(tenant.SaveSchedule(Sophia, EveryMonday, null, Terms(), now));
        Assert.Equal(TakeKind.Subscription, tenant.Ledger.Find(RunNext())!.Take.Kind);
    }

    [Fact]
    public void A_due_run_that_nothing_pays_for_is_skipped_logged_and_notified_and_the_schedule_stays()
    {
        tenant.PaySubscription(Sophia, now, now.AddDays(8), now);
        Save(EveryMonday);
        End(RunNext());
        tenant.EndSubscription(Sophia, now);
        now = tenant.NextRun(Terms())!.DueAt;

        Assert.Empty(tenant.Tick(Terms(), now).Accepted);

        var skipped = tenant.Backups[^1];
        Assert.Equal((BackupState.Skipped, RefusalReason.NoSubscription), (skipped.State, skipped.Skip!.Refused));
        Assert.Equal((LogEvent.BackupSkipped, "NoSubscription"), (tenant.Log.Entries[^1].Event, tenant.Log.Entries[^1].Detail));
        Assert.Equal(NotificationKind.BackupSkipped, tenant.Notifications.List[^1].Kind);
        Assert.True(tenant.Schedule!.IsActive);
    }

    [Fact]
    public void Saving_what_nothing_covers_may_start_on_the_first_covered_date()
    {
        End(Request());
        End(Request());
        var refused = Assert.IsType<ScheduleAnswer.NotCovered>(tenant.SaveSchedule(Sophia, EverySecondMonday, null, Terms(), now));

        var saved = Assert.IsType<ScheduleAnswer.Saved>(tenant.SaveSchedule(Sophia, EverySecondMonday, refused.Refusal.CoveredFrom, Terms(), now));

        Assert.Equal(refused.Refusal.CoveredFrom, saved.Schedule.Anchor);
        Assert.Equal(4, saved.Schedule.Anchor.Month);
        Assert.Equal(now, saved.Schedule.SavedAt);
    }

    [Fact]
    public void Saving_it_unchanged_makes_no_version_and_no_entry_but_the_person_is_told_from_now_on()
    {
        Save(EverySecondMonday);
        var log = tenant.Log.Last;

        var again = Assert.IsType<ScheduleAnswer.Saved>(tenant.SaveSchedule(Marc, EverySecondMonday, null, Terms(), now));

        Assert.Equal((false, 1, log), (again.IsNew, again.Schedule.Version, tenant.Log.Last));
        Assert.Equal(["sophia", "marc"], tenant.Savers);
    }

    [Fact]
    public void A_changed_schedule_is_a_new_version_with_one_entry()
    {
        Save(EverySecondMonday);
        var log = tenant.Log.Last;

        Save(new Recurrence.MonthlyByDate(15));

        Assert.Equal((2, log + 1), (tenant.Schedule!.Version, tenant.Log.Last));
        Assert.Equal("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15", tenant.Log.Entries[^1].Detail);
    }

    [Fact]
    public void The_preview_says_what_then_happens()
    {
        var preview = tenant.Preview(EverySecondMonday, null, Terms(), now);
        var march = preview.Forecast.Months.Single(month => month.Month == new Month(2027, 3));

        Assert.Equal(6, preview.Runs.Count);
        Assert.Equal((2, 2, 0), (march.Runs, march.Free, march.FreeForOnDemand));
        Assert.Null(tenant.Schedule);
        Save(EverySecondMonday);
        Assert.Equal(preview.Runs.Select(run => run.DueAt), tenant.Preview(EverySecondMonday, null, Terms(), now).Runs.Select(run => run.DueAt));
        Assert.Equal(preview.Runs[0].DueAt, tenant.NextRun(Terms())!.DueAt);
    }

    [Fact]
    public void What_is_set_aside_for_the_schedule_cannot_be_taken_on_demand()
    {
        Save(EverySecondMonday);

        var refused = Assert.IsType<BackupAnswer.NothingLeft>(tenant.Request(Sophia, BackupOrigin.OnDemand, now, Terms(), now));

        Assert.Equal(RefusalReason.SetAside, refused.Refusal.Reason);
        Assert.Equal([new DateOnly(2027, 3, 8), new DateOnly(2027, 3, 22)], refused.Refusal.SetAsideFor);
        Assert.Empty(tenant.Backups);
    }

    [Theory]
    [InlineData("Free", 0)]
    [InlineData("Enterprise", 2)]
    [InlineData("Ultimate", 4)]
    public void An_edition_gives_its_free_backups_and_not_one_more(string edition, int free)
    {
        for (var i = 0; i < free; i++) End(Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, now, Terms(edition), now)).Id);

        Assert.IsType<BackupAnswer.NothingLeft>(tenant.Request(Sophia, BackupOrigin.OnDemand, now, Terms(edition), now));
        tenant.SetUnits(Sophia, 1, now);
        Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, now, Terms(edition), now));
    }

    [Fact]
    public void A_failed_backup_costs_nothing()
    {
        for (var i = 0; i < 5; i++) tenant.Fail(Request(), 0, new Fault(FaultStage.Snapshot, FaultSide.Crm, true, "away"), Terms(), now);

        Assert.Equal(2, tenant.QuotaLine(Terms(), now).FreeLeft);
    }

    [Fact]
    public void Stopping_ends_the_schedule_cancels_what_is_queued_and_gives_its_quota_back()
    {
        Save(EverySecondMonday);
        now = tenant.NextRun(Terms())!.DueAt;
        var queued = Assert.Single(tenant.Tick(Terms(), now).Accepted);

        Assert.Equal(StopAnswer.Stopped, tenant.StopSchedule(Sophia, Terms(), now));

        Assert.Equal(BackupState.Cancelled, tenant.Find(queued)!.State);
        Assert.Equal(EntryState.Returned, tenant.Ledger.Find(queued)!.State);
        Assert.Null(tenant.NextRun(Terms()));
        Assert.Equal(StopAnswer.NothingToStop, tenant.StopSchedule(Sophia, Terms(), now));
        Assert.Equal(1, tenant.Log.Entries.Count(entry => entry.Event is LogEvent.ScheduleStopped));
    }

    [Fact]
    public void Stopping_is_refused_while_a_backup_is_in_progress_and_not_after_it()
    {
        Save(new Recurrence.MonthlyByDate(15));
        var id = Request();
        tenant.Start(id, now);

        Assert.Equal(StopAnswer.InProgress, tenant.StopSchedule(Sophia, Terms(), now));
        Assert.True(tenant.Schedule!.IsActive);

        End(id);
        Assert.Equal(StopAnswer.Stopped, tenant.StopSchedule(Sophia, Terms(), now));
        Assert.Equal(BackupState.Ready, tenant.Find(id)!.State);
    }

    [Fact]
    public void A_backup_expires_after_168_hours_is_announced_a_day_before_and_then_deleted_once()
    {
        var id = Request();
        End(id);
        var expiry = now.AddHours(168);

        Assert.Equal(expiry.AddHours(-24), Wake(Terms(), now));
        Assert.True(tenant.Tick(Terms(), expiry.AddHours(-24)).Changed);
        Assert.False(tenant.Tick(Terms(), expiry.AddSeconds(-1)).Changed);
        Assert.Equal(NotificationKind.BackupExpiresTomorrow, tenant.Notifications.List[^1].Kind);

        Assert.Equal([id], tenant.Tick(Terms(), expiry).ToDelete);
        Assert.Equal(BackupState.Expired, tenant.Find(id)!.State);
        Assert.True(tenant.Deleted(id, expiry));
        Assert.False(tenant.Deleted(id, expiry));
        Assert.Equal(LogEvent.BackupExpired, tenant.Log.Entries[^1].Event);
        Assert.Null(Wake(Terms(), expiry));
    }

    [Fact]
    public void With_a_grace_the_files_of_an_expired_backup_stay_for_it_and_cannot_be_asked_for()
    {
        var id = Request();
        End(id);
        var expiry = now.AddHours(168);
        var terms = Terms(retention: new RetentionPolicy { Grace = TimeSpan.FromHours(6) });
        tenant.Tick(terms, expiry.AddHours(-1));

        var expired = tenant.Tick(terms, expiry);

        Assert.True(expired.Changed);
        Assert.Empty(expired.ToDelete);
        Assert.Equal(new DownloadAnswer.Expired(expiry), tenant.MayDownload(id, "Data_001.zip", expiry));
        Assert.Equal(expiry.AddHours(6), Wake(terms, expiry));
        Assert.False(tenant.Tick(terms, expiry.AddHours(6).AddSeconds(-1)).Changed);
        Assert.Equal([id], tenant.Tick(terms, expiry.AddHours(6)).ToDelete);
        Assert.True(tenant.Deleted(id, expiry.AddHours(6)));
        Assert.Null(Wake(terms, expiry.AddHours(6)));
    }

    [Fact]
    public void An_announcement_whose_time_has_come_is_still_to_be_made_whatever_is_decided_before_it()
    {
        End(Request());
        var expiry = now.AddHours(168);
        now = expiry.AddHours(-23);

        tenant.SetUnits(Sophia, 1, now);
        Assert.Equal(expiry.AddHours(-24), Wake(Terms(), now));

        tenant.Tick(Terms(), now);
        Assert.Equal(expiry, Wake(Terms(), now));
    }

    [Fact]
    public void Those_concerned_are_told_and_nobody_else()
    {
        See("sophia");
        See("marc");
        Save(EverySecondMonday);
        End(RunNext());

        var kinds = tenant.Notifications.For("sophia").Reverse().Select(notification => notification.Kind);

        Assert.Equal([NotificationKind.ScheduleSaved, NotificationKind.BackupStarted, NotificationKind.BackupReady], kinds);
        Assert.Empty(tenant.Notifications.For("marc"));
    }

    [Fact]
    public void Whoever_set_it_up_is_told_when_another_administrator_stops_it()
    {
        See("sophia");
        See("marc");
        Save(EverySecondMonday);

        tenant.StopSchedule(Marc, Terms(), now);

        var told = tenant.Notifications.For("sophia").First();
        Assert.Equal((NotificationKind.ScheduleStopped, Marc), (told.Kind, told.Actor));
        Assert.Empty(tenant.Notifications.For("marc"));
    }

    [Fact]
    public void When_none_of_those_concerned_is_an_administrator_any_more_every_administrator_is_told()
    {
        See("sophia");
        See("marc");
        Save(EverySecondMonday);
        tenant.See(new Person("sophia", "sophia", null, "en"), isAdministrator: false);

        End(RunNext());

        Assert.Contains(tenant.Notifications.For("marc"), notification => notification.Kind is NotificationKind.BackupReady);
    }

    [Fact]
    public void A_notification_is_read_by_each_person_for_himself()
    {
        See("sophia");
        See("marc");
        End(Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Actor.Granary, BackupOrigin.OnDemand, now, Terms(), now)).Id);
        var last = tenant.Notifications.Last;

        Assert.True(tenant.Notifications.Read("sophia", last));
        Assert.False(tenant.Notifications.Read("sophia", last));

        Assert.All(tenant.Notifications.For("sophia"), notification => Assert.True(notification.IsReadBy("sophia")));
        Assert.All(tenant.Notifications.For("marc"), notification => Assert.False(notification.IsReadBy("marc")));
    }

    [Fact]
    public void Mail_goes_to_whoever_has_an_address_once_for_each_notification()
    {
        tenant.See(new Person("sophia", "Sophia Isha", "sophia@montblanc.example", "fr"), isAdministrator: true);
        Save(EverySecondMonday);

        var mail = Assert.Single(tenant.Outbox);

        Assert.Equal(("1.sophia", "sophia@montblanc.example", "fr"), (mail.Id, mail.Address, mail.Language));
        Assert.True(tenant.Mailed(mail.Id));
        Assert.False(tenant.Mailed(mail.Id));
    }

    [Fact]
    public void A_module_that_is_missing_is_not_charged_the_first_time_in_a_month()
    {
        foreach (var expected in new[] { EntryState.Returned, EntryState.Consumed })
        {
            var id = Request();
            tenant.Publish(id, Published() with { WarningCount = 1, MissesModule = true }, Terms());
            Assert.Equal(expected, tenant.Ledger.Find(id)!.State);
        }
    }

    [Fact]
    public void Old_backups_are_forgotten_and_those_that_matter_are_not()
    {
        tenant.SetUnits(Sophia, 500, now);
        var kept = Request();
        End(kept);
        for (var i = 0; i < 120; i++) tenant.Fail(Request(), 0, new Fault(FaultStage.Snapshot, FaultSide.Crm, true, "away"), Terms(), now);

        Assert.NotNull(tenant.Find(kept));
        Assert.InRange(tenant.Backups.Count, Tenant.KeptBackups, Tenant.KeptBackups + 2);
        Assert.True(Request() > tenant.Backups[^2].Id);
    }

    [Fact]
    public void The_log_gives_its_older_half_to_the_table_and_loses_none()
    {
        while (tenant.Log.ToMove().Count == 0) tenant.RecordOperatorBackup(Sophia, OperatorReason.Parse("Ticket 4711: a restore"), now);
        var moved = tenant.Log.ToMove();

        tenant.Log.Drop(moved);

        Assert.Equal(moved[^1].Number + 1, tenant.Log.First);
        Assert.Equal(tenant.Log.First, tenant.Log.Entries[0].Number);
    }

    private static TenantTerms Terms(string edition = "Enterprise", RetentionPolicy? retention = null) => new(
        new TenantProfile(new TenantId("eu", "acme"), "Acme", "Europe/Paris", "FR", edition), new Plans(), Window.Default, retention ?? new RetentionPolicy());

    private void See(string id) => tenant.See(new Person(id, id, null, "en"), isAdministrator: true);

    private void Save(Recurrence recurrence) => Assert.IsType<ScheduleAnswer.Saved>(tenant.SaveSchedule(Sophia, recurrence, null, Terms(), now));

    // As where the vendor wants to be told nothing.
    private DateTimeOffset? Wake(TenantTerms terms, DateTimeOffset at)
    {
        tenant.Webhooks.Keep(_ => false);
        return tenant.WakeAt(terms, at);
    }

    private BackupId Request() => Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, now, Terms(), now)).Id;

    private BackupId RunNext()
    {
        now = tenant.NextRun(Terms())!.DueAt;
        return Assert.Single(tenant.Tick(Terms(), now).Accepted);
    }

    private void End(BackupId id)
    {
        tenant.Start(id, now);
        Assert.True(tenant.Publish(id, Published(), Terms()));
    }

    private Publication Published() => new(1, now, now, 1, 10, [new ArchiveFile("Data_001.zip", 12, "ab")], [], 0);
}
