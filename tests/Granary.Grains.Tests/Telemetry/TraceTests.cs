using System.Collections.Concurrent;
using System.Diagnostics;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Grains.Telemetry;
using Granary.Testing.Cluster;
using Granary.Testing.Crm;

namespace Granary.Grains.Tests.Telemetry;

/// <summary>Whoever looks for what happened to a backup finds it under its tenant.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    // Traces are heard in the whole process: no other test has this tenant.
    private static readonly TenantId Traced = new("eu", "traced");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    private readonly ConcurrentQueue<Activity> ended = [];
    private readonly ActivityListener listener;
    private TestCluster cluster = null!;

    public TraceTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is GranaryTelemetry.Name || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public async ValueTask InitializeAsync()
    {
        var scene = new CrmScene();
        scene.Add("eu", "traced", new SceneModule("Leads", "Id").With("1"), new SceneModule("Notes", "Id").With("1"));
        cluster = await TestCluster.StartAsync(scene, silos: 2);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        listener.Dispose();
    }

    [Fact]
    public async Task Each_attempt_is_a_trace_with_its_exports_and_a_link_to_what_asked_for_it()
    {
        cluster.Crm.Script.FailToTake(new TransientException("too many connections"));

        var backup = await cluster.EndedAsync(Traced, Assert.IsType<BackupAnswer.Accepted>(await cluster.RequestAsync(Traced, Sophia)).Id);

        var attempts = Ours("backup attempt", backup.Id).OrderBy(activity => activity.GetTagItem(TagName.Attempt)).ToArray();
        Assert.Equal([(1, ActivityStatusCode.Error), (2, ActivityStatusCode.Unset)], attempts.Select(activity => ((int)activity.GetTagItem(TagName.Attempt)!, activity.Status)));
        Assert.Equal(("snapshot", "crm"), (attempts[0].GetTagItem(TagName.FaultStage), attempts[0].GetTagItem(TagName.FaultSide)));
        Assert.All(attempts, attempt => Assert.Equal(default, attempt.ParentSpanId));
        Assert.Single(attempts[0].Links);
        Assert.NotEqual(attempts[0].TraceId, attempts[1].TraceId);
        var exports = Ours("export", backup.Id).ToArray();
        Assert.All(["Leads", "Notes"], module => Assert.Single(exports, export => Equals(export.GetTagItem(TagName.Module), module)));
        Assert.All(exports, export => Assert.Equal(attempts[1].TraceId, export.TraceId));
    }

    private IEnumerable<Activity> Ours(string name, BackupId backup) => ended.Where(activity =>
        activity.OperationName == name && Equals(activity.GetTagItem(TagName.Tenant), Traced.ToString()) && Equals(activity.GetTagItem(TagName.Backup), backup.Value));
}
