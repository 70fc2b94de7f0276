using System.Text.Json;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Tenants;

public sealed class TenantTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 42, 0, TimeSpan.Zero);
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Actor Marc = new(ActorKind.Person, "marc", "Marc Delorme");
    private static readonly ArchiveFile Zip = new("Data_001.zip", 12, "ab");
    private static readonly Fault Broken = new(FaultStage.Export, FaultSide.Crm, false, "no such table");

    private static readonly TenantTerms Terms = new(
        new TenantProfile(new TenantId("eu", "acme"), "Acme", "Europe/Paris", "FR", "Ultimate"), new Plans(), Window.Default, new RetentionPolicy());

    private readonly Tenant tenant = new();

    [Fact]
    public void A_request_is_queued_and_logged_in_one()
    {
        var id = Request();

        var backup = Assert.Single(tenant.Backups);
        Assert.Equal((id, BackupState.Queued, Sophia, Now), (backup.Id, backup.State, backup.RequestedBy, backup.RequestedAt));
        Assert.Equal(new LogEntry(1, Now, LogEvent.BackupRequested, Sophia, id, null), Assert.Single(tenant.Log.Entries));
        Assert.Equal(EntryState.Reserved, tenant.Ledger.Find(id)!.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void While_a_backup_is_queued_or_in_progress_that_one_is_the_answer_and_nothing_changes(bool started)
    {
        var first = Request();
        if (started) tenant.Start(first, Now);
        var log = tenant.Log.Last;

        var second = tenant.Request(Marc, BackupOrigin.OnDemand, Now.AddMinutes(1), Terms, Now.AddMinutes(1));

        Assert.Equal(new BackupAnswer.AlreadyRunning(first), second);
        Assert.Single(tenant.Backups);
        Assert.Single(tenant.Ledger.Entries);
        Assert.Equal(log, tenant.Log.Last);
    }

    [Fact]
    public void A_request_that_arrives_late_gets_the_backup_that_was_requested_meanwhile()
    {
        var id = Request();
        tenant.Fail(id, 0, Broken, Terms, Now.AddMinutes(1));
        var log = tenant.Log.Last;

        Assert.Equal(new BackupAnswer.AlreadyRunning(id), tenant.Request(Sophia, BackupOrigin.OnDemand, Now.AddSeconds(-1), Terms, Now.AddMinutes(2)));

        Assert.Equal(log, tenant.Log.Last);
        Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, Now.AddMinutes(2), Terms, Now.AddMinutes(2)));
    }

    [Fact]
    public void Each_attempt_has_a_number_of_its_own_as_long_as_the_backup_is_open()
    {
        var id = Request();

        Assert.Equal(1, tenant.BeginAttempt(id, last: 0));
        Assert.Equal(2, tenant.BeginAttempt(id, last: 0));
        Assert.Equal(6, tenant.BeginAttempt(id, last: 5));
        Assert.Equal(7, tenant.BeginAttempt(id, last: 0));
        Assert.False(tenant.Fail(id, 6, Broken, Terms, Now));
        Assert.True(tenant.Fail(id, 7, Broken, Terms, Now));
        Assert.Null(tenant.BeginAttempt(id, last: 7));
    }

    [Fact]
    public void After_one_has_ended_another_begins_with_a_higher_id()
    {
        var first = Request();
        tenant.Fail(first, 0, Broken, Terms, Now);

        Assert.True(Request() > first);
    }

    [Fact]
    public void A_backup_ends_once_however_often_it_is_told()
    {
        var id = Request();

        Assert.True(tenant.Start(id, Now));
        Assert.False(tenant.Start(id, Now));
        Assert.True(tenant.Publish(id, Published(), Terms));
        Assert.False(tenant.Publish(id, Published(), Terms));
        Assert.False(tenant.Fail(id, 0, Broken, Terms, Now));
        Assert.False(tenant.Start(id, Now));

        Assert.Equal(BackupState.Ready, tenant.Find(id)!.State);
        Assert.Equal([LogEvent.BackupRequested, LogEvent.BackupStarted, LogEvent.BackupReady], tenant.Log.Entries.Select(entry => entry.Event));
    }

    [Fact]
    public void A_backup_with_warnings_says_so_in_its_state_and_in_the_log()
    {
        var id = Request();

        tenant.Publish(id, Published() with { WarningCount = 3 }, Terms);

        Assert.Equal(BackupState.ReadyWithWarnings, tenant.Find(id)!.State);
        Assert.Equal((LogEvent.BackupReadyWithWarnings, "3"), (tenant.Log.Entries[^1].Event, tenant.Log.Entries[^1].Detail));
    }

    [Fact]
    public void A_backup_that_failed_keeps_its_fault_and_has_nothing_to_download()
    {
        var id = Request();

        Assert.True(tenant.Fail(id, 0, Broken, Terms, Now));
        Assert.False(tenant.Publish(id, Published(), Terms));

        Assert.Equal(Broken, tenant.Find(id)!.Fault);
        Assert.IsType<DownloadAnswer.Unknown>(tenant.MayDownload(id, Zip.Name, Now));
    }

    [Fact]
    public void What_is_told_of_a_backup_that_the_tenant_does_not_have_changes_nothing()
    {
        var stranger = new BackupId(99);

        Assert.False(tenant.Start(stranger, Now));
        Assert.False(tenant.Publish(stranger, Published(), Terms));
        Assert.False(tenant.Fail(stranger, 0, Broken, Terms, Now));
        Assert.Empty(tenant.Log.Entries);
    }

    /// <summary>One attempt cleans up behind itself when it ends well; whoever slept through another end may write after it.</summary>
    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    public void Twelve_hours_after_the_end_somebody_looks_once_for_what_was_written_after_it(int attempts, bool isReady, bool isLookedAfter)
    {
        var id = Request();
        for (var attempt = 0; attempt < attempts; attempt++) tenant.BeginAttempt(id, last: 0);
        Assert.True(isReady ? tenant.Publish(id, Published(), Terms) : tenant.Fail(id, attempts, Broken, Terms, Now));
        tenant.Webhooks.Keep(_ => false);
        var then = Now.AddHours(12);

        Assert.Empty(tenant.Tick(Terms, then.AddTicks(-1)).ToTidy);
        if (isLookedAfter) Assert.Equal(then, tenant.WakeAt(Terms, Now));
        Assert.Equal(isLookedAfter ? [id] : [], tenant.Tick(Terms, then).ToTidy);
        Assert.Empty(tenant.Tick(Terms, then).ToTidy);
        Assert.NotEqual(then, tenant.WakeAt(Terms, then));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_file_can_be_downloaded_for_168_hours_to_the_second(int secondsBeyond, bool granted)
    {
        var id = Request();
        tenant.Publish(id, Published(), Terms);
        var expiry = Now.AddHours(168);

        var answer = tenant.MayDownload(id, Zip.Name, expiry.AddSeconds(secondsBeyond));

        Assert.Equal(granted ? new DownloadAnswer.Granted(Zip, 2, Now, expiry) : new DownloadAnswer.Expired(expiry), answer);
    }

    [Fact]
    public void A_file_or_a_backup_that_does_not_exist_cannot_be_downloaded()
    {
        var id = Request();
        Assert.IsType<DownloadAnswer.Unknown>(tenant.MayDownload(id, Zip.Name, Now));
        tenant.Publish(id, Published(), Terms);

        Assert.IsType<DownloadAnswer.Unknown>(tenant.MayDownload(id, "Data_002.zip", Now));
        Assert.IsType<DownloadAnswer.Unknown>(tenant.MayDownload(new BackupId(99), Zip.Name, Now));
    }

    [Fact]
    public void A_download_is_logged_once_per_person_file_and_24_hours()
    {
        var id = Request();
        var before = tenant.Log.Last;

        Assert.True(tenant.RecordDownload(id, "Data_001.zip", Sophia, Now));
        Assert.False(tenant.RecordDownload(id, "Data_001.zip", Sophia, Now.AddHours(23).AddMinutes(59)));
        Assert.True(tenant.RecordDownload(id, "Data_002.zip", Sophia, Now));
        Assert.True(tenant.RecordDownload(id, "Data_001.zip", Marc, Now));
        Assert.True(tenant.RecordDownload(new BackupId(1), "Data_001.zip", Sophia, Now));
        Assert.True(tenant.RecordDownload(id, "Data_001.zip", Sophia, Now.AddHours(24)));

        Assert.Equal(before + 5, tenant.Log.Last);
    }

    [Fact]
    public void A_download_is_logged_once_also_when_so_much_happened_since_that_its_entry_has_moved_to_the_table()
    {
        var id = Request();
        tenant.RecordDownload(id, "Data_001.zip", Sophia, Now);
        for (var i = 0; i <= ActivityLog.Bound; i++) tenant.SetUnits(Marc, i, Now.AddMinutes(i));
        tenant.Log.Drop(tenant.Log.ToMove());

        Assert.False(tenant.RecordDownload(id, "Data_001.zip", Sophia, Now.AddHours(23)));
    }

    [Fact]
    public void Downloads_are_remembered_for_a_day_and_not_more_of_them_than_so_many()
    {
        for (var i = 0; i <= Download.Kept; i++) tenant.RecordDownload(new BackupId(1), $"{i}", Sophia, Now);
        Assert.Equal((Download.Kept, "1"), (tenant.Downloads.Count, tenant.Downloads[0].File));

        tenant.RecordDownload(new BackupId(1), "late", Sophia, Now.AddHours(24));

        Assert.Equal([new Download(new BackupId(1), "late", "sophia", Now.AddHours(24))], tenant.Downloads);
        Assert.Equal(tenant.Downloads, JsonSerializer.Deserialize<Tenant>(JsonSerializer.Serialize(tenant))!.Downloads);
        Assert.Empty(JsonSerializer.Deserialize<Tenant>("""{"TextMode":0}""")!.Downloads);
    }

    [Fact]
    public void The_log_is_numbered_without_a_gap_and_its_time_never_runs_backwards()
    {
        var id = Request();
        tenant.Start(id, Now.AddHours(-2));
        tenant.Fail(id, 0, Broken, Terms, Now.AddHours(1));
        tenant.RecordOperatorBackup(Marc, OperatorReason.Parse("Ticket 4711: a restore"), Now);

        Assert.Equal([1L, 2, 3, 4], tenant.Log.Entries.Select(entry => entry.Number));
        Assert.Equal(tenant.Log.Entries.Select(entry => entry.At).Order(), tenant.Log.Entries.Select(entry => entry.At));
    }

    private BackupId Request() => Assert.IsType<BackupAnswer.Accepted>(tenant.Request(Sophia, BackupOrigin.OnDemand, Now, Terms, Now)).Id;

    private static Publication Published() => new(2, Now.AddMinutes(-1), Now, 1, 10, [Zip], [], 0);
}
