using Granary.Domain.Scheduling;

namespace Granary.Domain.Tests.Scheduling;

public sealed class RecurrenceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(-1)]
    public void A_date_is_1_to_31(int date) =>
        Assert.StartsWith("A date of the month is 1 to 31.", Assert.Throws<ArgumentOutOfRangeException>(() => new Recurrence.MonthlyByDate(date)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-2)]
    public void A_weekday_of_the_month_is_the_first_to_fourth_or_the_last(int week) =>
        Assert.StartsWith("A weekday of the month is the first to fourth, or the last.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Recurrence.MonthlyByDay((WeekOfMonth)week, DayOfWeek.Monday)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void A_weekday_is_one_of_seven(int weekday)
    {
        var day = (DayOfWeek)weekday;
        Func<Recurrence>[] choices = [() => new Recurrence.Weekly(day), () => new Recurrence.TwiceAMonth(day), () => new Recurrence.MonthlyByDay(WeekOfMonth.First, day)];

        Assert.All(choices, choice => Assert.StartsWith("A weekday is one of Sunday to Saturday.", Assert.Throws<ArgumentOutOfRangeException>(choice).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_are_equal_when_they_choose_the_same_days()
    {
        Assert.Equal<Recurrence>(new Recurrence.Weekly(DayOfWeek.Monday), new Recurrence.Weekly(DayOfWeek.Monday));
        Assert.NotEqual<Recurrence>(new Recurrence.Weekly(DayOfWeek.Monday), new Recurrence.Weekly(DayOfWeek.Tuesday));
        Assert.NotEqual<Recurrence>(new Recurrence.Weekly(DayOfWeek.Monday), new Recurrence.TwiceAMonth(DayOfWeek.Monday));
    }
}
