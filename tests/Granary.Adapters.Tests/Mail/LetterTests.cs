using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Granary.Adapters.Mail;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Tests.Mail;

public sealed partial class LetterTests
{
    private const string Site = "https://crm.example.com";

    public static TheoryData<NotificationKind, string> Kinds => [.. from kind in Enum.GetValues<NotificationKind>() from language in new[] { "en", "fr" } select (kind, language)];

    public static TheoryData<string> Reasons => [.. Enum.GetNames<SkipReason>(), .. Enum.GetNames<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_notification_is_worded_in_both_languages(NotificationKind kind, string language)
    {
        var letter = Write(kind, null, language);

        Assert.StartsWith(language == "fr" ? "Lakeside Clinics : " : "Lakeside Clinics: ", letter.Subject);
        Assert.All(letter.Paragraphs.Append(letter.Footer).Append(letter.LinkText), text => Assert.DoesNotMatch(@"[{}]|^\s*$", text));
        Assert.Contains($"{letter.LinkText}\n{Site}/setup/", letter.Text());
        Assert.Contains($"lang=\"{language}\"", letter.Html());
    }

    [Theory]
    [InlineData(NotificationKind.BackupReady, "Open the Data Backup page:", $"{Site}/setup/data-backup")]
    [InlineData(NotificationKind.Purchased, "Open the Subscription page:", $"{Site}/setup/subscription")]
    public void The_letter_leads_to_the_page_that_has_more_of_it(NotificationKind kind, string text, string link) =>
        Assert.Equal((text, link), (Write(kind, null, "en").LinkText, Write(kind, null, "en").Link));

    [Theory]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "en", "Sophia Isha scheduled a backup every two weeks on Monday.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "fr", "Sophia Isha a planifié une sauvegarde toutes les deux semaines, le lundi.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "en", "Sophia Isha scheduled a backup every week on Sunday.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "fr", "Sophia Isha a planifié une sauvegarde chaque semaine, le dimanche.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15", "en", "Sophia Isha scheduled a backup once a month, on day 15.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15", "fr", "Sophia Isha a planifié une sauvegarde une fois par mois, le 15.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", "fr", "Sophia Isha a planifié une sauvegarde une fois par mois, le 1er.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=30", "en", "Sophia Isha scheduled a backup once a month, on day 30 or, in a shorter month, on the last day.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", "fr", "Sophia Isha a planifié une sauvegarde une fois par mois, le dernier jour.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO", "en", "Sophia Isha scheduled a backup once a month, on the first Monday.")]
    [InlineData(NotificationKind.ScheduleSaved, "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR", "fr", "Sophia Isha a planifié une sauvegarde une fois par mois, le dernier vendredi.")]
    [InlineData(NotificationKind.ScheduleSaved, "a row of somebody", "en", "Sophia Isha scheduled a backup.")]
    [InlineData(NotificationKind.ScheduleStopped, null, "fr", "Sophia Isha a arrêté les sauvegardes planifiées.")]
    [InlineData(NotificationKind.BackupReadyWithWarnings, "1", "en", "The backup of your data is ready for download, with one warning.")]
    [InlineData(NotificationKind.BackupReadyWithWarnings, "1234", "en", "The backup of your data is ready for download, with 1,234 warnings.")]
    [InlineData(NotificationKind.BackupReadyWithWarnings, "2", "fr", "La sauvegarde de vos données est prête au téléchargement, avec 2 avertissements.")]
    [InlineData(NotificationKind.BackupReadyWithWarnings, "a row of somebody", "en", "The backup of your data is ready for download, with warnings.")]
    [InlineData(NotificationKind.BackupSkipped, "SevenDaysLate", "en", "A scheduled backup was skipped: it was missed by seven days or more.")]
    [InlineData(NotificationKind.BackupSkipped, "AllUsed", "fr", "Une sauvegarde planifiée n'a pas été effectuée : les sauvegardes gratuites du mois sont utilisées, et il ne reste aucune sauvegarde unique.")]
    [InlineData(NotificationKind.BackupSkipped, "a row of somebody", "en", "A scheduled backup was skipped.")]
    public void The_sentence_is_completed_by_the_detail_that_is_known_and_by_no_other(NotificationKind kind, string? detail, string language, string sentence) =>
        Assert.Equal(sentence, Write(kind, detail, language).Paragraphs[0]);

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_of_a_skipped_run_is_worded_in_both_languages(string reason)
    {
        Assert.NotEqual(Write(NotificationKind.BackupSkipped, null, "en").Paragraphs[0], Write(NotificationKind.BackupSkipped, reason, "en").Paragraphs[0]);
        Assert.NotEqual(Write(NotificationKind.BackupSkipped, reason, "en").Paragraphs[0], Write(NotificationKind.BackupSkipped, reason, "fr").Paragraphs[0]);
    }

    [Fact]
    public void Every_recurrence_is_worded_in_both_languages()
    {
        var recurrences = Enum.GetValues<DayOfWeek>().SelectMany(day => Enum.GetValues<WeekOfMonth>().Select(Recurrence (week) => new Recurrence.MonthlyByDay(week, day))
                .Append(new Recurrence.Weekly(day)).Append(new Recurrence.TwiceAMonth(day)))
            .Concat(Enumerable.Range(1, 31).Select(date => new Recurrence.MonthlyByDate(date))).ToArray();

        foreach (var language in new[] { "en", "fr" })
            Assert.Distinct(recurrences.Select(recurrence => Write(NotificationKind.ScheduleSaved, Rrule.Format(recurrence), language).Paragraphs[0]));
    }

    [Theory]
    [InlineData("en", "Europe/Paris", "Monday, November 23, 2026 at 10:42 AM (Europe/Paris time)")]
    [InlineData("fr", "Europe/Paris", "lundi 23 novembre 2026 à 10:42 (heure de Europe/Paris)")]
    [InlineData("en", "Asia/Kathmandu", "Monday, November 23, 2026 at 3:27 PM (Asia/Kathmandu time)")]
    [InlineData("fr", "Pacific/Auckland", "lundi 23 novembre 2026 à 22:42 (heure de Pacific/Auckland)")]
    [InlineData("en", "Nowhere/Land", "Monday, November 23, 2026 at 9:42 AM (UTC time)")]
    [InlineData("de", "Europe/Paris", "Monday, November 23, 2026 at 10:42 AM (Europe/Paris time)")]
    public void The_moment_is_that_of_the_tenants_zone_which_is_named(string language, string zone, string moment) =>
        Assert.Equal(moment, Letter.Of(MailScene.Tenant with { TimeZone = zone }, MailScene.Notification(NotificationKind.BackupReady), Texts.In(language), Site).Paragraphs[^1]);

    [Fact]
    public void Names_are_escaped_in_html()
    {
        var notification = MailScene.Notification(NotificationKind.ScheduleStopped) with { Actor = new Actor(ActorKind.Person, "x", "<img src=x onerror=\"a()\">&") };

        var html = Letter.Of(MailScene.Tenant with { Name = "</title><script>" }, notification, Texts.In("en"), Site).Html();

        Assert.Contains("&lt;img src=x onerror=&quot;a()&quot;&gt;&amp; stopped", html);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
    }

    [Theory]
    [InlineData("Lakeside\r\nBcc: all@example.com", "Lakeside Bcc: all@example.com")]
    [InlineData("  a \t\u2028 b\0 ", "a b")]
    [InlineData("a\u202Egpj.exe\u2066", "agpj.exe")]
    [InlineData("\u001B[31mred", "[31mred")]
    [InlineData("=\u202E?utf-8?Q?=0D=0A?=", "= ?utf-8?Q?=0D=0A?=")]
    [InlineData("\r\n", "otherwise")]
    [InlineData("Clinique \"Zoë\" 株式会社 👩‍🌾", "Clinique \"Zoë\" 株式会社 👩‍🌾")]
    public void A_name_becomes_one_line(string name, string line) => Assert.Equal(line, OneLine.Of(name, "otherwise"));

    [Fact]
    public void A_name_of_a_megabyte_is_cut() => Assert.Equal(new string('a', 100) + "…", OneLine.Of(new string('a', 1_000_000), ""));

    [Theory]
    [InlineData("12.sophia", "eu.lakeside.12.sophia@example.com")]
    [InlineData("12.auth0|5f <x>@y\r\n", "eu.lakeside.12.auth0%7C5f%20%3Cx%3E%40y%0D%0A@example.com")]
    [InlineData("12.a..b.", "eu.lakeside.12.a.%2Eb%2E@example.com")]
    [InlineData("12.Zoë", "eu.lakeside.12.Zo%C3%AB@example.com")]
    public void A_message_id_holds_any_persons_id(string mail, string id) => Assert.Equal(id, MessageIds.Of(MailScene.Tenant.Id, mail, "example.com"));

    [Fact]
    public void A_very_long_id_of_a_person_gives_a_message_id_of_its_own()
    {
        var (one, other) = (MessageIds.Of(MailScene.Tenant.Id, new string('a', 100_000) + "1", "example.com"), MessageIds.Of(MailScene.Tenant.Id, new string('a', 100_000) + "2", "example.com"));

        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 64, 200);
    }

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        var (english, french) = (All(CultureInfo.InvariantCulture), All(CultureInfo.GetCultureInfo("fr")));

        Assert.Equal(english.Keys.Order(), french.Keys.Order());
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(french[text.Key])));
    }

    private static Letter Write(NotificationKind kind, string? detail, string language) => Letter.Of(MailScene.Tenant, MailScene.Notification(kind, detail), Texts.In(language), Site);

    private static Dictionary<string, string> All(CultureInfo culture) =>
        new ResourceManager("Granary.Adapters.Mail.Texts", typeof(Texts).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();
}
