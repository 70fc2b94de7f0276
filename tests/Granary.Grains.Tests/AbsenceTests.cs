using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Grains.Tests;

/// <summary>The SaaS does not know a tenant any more, through real reminders' rows, real storage and real files; the clock is moved by hand.</summary>
public sealed class AbsenceTests : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private static readonly TimeSpan Absence = TimeSpan.FromDays(6);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CrmScene scene = new();
    private SceneTenant acme = null!;
    private TestCluster cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITenantGrain Tenant => cluster.Grains.Tenant(Acme);

    public async ValueTask InitializeAsync()
    {
        acme = scene.Add("eu", "acme", new SceneModule("Leads", "Id").With("1"));
        cluster = await TestCluster.StartAsync(scene, clock: clock, configure: services => services.Configure<RetentionPolicy>(retention => retention.Absence = Absence));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task What_a_tenant_that_has_left_had_is_deleted_when_it_expires_or_is_wound_up_and_its_log_says_so()
    {
        await cluster.RequestAsync(Acme, Sophia);
        await cluster.IdleAsync();
        clock.Advance(TimeSpan.FromDays(5));
        await cluster.RequestAsync(Acme, Sophia);
        await cluster.IdleAsync();
        await Tenant.SetUnits(Sophia, 1);
        Assert.IsType<ScheduleAnswer.Saved>(await Tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(31), null));
        scene.Tenants.Clear();

        await TickAsync();
        clock.Advance(TimeSpan.FromDays(3));
        await TickAsync();
        Assert.Single(Archives());
        Assert.NotNull(await ReminderAsync());
        clock.Advance(Absence - TimeSpan.FromDays(3));
        await TickAsync();

        Assert.Empty(Archives());
        Assert.Null(await ReminderAsync());
        scene.Tenants.Add(acme);
        var log = await Tenant.GetLog(1, 3, LogFilter.All);
        Assert.Equal([LogEvent.BackupExpired, LogEvent.ScheduleStopped, LogEvent.BackupExpired], log.Entries.Select(entry => entry.Event));
        Assert.All(log.Entries, entry => Assert.Equal(Actor.Granary, entry.Actor));
        Assert.Null((await Tenant.GetOverview()).Schedule);
    }

    [Fact]
    public async Task A_backup_that_nobody_can_take_any_more_waits_and_is_cancelled_and_cleared_away()
    {
        var pause = cluster.Crm.Script.PauseToTake();
        var id = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Sophia)).Id;
        await pause.Reached;
        scene.Tenants.Clear();
        pause.Release();

        await Wait.UntilAsync(async () => (await Tenant.GetTurn(id)).Turn is Turn.Wait && await ReminderAsync() is not null, "the backup's waiting");
        Assert.Single(await cluster.OpenBackups.ListAsync(Token));
        clock.Advance(Absence);
        await TickAsync();
        await cluster.Grains.Backup(Acme, id).Run();
        await cluster.IdleAsync();

        Assert.Equal(BackupState.Cancelled, (await Tenant.FindBackup(id))!.State);
        Assert.Empty(cluster.Crm.OpenSnapshots);
        // An attempt had begun: somebody looks once more for what it may have left.
        Assert.NotNull(await ReminderAsync());
        clock.Advance(Domain.Tenants.Tenant.TidyAfter);
        await TickAsync();
        await cluster.Grains.Backup(Acme, id).Run();
        await cluster.IdleAsync();
        Assert.Null(await ReminderAsync());
    }

    [Fact]
    public async Task A_mistake_that_is_found_in_time_has_cost_nothing()
    {
        await Tenant.SaveSchedule(Sophia, new Recurrence.MonthlyByDate(3), null);
        scene.Tenants.Clear();
        clock.Advance(TimeSpan.FromDays(3));
        await TickAsync();
        scene.Tenants.Add(acme);

        await TickAsync();
        await cluster.IdleAsync();

        var overview = await Tenant.GetOverview();
        Assert.Equal((BackupOrigin.Scheduled, BackupState.Ready), (Assert.Single(overview.Ended).Origin, overview.Ended[0].State));
        Assert.NotNull(overview.Schedule);
    }

    private Task TickAsync() => Tenant.AsReference<IRemindable>().ReceiveReminder("next", default);

    private Task<ReminderEntry?> ReminderAsync() =>
        cluster.Silos.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>().ReadRow(Tenant.GetGrainId(), "next")!;

    private string[] Archives() => Directory.GetFiles(cluster.ArchiveDirectory, "Data_*.zip", SearchOption.AllDirectories);
}
