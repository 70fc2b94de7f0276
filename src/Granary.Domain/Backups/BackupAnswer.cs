namespace Granary.Domain.Backups;

/// <summary>What a request for a backup comes to.</summary>
/// <param name="Id">The backup that now runs.</param>
/// <param name="AlreadyRunning">True when it had been asked for before: no second one was started.</param>
[GenerateSerializer, Immutable, Alias("granary.BackupAnswer")]
public sealed record BackupAnswer([property: Id(0)] BackupId Id, [property: Id(1)] bool AlreadyRunning);
