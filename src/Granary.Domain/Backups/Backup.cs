using Granary.Domain.Scheduling;

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

    /// <summary>When it became Ready, Failed, Cancelled or Skipped; null while it is open.</summary>
    [Id(7)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What there is to download; null until it is Ready.</summary>
    [Id(8)] public Publication? Publication { get; init; }

    /// <summary>The instant from which its files are gone; null until it is Ready.</summary>
    [Id(9)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    [Id(10)] public Fault? Fault { get; init; }

    /// <summary>The occurrence it is the outcome of; null unless it is scheduled.</summary>
    [Id(11)] public Occurrence? Occurrence { get; init; }

    /// <summary>Why it was skipped; null unless it was.</summary>
    [Id(12)] public SkipCause? Skip { get; init; }

    /// <summary>When its files were deleted; null while any may be left.</summary>
    [Id(13)] public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>True once people were told that it expires within a day.</summary>
    [Id(14)] public bool ExpiryAnnounced { get; init; }

    /// <summary>The number of its last attempt; 0 before the first.</summary>
    [Id(15)] public int Epoch { get; init; }

    /// <summary>True once what was written after its end is removed.</summary>
    [Id(16)] public bool IsTidied { get; init; }

    /// <summary>Whether a silo that slept through its end may have written something to it since.</summary>
    public bool MayHaveStrays() => !IsOpen && Epoch > (State is BackupState.Failed or BackupState.Cancelled ? 0 : 1);

    /// <summary>True while its files can be downloaded.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDownloadable => State is BackupState.Ready or BackupState.ReadyWithWarnings;

    /// <summary>True while it is queued or in progress: at most one of a tenant is in progress; scheduled ones wait for it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => State is BackupState.Queued or BackupState.InProgress;

    /// <summary>Whether somebody asked for it, a person or a program, and so waits for it.</summary>
    public bool IsAwaited() => Origin is BackupOrigin.OnDemand;

    /// <summary>From when it could have run: when its occurrence fell due, or when it was asked for.</summary>
    public DateTimeOffset Due() => Occurrence?.DueAt ?? RequestedAt;

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

    internal Backup Cancel(DateTimeOffset at) => this with { State = BackupState.Cancelled, EndedAt = at };

    internal Backup Expire(DateTimeOffset at) => this with { State = BackupState.Expired, ExpiresAt = at < ExpiresAt ? at : ExpiresAt };

    internal Backup Fail(Fault fault, DateTimeOffset at) =>
        this with { State = BackupState.Failed, EndedAt = at, Fault = fault };
}
