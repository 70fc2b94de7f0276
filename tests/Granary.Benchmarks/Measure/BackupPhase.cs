namespace Granary.Benchmarks.Measure;

/// <summary>What a backup is doing, as its files tell from outside.</summary>
internal enum BackupPhase
{
    /// <summary>Until there is a file: the process starts, takes the snapshot, plans, and waits for the first row.</summary>
    Start,
    Export,
    Assembly,

    /// <summary>A zip has its final name and nothing is being written.</summary>
    ReadBack,

    /// <summary>From the signature on: publishing, clearing up, the end of the process.</summary>
    End,
}
