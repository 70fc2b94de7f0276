using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.DataBackup;
using Granary.Web.Tests.Localisation;

namespace Granary.Web.Tests.DataBackup;

public sealed class WordsTests
{
    private static readonly TenantZone Paris = new("Europe/Paris");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    public static IEnumerable<TheoryDataRow<string, RefusalReason>> Refusals() => InBothLanguages<RefusalReason>();

    public static IEnumerable<TheoryDataRow<string, NotificationKind>> Kinds() => InBothLanguages<NotificationKind>();

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "en", "every two weeks on Monday")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "fr", "toutes les deux semaines, le lundi")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "en", "every week on Sunday")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "fr", "chaque semaine, le dimanche")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", "en", "once a month on the 1st")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", "fr", "une fois par mois, le 1er")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=12", "en", "once a month on the 12th")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=22", "en", "once a month on the 22nd")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", "en", "once a month on the 31st (the last day in shorter months)")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", "fr", "une fois par mois, le 31 (le dernier jour dans les mois plus courts)")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=3TU", "en", "once a month on the third Tuesday")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR", "fr", "une fois par mois, le dernier vendredi")]
    public void Recurrence_is_said_in_words(string rrule, string language, string words)
    {
        var texts = Reader.In(language);

        Assert.Equal(words, texts.Of(((RruleAnswer.Accepted)Rrule.Parse(rrule)).Recurrence));
        Assert.Equal(words, texts.Detail(LogEvent.ScheduleSaved, rrule, Paris));
    }

    [Theory]
    [InlineData("en-GB", "15 and 29 March")]
    [InlineData("en-US", "March 15 and 29")]
    [InlineData("fr-FR", "15 et 29 mars")]
    public void Days_are_named_in_the_order_of_the_reader(string culture, string words) =>
        Assert.Equal(words, Reader.In(culture).Days([new(2027, 3, 15), new(2027, 3, 29)]));

    [Fact]
    public void Days_of_several_months_and_the_first_are_named_too()
    {
        Assert.Equal("1, 8 and 15 March and 5 April", Reader.In("en-GB").Days([new(2027, 3, 1), new(2027, 3, 8), new(2027, 3, 15), new(2027, 4, 5)]));
        Assert.Equal("1er mars", Reader.In("fr").Days([new(2027, 3, 1)]));
    }

    [Theory]
    [InlineData(LogEvent.BackupSkipped, "SevenDaysLate", "The service was not available for seven days or more after it was due.")]
    [InlineData(LogEvent.BackupSkipped, "NoUnits", "There is no one-time unit to pay for it.")]
    [InlineData(LogEvent.TextModeChanged, "Spreadsheet", "text for spreadsheets")]
    [InlineData(LogEvent.UnitsSet, "1", "1 one-time unit")]
    [InlineData(LogEvent.UnitsSet, "3", "3 one-time units")]
    [InlineData(LogEvent.SubscriptionSet, "2026-12-18T20:11:00.0000000+00:00", "18 Dec 2026, 21:11")]
    [InlineData(LogEvent.DownloadStarted, "Data_001.zip", "Data_001.zip")]
    [InlineData(LogEvent.ScheduleSaved, "FREQ=YEARLY", "FREQ=YEARLY")]
    [InlineData(LogEvent.BackupSkipped, "SomethingNew", "SomethingNew")]
    [InlineData(LogEvent.Purchased, "82.5 EUR;units=3;weekly;edition=Ultimate", "the edition Ultimate, the weekly subscription and 3 one-time units for €82.50")]
    [InlineData(LogEvent.PurchaseRefunded, "12 INR;weekly", "the weekly subscription for ₹12.00")]
    [InlineData(LogEvent.SubscriptionEnded, "2026-12-18T20:11:00.0000000+00:00", "18 Dec 2026, 21:11")]
    [InlineData(LogEvent.UnitsReduced, "2", "2 one-time units")]
    [InlineData(LogEvent.EditionDowngraded, "Standard", "Standard")]
    public void Detail_of_the_log_is_said_in_words_and_what_is_unknown_stays_as_it_is(LogEvent what, string detail, string words) =>
        Assert.Equal(words, Reader.In("en-GB").Detail(what, detail, Paris));

    [Theory, MemberData(nameof(Kinds))]
    public void Notification_is_a_whole_sentence(string language, NotificationKind kind)
    {
        var detail = kind switch
        {
            NotificationKind.ScheduleSaved => "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO",
            NotificationKind.BackupSkipped => nameof(SkipReason.CloserToNext),
            NotificationKind.BackupReadyWithWarnings => "3",
            NotificationKind.Purchased or NotificationKind.PaymentFailed or NotificationKind.PurchaseTakenBack => "42 EUR;units=3;weekly",
            _ => null,
        };

        var sentence = Reader.In(language).Of(new Notification(1, default, kind, Sophia, [], null, detail, []));

        Assert.Matches(@"^\p{Lu}.*\.$", sentence);
        Assert.DoesNotContain('{', sentence);
        Assert.DoesNotContain("FREQ", sentence, StringComparison.Ordinal);
        Assert.Equal(kind is NotificationKind.ScheduleSaved or NotificationKind.ScheduleStopped, sentence.Contains("Sophia Isha", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Refusals))]
    public void Every_refusal_says_why_whether_it_is_of_a_backup_or_of_a_schedule(string language, RefusalReason reason)
    {
        var texts = Reader.In(language);
        var refusal = new QuotaRefusal(reason, [new(2027, 3, 15)], new(2027, 3, 29), 1, SubscriptionHelps: true, new(2027, 4, 1));
        var quota = new QuotaLine(new(2027, 3), 2, 0, 0, [], 0, 0, null, null, false);

        Assert.All([texts.WhyNotNow(refusal, quota), texts.WhyNotScheduled(refusal)], sentence => Assert.Matches(@"^[\p{Lu}0-9].*\.$", sentence));
        Assert.Equal(3, texts.Helps(refusal, forSchedule: true).Count());
        Assert.Equal(3, texts.Helps(refusal, forSchedule: false).Count());
    }

    [Theory]
    [InlineData("en-GB", "2 free backups are set aside for 15 and 29 March.", "1 one-time unit more would pay for a backup now.", "From 1 Apr 2027 on there is a free backup again.")]
    [InlineData("fr-FR", "2 sauvegardes gratuites sont mises de côté pour les 15 et 29 mars.", "1 sauvegarde unique de plus paierait une sauvegarde immédiate.", "À partir du 1 avr. 2027, une sauvegarde gratuite est de nouveau disponible.")]
    public void Refused_backup_names_the_numbers_and_the_dates(string culture, string why, string units, string later)
    {
        var texts = Reader.In(culture);
        var refusal = new QuotaRefusal(RefusalReason.SetAside, [new(2027, 3, 15), new(2027, 3, 29)], null, 1, false, new(2027, 4, 1));

        Assert.Equal(why, texts.WhyNotNow(refusal, new QuotaLine(new(2027, 3), 2, 2, 0, refusal.SetAsideFor, 0, 0, null, null, false)).Plain());
        Assert.Equal([units, later], texts.Helps(refusal, forSchedule: false).Select(Reader.Plain));
    }

    [Fact]
    public void Every_skip_cause_is_said_in_words()
    {
        var texts = Reader.In("fr");

        foreach (var missed in Enum.GetValues<SkipReason>()) Assert.NotEmpty(texts.Of(new SkipCause(Missed: missed)));
        foreach (var refused in Enum.GetValues<RefusalReason>()) Assert.NotEmpty(texts.Of(new SkipCause(Refused: refused)));
    }

    [Fact]
    public void Every_event_of_the_log_is_found_under_one_topic()
    {
        var topics = Enum.GetValues<LogTopic>().SelectMany(LogTopics.Of);

        Assert.Equal(Enum.GetValues<LogEvent>().Order(), topics.Order());
        Assert.Empty(LogTopics.Of(LogTopic.All));
    }

    [Fact]
    public void Choice_gives_back_every_recurrence_it_was_filled_with()
    {
        foreach (var rrule in new[] { "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR" })
            Assert.Equal(rrule, Rrule.Format(ScheduleDraft.Of(((RruleAnswer.Accepted)Rrule.Parse(rrule)).Recurrence).Recurrence!));
        Assert.Null(ScheduleDraft.Of(null).Recurrence);
    }

    [Theory, InlineData("en-US", DayOfWeek.Sunday), InlineData("fr-FR", DayOfWeek.Monday)]
    public void Weekdays_begin_as_the_readers_weeks_do(string culture, DayOfWeek first)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.Equal(first, ScheduleDraft.Weekdays.First());
        Assert.Equal(7, ScheduleDraft.Weekdays.Distinct().Count());
    }

    private static IEnumerable<TheoryDataRow<string, T>> InBothLanguages<T>() where T : struct, Enum =>
        from language in new[] { "en", "fr" }
        from value in Enum.GetValues<T>()
        select new TheoryDataRow<string, T>(language, value);
}
