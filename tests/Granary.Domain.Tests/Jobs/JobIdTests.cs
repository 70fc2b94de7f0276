using Granary.Domain.Backups;
using Granary.Domain.Jobs;
using Granary.Domain.Scheduling;

namespace Granary.Domain.Tests.Jobs;

public sealed class JobIdTests
{
    // Also where nobody has set the clock yet.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_795_430_520)]
    public void No_backup_has_the_number_of_a_schedule(long seconds)
    {
        var backup = JobId.Of(BackupId.Next(default, DateTimeOffset.FromUnixTimeSeconds(seconds)));
        var schedule = JobId.Of(new Schedule { Version = int.MaxValue, Recurrence = new Recurrence.Weekly(DayOfWeek.Monday), Anchor = default, SavedAt = default });

        Assert.True(backup.Value > schedule.Value);
        Assert.Equal((new BackupId(backup.Value), null), (backup.Backup, backup.Schedule));
        Assert.Equal((null, int.MaxValue), (schedule.Backup, schedule.Schedule));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("x", false)]
    [InlineData("", false)]
    public void An_id_is_a_positive_64_bit_number(string text, bool isOne)
    {
        Assert.Equal(isOne, JobId.TryParse(text, out var id));
        if (isOne) Assert.Equal(text, id.ToString());
    }
}
