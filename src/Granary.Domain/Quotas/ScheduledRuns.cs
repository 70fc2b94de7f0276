namespace Granary.Domain.Quotas;

/// <summary>
/// The runs of one version of a schedule, as far as quota has to see them. A run is charged by its place in its month,
/// so every run of the version between <see cref="From"/> and <see cref="Through"/> has to be here, those that failed or were
/// skipped too; whoever asks about a month outside is told so, never given a wrong place.
/// </summary>
public sealed class ScheduledRuns
{
    /// <param name="from">The first day that is known: the first of the month in question, or earlier.</param>
    /// <param name="through">The last day that is known. Deciding takes the end of the month after the present one.</param>
    /// <param name="runs">Every run of this version between the two, in order; none before the version begins.</param>
    /// <param name="decidedThrough">The day of the last run that was accepted or skipped; null before the first.</param>
    public ScheduledRuns(Rhythm rhythm, DateOnly from, DateOnly through, IReadOnlyList<Moment> runs, DateOnly? decidedThrough = null)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Day < from || runs[i].Day > through)
                throw new ArgumentException($"The run of {runs[i].Day:O} is not between {from:O} and {through:O}.", nameof(runs));
            if (i > 0 && runs[i].Day <= runs[i - 1].Day)
                throw new ArgumentException($"The run of {runs[i].Day:O} does not come after that of {runs[i - 1].Day:O}.", nameof(runs));
        }
        (Rhythm, From, Through, Runs, DecidedThrough) = (rhythm, from, through, runs, decidedThrough);
    }

    public Rhythm Rhythm { get; }

    public DateOnly From { get; }

    public DateOnly Through { get; }

    public IReadOnlyList<Moment> Runs { get; }

    public DateOnly? DecidedThrough { get; }

    /// <summary>The runs that are neither accepted nor skipped yet, whether their time has come or not.</summary>
    public IEnumerable<Moment> StillDue() => Runs.Where(run => DecidedThrough is not { } decided || run.Day > decided);

    /// <summary>Those of them that fall in one month, which has to be known to its end.</summary>
    public IEnumerable<Moment> StillDueIn(Month month) => month.LastDay() <= Through
        ? StillDue().Where(run => run.Month() == month)
        : throw new ArgumentException($"The runs are known through {Through:O}, not to the end of {month}.", nameof(month));

    /// <summary>1 for the first run of this version in its month, and so on.</summary>
    public int PlaceOf(Moment run)
    {
        if (run.Month().FirstDay() < From)
            throw new ArgumentException($"The runs are known from {From:O}, not from the beginning of {run.Month()}.", nameof(run));
        if (!Runs.Contains(run))
            throw new ArgumentException($"The schedule has no run on {run.Day:O}.", nameof(run));
        return Runs.Count(other => other.Month() == run.Month() && other.Day <= run.Day);
    }

    /// <summary>The same schedule, begun with that run.</summary>
    public ScheduledRuns BegunAt(Moment run) =>
        new(Rhythm, From, Through, [.. Runs.Where(other => other.Day >= run.Day)]);
}
