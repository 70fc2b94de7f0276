using System.Text.Json;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

public sealed class TenantProgramsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 42, 0, TimeSpan.Zero);
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Actor Marc = new(ActorKind.Person, "marc", "Marc Delorme");
    private static readonly Fault Broken = new(FaultStage.Export, FaultSide.Crm, false, "no such table");
    private static readonly Recurrence Mondays = new Recurrence.TwiceAMonth(DayOfWeek.Monday);
    private static readonly Recurrence First = new Recurrence.MonthlyByDate(1);

    private static readonly TenantTerms Terms = new(
        new TenantProfile(new TenantId("eu", "acme"), "Acme", "Europe/Paris", "FR", Edition.Ultimate), new Plans(), Window.Default, new RetentionPolicy());

    private readonly Tenant tenant = new();

    [Fact]
    public void The_same_key_brings_the_same_backup_also_after_it_has_ended()
    {
        var first = Once("a", Now);
        var id = Assert.IsType<BackupAnswer.Accepted>(first.Answer).Id;
        tenant.Fail(id, 0, Broken, Terms, Now.AddMinutes(1));

        var again = Once("a", Now.AddHours(24).AddTicks(-1));

        Assert.Equal((first.Answer, false), (again.Answer, again.IsNew));
        Assert.Single(tenant.Backups);
    }

    [Fact]
    public void After_a_day_the_same_key_is_another_request()
    {
        tenant.Fail(Assert.IsType<BackupAnswer.Accepted>(Once("a", Now).Answer).Id, 0, Broken, Terms, Now.AddMinutes(1));

        Assert.True(Once("a", Now.AddHours(24)).IsNew);
        Assert.Equal(2, tenant.Backups.Count);
        Assert.Single(tenant.StartKeys);
    }

    [Fact]
    public void Another_key_and_another_actors_same_key_are_other_requests()
    {
        tenant.Fail(Assert.IsType<BackupAnswer.Accepted>(Once("a", Now).Answer).Id, 0, Broken, Terms, Now);
        tenant.Fail(Assert.IsType<BackupAnswer.Accepted>(Once("b", Now).Answer).Id, 0, Broken, Terms, Now);

        Assert.IsType<BackupAnswer.Accepted>(tenant.RequestOnce(Marc, BackupOrigin.OnDemand, "a", Now, Terms, Now).Answer);
        Assert.Equal(3, tenant.Backups.Count);
    }

    [Fact]
    public void A_key_that_met_a_running_backup_stays_with_it_and_starts_none_later()
    {
        var running = Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Marc, BackupOrigin.OnDemand, Now, Terms, Now)).Id;
        var met = Once("a", Now);
        tenant.Fail(running, 0, Broken, Terms, Now);

        var again = Once("a", Now.AddMinutes(5));

        Assert.Equal(new BackupStart(new BackupAnswer.AlreadyRunning(running), IsNew: true), met);
        Assert.Equal(met with { IsNew = false }, again);
        Assert.Single(tenant.Backups);
    }

    [Fact]
    public void A_refusal_is_not_kept()
    {
        var poor = new TenantTerms(Terms.Profile with { Edition = Edition.Free }, new Plans(), Window.Default, new RetentionPolicy());

        var refused = tenant.RequestOnce(Sophia, BackupOrigin.OnDemand, "a", Now, poor, Now);
        tenant.SetUnits(Sophia, 1, Now);

        Assert.IsType<BackupAnswer.NothingLeft>(refused.Answer);
        Assert.False(refused.IsNew);
        Assert.IsType<BackupAnswer.Accepted>(tenant.RequestOnce(Sophia, BackupOrigin.OnDemand, "a", Now, poor, Now).Answer);
    }

    [Fact]
    public void Keys_that_start_nothing_push_out_each_other_and_none_that_did()
    {
        var started = Once("started", Now).Answer;
        for (var i = 0; i <= StartKey.KeptOfOthers; i++) Once($"other-{i}", Now);

        Assert.Equal(StartKey.KeptOfOthers + 1, tenant.StartKeys.Count);
        Assert.Equal(new BackupStart(started, IsNew: false), Once("started", Now));
        Assert.True(Once("other-0", Now).IsNew);
        Assert.False(Once($"other-{StartKey.KeptOfOthers}", Now).IsNew);
    }

    [Fact]
    public void A_key_that_comes_late_gets_the_backup_that_was_requested_meanwhile()
    {
        var id = Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Marc, BackupOrigin.OnDemand, Now, Terms, Now)).Id;
        tenant.Fail(id, 0, Broken, Terms, Now.AddMinutes(1));

        var late = tenant.RequestOnce(Sophia, BackupOrigin.OnDemand, "a", askedAt: Now.AddSeconds(-1), Terms, Now.AddMinutes(2));

        Assert.Equal(new BackupAnswer.AlreadyRunning(id), late.Answer);
        Assert.Single(tenant.Backups);
    }

    [Fact]
    public void However_often_a_backup_is_requested_and_cancelled_in_a_day_little_is_kept_of_it_and_the_quota_is_what_it_was()
    {
        var before = tenant.QuotaLine(Terms, Now);
        for (var i = 0; i < 5_000; i++)
        {
            var id = Assert.IsType<BackupAnswer.Accepted>(Once($"{i}", Now.AddSeconds(i)).Answer).Id;
            Assert.Equal(CancelAnswer.Cancelled, tenant.Cancel(Sophia, id, Terms, Now.AddSeconds(i)));
            tenant.Log.Drop(tenant.Log.ToMove());
        }
        var open = Once("open", Now.AddSeconds(5_000));

        Assert.InRange(tenant.Ledger.Entries.Count, 1, 2);
        Assert.Equal(StartKey.KeptOfStarted, tenant.StartKeys.Count);
        Assert.Equal(open with { IsNew = false }, Once("open", Now.AddSeconds(5_001)));
        Assert.Equal(JsonSerializer.Serialize(before with { FreeLeft = before.FreeLeft - 1, FreeInUse = 1 }), JsonSerializer.Serialize(tenant.QuotaLine(Terms, Now)));
        Assert.Equal(5_000, tenant.Ledger.Folded.Returned);
    }

    [Fact]
    public void A_key_reads_back_as_it_is_stored_and_an_older_tenant_has_none()
    {
        var key = new StartKey("a", "sophia", new BackupId(7), Started: true, Now);
        const string Text = """{"Key":"a","ActorId":"sophia","Backup":{"Value":7},"Started":true,"At":"2026-11-23T10:42:00+00:00"}""";

        Assert.Equal(key, JsonSerializer.Deserialize<StartKey>(Text));
        Assert.Equal(Text, JsonSerializer.Serialize(key));
        Assert.Empty(JsonSerializer.Deserialize<Tenant>("""{"TextMode":0}""")!.StartKeys);
    }

    [Fact]
    public void A_queued_backup_can_be_cancelled_once_and_gives_its_quota_back()
    {
        var free = tenant.QuotaLine(Terms, Now).FreeForOnDemand();
        var id = Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, Now, Terms, Now)).Id;

        Assert.Equal(CancelAnswer.Cancelled, tenant.Cancel(Marc, id, Terms, Now.AddMinutes(1)));
        Assert.Equal(CancelAnswer.AlreadyCancelled, tenant.Cancel(Marc, id, Terms, Now.AddMinutes(2)));

        Assert.Equal((BackupState.Cancelled, Now.AddMinutes(1)), (tenant.Find(id)!.State, tenant.Find(id)!.EndedAt));
        Assert.Equal(free, tenant.QuotaLine(Terms, Now).FreeForOnDemand());
        Assert.Equal([(LogEvent.BackupRequested, Sophia), (LogEvent.BackupCancelled, Marc)], tenant.Log.Entries.Select(entry => (entry.Event, entry.Actor)));
        Assert.Equal(Turn.Over, tenant.TurnOf(id));
        Assert.False(tenant.Start(id, Now));
    }

    [Fact]
    public void What_is_in_progress_or_over_or_unknown_is_not_cancelled()
    {
        var id = Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, Now, Terms, Now)).Id;
        tenant.Start(id, Now);

        Assert.Equal(CancelAnswer.InProgress, tenant.Cancel(Sophia, id, Terms, Now));
        tenant.Fail(id, 0, Broken, Terms, Now);
        Assert.Equal(CancelAnswer.Ended, tenant.Cancel(Sophia, id, Terms, Now));
        Assert.Equal(CancelAnswer.Unknown, tenant.Cancel(Sophia, new BackupId(1), Terms, Now));
        Assert.DoesNotContain(tenant.Log.Entries, entry => entry.Event is LogEvent.BackupCancelled);
    }

    [Theory]
    [InlineData(new int[0], true, false)]
    [InlineData(new[] { 1 }, false, true)]
    [InlineData(new[] { 3, 1 }, false, true)]
    [InlineData(new[] { 2 }, false, false)]
    public void A_schedule_is_replaced_only_by_whoever_knows_the_one_in_force(int[] expected, bool whenThereIsNone, bool whenTheFirstIsInForce)
    {
        Assert.Equal(whenThereIsNone, new Tenant().ReplaceSchedule(Sophia, Mondays, null, expected, Terms, Now) is ScheduleAnswer.Saved);
        tenant.SaveSchedule(Sophia, Mondays, null, Terms, Now);

        var answer = tenant.ReplaceSchedule(Sophia, First, null, expected, Terms, Now);

        Assert.Equal(whenTheFirstIsInForce, answer is ScheduleAnswer.Saved { Schedule.Version: 2 });
        Assert.Equal(!whenTheFirstIsInForce, answer is ScheduleAnswer.NotExpected { Version: 1 });
        Assert.Equal(whenTheFirstIsInForce ? First : Mondays, tenant.Schedule!.Recurrence);
    }

    [Fact]
    public void A_schedule_is_ended_only_by_whoever_knows_the_one_in_force()
    {
        Assert.Equal(StopAnswer.NothingToStop, tenant.EndSchedule(Sophia, [1], Terms, Now));
        tenant.SaveSchedule(Sophia, Mondays, null, Terms, Now);

        Assert.Equal(StopAnswer.NotExpected, tenant.EndSchedule(Sophia, [], Terms, Now));
        Assert.Equal(StopAnswer.NotExpected, tenant.EndSchedule(Sophia, [2], Terms, Now));
        Assert.True(tenant.Schedule!.IsActive);
        Assert.Equal(StopAnswer.Stopped, tenant.EndSchedule(Sophia, [1], Terms, Now));
        Assert.Equal(new ScheduleAnswer.NotExpected(null), tenant.ReplaceSchedule(Sophia, Mondays, null, [1], Terms, Now));
    }

    private BackupStart Once(string key, DateTimeOffset now) => tenant.RequestOnce(Sophia, BackupOrigin.OnDemand, key, askedAt: now, Terms, now);
}
