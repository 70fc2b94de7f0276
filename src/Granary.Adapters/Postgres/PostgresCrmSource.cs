using System.Collections.Concurrent;
using Granary.Adapters.Crm;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Postgres;

/// <summary>
/// A CRM in PostgreSQL. A snapshot is one that the server keeps for a transaction: it lives as long as one of the connections that
/// keep it does, in this process or in another, and not over a restart of the server.
/// </summary>
internal sealed class PostgresCrmSource : ICrmSource, IAsyncDisposable, IDisposable
{
    private readonly CrmOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<PostgresCrmSource> logger;
    private readonly PostgresDatabases databases = new();
    private readonly PostgresTenants tenants;
    private readonly string rules;
    private readonly ConcurrentDictionary<SnapshotName, KeptSnapshot> kept = new();

    public PostgresCrmSource(IOptions<CrmOptions> options, TimeProvider clock, ILogger<PostgresCrmSource> logger)
    {
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
        tenants = new PostgresTenants(this.options, databases, clock, logger);
        rules = CrmRules.Fingerprint(this.options);
    }

    public async Task<IReadOnlyList<TenantProfile>> ListTenantsAsync(CancellationToken cancellationToken) =>
        [.. (await tenants.ListAsync(cancellationToken)).Select(tenant => tenant.Profile)];

    public async Task<TenantProfile?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) =>
        (await tenants.FindAsync(tenant, cancellationToken))?.Profile;

    public async Task<string> DatabaseOfAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await tenants.FindAsync(tenant, cancellationToken) is { } found ? CrmPostgresErrors.PlaceOf(found.Database) ?? "" : "";

    public async Task<ICrmSnapshot> TakeSnapshotAsync(TenantId tenant, BackupId backup, int epoch, CancellationToken cancellationToken)
    {
        var found = await tenants.FindAsync(tenant, cancellationToken) ?? throw new InvalidOperationException($"There is no tenant {tenant}.");
        var name = new SnapshotName(tenant, backup, epoch, rules);
        var taken = await KeepAsync(name, found, cancellationToken);
        try
        {
            var first = await taken.TakeAsync(cancellationToken);
            await taken.KeepAsync(cancellationToken);
            var view = Open(taken, found);
            if (first is not null) await view.LockAsync(first, cancellationToken);
            return view;
        }
        catch (Exception e)
        {
            await ForgetAsync(name);
            if (PostgresFailure.IsOne(e)) throw PostgresFailure.Of(e, "The database");
            throw;
        }
    }

    public async Task<ICrmSnapshot?> AttachSnapshotAsync(TenantId tenant, SnapshotReference snapshot, CancellationToken cancellationToken)
    {
        if (SnapshotName.Parse(snapshot.Id) is not ({ } name, ['@', .. var visible]) || name.Tenant != tenant || name.Rules != rules) return null;
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found) return null;
        try
        {
            var known = await KeepAsync(name, found, cancellationToken);
            if (await known.AttachAsync(visible, snapshot.Instant, cancellationToken)) return Open(known, found);
            if (known.Visible == visible) await ForgetAsync(name);
            return null;
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, "The database");
        }
    }

    public async Task DropSnapshotsAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken)
    {
        foreach (var name in kept.Keys.Where(name => name.Tenant == tenant && name.Backup == backup)) await ForgetAsync(name);
        if (await tenants.FindAsync(tenant, cancellationToken) is not { } found) return;
        try
        {
            await KeptSnapshot.DropAsync(databases.Of(found.Database), tenant, backup, cancellationToken);
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw PostgresFailure.Of(e, "The database");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(kept.Keys.Select(ForgetAsync));
        Dispose();
    }

    public void Dispose()
    {
        tenants.Dispose();
        databases.Dispose();
    }

    private async Task<KeptSnapshot> KeepAsync(SnapshotName name, PostgresTenant tenant, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(name, out var known)) return known;
        var database = databases.Of(tenant.Database);
        // Those of backups that another process has ended meanwhile would keep their connections from everybody else. All at once, and of other
        // databases only what needs no answer: one that is silent lets each wait.
        await Task.WhenAll(kept.Where(old => old.Value.Database == database || old.Value.IsTooOld).Select(async old =>
        {
            if (await old.Value.IsOverAsync(cancellationToken)) await ForgetAsync(old.Key);
        }));
        return kept.GetOrAdd(name, _ => new KeptSnapshot(name, database, options, clock));
    }

    private PostgresSnapshot Open(KeptSnapshot snapshot, PostgresTenant tenant) => new(
        snapshot, tenant, options,
        options.Attachments?.Root is { } root ? new AttachmentFolder(TenantPath.Of(root, tenant.Profile.Id)) : null, logger);

    private async Task ForgetAsync(SnapshotName name)
    {
        if (kept.TryRemove(name, out var snapshot)) await snapshot.DisposeAsync();
    }
}
