using Granary.Domain.Quotas;
using Granary.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace Granary.Web.DataBackup;

/// <summary>Why nothing pays for a backup, in numbers and dates, and what would help.</summary>
internal static class RefusalWords
{
    /// <summary>Of "download now".</summary>
    public static string WhyNotNow(this IStringLocalizer<Texts> texts, QuotaRefusal refusal, QuotaLine quota) => refusal switch
    {
        { Reason: RefusalReason.SetAside, SetAsideFor: { Count: > 0 } days } => texts.Count("NotNow.SetAside", days.Count, texts.Days(days)),
        { Reason: RefusalReason.UnitSetAside, UnitSetAsideFor: { } day } => texts["NotNow.UnitSetAside", texts.Days([day])],
        { Reason: RefusalReason.AllUsed } => texts.Count("NotNow.AllUsed", quota.Allowance, Words.MonthName(quota.Month)),
        { Reason: RefusalReason.NoUnits } => texts["NotNow.NoUnits"],
        _ => texts.Of(refusal.Reason),
    };

    /// <summary>Of a schedule: its first run.</summary>
    public static string WhyNotScheduled(this IStringLocalizer<Texts> texts, QuotaRefusal refusal) => refusal.Reason switch
    {
        RefusalReason.NoSubscription => texts["NotCovered.NoSubscription"],
        RefusalReason.NoUnits => texts["NotCovered.NoUnits"],
        RefusalReason.AllUsed => texts["NotCovered.AllUsed"],
        _ => texts.Of(refusal.Reason),
    };

    /// <summary>One sentence for each thing that would pay for it.</summary>
    /// <param name="forSchedule">True for a schedule, false for a backup now.</param>
    public static IEnumerable<string> Helps(this IStringLocalizer<Texts> texts, QuotaRefusal refusal, bool forSchedule)
    {
        if (refusal.UnitsNeeded > 0)
            yield return texts.Count(forSchedule ? "Helps.UnitsForRun" : "Helps.UnitsForNow", refusal.UnitsNeeded);
        if (refusal.SubscriptionHelps)
            yield return texts[forSchedule ? "Helps.SubscriptionForRun" : "Helps.SubscriptionForNow"];
        if (refusal.CoveredFrom is { } from)
            yield return texts[forSchedule ? "Helps.LaterForRun" : "Helps.LaterForNow", TenantZone.Date(from)];
    }
}
