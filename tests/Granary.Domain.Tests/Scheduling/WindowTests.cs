using Granary.Domain.Scheduling;

namespace Granary.Domain.Tests.Scheduling;

public sealed class WindowTests
{
    [Fact]
    public void The_default_is_from_midnight_to_six() => Assert.Equal("00:00-06:00", Window.Default.ToString());

    [Theory]
    [InlineData("00:00", "1.00:00", "00:00-24:00")]
    [InlineData("22:15", "01:45", "22:15-24:00")]
    [InlineData("08:30", "00:15", "08:30-08:45")]
    public void A_window_lies_within_one_day(string start, string length, string text) =>
        Assert.Equal(text, new Window(TimeOnly.Parse(start, null), TimeSpan.Parse(length, null)).ToString());

    [Theory]
    [InlineData("22:15", "01:46", "A window of 01:46:00 from 22:15 passes midnight: end it at 24:00 or before.")]
    [InlineData("00:00", "00:14", "A window of 00:14:00 is too short: give it 15 minutes or more.")]
    [InlineData("00:00", "00:00", "A window of 00:00:00 is too short: give it 15 minutes or more.")]
    [InlineData("00:00", "-06:00", "A window of -06:00:00 is too short: give it 15 minutes or more.")]
    [InlineData("00:00", "06:00:01", "A window lasts whole minutes, not 06:00:01.")]
    [InlineData("00:00:01", "06:00", "A window starts at a whole minute, not at 00:00:01.0000000.")]
    public void Any_other_is_refused_with_what_to_do(string start, string length, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new Window(TimeOnly.Parse(start, null), TimeSpan.Parse(length, null))).Message, StringComparison.Ordinal);
}
