using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Backups;

/// <summary>Why a scheduled backup was skipped: it was missed, or nothing paid for it. One of the two is null.</summary>
[GenerateSerializer, Immutable, Alias("granary.SkipCause")]
public sealed record SkipCause(
    [property: Id(0)] SkipReason? Missed = null,
    [property: Id(1)] RefusalReason? Refused = null)
{
    public override string ToString() => Missed?.ToString() ?? Refused?.ToString() ?? "";
}
