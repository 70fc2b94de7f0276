using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Localisation;
using Granary.Web.Notifications;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Granary.Web.Api.Notifications;

/// <summary>One program's ear: each notification once, in order, from where it stopped listening.</summary>
internal sealed class NotificationStream(TenantFeed feed, TimeProvider time, IOptions<ApiOptions> options, IHostApplicationLifetime lifetime, IStringLocalizer<Texts> texts)
{
    // Proxies take a connection that is silent for a minute for dead.
    public static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan OpenAgainAfter = TimeSpan.FromSeconds(2);

    /// <param name="after">The number of the notification that was heard last; null to hear only what is new.</param>
    public async IAsyncEnumerable<SseItem<NotificationResource?>> FollowAsync(TenantCaller caller, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.StreamLength, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token, lifetime.ApplicationStopping);
        // Each look has all that there is: of several that were not taken in yet, the last will do.
        var looks = Channel.CreateBounded<NotificationList>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var membership = feed.Join(caller.Tenant, caller.Reader, news =>
        {
            looks.Writer.TryWrite(news.Notifications);
            return Task.CompletedTask;
        });

        var last = after;
        var isFirst = true;
        while (!ending.IsCancellationRequested)
        {
            var list = await NextAsync(looks.Reader, ending.Token);
            if (list is not null)
            {
                var heard = last ?? list.Last;
                foreach (var fresh in list.Newest.Where(notification => notification.Number > heard).OrderBy(notification => notification.Number))
                    yield return Tell(fresh, caller.Reader);
                last = Math.Max(heard, list.Last);
            }
            // The first one comes after the first look: whoever hears it misses nothing from there on.
            if ((list is null || isFirst) && !ending.IsCancellationRequested) yield return Ping();
            isFirst = false;
        }
    }

    // Null when it is time for a ping, or to end.
    private async Task<NotificationList?> NextAsync(ChannelReader<NotificationList> looks, CancellationToken ending)
    {
        using var ping = new CancellationTokenSource(PingEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, ping.Token);
        try
        {
            return await looks.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private SseItem<NotificationResource?> Tell(Notification notification, string reader) => new(NotificationResource.Of(notification, reader, texts), "notification")
    {
        EventId = notification.Number.ToString(CultureInfo.InvariantCulture),
    };

    private static SseItem<NotificationResource?> Ping() => new(null, "ping") { ReconnectionInterval = OpenAgainAfter };
}
