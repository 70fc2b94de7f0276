using System.Collections.Concurrent;

namespace Granary.Testing.Crm;

/// <summary>What goes wrong in a <see cref="FakeCrm"/>, and what was asked of it. Rows count from 0 in the order of the module.</summary>
public sealed class FakeCrmScript(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> rowsRead = new();
    private readonly List<Trap> traps = [];
    private TimeSpan perRow;
    private int refused;

    /// <summary>Fails instead of giving that row; with <see cref="Domain.Ports.TransientException"/> as if trying again may help.</summary>
    /// <param name="times">How often, before it works again.</param>
    public void FailAt(string module, long row, Exception exception, int times = 1) => Add(RowOf(module, row), _ => throw exception, times);

    /// <summary>Fails instead of taking a snapshot.</summary>
    public void FailToTake(Exception exception, int times = 1) => Add(Taking, _ =>
    {
        Interlocked.Increment(ref refused);
        throw exception;
    }, times);

    /// <summary>How many snapshots were not taken because of <see cref="FailToTake"/>.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Fails instead of attaching to a snapshot.</summary>
    public void FailToAttach(Exception exception, int times = 1) => Add(Attaching, _ => throw exception, times);

    /// <summary>Stands still before it gives that row, once, until released; then gives it, or fails.</summary>
    public FakePause PauseAt(string module, long row, Exception? failure = null)
    {
        var pause = new FakePause();
        Add(RowOf(module, row), async cancellationToken =>
        {
            await pause.WaitAsync(cancellationToken);
            if (failure is not null) throw failure;
        }, times: 1);
        return pause;
    }

    /// <summary>Stands still before it takes a snapshot, once, until released.</summary>
    public FakePause PauseToTake()
    {
        var pause = new FakePause();
        Add(Taking, pause.WaitAsync, times: 1);
        return pause;
    }

    /// <summary>Whether something is still to happen before that row is given.</summary>
    public bool IsSetAt(string module, long row)
    {
        lock (traps) return traps.Exists(trap => trap.Place == RowOf(module, row) && trap.Left > 0);
    }

    /// <summary>Takes that long for each row, by the clock of the CRM.</summary>
    public void Slow(TimeSpan each) => perRow = each;

    /// <summary>How many rows of a module were given, all readers together.</summary>
    public long RowsRead(string module) => rowsRead.GetValueOrDefault(module);

    internal Task TakeAsync(CancellationToken cancellationToken) => SpringAsync(Taking, cancellationToken);

    internal Task AttachAsync(CancellationToken cancellationToken) => SpringAsync(Attaching, cancellationToken);

    internal async Task RowAsync(string module, long row, CancellationToken cancellationToken)
    {
        await SpringAsync(RowOf(module, row), cancellationToken);
        if (perRow > TimeSpan.Zero) await Task.Delay(perRow, clock, cancellationToken);
        rowsRead.AddOrUpdate(module, 1, (_, count) => count + 1);
    }

    private const string Taking = "take";

    private const string Attaching = "attach";

    private static string RowOf(string module, long row) => $"row {row} of {module}";

    private void Add(string place, Func<CancellationToken, Task> action, int times)
    {
        lock (traps) traps.Add(new Trap(place, action) { Left = times });
    }

    private async Task SpringAsync(string place, CancellationToken cancellationToken)
    {
        Trap? trap;
        lock (traps)
        {
            trap = traps.FirstOrDefault(candidate => candidate.Place == place && candidate.Left > 0);
            if (trap is not null) trap.Left--;
        }
        if (trap is not null) await trap.Action(cancellationToken);
    }

    private sealed record Trap(string Place, Func<CancellationToken, Task> Action)
    {
        public int Left { get; set; }
    }
}
