using Granary.Domain.Tenants;

namespace Granary.Grains;

/// <summary>
/// So many may work on this silo at once, and so many of them with one database and for one tenant. Of those who wait, the one is called whose tenant
/// has had the least time so far. Time that nobody else wanted is not held against a tenant, nor can any be saved up: whoever
/// comes starts from where those are who are being called. Before all of them goes what somebody waits for.
/// </summary>
/// <param name="turn">
/// How long a slot may be kept while others wait: see <see cref="Slot.PassOnAsync"/>. Zero: to the end, and no time is counted, so that
/// they are called in the order in which they came.
/// </param>
internal sealed class FairSlots(int inAll, int perDatabase, int perTenant, TimeSpan turn, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiting = [];
    private readonly Dictionary<TenantId, TimeSpan> had = [];
    private readonly Tally<string> busy = new();
    private readonly Tally<TenantId> running = new();
    private TimeSpan called;
    private int taken;

    /// <param name="database">As <see cref="Domain.Ports.ICrmSource.DatabaseOfAsync"/> names it.</param>
    /// <param name="isAwaited">Whether somebody waits for it.</param>
    public async Task<Slot> TakeAsync(TenantId tenant, string database, bool isAwaited, CancellationToken cancellationToken)
    {
        var slot = new Slot(this, tenant, database, turn, time);
        await slot.TakeAsync(isAwaited, cancellationToken);
        return slot;
    }

    public bool IsWanted => Waiting > 0;

    public int Waiting
    {
        get
        {
            lock (gate) return waiting.Count;
        }
    }

    public int Taken
    {
        get
        {
            lock (gate) return taken;
        }
    }

    public int Limit => inAll;

    public async Task EnterAsync(TenantId tenant, string database, bool isAwaited, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (gate)
        {
            waiter = Queue(tenant, database, isAwaited);
            Call();
        }
        await WaitAsync(waiter, cancellationToken);
    }

    public void Leave(TenantId tenant, string database, TimeSpan held)
    {
        lock (gate)
        {
            Return(tenant, held);
            busy.Remove(database);
            Call();
        }
    }

    /// <summary>Leaves the slot to somebody else, and goes on counting as one of those who work with the database.</summary>
    public void Rest(TenantId tenant, TimeSpan held)
    {
        lock (gate)
        {
            Return(tenant, held);
            Call();
        }
    }

    /// <summary>Queues for a slot after a rest.</summary>
    public async Task ResumeAsync(TenantId tenant, string database, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (gate)
        {
            waiter = Queue(tenant, database, isAwaited: false, isResting: true);
            Call();
        }
        await WaitAsync(waiter, cancellationToken);
    }

    /// <summary>Leaves without having had a slot again.</summary>
    public void EndRest(string database)
    {
        lock (gate)
        {
            busy.Remove(database);
            Call();
        }
    }

    /// <summary>Queues again before anybody is called, so that whoever passes on competes with those who wait.</summary>
    public async Task ReenterAsync(TenantId tenant, string database, TimeSpan held, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (gate)
        {
            Return(tenant, held);
            busy.Remove(database);
            waiter = Queue(tenant, database, isAwaited: false);
            Call();
        }
        await WaitAsync(waiter, cancellationToken);
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => Withdraw(waiter, cancellationToken), null);
        await waiter.Called.Task;
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!waiting.Remove(waiter)) return;
            waiter.Called.SetCanceled(cancellationToken);
            if (!waiter.IsResting) return;
            busy.Remove(waiter.Database);
            Call();
        }
    }

    private Waiter Queue(TenantId tenant, string database, bool isAwaited, bool isResting = false)
    {
        var waiter = new Waiter(tenant, database, isAwaited, isResting);
        had[tenant] = Longer(had.GetValueOrDefault(tenant), called);
        waiting.AddLast(waiter);
        return waiter;
    }

    // A turn is charged before it is had, so that a tenant does not get all slots at once that become free together.
    private void Call()
    {
        while (Next() is { } next)
        {
            waiting.Remove(next);
            taken++;
            if (!next.IsResting) busy.Add(next.Database);
            running.Add(next.Tenant);
            called = Longer(called, had[next.Tenant]);
            had[next.Tenant] += turn;
            next.Called.SetResult();
        }
    }

    private Waiter? Next() =>
        taken < inAll
            ? waiting.Where(waiter => (waiter.IsResting || busy[waiter.Database] < perDatabase) && running[waiter.Tenant] < perTenant).MinBy(waiter => (!waiter.IsAwaited, had[waiter.Tenant]))
            : null;

    private void Return(TenantId tenant, TimeSpan held)
    {
        if (turn > TimeSpan.Zero) had[tenant] += held - turn;
        running.Remove(tenant);
        if (--taken > 0 || waiting.Count > 0) return;
        // Nobody is left to compare anybody with.
        had.Clear();
        called = TimeSpan.Zero;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class Tally<T> where T : notnull
    {
        private readonly Dictionary<T, int> counts = [];

        public int this[T key] => counts.GetValueOrDefault(key);

        public void Add(T key) => counts[key] = this[key] + 1;

        public void Remove(T key)
        {
            if (--counts[key] == 0) counts.Remove(key);
        }
    }

    private sealed class Waiter(TenantId tenant, string database, bool isAwaited, bool isResting)
    {
        public TenantId Tenant => tenant;

        public string Database => database;

        public bool IsAwaited => isAwaited;

        /// <summary>Whether it counts already as one of those who work with the database.</summary>
        public bool IsResting => isResting;

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
