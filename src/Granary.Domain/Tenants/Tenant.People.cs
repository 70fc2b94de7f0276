using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>Who is told.</summary>
public sealed partial class Tenant
{
    /// <summary>The administrators as far as they were seen here.</summary>
    public List<Person> Administrators { get; init; } = [];

    /// <summary>Mails that are still to be sent.</summary>
    public List<Mail> Outbox { get; init; } = [];

    /// <summary>What the vendor is still to be told.</summary>
    public WebhookOutbox Webhooks { get; init; } = new();

    /// <summary>
    /// Somebody of the tenant is here, with the administrator's profile or not any more. False when nothing of that is new.
    /// </summary>
    public bool See(Person person, bool isAdministrator)
    {
        var known = Administrators.Find(other => other.Id == person.Id);
        if (isAdministrator ? known == person : known is null) return false;

        Administrators.RemoveAll(other => other.Id == person.Id);
        if (isAdministrator) Administrators.Add(person);
        return true;
    }

    /// <summary>A mail has gone out. False when that was known.</summary>
    public bool Mailed(string mail) => Outbox.RemoveAll(waiting => waiting.Id == mail) > 0;

    private IReadOnlyList<string> RecipientsOf(Backup backup) => backup switch
    {
        { Origin: BackupOrigin.Scheduled } => [.. Savers],
        { RequestedBy: { Kind: ActorKind.Person } person } => [person.Id],
        _ => [],
    };

    // Where nobody of those concerned is an administrator any more, every administrator is.
    private void Notify(DateTimeOffset at, NotificationKind kind, IReadOnlyList<string> concerned, BackupId? backup = null, string? detail = null, Actor? actor = null)
    {
        var recipients = concerned.Where(id => Administrators.Exists(person => person.Id == id)).ToArray();
        var notification = Notifications.Add(at, kind, actor ?? Actor.Granary, recipients, backup, detail);
        Webhooks.Add(at, WebhookKinds.Of(kind), notification.Actor, backup, detail: detail);
        foreach (var person in Administrators)
            if (person.Email is { } address && notification.IsFor(person.Id))
                Outbox.Add(new Mail($"{notification.Number}.{person.Id}", address, person.Language, notification));
        if (Outbox.Count > Mail.Kept) Outbox.RemoveRange(0, Outbox.Count - Mail.Kept);
    }
}
