using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>One of the <see cref="FairSlots"/>, in the hands of one backup or export. Not for several threads at a time.</summary>
internal sealed class Slot(FairSlots slots, TenantId tenant, string database, TimeSpan turn, TimeProvider time) : IDisposable
{
    private long since;
    private bool isHeld;

    public async Task TakeAsync(bool isAwaited, CancellationToken cancellationToken)
    {
        await slots.EnterAsync(tenant, database, isAwaited, cancellationToken);
        Begin();
    }

    /// <summary>Once the turn is over and somebody waits, lets go of the slot and waits for the next one. Cheap, to be called often.</summary>
    public ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        var held = time.GetElapsedTime(since);
        if (held < turn) return ValueTask.CompletedTask;
        if (slots.IsWanted) return new ValueTask(PassOnAsync(held, cancellationToken));
        // Time that nobody else wanted does not count.
        since = time.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (!isHeld) return;
        isHeld = false;
        slots.Leave(tenant, database, time.GetElapsedTime(since));
    }

    private async Task PassOnAsync(TimeSpan held, CancellationToken cancellationToken)
    {
        // Whoever is cancelled while waiting has nothing to give back.
        isHeld = false;
        await slots.ReenterAsync(tenant, database, held, cancellationToken);
        Begin();
    }

    private void Begin() => (isHeld, since) = (true, time.GetTimestamp());
}
