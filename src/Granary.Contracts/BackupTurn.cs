using Granary.Domain.Backups;

namespace Granary.Contracts;

/// <summary>What a backup is to do now.</summary>
/// <param name="Backup">As its tenant remembers it; null when the tenant does not know it.</param>
[GenerateSerializer, Immutable, Alias("granary.BackupTurn")]
public sealed record BackupTurn([property: Id(0)] Turn Turn, [property: Id(1)] Backup? Backup);
