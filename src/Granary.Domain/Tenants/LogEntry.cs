using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>One line of the activity log. Never changed once written.</summary>
/// <param name="Number">1, 2, 3... without a gap within the tenant.</param>
/// <param name="Backup">The backup it is about, if it is about one.</param>
/// <param name="Detail">What completes the sentence: the file of a download, the number of warnings. Null when nothing does.</param>
[GenerateSerializer, Immutable, Alias("granary.LogEntry")]
public sealed record LogEntry(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] LogEvent Event,
    [property: Id(3)] Actor Actor,
    [property: Id(4)] BackupId? Backup,
    [property: Id(5)] string? Detail);
