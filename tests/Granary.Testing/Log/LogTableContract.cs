using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Log;

/// <summary>What every <see cref="ILogTable"/> promises. A class of tests for each table inherits it.</summary>
public abstract class LogTableContract
{
    private static readonly TenantId Tenant = new("eu", "acme");
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 42, 7, TimeSpan.Zero);
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");
    private static readonly Actor Other = new(ActorKind.Person, "o'neil@example.com", "Zoë O'Neil \"Z\"");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract ILogTable Table { get; }

    /// <summary>A table over the same data, as another process would have it.</summary>
    protected abstract ILogTable Reopen();

    [Fact]
    public async Task A_tenant_without_entries_has_none()
    {
        Assert.Empty(await ReadAsync(Table, Tenant));
        Assert.Equal(0, await Table.CountAsync(Tenant, long.MaxValue, LogFilter.All, Token));
    }

    [Fact]
    public async Task Every_event_and_every_kind_of_actor_is_read_back_as_it_was_written()
    {
        var entries = Enum.GetValues<LogEvent>().SelectMany(_ => Enum.GetValues<ActorKind>(), (@event, kind) => (@event, kind))
            .Select((pair, index) => new LogEntry(index + 1, Start.AddTicks(index), pair.@event, new Actor(pair.kind, $"id {index}", $"Name {index}"),
                index % 2 == 0 ? new BackupId((1L << 53) - 1 - index) : null, index % 3 == 0 ? null : $"detail {index}"))
            .ToList();

        await Table.AppendAsync(Tenant, entries, Token);

        Assert.Equal(NewestFirst(entries), await ReadAsync(Reopen(), Tenant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("'); DROP TABLE ActivityLog; --")]
    [InlineData("two\r\nlines, \t and \u202Ebackwards\u202C")]
    [InlineData("Zoë, 株式会社, 👩‍🌾")]
    public async Task Any_text_comes_back_as_it_was(string text)
    {
        var entry = Entry(1) with { Actor = new Actor(ActorKind.Person, text, text), Detail = text };

        await Table.AppendAsync(Tenant, [entry], Token);

        Assert.Equal([entry], await ReadAsync(Table, Tenant));
        Assert.Equal(1, await Table.CountAsync(Tenant, long.MaxValue, new LogFilter([], text), Token));
    }

    [Fact]
    public async Task A_moment_with_an_offset_is_the_same_moment_afterwards()
    {
        var at = new DateTimeOffset(2026, 3, 29, 2, 59, 59, TimeSpan.FromHours(5.5)).AddTicks(1_234_567);

        await Table.AppendAsync(Tenant, [Entry(1) with { At = at }], Token);

        Assert.Equal(at, Assert.Single(await ReadAsync(Table, Tenant)).At);
    }

    [Fact]
    public async Task Appending_twice_is_appending_once()
    {
        await Table.AppendAsync(Tenant, Entries(1, 10), Token);
        await Table.AppendAsync(Tenant, Entries(1, 10), Token);
        await Table.AppendAsync(Tenant, Entries(6, 10), Token);

        Assert.Equal(NewestFirst(Entries(1, 15)), await ReadAsync(Table, Tenant));
        Assert.Equal(15, await Table.CountAsync(Tenant, long.MaxValue, LogFilter.All, Token));
    }

    [Fact]
    public async Task An_entry_that_is_there_stays_what_it_is()
    {
        await Table.AppendAsync(Tenant, [Entry(1)], Token);
        await Table.AppendAsync(Tenant, [Entry(1) with { Detail = "another" }], Token);

        Assert.Equal([Entry(1)], await ReadAsync(Table, Tenant));
    }

    [Fact]
    public async Task Appending_nothing_does_nothing()
    {
        await Table.AppendAsync(Tenant, [], Token);

        Assert.Empty(await ReadAsync(Table, Tenant));
    }

    [Fact]
    public async Task The_newest_come_first_in_whatever_order_they_were_appended()
    {
        await Table.AppendAsync(Tenant, Entries(21, 10), Token);
        await Table.AppendAsync(Tenant, [.. Entries(1, 20).Reverse()], Token);

        Assert.Equal(NewestFirst(Entries(1, 30)), await ReadAsync(Table, Tenant));
    }

    [Fact]
    public async Task Tenants_are_kept_apart_also_those_that_share_a_name_or_a_region()
    {
        TenantId[] tenants = [Tenant, new("us", "acme"), new("eu", "acme-2"), new("eu", "acm")];
        foreach (var (index, tenant) in tenants.Index())
            await Table.AppendAsync(tenant, [.. Entries(1, index + 1).Select(entry => entry with { Detail = tenant.ToString() })], Token);

        foreach (var (index, tenant) in tenants.Index())
        {
            Assert.Equal(index + 1, await Table.CountAsync(tenant, long.MaxValue, LogFilter.All, Token));
            Assert.All(await ReadAsync(Table, tenant), entry => Assert.Equal(tenant.ToString(), entry.Detail));
        }
    }

    public static TheoryData<LogEvent[], string?> Filters => new()
    {
        { [], null },
        { [LogEvent.BackupReady], null },
        { [LogEvent.BackupReady, LogEvent.BackupFailed, LogEvent.BackupReady], null },
        { [], "sophia" },
        { [], "o'neil@example.com" },
        { [], "Sophia" },
        { [], "nobody" },
        { [LogEvent.DownloadStarted, LogEvent.ScheduleSaved], "sophia" },
        { Enum.GetValues<LogEvent>(), "sophia" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_lets_through_what_its_rule_lets_through(LogEvent[] events, string? actor)
    {
        var filter = new LogFilter(events, actor);
        var entries = Entries(1, 200);
        var expected = NewestFirst(entries.Where(entry => entry.Number < 180 && filter.Lets(entry)));

        await Table.AppendAsync(Tenant, entries, Token);

        Assert.Equal(expected, await Table.ReadAsync(Tenant, 180, filter, 0, 1000, Token));
        Assert.Equal(expected.Count, await Table.CountAsync(Tenant, 180, filter, Token));
    }

    // In another zone than the entries, which is no other instant.
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_filter_lets_through_what_came_since_an_instant(int ticks)
    {
        var entries = Entries(1, 20);
        var filter = new LogFilter([], Since: entries[10].At.AddTicks(ticks).ToOffset(TimeSpan.FromHours(5.5)));
        var expected = NewestFirst(entries.Where(filter.Lets));

        await Table.AppendAsync(Tenant, entries, Token);

        Assert.InRange(expected.Count, 9, 10);
        Assert.Equal(expected, await Table.ReadAsync(Tenant, long.MaxValue, filter, 0, 1000, Token));
        Assert.Equal(expected.Count, await Table.CountAsync(Tenant, long.MaxValue, filter, Token));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(20, 19)]
    [InlineData(21, 20)]
    [InlineData(long.MaxValue, 20)]
    public async Task Only_entries_before_the_bound_are_seen(long before, int expected)
    {
        await Table.AppendAsync(Tenant, Entries(1, 20), Token);

        Assert.Equal(NewestFirst(Entries(1, expected)), await Table.ReadAsync(Tenant, before, LogFilter.All, 0, 100, Token));
        Assert.Equal(expected, await Table.CountAsync(Tenant, before, LogFilter.All, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task Paging_reaches_the_end_without_a_gap_or_a_repeat_while_newer_entries_arrive(int size)
    {
        const long before = 101;
        await Table.AppendAsync(Tenant, Entries(1, 100), Token);
        var seen = new List<LogEntry>();

        for (IReadOnlyList<LogEntry> page; (page = await Table.ReadAsync(Tenant, before, LogFilter.All, seen.Count, size, Token)).Count > 0;)
        {
            seen.AddRange(page);
            await Table.AppendAsync(Tenant, [Entry(100 + seen.Count)], Token);
        }

        Assert.Equal(NewestFirst(Entries(1, 100)), seen);
    }

    [Fact]
    public async Task A_page_of_nothing_and_a_page_beyond_the_end_are_empty()
    {
        await Table.AppendAsync(Tenant, Entries(1, 5), Token);

        Assert.Empty(await Table.ReadAsync(Tenant, long.MaxValue, LogFilter.All, 0, 0, Token));
        Assert.Empty(await Table.ReadAsync(Tenant, long.MaxValue, LogFilter.All, 5, 10, Token));
        Assert.Empty(await Table.ReadAsync(Tenant, long.MaxValue, LogFilter.All, int.MaxValue, int.MaxValue, Token));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, -1)]
    public async Task A_page_that_cannot_be_is_refused(int skip, int take) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Table.ReadAsync(Tenant, long.MaxValue, LogFilter.All, skip, take, Token));

    [Fact]
    public async Task Ten_thousand_entries_are_all_there()
    {
        var entries = Entries(1, 10_000);
        foreach (var part in entries.Chunk(ActivityLog.Bound)) await Table.AppendAsync(Tenant, part, Token);

        Assert.Equal(10_000, await Reopen().CountAsync(Tenant, long.MaxValue, LogFilter.All, Token));
        Assert.Equal(NewestFirst(entries), await Table.ReadAsync(Tenant, long.MaxValue, LogFilter.All, 0, int.MaxValue, Token));
        Assert.Equal(entries[24], Assert.Single(await Table.ReadAsync(Tenant, long.MaxValue, LogFilter.All, 9_975, 1, Token)));
    }

    [Fact]
    public async Task Two_who_append_the_same_entries_at_once_leave_them_once()
    {
        ILogTable[] tables = [Table, Reopen()];
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var appenders = tables.Select(async table =>
        {
            await start.Task;
            foreach (var part in Entries(1, 1000).Chunk(40)) await table.AppendAsync(Tenant, part, Token);
        }).ToArray();

        start.SetResult();
        await Task.WhenAll(appenders);

        Assert.Equal(NewestFirst(Entries(1, 1000)), await ReadAsync(Table, Tenant));
    }

    [Fact]
    public async Task An_append_that_cannot_be_finished_leaves_nothing()
    {
        var broken = Entry(40) with { Actor = Sophia with { Name = null! } };

        await Assert.ThrowsAnyAsync<Exception>(() => Table.AppendAsync(Tenant, [.. Entries(1, 39), broken, .. Entries(41, 10)], Token));

        Assert.Empty(await ReadAsync(Table, Tenant));
    }

    private static async Task<IReadOnlyList<LogEntry>> ReadAsync(ILogTable table, TenantId tenant) =>
        await table.ReadAsync(tenant, long.MaxValue, LogFilter.All, 0, int.MaxValue, Token);

    private static LogEntry[] Entries(int first, int count) => [.. Enumerable.Range(first, count).Select(number => Entry(number))];

    private static LogEntry Entry(long number)
    {
        var events = Enum.GetValues<LogEvent>();
        return new LogEntry(number, Start.AddMinutes(number), events[number % events.Length], number % 5 < 3 ? Sophia : Other,
            number % 4 == 0 ? null : new BackupId(1_000 + number), number % 7 == 0 ? null : $"detail {number}");
    }

    private static List<LogEntry> NewestFirst(IEnumerable<LogEntry> entries) => [.. entries.OrderByDescending(entry => entry.Number)];
}
