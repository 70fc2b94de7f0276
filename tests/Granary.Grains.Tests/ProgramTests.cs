using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Grains.Tests;

/// <summary>What programs ask, of real grains over a real database.</summary>
public sealed class ProgramTests
{
    private const int Callers = 64;
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Nightly = new(ActorKind.Token, "17", "nightly");

    [Fact]
    public async Task One_key_starts_one_backup_for_64_callers_at_once()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(Edition.Ultimate), silos: 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => cluster.Grains.Api(Acme).RequestBackupOnce(Nightly, BackupOrigin.OnDemand, "monday", TimeProvider.System.GetUtcNow())));
        var id = Assert.IsType<BackupAnswer.Accepted>(answers[0]).Id;
        await cluster.EndedAsync(Acme, id);
        var later = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => cluster.Grains.Api(Acme).RequestBackupOnce(Nightly, BackupOrigin.OnDemand, "monday", TimeProvider.System.GetUtcNow())));

        Assert.All(answers.Concat(later), answer => Assert.Equal(new BackupAnswer.Accepted(id), answer));
        var overview = await cluster.Grains.Tenant(Acme).GetOverview();
        Assert.Equal(BackupState.Ready, Assert.Single(overview.Ended).State);
        Assert.Equal(3, overview.Quota.FreeLeft);
    }

    [Fact]
    public async Task A_key_is_known_to_a_silo_that_starts_later()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(Edition.Ultimate));
        var first = await cluster.Grains.Api(Acme).RequestBackupOnce(Nightly, BackupOrigin.OnDemand, "monday", TimeProvider.System.GetUtcNow());
        await cluster.EndedAsync(Acme, Assert.IsType<BackupAnswer.Accepted>(first).Id);

        await cluster.StopAsync(killed: true);
        await cluster.StartAgainAsync(silos: 1);

        Assert.Equal(first, await cluster.Grains.Api(Acme).RequestBackupOnce(Nightly, BackupOrigin.OnDemand, "monday", TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task A_queued_backup_that_is_cancelled_never_runs_and_leaves_nothing()
    {
        var scene = Scene(Edition.Ultimate);
        scene.Add("eu", "before", new SceneModule("Leads", "Id").With("1"));
        await using var cluster = await TestCluster.StartAsync(scene, configure: services => services.Configure<BackupOptions>(options => options.BackupsPerSilo = 1));
        var pause = cluster.Crm.Script.PauseAt("Leads", 0);
        var before = new TenantId("eu", "before");
        var running = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(before, Nightly)).Id;
        await pause.Reached;
        var queued = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Nightly)).Id;

        var answer = await cluster.Grains.Api(Acme).CancelBackup(Nightly, queued);
        pause.Release();
        await cluster.EndedAsync(before, running);
        await cluster.IdleAsync();

        Assert.Equal(CancelAnswer.Cancelled, answer);
        Assert.Equal(CancelAnswer.AlreadyCancelled, await cluster.Grains.Api(Acme).CancelBackup(Nightly, queued));
        var overview = await cluster.Grains.Tenant(Acme).GetOverview();
        Assert.Equal(BackupState.Cancelled, Assert.Single(overview.Ended).State);
        Assert.Equal(4, overview.Quota.FreeLeft);
        Assert.False(Directory.Exists(Path.Combine(cluster.ArchiveDirectory, Acme.ToString(), queued.ToString())));
    }

    [Fact]
    public async Task A_backup_that_is_cancelled_while_its_snapshot_is_taken_reads_nothing_and_lets_go_of_its_slot()
    {
        var scene = Scene(Edition.Ultimate);
        scene.Add("eu", "other", new SceneModule("Deals", "Id").With("1"));
        await using var cluster = await TestCluster.StartAsync(scene, configure: services => services.Configure<BackupOptions>(options => options.BackupsPerDatabase = 2));
        var api = cluster.Grains.Api(Acme);
        var pause = cluster.Crm.Script.PauseToTake();
        var cancelled = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Nightly)).Id;
        await pause.Reached;

        Assert.Equal(CancelAnswer.Cancelled, await api.CancelBackup(Nightly, cancelled));
        // Again and again: the tenant holds the one slot, and another one goes on with the other.
        var again = Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Acme, Nightly)).Id;
        var other = new TenantId("eu", "other");
        await cluster.Grains.Tenant(other).RequestBackup(Nightly, BackupOrigin.OnDemand, TimeProvider.System.GetUtcNow());
        await Wait.UntilAsync(async () => (await cluster.Grains.Tenant(other).GetOverview()).Ended is [{ State: BackupState.Ready }], "the backup of another tenant");
        Assert.Equal((BackupState.Queued, BackupPhase.Queued), ((await cluster.Grains.Tenant(Acme).FindBackup(again))!.State, (await cluster.Grains.Backup(Acme, again).GetProgress()).Phase));
        Assert.Equal(CancelAnswer.Cancelled, await api.CancelBackup(Nightly, again));
        pause.Release();
        await cluster.IdleAsync();

        Assert.Equal(0, cluster.Crm.Script.RowsRead("Leads"));
        Assert.Empty(cluster.Crm.OpenSnapshots);
        Assert.DoesNotContain(Directory.GetFiles(cluster.ArchiveDirectory, "*", SearchOption.AllDirectories), file => file.Contains(Acme.Name, StringComparison.Ordinal));
        var overview = await cluster.Grains.Tenant(Acme).GetOverview();
        Assert.Equal([BackupState.Cancelled, BackupState.Cancelled], overview.Ended.Select(backup => backup.State));
        Assert.Equal(4, overview.Quota.FreeLeft);
    }

    [Fact]
    public async Task Of_64_who_replace_the_same_schedule_one_does()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(Edition.Ultimate), silos: 2);
        var api = cluster.Grains.Api(Acme);
        Assert.IsType<ScheduleAnswer.Saved>(await api.ReplaceSchedule(Nightly, new Recurrence.MonthlyByDate(31), null, []));

        var answers = await Task.WhenAll(Enumerable.Range(1, 28).Select(date => api.ReplaceSchedule(Nightly, new Recurrence.MonthlyByDate(date), null, [1])));

        var saved = Assert.Single(answers.OfType<ScheduleAnswer.Saved>());
        Assert.Equal(27, answers.OfType<ScheduleAnswer.NotExpected>().Count());
        Assert.Equal(saved.Schedule, (await cluster.Grains.Tenant(Acme).GetOverview()).Schedule);
    }

    [Fact]
    public async Task The_log_is_read_once_through_also_where_it_has_moved_to_the_table_and_grows_meanwhile()
    {
        await using var cluster = await TestCluster.StartAsync(Scene(Edition.Ultimate));
        var tenant = cluster.Grains.Tenant(Acme);
        for (var i = 0; i < ActivityLog.Bound + 50; i++) await tenant.SetUnits(Nightly, i);

        var numbers = new List<long>();
        for (long? before = null; before is not 1;)
        {
            var part = await cluster.Grains.Api(Acme).ReadLog(before, 60, LogFilter.All);
            numbers.AddRange(part.Select(entry => entry.Number));
            before = part[^1].Number;
            await tenant.SetUnits(Nightly, 0);
        }

        Assert.Equal(Enumerable.Range(1, ActivityLog.Bound + 50).Select(number => (long)number).Reverse(), numbers);
        Assert.Empty(await cluster.Grains.Api(Acme).ReadLog(null, 201, new LogFilter([LogEvent.UnitsSet], "somebody")));
    }

    private static CrmScene Scene(string edition)
    {
        var scene = new CrmScene();
        scene.Tenants.Add(new SceneTenant(new TenantProfile(Acme, "Acme", "Europe/Paris", "FR", edition)) { Modules = { new SceneModule("Leads", "Id").With("1") } });
        return scene;
    }
}
