using Granary.Domain.Quotas;

namespace Granary.Web.Api.Tenants;

/// <summary>Why nothing pays for a backup, and what would help.</summary>
/// <param name="Reason">Why.</param>
/// <param name="SetAsideFor">The days of the runs that free backups are set aside for.</param>
/// <param name="UnitsNeeded">How many one-time units more would pay for it; 0 when units do not help.</param>
/// <param name="SubscriptionHelps">True when the weekly subscription would.</param>
/// <param name="CoveredFrom">The first later day that is paid for as things are; null when none is known.</param>
internal sealed record RefusalResource(RefusalReason Reason, IReadOnlyList<DateOnly> SetAsideFor, long UnitsNeeded, bool SubscriptionHelps, DateOnly? CoveredFrom)
{
    public static RefusalResource Of(QuotaRefusal refusal) => new(refusal.Reason, refusal.SetAsideFor, refusal.UnitsNeeded, refusal.SubscriptionHelps, refusal.CoveredFrom);
}
