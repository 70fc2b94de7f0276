using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Sqlite;

/// <summary>
/// A CRM in SQLite files. A snapshot is a copy of the tenant's file, so that a backup goes on from the same data after the
/// process has died, and so that nobody's writing waits longer than the copy takes.
/// </summary>
internal sealed class SqliteCrmSource : ICrmSource
{
    private readonly CrmOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<SqliteCrmSource> logger;
    private readonly SnapshotFolder snapshots;
    private readonly string rules;
    private readonly IReadOnlyList<TenantProfile> tenants;
    private readonly Dictionary<TenantId, TenantProfile> byId;

    public SqliteCrmSource(IOptions<CrmOptions> options, TimeProvider clock, ILogger<SqliteCrmSource> logger)
    {
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
        snapshots = new SnapshotFolder(this.options.SnapshotDirectory);
        rules = CrmRules.Fingerprint(this.options);
        tenants = [.. CrmTenants.Of(this.options).Select(CrmTenants.Profile)];
        byId = tenants.ToDictionary(tenant => tenant.Id);
    }

#pragma warning disable CS1998 // SQLite answers at once; async so that a failure comes with the task

    public async Task<IReadOnlyList<TenantProfile>> ListTenantsAsync(CancellationToken cancellationToken) => tenants;

    public async Task<TenantProfile?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) => Find(tenant);

    public async Task<string> DatabaseOfAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Find(tenant) is null ? "" : TenantPath.Of(options.Database, tenant);

    public async Task<ICrmSnapshot> TakeSnapshotAsync(TenantId tenant, BackupId backup, int epoch, CancellationToken cancellationToken)
    {
        if (Find(tenant) is null) throw new InvalidOperationException($"There is no tenant {tenant}.");
        var name = new SnapshotName(tenant, backup, epoch, rules);
        if (snapshots.Find(name) is null)
            snapshots.Make(name, path => SqliteCopy.Make(TenantPath.Of(options.Database, tenant), path, TimeSpan.FromSeconds(options.BusySeconds), clock, cancellationToken));
        return snapshots.Find(name) is { } instant
            ? Open(name, new SnapshotReference(name + SnapshotFolder.Extension, instant))
            : throw new TransientException($"The snapshot {name} was dropped while it was taken.");
    }

    public async Task<ICrmSnapshot?> AttachSnapshotAsync(TenantId tenant, SnapshotReference snapshot, CancellationToken cancellationToken) =>
        Find(tenant) is not null && Parse(tenant, snapshot) is { } name && name.Rules == rules && snapshots.Find(name) is not null
            ? Open(name, snapshot)
            : null;

    public async Task DropSnapshotsAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken) => snapshots.Drop(tenant, backup);

#pragma warning restore CS1998

    private static SnapshotName? Parse(TenantId tenant, SnapshotReference snapshot) =>
        SnapshotName.Parse(snapshot.Id) is ({ } name, SnapshotFolder.Extension) && name.Tenant == tenant ? name : null;

    private TenantProfile? Find(TenantId tenant) => byId.GetValueOrDefault(tenant);

    private SqliteSnapshot Open(SnapshotName name, SnapshotReference reference) =>
        new(reference, snapshots.PathOf(name), options,
            options.Attachments?.Root is { } root ? new AttachmentFolder(TenantPath.Of(root, name.Tenant)) : null, logger);
}
