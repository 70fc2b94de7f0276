using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>A download that is in the log: whoever goes on with it, or begins again, is not logged again.</summary>
/// <param name="ActorId">What "the same person" means.</param>
/// <param name="At">When it was logged.</param>
[GenerateSerializer, Immutable, Alias("granary.Download")]
public sealed record Download(
    [property: Id(0)] BackupId Backup,
    [property: Id(1)] string File,
    [property: Id(2)] string ActorId,
    [property: Id(3)] DateTimeOffset At)
{
    /// <summary>For so long it is one download, however often it is begun.</summary>
    public static readonly TimeSpan CountsFor = TimeSpan.FromHours(24);

    /// <summary>So many are remembered; the oldest goes first.</summary>
    public const int Kept = 1_000;
}
