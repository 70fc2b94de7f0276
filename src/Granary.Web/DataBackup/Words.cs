using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Localisation;
using Granary.Web.Subscription;
using Microsoft.Extensions.Localization;

namespace Granary.Web.DataBackup;

/// <summary>The domain's values as the reader says them.</summary>
internal static class Words
{
    private const int ShortestMonth = 28;

    private static DateTimeFormatInfo Formats => CultureInfo.CurrentCulture.DateTimeFormat;

    /// <summary>As part of a sentence: "every two weeks on Monday".</summary>
    public static string Of(this IStringLocalizer<Texts> texts, Recurrence recurrence) => recurrence switch
    {
        Recurrence.TwiceAMonth { Weekday: var weekday } => texts["Recurrence.TwiceAMonth", Weekday(weekday)],
        Recurrence.MonthlyByDate { Date: var date } => texts[date > ShortestMonth ? "Recurrence.MonthlyByLateDate" : "Recurrence.MonthlyByDate", texts.OrdinalDate(date)],
        Recurrence.MonthlyByDay { Week: var week, Weekday: var weekday } => texts["Recurrence.MonthlyByDay", texts.Of(week), Weekday(weekday)],
        Recurrence.Weekly { Weekday: var weekday } => texts["Recurrence.Weekly", Weekday(weekday)],
        _ => Rrule.Format(recurrence),
    };

    /// <summary>Why a run was skipped, as a sentence.</summary>
    public static string Of(this IStringLocalizer<Texts> texts, SkipCause cause) => cause switch
    {
        { Missed: { } missed } => texts.Of(missed),
        { Refused: { } refused } => texts.Of(refused),
        _ => "",
    };

    /// <summary>What completes the sentence of a log entry; the stored detail where that is for people already.</summary>
    public static string? Detail(this IStringLocalizer<Texts> texts, LogEvent what, string? detail, TenantZone zone) => what switch
    {
        LogEvent.ScheduleSaved => texts.Rule(detail),
        LogEvent.BackupSkipped => texts.SkipDetail(detail),
        LogEvent.TextModeChanged when Enum.TryParse<TextMode>(detail, out var mode) => texts.Of(mode),
        LogEvent.UnitsSet or LogEvent.UnitsReduced when long.TryParse(detail, CultureInfo.InvariantCulture, out var units) => texts.Count("Units", units),
        LogEvent.SubscriptionSet or LogEvent.SubscriptionRenewed or LogEvent.SubscriptionRenewalFailed or LogEvent.SubscriptionEnded or LogEvent.SubscriptionResumed
            when DateTimeOffset.TryParse(detail, CultureInfo.InvariantCulture, out var end) => zone.DateAndTime(end),
        LogEvent.Purchased or LogEvent.PaymentFailed or LogEvent.PurchaseRefunded or LogEvent.PurchaseDisputed or LogEvent.DisputeWon when detail is not null =>
            texts.WithPrice(PurchaseSummary.Parse(detail)),
        LogEvent.EditionDowngraded when detail is not null => texts.NameOf(detail),
        LogEvent.OperatorTookBackup when detail is null => texts["Log.NoReason"],
        _ => detail,
    };

    /// <summary>A notification as one sentence.</summary>
    public static string Of(this IStringLocalizer<Texts> texts, Notification notification)
    {
        var actor = texts.Of(notification.Actor.Kind, notification.Actor.Name);
        var detail = notification.Kind switch
        {
            NotificationKind.ScheduleSaved => texts.Rule(notification.Detail),
            NotificationKind.BackupSkipped => texts.SkipDetail(notification.Detail),
            NotificationKind.Purchased or NotificationKind.PaymentFailed or NotificationKind.PurchaseTakenBack when notification.Detail is { } summary =>
                texts.WithPrice(PurchaseSummary.Parse(summary)),
            _ => notification.Detail,
        };
        return texts.Of(notification.Kind, actor, detail ?? "");
    }

    /// <summary>"15 and 29 March", "March 15 and 29".</summary>
    public static string Days(this IStringLocalizer<Texts> texts, IReadOnlyList<DateOnly> days) =>
        texts.List([.. days.GroupBy(Month.Of).Select(month => texts.DaysOfMonth(month.Key, [.. month]))]);

    /// <summary>"a, b and c".</summary>
    public static string List(this IStringLocalizer<Texts> texts, IReadOnlyList<string> items) => items switch
    {
        [] => "",
        [var only] => only,
        [.., var last] => texts["List.And", string.Join(", ", items.SkipLast(1)), last],
    };

    public static string Weekday(DayOfWeek weekday) => Formats.GetDayName(weekday);

    public static string MonthName(Month month) => Formats.GetMonthName(month.Number);

    /// <summary>"15th", "1er".</summary>
    public static string OrdinalDate(this IStringLocalizer<Texts> texts, int date) => (date % 10, date / 10) switch
    {
        (1, 0) => texts["Ordinal.First", date],
        (1, not 1) => texts["Ordinal.One", date],
        (2, not 1) => texts["Ordinal.Two", date],
        (3, not 1) => texts["Ordinal.Three", date],
        _ => texts["Ordinal.Other", date],
    };

    /// <summary>To begin a sentence with.</summary>
    public static string Capitalised(this string text) =>
        text.Length == 0 ? text : string.Concat(text[..1].ToUpper(CultureInfo.CurrentCulture), text[1..]);

    private static string DaysOfMonth(this IStringLocalizer<Texts> texts, Month month, IReadOnlyList<DateOnly> days)
    {
        var numbers = texts.List([.. days.Select(day => texts.Day(day.Day))]);
        return Formats.MonthDayPattern.StartsWith('M') ? $"{MonthName(month)} {numbers}" : $"{numbers} {MonthName(month)}";
    }

    // French says "1er mars", and "2 mars".
    private static string Day(this IStringLocalizer<Texts> texts, int day) =>
        day == 1 ? texts["Day.First"] : day.ToString(CultureInfo.CurrentCulture);

    private static string Rule(this IStringLocalizer<Texts> texts, string? rrule) =>
        Rrule.Parse(rrule) is RruleAnswer.Accepted { Recurrence: var recurrence } ? texts.Of(recurrence) : rrule ?? "";

    private static string SkipDetail(this IStringLocalizer<Texts> texts, string? name) =>
        Enum.TryParse<SkipReason>(name, out var missed) ? texts.Of(missed)
        : Enum.TryParse<RefusalReason>(name, out var refused) ? texts.Of(refused)
        : name ?? "";
}
