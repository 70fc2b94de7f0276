using Granary.Domain.Backups;

namespace Granary.Domain.Tenants;

/// <summary>
/// The newest entries of a tenant's log, written with the decision that each records. Older ones are moved to a table:
/// first copied there, then dropped here, so that none is ever missing from both.
/// </summary>
public sealed class ActivityLog
{
    /// <summary>With more entries than this, the older half is to be moved.</summary>
    public const int Bound = 200;

    /// <summary>Oldest first, numbered without a gap.</summary>
    public List<LogEntry> Entries { get; init; } = [];

    /// <summary>The number of the newest entry.</summary>
    public long Last { get; set; }

    /// <summary>The number of the oldest entry that is here; those before it are in the table.</summary>
    public long First => Last - Entries.Count + 1;

    /// <summary>The entries that came after the one of that number.</summary>
    public IEnumerable<LogEntry> After(long number) => Entries.Where(entry => entry.Number > number);

    /// <summary>The entries to copy to the table; none while there are few.</summary>
    public IReadOnlyList<LogEntry> ToMove() => Entries.Count <= Bound ? [] : Entries[..(Entries.Count - (Bound / 2))];

    /// <summary>Drops what was copied.</summary>
    public void Drop(IReadOnlyList<LogEntry> moved) => Entries.RemoveRange(0, moved.Count);

    // The log reads in one order: a clock that was set back does not put an entry before an older one.
    internal void Record(DateTimeOffset at, LogEvent what, Actor actor, BackupId? backup = null, string? detail = null)
    {
        var newest = Entries is [.., var entry] ? entry : null;
        Entries.Add(new LogEntry(++Last, newest is not null && newest.At > at ? newest.At : at, what, actor, backup, detail));
    }
}
