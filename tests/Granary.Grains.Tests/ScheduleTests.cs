using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Streams;

namespace Granary.Grains.Tests;

/// <summary>What time does to a tenant, through real reminders' rows and real storage; the clock is moved by hand.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Recurrence EverySecondMonday = new Recurrence.TwiceAMonth(DayOfWeek.Monday);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestCluster cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITenantGrain Tenant => cluster.Grains.Tenant(Acme);

    public async ValueTask InitializeAsync() => cluster = await TestCluster.StartAsync(Scene(), clock: clock);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task The_reminder_is_set_for_the_next_run_before_the_schedule_is_stored_and_goes_with_it()
    {
        await SaveAsync();
        var next = (await Tenant.GetOverview()).NextRun!;

        var reminder = await ReminderAsync();
        await Tenant.StopSchedule(Sophia);

        Assert.InRange((reminder!.StartAt - TimeProvider.System.GetUtcNow().UtcDateTime - (next.DueAt - clock.GetUtcNow())).TotalSeconds, -60, 60);
        Assert.InRange(reminder.Period, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
        Assert.Null(await ReminderAsync());
    }

    [Fact]
    public async Task What_is_overdue_is_not_put_off_by_decisions_in_quick_succession()
    {
        await SaveAsync();
        clock.Advance(TimeSpan.FromDays(8));
        await Tenant.SetTextMode(Sophia, TextMode.Spreadsheet);
        var reminder = await ReminderAsync();

        clock.Advance(TimeSpan.FromSeconds(1));
        await Tenant.SetTextMode(Sophia, TextMode.Exact);

        Assert.Equal(reminder!.StartAt, (await ReminderAsync())!.StartAt);
    }

    [Fact]
    public async Task A_choice_that_is_made_over_and_over_waits_for_a_minute()
    {
        for (var i = 1; i <= Domain.Tenants.Tenant.MostChoicesAMinute; i++) await Tenant.SetTextMode(Sophia, (TextMode)(i % 2));

        await Assert.ThrowsAsync<TooManyChangesException>(() => Tenant.SetTextMode(Sophia, TextMode.Spreadsheet));
        await Assert.ThrowsAsync<TooManyChangesException>(SaveAsync);
        Assert.Equal(Domain.Tenants.Tenant.MostChoicesAMinute, (await Tenant.GetLog(1, 1, LogFilter.All)).Total);

        clock.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync();
    }

    [Fact]
    public async Task A_schedule_whose_reminder_cannot_be_set_is_not_saved()
    {
        await cluster.ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON OrleansRemindersTable BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAnyAsync<Exception>(SaveAsync);

        var overview = await Tenant.GetOverview();
        Assert.Equal((null, 2), (overview.Schedule, overview.Quota.FreeForOnDemand()));
        await cluster.ExecuteAsync("DROP TRIGGER broken");
        await SaveAsync();
        Assert.NotNull(await ReminderAsync());
    }

    [Fact]
    public async Task A_backup_that_wakes_nobody_is_accepted_while_reminders_are_out_of_reach()
    {
        var pause = cluster.Crm.Script.PauseAt("Leads", 0);
        await cluster.ExecuteAsync("ALTER TABLE OrleansRemindersTable RENAME TO away");

        var answer = await cluster.RequestAsync(Acme, Sophia);

        await cluster.ExecuteAsync("ALTER TABLE away RENAME TO OrleansRemindersTable");
        pause.Release();
        var accepted = Assert.IsType<BackupAnswer.Accepted>(answer);
        Assert.Equal(BackupState.Ready, (await cluster.EndedAsync(Acme, accepted.Id)).State);
    }

    [Fact]
    public async Task A_stop_that_cannot_be_stored_leaves_the_reminder()
    {
        await SaveAsync();
        await cluster.ExecuteAsync("CREATE TRIGGER broken BEFORE UPDATE ON OrleansStorage BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAnyAsync<Exception>(() => Tenant.StopSchedule(Sophia));

        Assert.NotNull(await ReminderAsync());
        await cluster.ExecuteAsync("DROP TRIGGER broken");
        await Tenant.StopSchedule(Sophia);
        Assert.Null(await ReminderAsync());
    }

    [Fact]
    public async Task A_due_run_starts_once_however_many_ticks_there_are()
    {
        await SaveAsync();
        var next = (await Tenant.GetOverview()).NextRun!;
        clock.SetUtcNow(next.DueAt);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TickAsync()));
        var overview = await EndedAsync();

        var backup = Assert.Single(overview.Ended);
        Assert.Equal((BackupState.Ready, BackupOrigin.Scheduled, next.Id), (backup.State, backup.Origin, backup.Occurrence!.Id));
        Assert.Equal(new DateOnly(2027, 3, 22), overview.NextRun!.Day);
        Assert.Equal(1, overview.Quota.FreeLeft);
    }

    [Fact]
    public async Task After_an_outage_the_latest_run_is_made_up_and_the_others_are_in_the_log()
    {
        await SaveAsync();
        clock.SetUtcNow(new DateTimeOffset(2027, 4, 6, 12, 0, 0, TimeSpan.Zero));

        await TickAsync();
        var overview = await EndedAsync();

        Assert.Equal([BackupState.Ready, BackupState.Skipped, BackupState.Skipped], overview.Ended.Select(backup => backup.State));
        var skips = await Tenant.GetLog(1, 10, new LogFilter([LogEvent.BackupSkipped]));
        Assert.Equal((2L, "ReplacedByLater"), (skips.Total, skips.Entries[0].Detail));
    }

    [Fact]
    public async Task A_run_that_waits_for_another_backup_starts_when_that_has_ended()
    {
        await Tenant.SetUnits(Sophia, 1);
        await SaveAsync();
        var pause = cluster.Crm.Script.PauseAt("Leads", 0);
        var first = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;
        await pause.Reached;
        clock.SetUtcNow((await Tenant.GetOverview()).NextRun!.DueAt);
        await TickAsync();

        Assert.Equal(first, (await Tenant.GetOverview()).Open!.Id);
        pause.Release();
        var overview = await EndedAsync();

        Assert.Equal([BackupOrigin.Scheduled, BackupOrigin.OnDemand], overview.Ended.Select(backup => backup.Origin));
        Assert.All(overview.Ended, backup => Assert.Equal(BackupState.Ready, backup.State));
    }

    [Fact]
    public async Task A_backup_may_take_hours()
    {
        var pause = cluster.Crm.Script.PauseAt("Leads", 0);
        await cluster.RequestAsync(Acme, Sophia);
        await pause.Reached;

        clock.Advance(TimeSpan.FromHours(9));
        pause.Release();

        var backup = Assert.Single((await EndedAsync()).Ended);
        Assert.Equal((BackupState.Ready, TimeSpan.FromHours(9)), (backup.State, backup.EndedAt - backup.StartedAt));
        Assert.Equal(1, cluster.Crm.Script.RowsRead("Leads"));
    }

    [Fact]
    public async Task An_expired_backup_is_deleted_and_the_log_keeps_the_fact()
    {
        var id = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;
        await EndedAsync();
        Assert.NotEmpty(Directory.GetFiles(cluster.ArchiveDirectory, "*", SearchOption.AllDirectories));

        clock.Advance(TimeSpan.FromHours(168));
        Assert.IsType<DownloadAnswer.Expired>(await Tenant.AuthorizeDownload(id, "Data_001.zip"));
        await TickAsync();

        Assert.Empty(Directory.GetFiles(cluster.ArchiveDirectory, "*", SearchOption.AllDirectories));
        Assert.Equal(BackupState.Expired, Assert.Single((await Tenant.GetOverview()).Ended).State);
        Assert.Equal(LogEvent.BackupExpired, (await Tenant.GetLog(1, 1, LogFilter.All)).Entries[0].Event);
        Assert.Null(await ReminderAsync());
    }

    [Fact]
    public async Task The_log_is_whole_after_its_older_half_went_to_the_table()
    {
        for (var i = 0; i < 450; i++) await Tenant.RecordOperatorBackup(new Actor(ActorKind.Operator, $"op{i % 3}", "Op"), "Ticket 4711: a restore");

        var numbers = new List<long>();
        for (var page = 1; page <= 9; page++) numbers.AddRange((await Tenant.GetLog(page, 50, LogFilter.All)).Entries.Select(entry => entry.Number));
        var one = await Tenant.GetLog(2, 100, new LogFilter([], "op1"));

        Assert.Equal(Enumerable.Range(1, 450).Select(number => (long)number).Reverse(), numbers);
        Assert.Equal((150L, 50), (one.Total, one.Entries.Count));
    }

    [Fact]
    public async Task A_mail_that_could_not_be_sent_is_sent_at_the_next_tick_and_once()
    {
        cluster.Notifier.IsOn = true;
        cluster.Notifier.Faults.Enqueue(new TransientException("451 try later"));
        await Tenant.See(new Person("sophia", "Sophia Isha", "sophia@acme.example", "fr"), isAdministrator: true);
        await SaveAsync();
        await Wait.UntilAsync(() => cluster.Notifier.Faults.IsEmpty, "the mail that fails");
        // On a slow machine the reminder has perhaps rung by itself.
        Assert.True(await RemindedInAsync() < TimeSpan.FromMinutes(1) || !cluster.Notifier.Sent.IsEmpty);

        await TickAsync();
        // Nothing but the next run is to come once it is known that the mail went out.
        await Wait.UntilAsync(async () => await RemindedInAsync() > TimeSpan.FromDays(1), "the mail that is sent");
        await TickAsync();

        var mail = Assert.Single(cluster.Notifier.Sent);
        Assert.Equal(("sophia@acme.example", NotificationKind.ScheduleSaved), (mail.Address, mail.Notification.Kind));
    }

    [Fact]
    public async Task While_the_mail_server_is_away_it_is_tried_every_three_minutes_and_not_every_few_seconds()
    {
        cluster.Notifier.IsOn = true;
        for (var i = 0; i < 100; i++) cluster.Notifier.Faults.Enqueue(new TransientException("451 try later"));
        await Tenant.See(new Person("sophia", "Sophia Isha", "sophia@acme.example", "fr"), isAdministrator: true);
        await SaveAsync();

        await TickAsync();

        Assert.InRange(await RemindedInAsync(), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_store_that_hangs_holds_up_nobody_who_asks_the_tenant()
    {
        var store = new HangingStore(cluster.ArchiveDirectory);
        await using var own = await TestCluster.StartAsync(Scene(), clock: clock, configure: services => services.AddSingleton<IArchiveStore>(store));
        var id = Assert.IsType<BackupAnswer.Accepted>(await own.RequestAsync(Acme, Sophia)).Id;
        await own.EndedAsync(Acme, id);
        clock.Advance(TimeSpan.FromDays(8));

        store.Hangs = true;
        var tick = own.Grains.Tenant(Acme).Wake();
        await store.Hung.WaitAsync(TimeSpan.FromSeconds(20), Token);
        clock.Advance(TimeSpan.FromSeconds(11));
        await tick.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Null((await own.Grains.Tenant(Acme).FindBackup(id))!.DeletedAt);

        store.Hangs = false;
        await own.Grains.Tenant(Acme).Wake();
        Assert.NotNull((await own.Grains.Tenant(Acme).FindBackup(id))!.DeletedAt);
    }

    [Fact]
    public async Task What_a_silo_that_slept_writes_to_a_backup_that_has_failed_does_not_stay()
    {
        cluster.Crm.Script.FailAt("Leads", 0, new InvalidOperationException("access denied"));
        var id = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;
        Assert.Equal(BackupState.Failed, (await cluster.EndedAsync(Acme, id)).State);
        using var caller = Caller.Of(Acme).Enter();
        await cluster.Store.WriteAsync(ArchiveKey.Of(Acme, id).Epoch(1) / "Data_001.zip", (stream, token) => stream.WriteAsync(new byte[1000], token).AsTask(), Token);

        clock.Advance(Domain.Tenants.Tenant.TidyAfter);
        await TickAsync();
        Assert.Single(await cluster.OpenBackups.ListAsync(Token));
        clock.Advance(TimeSpan.FromDays(1));
        await cluster.IdleAsync();

        Assert.Empty(await cluster.Store.ListAsync(ArchiveKey.Of(Acme, id), Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_reminder_that_another_process_has_set_is_not_taken_away_by_one_that_does_not_know_what_for()
    {
        await Tenant.SetTextMode(Sophia, TextMode.Spreadsheet);
        await using (var other = await cluster.StartAnotherAsync())
            Assert.IsType<ScheduleAnswer.Saved>(await other.Grains.Tenant(Acme).SaveSchedule(Sophia, EverySecondMonday, null));

        await TickAsync();

        Assert.NotNull(await ReminderAsync());
        Assert.NotNull((await Tenant.GetOverview()).Schedule);
    }

    [Fact]
    public async Task A_reminder_that_another_process_has_taken_away_is_set_again()
    {
        await SaveAsync();
        await using (var other = await cluster.StartAnotherAsync()) await other.Grains.Tenant(Acme).StopSchedule(Sophia);

        await SaveAsync();

        Assert.NotNull(await ReminderAsync());
        Assert.NotNull((await Tenant.GetOverview()).Schedule);
    }

    [Fact]
    public async Task A_run_whose_reminder_was_lost_comes_all_the_same()
    {
        await using var own = await TestCluster.StartAsync(Scene(), clock: clock, configure: services => services.AddLateWatch());
        var tenant = own.Grains.Tenant(Acme);
        Assert.IsType<ScheduleAnswer.Saved>(await tenant.SaveSchedule(Sophia, EverySecondMonday, null));
        await own.ExecuteAsync("DELETE FROM OrleansRemindersTable");

        clock.Advance(TimeSpan.FromDays(14));
        await Wait.UntilAsync(async () => (await tenant.GetOverview()).Ended.Count > 0, "the run that nobody rang for");

        Assert.Equal(BackupOrigin.Scheduled, (await tenant.GetOverview()).Ended[0].Origin);
        Assert.Single(await own.QueryAsync("SELECT GrainId FROM OrleansRemindersTable", 0));
    }

    [Fact]
    public async Task Every_change_is_signalled_after_it_is_stored()
    {
        await Tenant.See(new Person("sophia", "Sophia Isha", null, "fr"), isAdministrator: true);
        var heard = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.Silos.Client.GetStreamProvider(TenantSignal.Provider).GetStream<TenantSignal>(TenantSignal.StreamOf(Acme))
            .SubscribeAsync((signal, _) =>
            {
                // The one of the administrator being seen may still be under way.
                if (signal.LastNotification > 0) heard.TrySetResult(signal.LastNotification);
                return Task.CompletedTask;
            });

        await SaveAsync();

        var last = await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        var list = await Tenant.GetNotifications("sophia");
        Assert.Equal((1L, NotificationKind.ScheduleSaved), (last, Assert.Single(list.Newest).Kind));
        await Tenant.ReadNotifications("sophia", list.Last);
        Assert.True(Assert.Single((await Tenant.GetNotifications("sophia")).Newest).IsReadBy("sophia"));
    }

    private static CrmScene Scene()
    {
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        return scene;
    }

    private async Task SaveAsync() => Assert.IsType<ScheduleAnswer.Saved>(await Tenant.SaveSchedule(Sophia, EverySecondMonday, null));

    private Task TickAsync() => Tenant.AsReference<IRemindable>().ReceiveReminder("next", default);

    private Task<ReminderEntry?> ReminderAsync() =>
        cluster.Silos.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>().ReadRow(Tenant.GetGrainId(), "next")!;

    private async Task<TimeSpan> RemindedInAsync() => (await ReminderAsync())!.StartAt - TimeProvider.System.GetUtcNow().UtcDateTime;

    private async Task<TenantOverview> EndedAsync()
    {
        await cluster.IdleAsync();
        return await Tenant.GetOverview();
    }
}
