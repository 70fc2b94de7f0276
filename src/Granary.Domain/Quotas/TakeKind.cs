namespace Granary.Domain.Quotas;

/// <summary>What a backup is paid with. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.TakeKind")]
public enum TakeKind
{
    /// <summary>One of the edition's free backups of a month.</summary>
    Free,

    /// <summary>A free backup that came back after its own month had ended.</summary>
    ExtraFree,

    /// <summary>A one-time unit.</summary>
    Unit,

    /// <summary>A week of the weekly subscription.</summary>
    Subscription,

    /// <summary>Nothing: the earlier runs of the schedule in that month have paid for it.</summary>
    Covered,
}
