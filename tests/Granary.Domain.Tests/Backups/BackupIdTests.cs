using Granary.Domain.Backups;

namespace Granary.Domain.Tests.Backups;

public sealed class BackupIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 42, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_grow_with_time() => Assert.True(BackupId.Next(default, Now) < BackupId.Next(default, Now.AddMilliseconds(1)));

    [Fact]
    public void Ids_grow_even_where_the_clock_stands_or_runs_back()
    {
        var first = BackupId.Next(default, Now);

        Assert.True(BackupId.Next(first, Now) > first);
        Assert.True(BackupId.Next(first, Now.AddYears(-1)) > first);
    }

    [Fact]
    public void Any_json_reader_keeps_an_id_whole() => Assert.True(BackupId.Next(default, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero)).Value < 1L << 53);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1x")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("99999999999999999999")]
    public void What_is_no_positive_number_is_no_id(string? text) => Assert.False(BackupId.TryParse(text, out _));
}
