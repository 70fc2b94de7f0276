using Granary.Domain.Quotas;

namespace Granary.Domain.Backups;

/// <summary>What a request for a backup comes to.</summary>
[GenerateSerializer, Immutable, Alias("granary.BackupAnswer")]
public abstract record BackupAnswer
{
    private BackupAnswer() { }

    /// <summary>It is recorded, paid for, and starts.</summary>
    [GenerateSerializer, Immutable, Alias("granary.BackupAnswer.Accepted")]
    public sealed record Accepted([property: Id(0)] BackupId Id) : BackupAnswer;

    /// <summary>One is queued or in progress, or was requested after this was asked: nothing new was started, nothing is charged.</summary>
    [GenerateSerializer, Immutable, Alias("granary.BackupAnswer.AlreadyRunning")]
    public sealed record AlreadyRunning([property: Id(0)] BackupId Id) : BackupAnswer;

    /// <summary>Nothing pays for it.</summary>
    [GenerateSerializer, Immutable, Alias("granary.BackupAnswer.NothingLeft")]
    public sealed record NothingLeft([property: Id(0)] QuotaRefusal Refusal) : BackupAnswer;
}
