using Granary.Domain.Scheduling;

namespace Granary.Domain.Tests.Scheduling;

public sealed class RruleTests
{
    public static TheoryData<string, Recurrence> Rules => new()
    {
        { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", new Recurrence.TwiceAMonth(DayOfWeek.Monday) },
        { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", new Recurrence.TwiceAMonth(DayOfWeek.Thursday) },
        { "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15", new Recurrence.MonthlyByDate(15) },
        { "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31", new Recurrence.MonthlyByDate(31) },
        { "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO", new Recurrence.MonthlyByDay(WeekOfMonth.First, DayOfWeek.Monday) },
        { "FREQ=MONTHLY;INTERVAL=1;BYDAY=4SA", new Recurrence.MonthlyByDay(WeekOfMonth.Fourth, DayOfWeek.Saturday) },
        { "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR", new Recurrence.MonthlyByDay(WeekOfMonth.Last, DayOfWeek.Friday) },
        { "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", new Recurrence.Weekly(DayOfWeek.Sunday) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_choice_is_read_and_written_unchanged(string rule, Recurrence recurrence)
    {
        Assert.Equal(new RruleAnswer.Accepted(recurrence), Rrule.Parse(rule));
        Assert.Equal(rule, Rrule.Format(recurrence));
    }

    [Theory]
    [InlineData("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")]
    [InlineData("rrule:freq=weekly;interval=2;byday=th", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")]
    [InlineData("BYDAY=TH;INTERVAL=2;FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=05", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=5")]
    [InlineData("FREQ=MONTHLY;BYDAY=+2tu", "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU")]
    public void The_same_rule_is_understood_in_other_writings(string written, string rule) =>
        Assert.Equal(rule, Rrule.Format(Clockwork.Recurring(written)));

    [Theory]
    [InlineData(null, RruleProblem.Missing)]
    [InlineData("", RruleProblem.Missing)]
    [InlineData("RRULE:", RruleProblem.Malformed)]
    [InlineData("WEEKLY", RruleProblem.Malformed)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;", RruleProblem.Malformed)]
    [InlineData("FREQ=WEEKLY;BYDAY=", RruleProblem.Malformed)]
    [InlineData("FREQ=WEEKLY;BYDAY==MO", RruleProblem.Malformed)]
    [InlineData("RRULE:RRULE:FREQ=WEEKLY;BYDAY=MO", RruleProblem.PartUnsupported)]
    [InlineData(" FREQ=WEEKLY;BYDAY=MO", RruleProblem.PartUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO\n", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=ſU", RruleProblem.Malformed)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;COUNT=3", RruleProblem.PartUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101T000000Z", RruleProblem.PartUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;BYHOUR=3", RruleProblem.PartUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;WKST=MO", RruleProblem.PartUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", RruleProblem.PartUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", RruleProblem.PartRepeated)]
    [InlineData("BYDAY=MO", RruleProblem.FrequencyMissing)]
    [InlineData("FREQ=DAILY", RruleProblem.FrequencyUnsupported)]
    [InlineData("FREQ=YEARLY;BYMONTHDAY=1", RruleProblem.FrequencyUnsupported)]
    [InlineData("FREQ=WEEKLY;INTERVAL=0;BYDAY=MO", RruleProblem.IntervalUnsupported)]
    [InlineData("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", RruleProblem.IntervalUnsupported)]
    [InlineData("FREQ=WEEKLY;INTERVAL=52;BYDAY=MO", RruleProblem.IntervalUnsupported)]
    [InlineData("FREQ=WEEKLY;INTERVAL=-1;BYDAY=MO", RruleProblem.IntervalUnsupported)]
    [InlineData("FREQ=WEEKLY;INTERVAL=99999999999;BYDAY=MO", RruleProblem.IntervalUnsupported)]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", RruleProblem.IntervalUnsupported)]
    [InlineData("FREQ=WEEKLY", RruleProblem.DayMissing)]
    [InlineData("FREQ=MONTHLY", RruleProblem.DayMissing)]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=MO", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=5MO", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=-2MO", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=1XX", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=MONTHLY;BYDAY=1", RruleProblem.DayUnsupported)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1", RruleProblem.DateUnsupported)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=0", RruleProblem.DateUnsupported)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32", RruleProblem.DateUnsupported)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", RruleProblem.DateUnsupported)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,15", RruleProblem.DateUnsupported)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO", RruleProblem.DayAndDate)]
    public void What_a_schedule_cannot_express_is_refused_with_the_reason(string? rule, RruleProblem problem)
    {
        var refused = Assert.IsType<RruleAnswer.Refused>(Rrule.Parse(rule));

        Assert.Equal(problem, refused.Problem);
        Assert.EndsWith(".", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_not_even_looked_at() =>
        Assert.Equal(RruleProblem.Malformed, Assert.IsType<RruleAnswer.Refused>(Rrule.Parse("FREQ=WEEKLY;BYDAY=" + new string('M', 1_000_000))).Problem);
}
