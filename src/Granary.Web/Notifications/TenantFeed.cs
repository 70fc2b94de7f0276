using Granary.Contracts;
using Granary.Domain.Tenants;

namespace Granary.Web.Notifications;

/// <summary>
/// Brings what happens to a tenant to every page of it that this node has open: one subscription for all of them, held
/// from the first page to the last, and one question per reader. A signal may get lost, so it looks now and then besides.
/// </summary>
internal sealed partial class TenantFeed(IGrainFactory grains, ITenantSignals signals, TimeProvider time, ILogger<TenantFeed> logger) : IHostedService
{
    public static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(15);

    private readonly IGrainFactory grains = grains;
    private readonly ITenantSignals signals = signals;
    private readonly TimeProvider time = time;
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, TenantRoom> rooms = [];

    /// <summary>
    /// A page is open. It is told at once, and then again whenever there may be something new, in the context it joins in:
    /// so in its reader's language.
    /// </summary>
    /// <returns>To be disposed of when the page is closed.</returns>
    public IDisposable Join(TenantId tenant, string person, Func<TenantNews, Task> tell)
    {
        var listener = new Listener(person, tell, ExecutionContext.Capture());
        lock (gate)
        {
            if (!rooms.TryGetValue(tenant, out var room))
            {
                rooms[tenant] = room = new TenantRoom(this, tenant);
                room.Open();
            }
            room.Listeners.Add(listener);
            room.Wake();
        }
        return new Membership(() => Leave(tenant, listener));
    }

    /// <summary>Something of the tenant was changed here: its pages on this node need not wait for the signal.</summary>
    public void Look(TenantId tenant)
    {
        lock (gate)
            if (rooms.TryGetValue(tenant, out var room)) room.Signal();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>While the silo can still be told that nobody listens here any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        List<TenantRoom> open;
        lock (gate)
        {
            open = [.. rooms.Values];
            rooms.Clear();
        }
        foreach (var room in open) room.Close();
        await Task.WhenAll(open.Select(room => room.Closed)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Leave(TenantId tenant, Listener listener)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(tenant, out var room) || !room.Listeners.Remove(listener) || room.Listeners.Count > 0) return;
            rooms.Remove(tenant);
            room.Close();
        }
    }

    private List<Listener> ListenersOf(TenantRoom room)
    {
        lock (gate) return [.. room.Listeners];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This node cannot listen to the stream of {Tenant}; it looks every {Seconds} s instead, and tries again")]
    private partial void LogDeaf(TenantId tenant, double seconds, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The stream of {Tenant} has gone silent; this node subscribes to it anew")]
    private partial void LogSilent(TenantId tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notifications of {Tenant} could not be read; the next look will bring them")]
    private partial void LogUnread(TenantId tenant, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subscription to the stream of {Tenant} could not be given back")]
    private partial void LogNotLeft(TenantId tenant, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page of {Tenant} could not be told what is new")]
    private partial void LogUntold(TenantId tenant, Exception exception);

    private sealed record Listener(string Person, Func<TenantNews, Task> Tell, ExecutionContext? Context);

    private sealed class Membership(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }

    /// <summary>One tenant's open pages on this node. Its list is touched under the feed's gate alone.</summary>
    private sealed class TenantRoom(TenantFeed feed, TenantId tenant)
    {
        private readonly SemaphoreSlim wakes = new(0);
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool isClosing;
        private int signals;
        private long? newest;

        public List<Listener> Listeners { get; } = [];

        public Task Closed => closed.Task;

        // Neither in the context nor on the dispatcher of the page that happens to be the first.
        public void Open() => ThreadPool.UnsafeQueueUserWorkItem(static room => _ = room.WatchAsync(), this, preferLocal: false);

        public void Wake() => wakes.Release();

        public void Signal()
        {
            Interlocked.Increment(ref signals);
            Wake();
        }

        public void Close()
        {
            isClosing = true;
            Wake();
        }

        private async Task WatchAsync()
        {
            // Every page that listens is of somebody of this tenant.
            using var caller = Caller.Of(tenant).Enter();
            IAsyncDisposable? subscription = null;
            await using (feed.time.CreateTimer(static room => ((TenantRoom)room!).Wake(), this, Otherwise, Otherwise))
            {
                while (await NextAsync())
                {
                    subscription ??= await SubscribeAsync();
                    if (!await MissesASignalAsync() || subscription is null) continue;
                    feed.LogSilent(tenant);
                    await UnsubscribeAsync(subscription);
                    subscription = await SubscribeAsync();
                }
            }
            await UnsubscribeAsync(subscription);
            closed.SetResult();
        }

        // What was found without having been told: the stream has forgotten this node, as it does when it cannot reach it for a moment.
        private async Task<bool> MissesASignalAsync()
        {
            var isSignalled = Interlocked.Exchange(ref signals, 0) > 0;
            if (await LookAsync(isSignalled) is not { } last) return false;

            var isNew = last > newest;
            newest = last;
            return isNew && !isSignalled && Volatile.Read(ref signals) == 0;
        }

        // However often it was woken meanwhile, one look answers it all.
        private async Task<bool> NextAsync()
        {
            await wakes.WaitAsync();
            while (wakes.Wait(0))
            {
            }
            return !isClosing;
        }

        /// <returns>The number of the newest notification; null when that could not be learnt.</returns>
        private async Task<long?> LookAsync(bool isSignalled)
        {
            long? last = null;
            foreach (var reader in feed.ListenersOf(this).GroupBy(listener => listener.Person))
            {
                try
                {
                    var news = new TenantNews(await feed.grains.Tenant(tenant).GetNotifications(reader.Key), isSignalled);
                    last = Math.Max(last ?? 0, news.Notifications.Last);
                    // A page that is slow to take it in keeps no other one waiting.
                    foreach (var listener in reader) _ = TellAsync(listener, news);
                }
                // Whatever it is, the next look may succeed.
                catch (Exception exception)
                {
                    feed.LogUnread(tenant, exception);
                }
            }
            return last;
        }

        private async Task TellAsync(Listener listener, TenantNews news)
        {
            try
            {
                var told = Task.CompletedTask;
                if (listener.Context is { } context) ExecutionContext.Run(context, _ => told = listener.Tell(news), null);
                else told = listener.Tell(news);
                await told;
            }
            // Of a page that is just being closed, for one.
            catch (Exception exception)
            {
                feed.LogUntold(tenant, exception);
            }
        }

        private async Task<IAsyncDisposable?> SubscribeAsync()
        {
            try
            {
                return await feed.signals.SubscribeAsync(tenant, Signal);
            }
            catch (Exception exception)
            {
                feed.LogDeaf(tenant, Otherwise.TotalSeconds, exception);
                return null;
            }
        }

        private async Task UnsubscribeAsync(IAsyncDisposable? subscription)
        {
            try
            {
                if (subscription is not null) await subscription.DisposeAsync();
            }
            catch (Exception exception)
            {
                feed.LogNotLeft(tenant, exception);
            }
        }
    }
}
