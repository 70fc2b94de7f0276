namespace Granary.Domain.Backups;

/// <summary>What a request for a backup came to, and whether it is this time that it did.</summary>
/// <param name="IsNew">True when there is something to store: a backup, or a key that stands for one.</param>
public sealed record BackupStart(BackupAnswer Answer, bool IsNew);
