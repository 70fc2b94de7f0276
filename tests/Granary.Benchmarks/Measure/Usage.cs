namespace Granary.Benchmarks.Measure;

/// <summary>What a run of a program has cost.</summary>
/// <param name="WithoutReadBack">Of the wall time. Others prove nothing, so they are compared with a backup that is not proven yet.</param>
/// <param name="ClientCpu">Of the program and everything it has started.</param>
/// <param name="ServerCpu">Of all processes of the database server.</param>
/// <param name="PeakMemory">The most that its processes have had resident at one time, each at its highest.</param>
/// <param name="Output">Bytes of the files it has left.</param>
/// <param name="Phases">Where a backup spent its time; nothing for other programs.</param>
internal sealed record Usage(
    TimeSpan Wall,
    TimeSpan WithoutReadBack,
    TimeSpan ClientCpu,
    TimeSpan ServerCpu,
    double PeakMemory,
    double Output,
    IReadOnlyDictionary<BackupPhase, TimeSpan> Phases)
{
    /// <summary>Each figure by itself.</summary>
    public static Usage Median(IReadOnlyList<Usage> runs) => new(
        Measure.Median.Of(runs.Select(run => run.Wall)),
        Measure.Median.Of(runs.Select(run => run.WithoutReadBack)),
        Measure.Median.Of(runs.Select(run => run.ClientCpu)),
        Measure.Median.Of(runs.Select(run => run.ServerCpu)),
        Measure.Median.Of(runs.Select(run => run.PeakMemory)),
        Measure.Median.Of(runs.Select(run => run.Output)),
        Enum.GetValues<BackupPhase>().ToDictionary(phase => phase, phase => Measure.Median.Of(runs.Select(run => run.Phases.GetValueOrDefault(phase)))));
}
