namespace Granary.Domain.Backups;

/// <summary>What a finished backup consists of: the facts that its manifest states.</summary>
/// <param name="Epoch">The attempt that wrote it; names the folder of its files.</param>
/// <param name="SnapshotAt">The one instant at which every module was read.</param>
/// <param name="CreatedAt">When the manifest was committed; the seven days count from here.</param>
/// <param name="Modules">How many modules are in it.</param>
/// <param name="Records">How many records, in all modules together.</param>
/// <param name="Files">What can be downloaded, archives first.</param>
/// <param name="Warnings">The first <see cref="KeptWarnings"/> warnings; the manifest has all of them.</param>
/// <param name="WarningCount">How many there are.</param>
/// <param name="MissesModule">True when a module could not be read and is not in it.</param>
[GenerateSerializer, Immutable, Alias("granary.Publication")]
public sealed record Publication(
    [property: Id(0)] int Epoch,
    [property: Id(1)] DateTimeOffset SnapshotAt,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] int Modules,
    [property: Id(4)] long Records,
    [property: Id(5)] IReadOnlyList<ArchiveFile> Files,
    [property: Id(6)] IReadOnlyList<BackupWarning> Warnings,
    [property: Id(7)] int WarningCount,
    [property: Id(8)] bool MissesModule = false)
{
    /// <summary>So many warnings are shown on the page and kept with the tenant.</summary>
    public const int KeptWarnings = 20;
}
