namespace Granary.Domain.Backups;

/// <summary>Whether a file may be downloaded.</summary>
[GenerateSerializer, Immutable, Alias("granary.DownloadAnswer")]
public abstract record DownloadAnswer
{
    private DownloadAnswer() { }

    /// <summary>It may.</summary>
    /// <param name="Epoch">The attempt whose folder holds the file.</param>
    [GenerateSerializer, Immutable, Alias("granary.DownloadAnswer.Granted")]
    public sealed record Granted(
        [property: Id(0)] ArchiveFile File,
        [property: Id(1)] int Epoch,
        [property: Id(2)] DateTimeOffset CreatedAt,
        [property: Id(3)] DateTimeOffset ExpiresAt) : DownloadAnswer;

    /// <summary>It could be, until then.</summary>
    [GenerateSerializer, Immutable, Alias("granary.DownloadAnswer.Expired")]
    public sealed record Expired([property: Id(0)] DateTimeOffset Since) : DownloadAnswer;

    /// <summary>This tenant has no such file.</summary>
    [GenerateSerializer, Immutable, Alias("granary.DownloadAnswer.Unknown")]
    public sealed record Unknown : DownloadAnswer;
}
