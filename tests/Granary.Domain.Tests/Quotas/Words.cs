using System.Globalization;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>Decisions, lines and forecasts as text: complete, so that what is not in the text is not decided.</summary>
internal static class Words
{
    public static string Of(QuotaDecision decision) => decision switch
    {
        QuotaDecision.Allowed { Take: var take } => Of(take),
        QuotaDecision.Refused { Refusal: var refusal } => string.Create(CultureInfo.InvariantCulture,
            $"refused {refusal.Reason} aside={Days(refusal.SetAsideFor)} unitfor={Day(refusal.UnitSetAsideFor)} units={refusal.UnitsNeeded} subscription={Flag(refusal.SubscriptionHelps)} from={Day(refusal.CoveredFrom)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    public static string Of(QuotaTake take) => $"{take.Kind} {take.Month}" + (take.Week is { } week ? $" {Day(week)}" : "");

    public static string Of(QuotaLine line) => string.Create(CultureInfo.InvariantCulture,
        $"line {line.Month} free={line.FreeLeft}/{line.Allowance} inuse={line.FreeInUse} aside={Days(line.SetAsideFor)} ondemand={line.FreeForOnDemand()}+{line.UnitsForOnDemand()} units={line.UnitsLeft} unitsinuse={line.UnitsInUse} unitfor={Day(line.UnitSetAsideFor)} unitsaside={line.UnitsSetAside()} paid={line.PaidUntil?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture) ?? "-"} renews={Flag(line.Renews)}");

    public static string Of(QuotaForecast forecast) => string.Join(' ', ["forecast", .. forecast.Runs.Select(Of), .. forecast.Months.Select(Of)]);

    private static string Of(ForecastRun run) => $"{Day(run.Due.Day)}:{run.Take?.Kind.ToString() ?? "skipped/" + run.Skipped}{(run.AfterRenewal ? "/renewed" : "")}";

    private static string Of(ForecastMonth month) => string.Create(CultureInfo.InvariantCulture,
        $"{month.Month}={month.Runs}runs,{month.Free}free,{month.Covered}covered,{month.Units}units,{month.Subscription}subscription,{month.Skipped}skipped,{month.FreeForOnDemand}left");

    private static string Days(IEnumerable<DateOnly> days) => days.Select(day => Day(day)).ToList() is { Count: > 0 } some ? string.Join(',', some) : "-";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    private static string Flag(bool flag) => flag ? "yes" : "no";
}
