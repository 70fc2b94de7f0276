using System.Collections.Concurrent;
using System.Diagnostics;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>The points that the backup of one tenant reaches, at one of which the silo that reaches it dies.</summary>
/// <param name="dies">Is it this one? It is told the number of the point in this life, from 1, and the point.</param>
internal sealed class Life(string tenant, Func<int, Reached, bool> dies)
{
    private readonly ConcurrentDictionary<string, bool> seen = new();
    private readonly Lock one = new();
    private int process;
    private long at;

    /// <summary>What kinds of points there were until somebody died.</summary>
    public IEnumerable<string> Seen => seen.Keys;

    /// <summary>How many points there were until then.</summary>
    public int Count { get; private set; }

    /// <summary>The kind of point at which somebody died; null as long as nobody has.</summary>
    public string? Killed { get; private set; }

    /// <summary>How long after the death another process reached a point of the same tenant.</summary>
    public TimeSpan? Resumed { get; private set; }

    public Task<bool> MayGoOnAsync(Reached reached)
    {
        lock (one) return Task.FromResult(!reached.IsOf(tenant) || MayGoOn(reached));
    }

    private bool MayGoOn(Reached reached)
    {
        if (Killed is not null)
        {
            // What else the process was about to do dies with it.
            if (reached.Process == process) return false;
            Resumed ??= Stopwatch.GetElapsedTime(at);
            return true;
        }
        seen[reached.Kind] = true;
        if (!dies(++Count, reached)) return true;

        (Killed, process, at) = (reached.Kind, reached.Process, Stopwatch.GetTimestamp());
        return false;
    }
}
