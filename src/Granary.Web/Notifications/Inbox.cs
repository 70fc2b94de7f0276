using Granary.Contracts;
using Granary.Domain.Tenants;

namespace Granary.Web.Notifications;

/// <summary>One page's view of its reader's notifications: knows which ones it has not shown yet.</summary>
internal sealed class Inbox(string person)
{
    private long? last;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Notification> Newest { get; private set; } = [];

    public int Unread => Newest.Count(IsUnread);

    public bool IsUnread(Notification notification) => !notification.IsReadBy(person);

    /// <summary>
    /// Takes in what the tenant has. The first time it is what there was before the page; after that, everything newer is
    /// answered once, oldest first, however late, often or out of order lists come.
    /// </summary>
    public IReadOnlyList<Notification> TakeIn(NotificationList list)
    {
        if (list.Last < last) return [];

        IReadOnlyList<Notification> fresh = last is { } shown
            ? [.. list.Newest.Where(notification => notification.Number > shown && notification.IsFor(person)).OrderBy(notification => notification.Number)]
            : [];
        (Newest, last) = (list.Newest, list.Last);
        return fresh;
    }
}
