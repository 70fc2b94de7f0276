using Granary.Contracts;

namespace Granary.Web.Notifications;

/// <summary>What a node tells its open pages after it has looked.</summary>
/// <param name="Notifications">Those of the page's reader.</param>
/// <param name="IsSignalled">True when something has changed; false when it was merely time to look.</param>
internal sealed record TenantNews(NotificationList Notifications, bool IsSignalled);
