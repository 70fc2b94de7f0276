using System.Globalization;
using System.Threading.Channels;
using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Notifications;
using Granary.Web.Tests.Stand;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Web.Tests.Notifications;

public sealed class TenantFeedTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly CountingSignals signals = new();
    private readonly WebStand stand;
    private readonly ScriptedTenant tenant;
    private readonly TenantFeed feed;

    public TenantFeedTests(WebStand stand)
    {
        this.stand = stand;
        tenant = stand.TakeTenant();
        feed = new TenantFeed(stand.Grains, signals, time, NullLogger<TenantFeed>.Instance);
    }

    [Fact]
    public async Task First_page_subscribes_and_the_last_one_unsubscribes()
    {
        using var first = new Page(feed, tenant, "sophia");
        await first.NextAsync();
        using var second = new Page(feed, tenant, "grace");
        await second.NextAsync();
        Assert.Equal((1, 0), (signals.Subscribed, signals.Unsubscribed));

        first.Dispose();
        Assert.Equal(0, signals.Unsubscribed);
        second.Dispose();
        second.Dispose();
        await signals.LeftAsync();
        Assert.Equal((1, 1), (signals.Subscribed, signals.Unsubscribed));

        using var third = new Page(feed, tenant, "sophia");
        await third.NextAsync();
        Assert.Equal(2, signals.Subscribed);
    }

    [Fact]
    public async Task Signal_reaches_every_page_and_asks_once_for_each_reader()
    {
        using var one = new Page(feed, tenant, "sophia");
        await one.NextAsync();
        using var other = new Page(feed, tenant, "sophia");
        await other.NextAsync();
        await one.NextAsync();
        var before = tenant.NotificationLooks;

        signals.Raise();

        Assert.True((await one.NextAsync()).IsSignalled);
        Assert.True((await other.NextAsync()).IsSignalled);
        Assert.Equal(before + 1, tenant.NotificationLooks);
    }

    [Fact]
    public async Task Without_a_stream_it_looks_now_and_then()
    {
        signals.IsThere = false;
        using var page = new Page(feed, tenant, "sophia");
        await page.NextAsync();
        tenant.Tenant.See(new Person("sophia", "Sophia", null, "en"), isAdministrator: true);
        tenant.Request(time.GetUtcNow());
        tenant.Tenant.Start(tenant.Tenant.Backups[0].Id, time.GetUtcNow());

        time.Advance(TenantFeed.Otherwise);

        var news = await page.NextAsync();
        Assert.False(news.IsSignalled);
        Assert.Single(news.Notifications.Newest);
    }

    [Fact]
    public async Task A_stream_that_has_gone_silent_is_subscribed_to_anew()
    {
        using var page = new Page(feed, tenant, "sophia");
        await page.NextAsync();
        time.Advance(TenantFeed.Otherwise);
        await page.NextAsync();
        Assert.Equal(1, signals.Subscribed);

        tenant.Tenant.See(new Person("sophia", "Sophia", null, "en"), isAdministrator: true);
        tenant.Request(time.GetUtcNow());
        tenant.Tenant.Start(tenant.Tenant.Backups[0].Id, time.GetUtcNow());
        time.Advance(TenantFeed.Otherwise);
        await page.NextAsync();
        await signals.LeftAsync();
        while (signals.Subscribed == 1) await Task.Delay(5, TestContext.Current.CancellationToken);

        signals.Raise();

        Assert.True((await page.NextAsync()).IsSignalled);
        Assert.Equal((2, 1), (signals.Subscribed, signals.Unsubscribed));
    }

    [Fact]
    public async Task Stream_that_fails_and_a_tenant_that_does_not_answer_are_tried_again()
    {
        signals.Failure = new TimeoutException();
        tenant.Outage = new TimeoutException();
        using var page = new Page(feed, tenant, "sophia");
        await signals.TriedAsync();

        signals.Failure = null;
        tenant.Outage = null;
        feed.Look(tenant.Profile.Id);

        await page.NextAsync();
        // The answer may have come by the look under way, before the next one subscribes.
        while (signals.Subscribed == 0) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(1, signals.Subscribed);
    }

    [Fact]
    public async Task Page_that_throws_keeps_no_other_one_from_hearing()
    {
        using var broken = feed.Join(tenant.Profile.Id, "sophia", _ => throw new ObjectDisposedException("page"));
        using var page = new Page(feed, tenant, "sophia");

        await page.NextAsync();
    }

    [Fact]
    public async Task Page_is_told_in_the_language_it_joined_in()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-CA");
        using var french = new Page(feed, tenant, "sophia");
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        using var english = new Page(feed, tenant, "sophia");

        await french.NextAsync();
        await english.NextAsync();

        Assert.Equal(("fr-CA", "en-GB"), (french.Culture, english.Culture));
    }

    [Fact]
    public async Task Node_that_stops_gives_back_its_subscriptions()
    {
        using var page = new Page(feed, tenant, "sophia");
        await page.NextAsync();

        await feed.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, signals.Unsubscribed);
    }

    [Fact]
    public async Task Real_stream_carries_the_signal_and_is_left_at_the_end()
    {
        var real = new TenantFeed(stand.Grains, stand.Signals, time, NullLogger<TenantFeed>.Instance);
        using var page = new Page(real, tenant, "sophia");
        await page.NextAsync();

        using (Caller.Of(tenant.Profile.Id).Enter()) await stand.Grains.Tenant(tenant.Profile.Id).SetTextMode(PublishedBackup.Requester, Domain.Backups.TextMode.Spreadsheet);

        Assert.True((await page.NextAsync()).IsSignalled);
        Assert.Equal(1, await stand.SubscriptionsAsync(tenant.Profile.Id));
        await real.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await stand.SubscriptionsAsync(tenant.Profile.Id));
    }

    public async ValueTask DisposeAsync() => await feed.StopAsync(CancellationToken.None);

    private sealed class Page : IDisposable
    {
        private readonly Channel<TenantNews> told = Channel.CreateUnbounded<TenantNews>();
        private readonly IDisposable membership;

        public Page(TenantFeed feed, ScriptedTenant tenant, string person) => membership = feed.Join(tenant.Profile.Id, person, news =>
        {
            Culture = CultureInfo.CurrentUICulture.Name;
            return told.Writer.WriteAsync(news).AsTask();
        });

        public string? Culture { get; private set; }

        public Task<TenantNews> NextAsync() => told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        public void Dispose() => membership.Dispose();
    }

    private sealed class CountingSignals : ITenantSignals
    {
        private readonly SemaphoreSlim left = new(0);
        private readonly SemaphoreSlim tried = new(0);
        private Action? raise;

        public bool IsThere { get; set; } = true;

        public Exception? Failure { get; set; }

        public int Subscribed { get; private set; }

        public int Unsubscribed { get; private set; }

        public Task<IAsyncDisposable?> SubscribeAsync(TenantId tenant, Action signalled)
        {
            tried.Release();
            if (Failure is not null) throw Failure;
            if (!IsThere) return Task.FromResult<IAsyncDisposable?>(null);
            Subscribed++;
            raise = signalled;
            return Task.FromResult<IAsyncDisposable?>(new Subscription(this));
        }

        public void Raise() => raise!();

        public Task LeftAsync() => left.WaitAsync(TimeSpan.FromSeconds(20));

        public Task TriedAsync() => tried.WaitAsync(TimeSpan.FromSeconds(20));

        private sealed class Subscription(CountingSignals signals) : IAsyncDisposable
        {
            public ValueTask DisposeAsync()
            {
                signals.Unsubscribed++;
                signals.left.Release();
                return ValueTask.CompletedTask;
            }
        }
    }
}
