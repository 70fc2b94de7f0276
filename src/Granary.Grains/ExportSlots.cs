using Granary.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace Granary.Grains;

/// <summary>
/// Bounds the exports of one silo. A long one does not keep its slot to the end: it takes turns with those who wait, so that the
/// first module of a small tenant does not wait for the last one of a large tenant.
/// </summary>
internal sealed class ExportSlots(IOptions<BackupOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    public FairSlots Slots { get; } = new(options.Value.ExportsPerSilo, options.Value.ExportsPerDatabase, perTenant: int.MaxValue, Turn, time);

    public Task<Slot> TakeAsync(TenantId tenant, string database, CancellationToken cancellationToken) => Slots.TakeAsync(tenant, database, isAwaited: false, cancellationToken);
}
