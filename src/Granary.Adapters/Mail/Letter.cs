using System.Globalization;
using System.Net;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using NodaTime;

namespace Granary.Adapters.Mail;

/// <summary>A notification in words: nothing in it comes from a tenant's rows.</summary>
internal sealed record Letter(string Subject, string Language, IReadOnlyList<string> Paragraphs, string LinkText, string Link, string Footer)
{
    public static Letter Of(TenantProfile tenant, Notification notification, Texts texts, string site)
    {
        var name = OneLine.Of(tenant.Name, tenant.Id.Name);
        var kind = notification.Kind.ToString();
        var (linkText, page) = notification.Kind.IsOfPurchase() ? ("Link.Purchases", "/setup/subscription") : ("Link", "/setup/data-backup");
        return new Letter(
            texts.Get("Subject", name, texts.Get($"{kind}.Subject")),
            texts.Culture.TwoLetterISOLanguageName,
            [Sentence(notification, texts), texts.Get($"{kind}.Then"), Moment(notification.At, tenant.TimeZone, texts)],
            texts.Get(linkText),
            site + page,
            texts.Get("Footer", name));
    }

    public string Text() => string.Join("\n\n", [.. Paragraphs, $"{LinkText}\n{Link}", $"-- \n{Footer}"]) + "\n";

    public string Html() =>
        $"""
        <!DOCTYPE html>
        <html lang="{Language}">
        <head><meta charset="utf-8"><title>{Encode(Subject)}</title></head>
        <body style="font-family: sans-serif; line-height: 1.5">
        {string.Join('\n', Paragraphs.Select(paragraph => $"<p>{Encode(paragraph)}</p>"))}
        <p><a href="{Encode(Link)}">{Encode(LinkText)}</a></p>
        <p style="color: #595959; font-size: small">{Encode(Footer)}</p>
        </body>
        </html>

        """;

    private static string Sentence(Notification notification, Texts texts) => notification.Kind switch
    {
        NotificationKind.ScheduleSaved => Rrule.Parse(notification.Detail) is RruleAnswer.Accepted { Recurrence: var recurrence }
            ? texts.Get("ScheduleSaved", Who(notification.Actor), RecurrencePhrase.Of(recurrence, texts))
            : texts.Get("ScheduleSaved.Plain", Who(notification.Actor)),
        NotificationKind.ScheduleStopped => texts.Get("ScheduleStopped", Who(notification.Actor)),
        NotificationKind.BackupReadyWithWarnings => int.TryParse(notification.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out var warnings)
            ? texts.Get(warnings == 1 ? "BackupReadyWithWarnings.One" : "BackupReadyWithWarnings", warnings)
            : texts.Get("BackupReadyWithWarnings.Plain"),
        NotificationKind.BackupSkipped => texts.Find($"Reason.{notification.Detail}") is { } reason
            ? texts.Get("BackupSkipped", reason)
            : texts.Get("BackupSkipped.Plain"),
        var kind => texts.Get(kind.ToString()),
    };

    private static string Who(Actor actor) => OneLine.Of(actor.Name, OneLine.Of(actor.Id, Actor.Granary.Name));

    private static string Moment(DateTimeOffset at, string timeZone, Texts texts)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        return texts.Get("Moment", local.ToString(texts.Get("Moment.Pattern"), texts.Culture), zone.Id);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
