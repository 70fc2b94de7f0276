using System.Text.Json;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

/// <summary>The SaaS does not know the tenant: by mistake for a while, or because it has left.</summary>
public sealed class TenantAbsenceTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly RetentionPolicy Retention = new() { Grace = TimeSpan.FromHours(6) };

    private static readonly TenantTerms Terms = new(
        new TenantProfile(new TenantId("eu", "acme"), "Acme", "Europe/Paris", "FR", Edition.Ultimate), new Plans(), Window.Default, Retention);

    private readonly Tenant tenant = new();

    [Fact]
    public void A_mistake_that_is_found_in_time_changes_nothing_and_the_run_that_fell_due_is_made_up()
    {
        tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(3), null, Terms, Now);
        var due = tenant.NextRun(Terms)!.DueAt;

        Assert.True(tenant.TickUnknown(Retention, Now).Changed);
        Assert.False(tenant.TickUnknown(Retention, due.AddHours(1)).Changed);
        Assert.True(tenant.Tick(Terms, due.AddHours(2)).Changed);

        Assert.Null(tenant.UnknownSince);
        Assert.True(tenant.Schedule!.IsActive);
        Assert.Equal(BackupOrigin.Scheduled, tenant.OpenBackup()!.Origin);
    }

    [Fact]
    public void Known_again_for_a_moment_it_has_the_whole_time_again()
    {
        tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(31), null, Terms, Now);
        tenant.TickUnknown(Retention, Now);
        Assert.True(tenant.Tick(Terms, Now.AddDays(6)).Changed);
        tenant.TickUnknown(Retention, Now.AddDays(6.5));

        tenant.TickUnknown(Retention, Now.AddDays(13));

        Assert.True(tenant.Schedule!.IsActive);
    }

    [Fact]
    public void Before_the_time_is_over_what_expires_does_and_is_deleted()
    {
        var id = Publish(Now);
        tenant.TickUnknown(Retention, Now);

        Assert.Empty(tenant.TickUnknown(Retention, Now.AddHours(167)).ToDelete);
        Assert.Empty(tenant.TickUnknown(Retention, Now.AddHours(168)).ToDelete);
        Assert.Equal(BackupState.Expired, tenant.Find(id)!.State);
        Assert.Equal([id], tenant.TickUnknown(Retention, Now.AddHours(174)).ToDelete);
    }

    [Fact]
    public void After_that_nothing_goes_on_nothing_can_be_downloaded_and_nothing_wakes_it_once_the_files_are_gone()
    {
        var end = Now.Add(Retention.Absence);
        tenant.See(new Person("sophia", "Sophia Isha", "sophia@acme.example", "fr"), isAdministrator: true);
        tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(1), null, Terms, Now);
        tenant.TickUnknown(Retention, Now);
        var ready = Publish(Now.AddDays(1));
        var running = Request(Now.AddDays(2));
        tenant.Start(running, Now.AddDays(2));
        var log = tenant.Log.Last;

        Assert.False(tenant.TickUnknown(Retention, end.AddTicks(-1)).Changed);
        Assert.True(tenant.TickUnknown(Retention, end).Changed);
        Assert.False(tenant.TickUnknown(Retention, end).Changed);

        Assert.False(tenant.Schedule!.IsActive);
        Assert.Equal((BackupState.Expired, end), (tenant.Find(ready)!.State, tenant.Find(ready)!.ExpiresAt));
        Assert.Equal((BackupState.Failed, "The CRM does not know the tenant any more."), (tenant.Find(running)!.State, tenant.Find(running)!.Fault!.Detail));
        Assert.IsType<DownloadAnswer.Expired>(tenant.MayDownload(ready, "Data_001.zip", end));
        Assert.Empty(tenant.Outbox);
        Assert.Equal([(LogEvent.BackupFailed, Actor.Granary), (LogEvent.ScheduleStopped, Actor.Granary)], tenant.Log.After(log).Select(entry => (entry.Event, entry.Actor)));
        Assert.Equal([ready], tenant.TickUnknown(Retention, Wake(end)!.Value).ToDelete);
        tenant.Deleted(ready, end.AddHours(6));
        Assert.Null(Wake(end.AddHours(6)));
    }

    [Fact]
    public void What_is_queued_is_cancelled_then_and_its_quota_comes_back()
    {
        var queued = Request(Now);
        tenant.TickUnknown(Retention, Now);

        tenant.TickUnknown(Retention, Now.Add(Retention.Absence));

        Assert.Equal(BackupState.Cancelled, tenant.Find(queued)!.State);
        Assert.Equal((LogEvent.BackupCancelled, Actor.Granary), (tenant.Log.Entries[^1].Event, tenant.Log.Entries[^1].Actor));
        Assert.Equal(4, tenant.QuotaLine(Terms, Now.Add(Retention.Absence)).FreeLeft);
        Assert.Null(Wake(Now.Add(Retention.Absence)));
    }

    [Fact]
    public void Until_then_it_is_looked_at_every_hour_and_at_the_end()
    {
        tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(31), null, Terms, Now);
        tenant.TickUnknown(Retention, Now);

        Assert.Equal(Now.AddHours(1), Wake(Now));
        Assert.Equal(Now.AddHours(1), Wake(Now.AddMinutes(59)));
        Assert.Equal(Now.AddHours(2), Wake(Now.AddHours(1)));
        Assert.Equal(Now.AddDays(7), Wake(Now.AddDays(7).AddMinutes(-1)));
    }

    [Fact]
    public void Nothing_of_it_is_late()
    {
        tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(31), null, Terms, Now);
        Request(Now);

        Assert.NotNull(tenant.Standing(Terms).DueAt);
        Assert.Equal((null, null, null), (tenant.Standing(terms: null).Open, tenant.Standing(terms: null).OpenSince, tenant.Standing(terms: null).DueAt));
    }

    [Fact]
    public void Since_when_is_stored_and_a_tenant_from_before_has_never_been_missed()
    {
        tenant.TickUnknown(Retention, Now);

        Assert.Equal(Now, JsonSerializer.Deserialize<Tenant>(JsonSerializer.Serialize(tenant))!.UnknownSince);
        Assert.Null(JsonSerializer.Deserialize<Tenant>("""{"TextMode":0}""")!.UnknownSince);
    }

    // As where the vendor wants to be told nothing.
    private DateTimeOffset? Wake(DateTimeOffset now)
    {
        tenant.Webhooks.Keep(_ => false);
        return tenant.WakeUnknownAt(Retention, now);
    }

    private BackupId Request(DateTimeOffset now) => Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, now, Terms, now)).Id;

    private BackupId Publish(DateTimeOffset now)
    {
        var id = Request(now);
        tenant.Publish(id, new Publication(1, now, now, 1, 10, [new ArchiveFile("Data_001.zip", 12, "ab")], [], 0), Terms);
        return id;
    }
}
