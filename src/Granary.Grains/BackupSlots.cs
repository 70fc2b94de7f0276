using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>Bounds the backups that have a snapshot, and so the connections that a silo holds. The others stay queued.</summary>
internal sealed class BackupSlots(IOptions<BackupOptions> options, TimeProvider time)
{
    private readonly FairSlots slots = new(options.Value.BackupsPerSilo, options.Value.BackupsPerDatabase, TimeSpan.Zero, time);

    /// <summary>Kept to the end of the backup.</summary>
    public Task<Slot> TakeAsync(TenantId tenant, string database, CancellationToken cancellationToken) => slots.TakeAsync(tenant, database, cancellationToken);
}
