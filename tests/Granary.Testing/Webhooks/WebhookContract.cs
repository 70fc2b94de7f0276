using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Webhooks;

/// <summary>What every <see cref="IWebhook"/> promises. A class of tests for each inherits it.</summary>
public abstract class WebhookContract
{
    protected static readonly TenantId Acme = new("eu", "acme");
    private static readonly Actor Sophia = new(ActorKind.Person, "sophia", "Sophia Isha");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One that wants to be told of everything.</summary>
    protected abstract IWebhook Webhook { get; }

    /// <summary>The ids of what has arrived, in the order in which it did.</summary>
    protected abstract IEnumerable<string> Arrived { get; }

    /// <summary>The next message does not arrive.</summary>
    protected abstract void FailNext();

    public static WebhookMessage Message(long number = 1, WebhookKind kind = WebhookKind.BackupReady, string? detail = null) =>
        new(number, new DateTimeOffset(2026, 11, 29, 10, 30, 0, TimeSpan.FromHours(1)), kind, Sophia, new BackupId(7), new OrderNumber(3), detail);

    [Fact]
    public async Task What_is_sent_has_arrived_in_that_order()
    {
        for (var number = 1; number <= 3; number++) await Webhook.SendAsync(Acme, Message(number), Token);

        Assert.Equal([Message(1).IdOf(Acme), Message(2).IdOf(Acme), Message(3).IdOf(Acme)], Arrived);
    }

    [Fact]
    public async Task What_has_not_arrived_says_that_it_is_to_be_sent_again_and_then_has_the_same_id()
    {
        FailNext();

        await Assert.ThrowsAsync<TransientException>(() => Webhook.SendAsync(Acme, Message(), Token));
        await Webhook.SendAsync(Acme, Message(), Token);
        await Webhook.SendAsync(Acme, Message(), Token);

        Assert.Equal([Message().IdOf(Acme), Message().IdOf(Acme)], Arrived);
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_any_more_need_not()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Webhook.SendAsync(Acme, Message(), new CancellationToken(canceled: true)));

        Assert.Empty(Arrived);
    }

    [Fact]
    public void Every_kind_is_wanted_where_none_is_named() => Assert.All(Enum.GetValues<WebhookKind>(), kind => Assert.True(Webhook.Wants(kind)));
}
