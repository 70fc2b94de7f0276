using System.Globalization;
using System.Text;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Quotas;

/// <summary>A year of every schedule on every edition, as the rules charge it: the document for customers.</summary>
internal static class YearTable
{
    private static readonly Month First = new(2027, 1);
    private static readonly Month Last = new(2027, 12);

    private static readonly (string Title, string? Schedule, bool Subscription)[] Schedules =
    [
        ("No schedule", null, false),
        ("Twice a month, on Monday", "two-weekly Monday", false),
        ("Once a month, on the 15th", "monthly 15", false),
        ("Once a month, on the first Monday", "monthly first Monday", false),
        ("Once a month, on the 31st (in a shorter month on its last day)", "monthly 31", false),
        ("Weekly, on Monday, without the weekly subscription", "weekly Monday", false),
        ("Weekly, on Monday, with the weekly subscription", "weekly Monday", true),
    ];

    private static readonly (string Title, Func<ForecastMonth, int> Value, bool Always)[] Rows =
    [
        ("Runs", month => month.Runs, true),
        ("Free", month => month.Free, false),
        ("Covered", month => month.Covered, false),
        ("Units", month => month.Units, false),
        ("By subscription", month => month.Subscription, false),
        ("Skipped", month => month.Skipped, false),
        ("Left for on-demand", month => month.FreeForOnDemand, true),
    ];

    public static string Write()
    {
        var text = new StringBuilder("""
            # What a schedule takes in 2027

            Month by month, for each edition with each schedule. "Free" counts the free backups of the month that the runs take,
            "covered" the later runs that the earlier ones of the month have paid for, "units" the one-time units (as many as needed are
            assumed to be there), "skipped" the runs that nothing pays for. What is left for on-demand are free backups; after those,
            "Download now" takes units. Every schedule is saved before the year begins, and two-weekly runs count from 4 January.
            A line that would say 0 all year is left out.


            """);
        var plans = new Plans();
        foreach (var alike in plans.Editions.GroupBy(edition => edition.Value, edition => edition.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {string.Join(", ", alike)}\n\n");
            foreach (var (title, schedule, subscription) in Schedules)
                text.Append(CultureInfo.InvariantCulture, $"### {title}\n\n{Table(Forecast(alike.Key, schedule, subscription).Months)}\n");
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static QuotaForecast Forecast(Plan plan, string? schedule, bool subscription)
    {
        var ledger = new QuotaLedger();
        ledger.SetUnits(100);
        if (subscription) ledger.Subscription = ledger.Subscription.Paid(At(First.FirstDay()).At, At(Last.Plus(1).FirstDay()).At);
        var runs = schedule is null ? null : new ScheduledRuns(
            Repeat.Parse(schedule).Rhythm, First.FirstDay(), Last.LastDay(), [.. Repeat.Parse(schedule).RunsFrom(First.FirstDay(), Last.LastDay()).Select(At)]);
        return new Quota(plan, ledger, runs).Forecast(At(First.FirstDay()), Last);
    }

    private static Moment At(DateOnly day) => new(day, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    private static string Table(IReadOnlyList<ForecastMonth> months)
    {
        var head = months.Select(month => month.Month.FirstDay().ToString("MMM", CultureInfo.InvariantCulture)).Append("2027");
        return string.Concat(
        [
            Line(head.Prepend("")),
            Line(head.Select(_ => "--:").Prepend(":--")),
            .. Rows.Where(row => row.Always || months.Any(month => row.Value(month) > 0)).Select(row => Line(months.Select(row.Value).Append(months.Sum(row.Value)).Select(count => count.ToString(CultureInfo.InvariantCulture)).Prepend(row.Title))),
        ]);
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
