using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Jobs;

/// <summary>
/// Numbers whatever backs up a tenant: a schedule by its version, or a single backup by its id. The two never meet, because ids of
/// backups begin where versions end.
/// </summary>
[GenerateSerializer, Immutable, Alias("granary.JobId")]
public readonly record struct JobId([property: Id(0)] long Value)
{
    public static JobId Of(Schedule schedule) => new(schedule.Version);

    public static JobId Of(BackupId backup) => new(backup.Value);

    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        var parsed = TenantNumber.TryParse(text, out var value);
        id = new JobId(value);
        return parsed;
    }

    /// <summary>The version of the schedule; null when it is a backup.</summary>
    public int? Schedule => Value < TenantNumber.Least ? (int)Value : null;

    /// <summary>The backup; null when it is a schedule.</summary>
    public BackupId? Backup => Value < TenantNumber.Least ? null : new BackupId(Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
