using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>The kept notifications for one person.</summary>
/// <param name="Newest">Newest first.</param>
/// <param name="Last">The number of the newest notification of the tenant, whoever it is for: what comes later has a higher one.</param>
[GenerateSerializer, Immutable, Alias("granary.NotificationList")]
public sealed record NotificationList(
    [property: Id(0)] IReadOnlyList<Notification> Newest,
    [property: Id(1)] long Last);
