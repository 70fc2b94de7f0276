using System.Diagnostics.Metrics;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Quotas;
using Granary.Domain.Retention;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Grains.Telemetry;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;
using Granary.Testing.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Grains.Tests.Telemetry;

/// <summary>What is measured is what happened.</summary>
public sealed class MetricsTests
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly TenantId Other = new("us", "other");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    [Fact]
    public async Task A_backup_is_counted_once_with_what_is_in_it_and_how_long_it_took()
    {
        await using var cluster = await StartAsync();
        using var metrics = new Recorder(cluster);

        var backup = await EndedAsync(cluster);

        Assert.Equal(1, metrics.Sum("granary.backup.outcomes"));
        Assert.Equal(1, metrics.Sum("granary.backup.outcomes", "granary.backup.outcome=ready", "granary.backup.origin=on_demand"));
        Assert.Equal(backup.Publication!.Records, metrics.Sum("granary.backup.records"));
        Assert.Equal(backup.Publication.Files.Sum(file => file.Size), metrics.Sum("granary.backup.size"));
        Assert.Equal((backup.EndedAt - backup.StartedAt)!.Value.TotalSeconds, Assert.Single(metrics.Values("granary.backup.duration", "granary.backup.outcome=ready")));
        Assert.Equal((backup.StartedAt - backup.RequestedAt)!.Value.TotalSeconds, Assert.Single(metrics.Values("granary.backup.start_delay")));
        Assert.Equal(0, metrics.Sum("granary.backup.attempt.failures"));
        Assert.InRange(metrics.Sum("granary.store.written"), backup.Publication.Files.Sum(file => file.Size) + 1, double.MaxValue);
        Assert.InRange(metrics.Values("granary.store.operation.duration", "granary.store.operation=write").Count, 4, int.MaxValue);
        Assert.Equal(0, metrics.Sum("granary.store.failures"));
    }

    [Fact]
    public async Task Attempts_that_fail_are_told_apart_from_the_backup_that_fails()
    {
        await using var cluster = await StartAsync();
        using var metrics = new Recorder(cluster);

        cluster.Crm.Script.FailToTake(new TransientException("too many connections"), times: 2);
        await EndedAsync(cluster);
        Assert.Equal(2, metrics.Sum("granary.backup.attempt.failures", "granary.fault.stage=snapshot", "granary.fault.side=crm"));
        Assert.Equal(0, metrics.Sum("granary.backup.outcomes", "granary.backup.outcome=failed"));

        cluster.Crm.Script.FailToTake(new InvalidOperationException("access denied"), times: 99);
        await EndedAsync(cluster);
        Assert.Equal(1, metrics.Sum("granary.backup.outcomes", "granary.backup.outcome=failed"));
        Assert.Equal(3, metrics.Sum("granary.backup.attempt.failures"));
        Assert.Single(metrics.Values("granary.backup.duration"));
    }

    [Fact]
    public async Task Who_has_a_slot_is_seen_and_who_waits()
    {
        await using var cluster = await StartAsync(silo => silo.Configure<BackupOptions>(options => options.BackupsPerSilo = 1));
        using var metrics = new Recorder(cluster);
        var pause = cluster.Crm.Script.PauseAt("Leads", 5);
        var first = await RequestAsync(cluster, Acme);
        await pause.Reached;
        var second = await RequestAsync(cluster, Other);

        await Wait.UntilAsync(() => metrics.Observe("granary.slot.waiting", "granary.slot.kind=backup") == 1, "the other backup to wait");
        Assert.Equal(1, metrics.Observe("granary.slot.used", "granary.slot.kind=backup"));
        Assert.Equal(1, metrics.Observe("granary.slot.limit", "granary.slot.kind=backup"));
        pause.Release();
        await cluster.EndedAsync(Acme, first);
        await cluster.EndedAsync(Other, second);

        await Wait.UntilAsync(() => metrics.Observe("granary.slot.waiting") + metrics.Observe("granary.slot.used") == 0, "every slot to be free");
    }

    [Fact]
    public void A_run_that_was_missed_and_one_that_is_late_are_counted_with_the_reason()
    {
        using var process = new ServiceCollection().AddMetrics().AddSingleton<BackupMeter>().BuildServiceProvider();
        using var metrics = new Recorder(process);
        var meter = process.GetRequiredService<BackupMeter>();
        var start = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var terms = new TenantTerms(new TenantProfile(Acme, "Acme", "Europe/Paris", "FR", Edition.Ultimate), new Plans(), Window.Default, new RetentionPolicy());
        var tenant = new Tenant();
        Assert.IsType<ScheduleAnswer.Saved>(tenant.SaveSchedule(Sophia, new Recurrence.TwiceAMonth(DayOfWeek.Monday), null, terms, start));
        var next = tenant.NextRun(terms)!;

        // Two weeks and an hour late: the first run has been replaced by the second, which is accepted.
        var second = terms.Calendar.Next(tenant.Schedule!, next)!;
        var tick = tenant.Tick(terms, second.DueAt.AddHours(1));
        meter.Count(tenant, tenant.Log.After(0));
        meter.Accepted(tenant.Find(Assert.Single(tick.Accepted))!);

        Assert.Equal(1, metrics.Sum("granary.occurrence.skips", "granary.skip.reason=replaced_by_later"));
        Assert.Equal(1, metrics.Sum("granary.backup.outcomes", "granary.backup.outcome=skipped", "granary.backup.origin=scheduled"));
        Assert.Equal(3600, Assert.Single(metrics.Values("granary.occurrence.lateness")));
    }

    [Fact]
    public async Task Every_metric_of_ours_that_a_rule_or_the_dashboard_asks_for_is_measured()
    {
        await using var cluster = await StartAsync();
        using var metrics = new Recorder(cluster);
        await Wait.UntilAsync(() => metrics.Instruments.Any(instrument => instrument.Name == "granary.fleet.tenants"), "the first look at the fleet");

        var measured = metrics.Instruments.SelectMany(NamesOf).ToHashSet();

        var asked = MonitoringFiles.Metrics().Where(name => name.StartsWith("granary_", StringComparison.Ordinal)).ToList();
        Assert.True(asked.Count > 10, "The pattern no longer finds what is asked for.");
        Assert.All(asked, name => Assert.Contains(name, measured));
    }

    // As the exporter writes them.
    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return instrument switch
        {
            Counter<long> => [$"{name}_total"],
            Histogram<double> => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    private static async Task<Backup> EndedAsync(TestCluster cluster) => await cluster.EndedAsync(Acme, await RequestAsync(cluster, Acme));

    private static async Task<BackupId> RequestAsync(TestCluster cluster, TenantId tenant) =>
        Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(tenant, Sophia)).Id;

    private static Task<TestCluster> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var scene = new CrmScene();
        var leads = new SceneModule("Leads", "Id");
        for (var i = 0; i < 150; i++) leads.With($"{i:0000}");
        scene.Add("eu", "acme", leads, new SceneModule("Notes", "Id").With("1"));
        scene.Add("us", "other", new SceneModule("Notes", "Id").With("1"));
        return TestCluster.StartAsync(scene, configure: configure);
    }
}
