using System.Threading.Channels;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;
using Granary.Web.DataBackup;
using Granary.Web.Tests.Stand;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Web.Tests.DataBackup;

public sealed class BackupWatchTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly MemoryCache recent = new(new MemoryCacheOptions());
    private readonly Channel<BackupView?> refreshes = Channel.CreateUnbounded<BackupView?>();
    private readonly WebStand stand;
    private readonly ScriptedTenant tenant;
    private readonly IDisposable caller;
    private readonly BackupWatch watch;

    public BackupWatchTests(WebStand stand)
    {
        this.stand = stand;
        tenant = stand.TakeTenant();
        caller = Caller.Of(tenant.Profile.Id).Enter();
        watch = new BackupWatch(stand.Grains, tenant.Profile.Id, recent, time, NullLogger.Instance);
    }

    [Fact]
    public async Task Looks_every_ten_seconds_while_nothing_runs_and_notices_what_was_started_elsewhere()
    {
        await StartAsync();
        tenant.Request(time.GetUtcNow());

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(refreshes.Reader.TryPeek(out _));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull((await NextAsync())!.Overview.Open);
    }

    [Fact]
    public async Task Looks_every_second_while_a_backup_is_open_and_slows_down_when_it_has_ended()
    {
        var id = tenant.Request(time.GetUtcNow());
        await StartAsync();

        for (var second = 0; second < 3; second++)
        {
            time.Advance(BackupWatch.WhileOpen);
            Assert.NotNull((await NextAsync())!.Progress);
        }
        tenant.Tenant.Fail(id, 0, new Fault(FaultStage.Export, FaultSide.Granary, false, "x"), tenant.Terms, time.GetUtcNow());
        time.Advance(BackupWatch.WhileOpen);
        Assert.Null((await NextAsync())!.Overview.Open);

        var before = tenant.Overviews;
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(before, tenant.Overviews);
        time.Advance(TimeSpan.FromSeconds(1));
        await NextAsync();
    }

    [Fact]
    public async Task Asking_for_a_backup_shows_it_and_quickens_the_pace()
    {
        await StartAsync();

        var answer = await watch.RequestBackupAsync(PublishedBackup.Requester);

        Assert.Equal(Assert.IsType<BackupAnswer.Accepted>(answer).Id, watch.View!.Overview.Open!.Id);
        time.Advance(BackupWatch.WhileOpen);
        await NextAsync();
    }

    [Fact]
    public async Task Outage_keeps_what_was_known_and_the_next_look_recovers()
    {
        await StartAsync();
        var known = watch.View;

        tenant.Outage = new TimeoutException();
        time.Advance(BackupWatch.Otherwise);
        Assert.Same(known, await NextAsync());
        Assert.IsType<TimeoutException>(watch.Failure);

        tenant.Outage = null;
        time.Advance(BackupWatch.Otherwise);
        await NextAsync();
        Assert.Null(watch.Failure);
    }

    [Fact]
    public async Task Disposed_of_it_looks_no_more()
    {
        await StartAsync();
        await watch.DisposeAsync();
        var before = tenant.Overviews;

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(before, tenant.Overviews);
        Assert.False(refreshes.Reader.TryPeek(out _));
    }

    [Fact]
    public async Task Second_rendering_of_a_page_begins_with_what_the_first_one_showed_and_that_of_another_tenant_does_not()
    {
        await watch.RefreshAsync();

        await using var again = new BackupWatch(stand.Grains, tenant.Profile.Id, recent, time, NullLogger.Instance);
        await using var another = new BackupWatch(stand.Grains, stand.TakeTenant().Profile.Id, recent, time, NullLogger.Instance);

        Assert.Same(watch.View, again.View);
        Assert.Null(another.View);
    }

    [Fact]
    public async Task Turning_the_log_loads_that_page()
    {
        for (var i = 0; i < 25; i++) tenant.Tenant.RecordOperatorBackup(PublishedBackup.Requester, OperatorReason.Parse("Ticket 4711: a restore"), time.GetUtcNow());

        await watch.TurnLogAsync(2);

        Assert.Equal([5L, 4, 3, 2, 1], watch.View!.Log.Entries.Select(entry => entry.Number));
    }

    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        recent.Dispose();
        caller.Dispose();
    }

    private async Task StartAsync()
    {
        await watch.RefreshAsync();
        watch.Start(() => refreshes.Writer.WriteAsync(watch.View).AsTask());
    }

    private async Task<BackupView?> NextAsync() =>
        await refreshes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
