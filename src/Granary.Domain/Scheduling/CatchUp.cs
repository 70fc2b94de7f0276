namespace Granary.Domain.Scheduling;

/// <summary>What becomes of every occurrence that is due: one runs, or none; each of the others is skipped.</summary>
/// <param name="Run">The one to start now; it is the latest of those due.</param>
/// <param name="Skipped">Oldest first; older than <paramref name="Run"/>.</param>
/// <param name="Next">The first that is still to come; null once the schedule is stopped.</param>
public sealed record CatchUp(Occurrence? Run, IReadOnlyList<SkippedRun> Skipped, Occurrence? Next)
{
    /// <summary>The newest occurrence that has its outcome by this, for asking again from there; null when none was due.</summary>
    public Occurrence? Handled => Run ?? (Skipped is [.., var last] ? last.Occurrence : null);
}
