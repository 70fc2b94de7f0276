using Granary.Domain.Ports;

namespace Granary.Grains;

/// <summary>What a backup's grain must not forget while the backup runs. Cleared when it has ended.</summary>
[GenerateSerializer, Alias("granary.BackupRun")]
internal sealed class BackupRun
{
    /// <summary>The number of the attempt: given by the tenant, and stored, before an attempt does anything.</summary>
    [Id(0)] public int Epoch { get; set; }

    /// <summary>Attempts that failed. Crashes do not count, nor what was waited for.</summary>
    [Id(1)] public int Failures { get; set; }

    /// <summary>The data that is exported; null until it is taken and its plan is stored.</summary>
    [Id(2)] public SnapshotReference? Snapshot { get; set; }

    /// <summary>The attempt that took the snapshot.</summary>
    [Id(3)] public int SnapshotEpoch { get; set; }

    /// <summary>Since when the CRM gives no snapshot; null while it does.</summary>
    [Id(4)] public DateTimeOffset? CrmAwaySince { get; set; }

    /// <summary>Attempts that were begun since the last one that came to an end: silos ended with the others.</summary>
    [Id(5)] public int Begun { get; set; }
}
