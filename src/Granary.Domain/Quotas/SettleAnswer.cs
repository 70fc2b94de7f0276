namespace Granary.Domain.Quotas;

/// <summary>What the end of a backup did to its quota.</summary>
[GenerateSerializer, Alias("granary.SettleAnswer")]
public enum SettleAnswer
{
    /// <summary>It is charged.</summary>
    Consumed,

    /// <summary>It failed or was cancelled: charged nothing.</summary>
    Returned,

    /// <summary>It is the first of its month in which a module is missing: charged nothing.</summary>
    ReturnedForMissingModule,

    /// <summary>It was settled before; nothing changed.</summary>
    AlreadySettled,

    /// <summary>The ledger has no such backup; nothing changed.</summary>
    Unknown,
}
