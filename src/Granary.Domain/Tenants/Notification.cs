using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>Something that people are told, once each.</summary>
/// <param name="Number">1, 2, 3... without a gap within the tenant: its id, with the tenant's.</param>
/// <param name="Recipients">The ids of the people it is for; none means every administrator.</param>
/// <param name="Backup">The backup it is about, if it is about one.</param>
/// <param name="Detail">What completes the sentence, as in <see cref="LogEntry"/>.</param>
/// <param name="ReadBy">The ids of those who have read it.</param>
[GenerateSerializer, Immutable, Alias("granary.Notification")]
public sealed record Notification(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] NotificationKind Kind,
    [property: Id(3)] Actor Actor,
    [property: Id(4)] IReadOnlyList<string> Recipients,
    [property: Id(5)] BackupId? Backup,
    [property: Id(6)] string? Detail,
    [property: Id(7)] IReadOnlyList<string> ReadBy)
{
    public bool IsFor(string person) => Recipients.Count == 0 || Recipients.Contains(person);

    public bool IsReadBy(string person) => ReadBy.Contains(person);
}
