using Granary.Domain.Backups;
using Granary.Domain.Purchases;

namespace Granary.Domain.Tenants;

/// <summary>
/// What the vendor is still to be told, one after the other in the order in which it happened: while the first does not arrive the others
/// wait behind it, and it is tried ever more seldom.
/// </summary>
public sealed class WebhookOutbox
{
    /// <summary>What has not arrived so long after it happened is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>So many wait at most; the oldest is given up first.</summary>
    public const int Kept = 500;

    // After the first failure, the second...; then as after the last.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    /// <summary>Oldest first.</summary>
    public List<WebhookMessage> Waiting { get; init; } = [];

    /// <summary>The number of the newest one.</summary>
    public long Last { get; set; }

    /// <summary>How often in a row the vendor could not be told.</summary>
    public int Failures { get; set; }

    /// <summary>When the first is to be tried; null when there is none.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>How many were ever given up.</summary>
    public long GivenUp { get; set; }

    /// <summary>The one to send now; null when there is none, or its time has not come.</summary>
    public WebhookMessage? Due(DateTimeOffset now) => NextAt <= now ? Waiting.FirstOrDefault() : null;

    /// <summary>Forgets what the vendor does not want to be told.</summary>
    public void Keep(Func<WebhookKind, bool> wants)
    {
        Waiting.RemoveAll(message => !wants(message.Kind));
        if (Waiting.Count == 0) NextAt = null;
    }

    /// <summary>The first was sent. False when that one was known to have arrived, or was given up.</summary>
    public bool Tried(long number, bool hasArrived, DateTimeOffset now)
    {
        if (Waiting is not [var first, ..] || first.Number != number) return false;

        if (hasArrived) Waiting.RemoveAt(0);
        else GivenUp += Waiting.RemoveAll(message => message.At + GiveUpAfter <= now);
        Failures = hasArrived ? 0 : Failures + 1;
        NextAt = Waiting.Count == 0 ? null : hasArrived ? now : now + Pauses[Math.Min(Failures, Pauses.Length) - 1];
        return true;
    }

    internal void Add(DateTimeOffset at, WebhookKind kind, Actor actor, BackupId? backup = null, OrderNumber? order = null, string? detail = null)
    {
        Waiting.Add(new WebhookMessage(++Last, at, kind, actor, backup, order, detail));
        NextAt ??= at;
        if (Waiting.Count <= Kept) return;
        Waiting.RemoveAt(0);
        GivenUp++;
    }
}
