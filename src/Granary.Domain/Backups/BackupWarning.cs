namespace Granary.Domain.Backups;

/// <summary>One thing that is not as it should be in a backup that can be downloaded all the same.</summary>
/// <param name="Module">The module concerned.</param>
/// <param name="Subject">The attachment id, or the row number and column, that the sentence names.</param>
/// <param name="Detail">What a person needs to find the cause: the file's name, the database's message.</param>
[GenerateSerializer, Immutable, Alias("granary.BackupWarning")]
public sealed record BackupWarning(
    [property: Id(0)] WarningCode Code,
    [property: Id(1)] string Module,
    [property: Id(2)] string? Subject = null,
    [property: Id(3)] string? Detail = null);
