namespace Granary.Domain.Scheduling;

/// <summary>
/// Decides what is still worth starting. On an ordinary day one occurrence has just fallen due, and runs; after an
/// outage the latest runs if it is late by less than half the interval to the next one and by less than seven days.
/// </summary>
public static class MissedRuns
{
    private static readonly TimeSpan TooLate = TimeSpan.FromDays(7);

    /// <param name="occurrences">Those since the last one handled, in order, those to come included: <see cref="RunCalendar.After(Schedule, Occurrence?)"/>. Read no further than the first that is to come.</param>
    public static CatchUp Judge(IEnumerable<Occurrence> occurrences, DateTimeOffset now)
    {
        Occurrence? latest = null, next = null;
        var skipped = new List<SkippedRun>();
        foreach (var occurrence in occurrences)
        {
            if (occurrence.DueAt > now)
            {
                next = occurrence;
                break;
            }

            if (latest is not null) skipped.Add(new SkippedRun(latest, SkipReason.ReplacedByLater));
            latest = occurrence;
        }

        if (latest is null || ReasonToSkip(latest, next, now) is not { } reason) return new CatchUp(latest, skipped, next);

        skipped.Add(new SkippedRun(latest, reason));
        return new CatchUp(Run: null, skipped, next);
    }

    private static SkipReason? ReasonToSkip(Occurrence due, Occurrence? next, DateTimeOffset now)
    {
        var late = now - due.DueAt;
        if (next is not null && late * 2 >= next.DueAt - due.DueAt) return SkipReason.CloserToNext;
        return late >= TooLate ? SkipReason.SevenDaysLate : null;
    }
}
