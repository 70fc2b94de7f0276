namespace Granary.Domain.Backups;

/// <summary>One run, as its tenant remembers it. A value: each step gives the next one.</summary>
[GenerateSerializer, Immutable, Alias("granary.Backup")]
public sealed record Backup
{
    [Id(0)] public required BackupId Id { get; init; }

    [Id(1)] public required BackupOrigin Origin { get; init; }

    [Id(2)] public required TextMode TextMode { get; init; }

    [Id(3)] public required Tenants.Actor RequestedBy { get; init; }

    [Id(4)] public required DateTimeOffset RequestedAt { get; init; }

    [Id(5)] public BackupState State { get; init; }

    /// <summary>When the first row could be read; null while queued.</summary>
    [Id(6)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it became Ready or Failed.</summary>
    [Id(7)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What there is to download; null until it is Ready.</summary>
    [Id(8)] public Publication? Publication { get; init; }

    /// <summary>The instant from which its files are gone; null until it is Ready.</summary>
    [Id(9)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    [Id(10)] public Fault? Fault { get; init; }

    /// <summary>True while it is queued or in progress: the tenant has at most one such backup.</summary>
    public bool IsOpen => State is BackupState.Queued or BackupState.InProgress;

    internal Backup Start(DateTimeOffset at) =>
        State is BackupState.Queued ? this with { State = BackupState.InProgress, StartedAt = at } : this;

    internal Backup Publish(Publication publication, DateTimeOffset expiresAt) => this with
    {
        State = publication.WarningCount == 0 ? BackupState.Ready : BackupState.ReadyWithWarnings,
        StartedAt = StartedAt ?? publication.SnapshotAt,
        EndedAt = publication.CreatedAt,
        Publication = publication,
        ExpiresAt = expiresAt,
    };

    internal Backup Fail(Fault fault, DateTimeOffset at) =>
        this with { State = BackupState.Failed, EndedAt = at, Fault = fault };
}
