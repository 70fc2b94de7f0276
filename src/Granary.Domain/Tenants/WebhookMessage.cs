using Granary.Domain.Backups;
using Granary.Domain.Purchases;

namespace Granary.Domain.Tenants;

/// <summary>Something that the vendor is told: at least once, under an id that stays the same, and nothing of what is in a row.</summary>
/// <param name="Number">1, 2, 3... without a gap within the tenant.</param>
/// <param name="Backup">The backup it is about, if it is about one.</param>
/// <param name="Order">The order it is about, if it is about one.</param>
/// <param name="Detail">For an edition its name; otherwise what completes the sentence, as in <see cref="Notification"/>.</param>
[GenerateSerializer, Immutable, Alias("granary.WebhookMessage")]
public sealed record WebhookMessage(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] WebhookKind Kind,
    [property: Id(3)] Actor Actor,
    [property: Id(4)] BackupId? Backup,
    [property: Id(5)] OrderNumber? Order,
    [property: Id(6)] string? Detail)
{
    /// <summary>
    /// Unique for ever, also where the numbers begin anew because an older state was restored; and without the dot that the signature puts
    /// behind it.
    /// </summary>
    public string IdOf(TenantId tenant) => FormattableString.Invariant($"{tenant.Region}:{tenant.Name}:{Number}:{At.ToUnixTimeMilliseconds()}");
}
