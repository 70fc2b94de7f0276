namespace Granary.Domain.Tenants;

/// <summary>What an API token may do in its tenant. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.ApiScope")]
public enum ApiScope
{
    ReadBackups,

    /// <summary>Start, and cancel what is queued.</summary>
    StartBackups,
    ReadSchedule,
    WriteSchedule,
    DownloadArchives,
    ReadLog,
    ReadNotifications,
    ReadOrders,
    WriteOrders,

    /// <summary>Create tokens that may do no more than this one, list and revoke all of the tenant.</summary>
    ManageTokens,
}
