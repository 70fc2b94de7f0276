namespace Granary.Domain.Backups;

/// <summary>What asked for a backup. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.BackupOrigin")]
public enum BackupOrigin
{
    /// <summary>Somebody: with "Download now", by the API, or the vendor for the tenant.</summary>
    OnDemand,

    /// <summary>An occurrence of the schedule.</summary>
    Scheduled,

    /// <summary>The backup that the demo takes by itself at its first start.</summary>
    FirstStart,
}
