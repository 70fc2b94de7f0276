using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>
/// Bounds the backups that have a snapshot, and so the connections that a silo holds. The others stay queued. A tenant has one slot: until
/// a backup that was cancelled has let go of its own, the next one waits.
/// </summary>
internal sealed class BackupSlots(IOptions<BackupOptions> options, TimeProvider time)
{
    public FairSlots Slots { get; } = new(options.Value.BackupsPerSilo, options.Value.BackupsPerDatabase, perTenant: 1, TimeSpan.Zero, time);

    /// <summary>Kept to the end of the backup.</summary>
    /// <param name="isAwaited">Whether somebody waits for it: it goes before those that fell due by themselves, however many.</param>
    public Task<Slot> TakeAsync(TenantId tenant, string database, bool isAwaited, CancellationToken cancellationToken) =>
        Slots.TakeAsync(tenant, database, isAwaited, cancellationToken);
}
