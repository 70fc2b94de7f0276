using System.Globalization;
using System.Text.RegularExpressions;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tests.Purchases;

/// <summary>
/// Payment events written short, by days: <c>c=Captured@1(1-31) r=Renewed@31(31-61) f=Refunded@40>r</c> is a month that is paid
/// on day 1, another one on day 31, and the refund of that one on day 40.
/// </summary>
internal static partial class History
{
    public static DateTimeOffset Day(int number) => new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(number);

    public static PaymentEvent[] Parse(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    public static string Days(WeeklySubscription subscription) => subscription.Periods.Count == 0
        ? "-"
        : string.Join(',', subscription.Periods.Select(period => $"{NumberOf(period.Start)}-{NumberOf(period.End)}"));

    private static PaymentEvent One(string text)
    {
        var parts = Form().Match(text);
        Assert.True(parts.Success, $"'{text}' is no payment event");
        return new PaymentEvent(
            parts.Groups["id"].Value,
            Enum.Parse<PaymentEventKind>(parts.Groups["kind"].Value),
            Day(Number("at")),
            parts.Groups["from"].Success ? new PaidPeriod(Day(Number("from")), Day(Number("to"))) : null,
            parts.Groups["of"].Success ? parts.Groups["of"].Value : null);

        int Number(string group) => int.Parse(parts.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    private static int NumberOf(DateTimeOffset instant) => (int)(instant - Day(0)).TotalDays;

    [GeneratedRegex(@"^(?<id>\w+)=(?<kind>\w+)@(?<at>\d+)(\((?<from>\d+)-(?<to>\d+)\))?(>(?<of>\w+))?$")]
    private static partial Regex Form();
}
