using System.Text.Json;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Granary.Domain.Tests.Scheduling;

/// <summary>What is stored reads back: the texts below are what earlier versions have written.</summary>
public sealed class StoredFormTests
{
    private static readonly DateTimeOffset SavedAt = new(2026, 11, 23, 10, 42, 0, TimeSpan.Zero);

    private static readonly Occurrence Run = new(
        new OccurrenceId(new TenantId("eu", "acme"), 3, new DateTime(2026, 3, 29, 2, 41, 7)),
        new DateTimeOffset(2026, 3, 29, 3, 0, 0, TimeSpan.FromHours(2)), "Europe/Paris", "2026f");

    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static TheoryData<Recurrence, string> Recurrences => new()
    {
        { new Recurrence.TwiceAMonth(DayOfWeek.Monday), """{"kind":"twiceAMonth","Weekday":"Monday"}""" },
        { new Recurrence.MonthlyByDate(31), """{"kind":"monthlyByDate","Date":31}""" },
        { new Recurrence.MonthlyByDay(WeekOfMonth.Last, DayOfWeek.Friday), """{"kind":"monthlyByDay","Week":"Last","Weekday":"Friday"}""" },
        { new Recurrence.Weekly(DayOfWeek.Sunday), """{"kind":"weekly","Weekday":"Sunday"}""" },
    };

    [Theory]
    [MemberData(nameof(Recurrences))]
    public void A_schedule_reads_back_with_each_recurrence(Recurrence recurrence, string json)
    {
        var schedule = new Schedule { Version = 7, Recurrence = recurrence, Anchor = new DateOnly(2026, 11, 30), SavedAt = SavedAt };
        var text = $$"""{"Version":7,"Recurrence":{{json}},"Anchor":"2026-11-30","SavedAt":"2026-11-23T10:42:00+00:00","StoppedAt":null}""";

        Assert.Equal(text, JsonSerializer.Serialize(schedule));
        Assert.Equal(schedule, JsonSerializer.Deserialize<Schedule>(text));
        Assert.Equal(schedule, ThroughOrleans(schedule));
        Assert.Equal(schedule.Stop(SavedAt), ThroughOrleans(schedule.Stop(SavedAt)));
    }

    [Fact]
    public void An_occurrence_reads_back()
    {
        const string Text = """{"Id":{"Tenant":{"Region":"eu","Name":"acme"},"Version":3,"Local":"2026-03-29T02:41:07"},"DueAt":"2026-03-29T03:00:00+02:00","TimeZone":"Europe/Paris","Tzdb":"2026f"}""";

        Assert.Equal(Text.Replace("+0", "\\u002B0", StringComparison.Ordinal), JsonSerializer.Serialize(Run).Replace("+0", "\\u002B0", StringComparison.Ordinal));
        Assert.Equal(Run, JsonSerializer.Deserialize<Occurrence>(Text));
        Assert.Equal(Run, ThroughOrleans(Run));
        Assert.Equal(Run.DueAt.Offset, ThroughOrleans(Run).DueAt.Offset);
    }

    [Fact]
    public void A_skipped_run_keeps_its_reason_by_name()
    {
        var skipped = new SkippedRun(Run, SkipReason.ReplacedByLater);

        Assert.EndsWith("\"Reason\":\"ReplacedByLater\"}", JsonSerializer.Serialize(skipped), StringComparison.Ordinal);
        Assert.Equal(skipped, JsonSerializer.Deserialize<SkippedRun>(JsonSerializer.Serialize(skipped)));
        Assert.Equal(skipped, ThroughOrleans(skipped));
    }

    [Fact]
    public void A_window_reads_back()
    {
        Assert.Equal("""{"Start":"00:00:00","Length":"06:00:00"}""", JsonSerializer.Serialize(Window.Default));
        Assert.Equal(Window.Default, JsonSerializer.Deserialize<Window>("""{"Start":"00:00:00","Length":"06:00:00"}"""));
        Assert.Equal(Window.Default, ThroughOrleans(Window.Default));
    }

    private static T ThroughOrleans<T>(T value) where T : notnull
    {
        var serializer = Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }
}
