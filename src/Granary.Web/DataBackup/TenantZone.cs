using System.Globalization;
using NodaTime;

namespace Granary.Web.DataBackup;

/// <summary>The time zone of a tenant: every date on its pages is a date there, written the way the reader writes dates.</summary>
internal sealed class TenantZone(string name)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? DateTimeZone.Utc;

    /// <summary>Such as <c>Europe/Paris</c>.</summary>
    public string Name => zone.Id;

    /// <summary>Short enough to stand after a time: <c>Paris</c>.</summary>
    public string City => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>Such as <c>23 Nov 2026, 10:42</c>, or <c>Nov 23, 2026, 10:42 AM</c>.</summary>
    public string DateAndTime(DateTimeOffset at, bool seconds = false) =>
        Local(at).ToString($"{DatePattern}, {(seconds ? Formats.LongTimePattern : Formats.ShortTimePattern)}", CultureInfo.CurrentCulture);

    /// <summary>With the weekday: <c>Mon 7 Dec 2026, 02:10</c>.</summary>
    public string DayAndTime(DateTimeOffset at) => $"{Day(at)}, {Time(at)}";

    /// <summary>Such as <c>Mon 7 Dec 2026</c>.</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString(WeekdayPattern, CultureInfo.CurrentCulture);

    /// <summary>Such as <c>02:10</c>.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString(Formats.ShortTimePattern, CultureInfo.CurrentCulture);

    /// <summary>Such as <c>23 Nov 2026</c>.</summary>
    public string Date(DateTimeOffset at) => Local(at).ToString(DatePattern, CultureInfo.CurrentCulture);

    /// <summary>A day that is one of this zone already.</summary>
    public static string Date(DateOnly day) => day.ToString(DatePattern, CultureInfo.CurrentCulture);

    /// <summary>For machines, and for the zone's offset at that moment.</summary>
    public string Iso(DateTimeOffset at) => At(at).ToString("uuuu-MM-dd'T'HH:mm:sso<m>", CultureInfo.InvariantCulture);

    private static DateTimeFormatInfo Formats => CultureInfo.CurrentCulture.DateTimeFormat;

    // Cultures have a long and an all-digit date; this is the one between, in the order of the culture.
    private static string DatePattern => Formats.MonthDayPattern.StartsWith('M') ? "MMM d, yyyy" : "d MMM yyyy";

    private static string WeekdayPattern => Formats.MonthDayPattern.StartsWith('M') ? $"ddd, {DatePattern}" : $"ddd {DatePattern}";

    private LocalDateTime Local(DateTimeOffset at) => At(at).LocalDateTime;

    private ZonedDateTime At(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone);
}
