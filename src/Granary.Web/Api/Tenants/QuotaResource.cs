using Granary.Domain.Quotas;

namespace Granary.Web.Api.Tenants;

/// <summary>What a tenant has this month.</summary>
/// <param name="Month">Such as <c>2027-03</c>, in the zone of the tenant.</param>
/// <param name="Allowance">Free backups of the month.</param>
/// <param name="FreeLeft">Those that nothing has taken, set aside ones included.</param>
/// <param name="FreeInUse">Those that an open backup has reserved.</param>
/// <param name="FreeSetAside">Those that are set aside for runs of the schedule.</param>
/// <param name="UnitsLeft">One-time units that nothing has taken, one set aside included.</param>
/// <param name="UnitsInUse">One-time units that an open backup has reserved.</param>
/// <param name="UnitsSetAside">One-time units that are set aside for the next run.</param>
/// <param name="SubscriptionPaidUntil">The end of what is paid of the weekly subscription; null without one.</param>
/// <param name="SubscriptionRenews">True when it goes on after that.</param>
internal sealed record QuotaResource(
    string Month,
    int Allowance,
    int FreeLeft,
    int FreeInUse,
    int FreeSetAside,
    long UnitsLeft,
    int UnitsInUse,
    int UnitsSetAside,
    DateTimeOffset? SubscriptionPaidUntil,
    bool SubscriptionRenews)
{
    public static QuotaResource Of(QuotaLine quota) => new(
        quota.Month.ToString(), quota.Allowance, quota.FreeLeft, quota.FreeInUse, quota.FreeSetAside(), quota.UnitsLeft, quota.UnitsInUse, quota.UnitsSetAside(), quota.PaidUntil, quota.Renews);
}
