using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>One of the <see cref="FairSlots"/>, in the hands of one backup or export. Not for several threads at a time.</summary>
internal sealed class Slot(FairSlots slots, TenantId tenant, string database, TimeSpan turn, TimeProvider time) : IDisposable
{
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private long since;
    private Hold hold;

    private enum Hold
    {
        None,
        Slot,
        Database,
    }

    public async Task TakeAsync(bool isAwaited, CancellationToken cancellationToken)
    {
        await slots.EnterAsync(tenant, database, isAwaited, cancellationToken);
        Begin();
    }

    /// <summary>Once the turn is over and somebody waits, lets go of the slot and waits for the next one. Cheap, to be called often.</summary>
    public ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        if (hold is not Hold.Slot) return ValueTask.FromCanceled(cancellationToken);
        var held = time.GetElapsedTime(since);
        if (held < turn) return ValueTask.CompletedTask;
        if (slots.IsWanted) return new ValueTask(PassOnAsync(held, cancellationToken));
        // Time that nobody else wanted does not count.
        since = time.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// What is read, whenever it comes. Where that takes longer than a turn, the slot is somebody else's meanwhile: a database that has fallen
    /// silent must not keep the others waiting. It is still read, and counts as that.
    /// </summary>
    public ValueTask<T> ReadAsync<T>(ValueTask<T> read, CancellationToken cancellationToken) =>
        read.IsCompleted ? read : new ValueTask<T>(LendAsync(read.AsTask(), cancellationToken));

    /// <inheritdoc cref="ReadAsync{T}(ValueTask{T}, CancellationToken)"/>
    public ValueTask<T> ReadAsync<T>(Task<T> read, CancellationToken cancellationToken) => ReadAsync(new ValueTask<T>(read), cancellationToken);

    public void Dispose()
    {
        if (hold is Hold.Slot) slots.Leave(tenant, database, time.GetElapsedTime(since));
        else if (hold is Hold.Database) slots.EndRest(database);
        hold = Hold.None;
    }

    private async Task PassOnAsync(TimeSpan held, CancellationToken cancellationToken)
    {
        // Whoever is cancelled while waiting has nothing to give back.
        hold = Hold.None;
        await slots.ReenterAsync(tenant, database, held, cancellationToken);
        Begin();
    }

    private async Task<T> LendAsync<T>(Task<T> read, CancellationToken cancellationToken)
    {
        await ((Task)read).WaitAsync(turn, time, CancellationToken.None).ConfigureAwait(Quietly);
        if (read.IsCompleted || hold is not Hold.Slot) return await read;

        slots.Rest(tenant, time.GetElapsedTime(since));
        hold = Hold.Database;
        await ((Task)read).ConfigureAwait(Quietly);
        hold = Hold.None;
        var resumed = slots.ResumeAsync(tenant, database, cancellationToken);
        await resumed.ConfigureAwait(Quietly);
        // What was read may have to be closed: whoever is cancelled is told so at the next step. Whose read has failed may go on with another.
        if (resumed.IsCompletedSuccessfully) Begin();
        return await read;
    }

    private void Begin() => (hold, since) = (Hold.Slot, time.GetTimestamp());
}
