namespace Granary.Domain.Backups;

/// <summary>What cancelling a backup comes to.</summary>
[GenerateSerializer, Alias("granary.CancelAnswer")]
public enum CancelAnswer
{
    /// <summary>It was queued and is not any more; its quota has come back.</summary>
    Cancelled,

    /// <summary>It was cancelled before; nothing changed.</summary>
    AlreadyCancelled,

    /// <summary>It is in progress and goes on.</summary>
    InProgress,

    /// <summary>It has ended otherwise; nothing changed.</summary>
    Ended,

    /// <summary>The tenant has no such backup.</summary>
    Unknown,
}
