using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>The kept notifications of a tenant.</summary>
public sealed class Notifications
{
    /// <summary>So many are kept; the oldest goes first.</summary>
    public const int Kept = 200;

    /// <summary>Oldest first.</summary>
    public List<Notification> List { get; init; } = [];

    /// <summary>The number of the newest one.</summary>
    public long Last { get; set; }

    /// <summary>Those for a person, newest first.</summary>
    public IEnumerable<Notification> For(string person) => List.Where(notification => notification.IsFor(person)).Reverse();

    /// <summary>Marks everything up to a number as read by a person. False when it was already.</summary>
    public bool Read(string person, long through)
    {
        var changed = false;
        for (var i = 0; i < List.Count; i++)
        {
            var notification = List[i];
            if (notification.Number > through || !notification.IsFor(person) || notification.IsReadBy(person)) continue;
            List[i] = notification with { ReadBy = notification.ReadBy.Append(person).ToArray() };
            changed = true;
        }
        return changed;
    }

    internal Notification Add(DateTimeOffset at, NotificationKind kind, Actor actor, IReadOnlyList<string> recipients, BackupId? backup, string? detail)
    {
        var notification = new Notification(++Last, at, kind, actor, recipients, backup, detail, []);
        List.Add(notification);
        if (List.Count > Kept) List.RemoveAt(0);
        return notification;
    }
}
