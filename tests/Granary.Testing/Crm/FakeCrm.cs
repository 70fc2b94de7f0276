using System.Collections.Concurrent;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Testing.Crm;

/// <summary>
/// A CRM in memory that keeps every promise of the port (it passes <see cref="CrmSourceContract"/>) and breaks down where
/// its <see cref="Script"/> says so. The scene may be changed at any time between two calls: snapshots do not change with it.
/// </summary>
public sealed class FakeCrm : ICrmSource
{
    private readonly ConcurrentDictionary<string, SceneTenant> snapshots;
    private readonly TimeProvider clock;

    public FakeCrm(CrmScene scene, TimeProvider clock)
        : this(scene, clock, new(), new FakeCrmScript(clock))
    {
    }

    private FakeCrm(CrmScene scene, TimeProvider clock, ConcurrentDictionary<string, SceneTenant> snapshots, FakeCrmScript script)
    {
        Scene = scene;
        Script = script;
        this.clock = clock;
        this.snapshots = snapshots;
    }

    public CrmScene Scene { get; }

    public FakeCrmScript Script { get; }

    /// <summary>The snapshots that nobody has dropped yet.</summary>
    public IReadOnlyCollection<string> OpenSnapshots => [.. snapshots.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The same CRM for another silo: scene, script and snapshots are shared.</summary>
    public FakeCrm Reopen() => new(Scene, clock, snapshots, Script);

    public Task<IReadOnlyList<TenantProfile>> ListTenantsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TenantProfile>>([.. Scene.Tenants.Select(tenant => tenant.Profile)]);

    public Task<TenantProfile?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Task.FromResult(Scene.Tenants.FirstOrDefault(candidate => candidate.Id == tenant)?.Profile);

    public Task<string> DatabaseOfAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Task.FromResult(Scene.Tenants.FirstOrDefault(candidate => candidate.Id == tenant)?.Database ?? "");

    public async Task<ICrmSnapshot> TakeSnapshotAsync(TenantId tenant, BackupId backup, int epoch, CancellationToken cancellationToken)
    {
        await Script.TakeAsync(cancellationToken);
        if (Scene.Tenants.All(candidate => candidate.Id != tenant)) throw new InvalidOperationException($"There is no tenant {tenant}.");
        var now = clock.GetUtcNow();
        var prefix = $"{tenant}/{backup}-e{epoch}@";
        lock (snapshots)
        {
            var id = snapshots.Keys.FirstOrDefault(key => key.StartsWith(prefix, StringComparison.Ordinal)) ?? $"{prefix}{now.UtcTicks}";
            return new FakeSnapshot(new SnapshotReference(id, Instant(id)), snapshots.GetOrAdd(id, _ => Copy(Scene[tenant])), Script);
        }
    }

    public async Task<ICrmSnapshot?> AttachSnapshotAsync(TenantId tenant, SnapshotReference snapshot, CancellationToken cancellationToken)
    {
        await Script.AttachAsync(cancellationToken);
        return snapshots.TryGetValue(snapshot.Id, out var content) && content.Id == tenant ? new FakeSnapshot(snapshot, content, Script) : null;
    }

    public Task DropSnapshotsAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken)
    {
        foreach (var id in snapshots.Keys.Where(id => id.StartsWith($"{tenant}/{backup}-e", StringComparison.Ordinal))) snapshots.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    private static DateTimeOffset Instant(string id) =>
        new(long.Parse(id.AsSpan(id.LastIndexOf('@') + 1), System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static SceneTenant Copy(SceneTenant tenant)
    {
        var copy = new SceneTenant(tenant.Profile);
        foreach (var module in tenant.Modules)
        {
            var rows = new SceneModule(module.Name, [.. module.Columns]) { DisplayName = module.DisplayName, OrderedBy = module.OrderedBy, Tie = module.Tie };
            rows.Rows.AddRange(module.Rows.OrderBy(row => row[0], Comparer<object?>.Create(CompareIds)).Select(row => row.ToArray()));
            copy.Modules.Add(rows);
        }
        copy.Attachments.AddRange(tenant.Attachments.OrderBy(attachment => attachment.Id, StringComparer.Ordinal));
        copy.Exclusions.AddRange(tenant.Exclusions);
        copy.Proposals.AddRange(tenant.Proposals);
        return copy;
    }

    private static int CompareIds(object? left, object? right) =>
        (left, right) is (string a, string b) ? string.CompareOrdinal(a, b) : Comparer<object?>.Default.Compare(left, right);
}
