namespace Granary.Contracts;

/// <summary>How far a backup is.</summary>
/// <param name="Modules">In the order in which they stand in the backup; attachments, if the CRM keeps any, last. Empty until the snapshot is taken.</param>
[GenerateSerializer, Immutable, Alias("granary.BackupProgress")]
public sealed record BackupProgress(
    [property: Id(0)] BackupPhase Phase,
    [property: Id(1)] IReadOnlyList<ModuleProgress> Modules)
{
    /// <summary>How many of them are not waited for any more: exported, or failed.</summary>
    public int ModulesDone => Modules.Count(module => module.State is ModuleState.Done or ModuleState.Failed);

    /// <summary>How many records are exported so far.</summary>
    public long Records => Modules.Where(module => !module.IsAttachments).Sum(module => module.Records);

    /// <summary>0 to 1: the share of the records and attachments that are exported; archiving is the last twentieth.</summary>
    public double Fraction
    {
        get
        {
            if (Phase is BackupPhase.Ended) return 1;
            var expected = Modules.Sum(module => module.Expected ?? module.Records);
            var exported = Modules.Sum(module => Math.Min(module.Records, module.Expected ?? module.Records));
            if (Phase is BackupPhase.Assembling) return 0.95;
            return expected == 0 ? 0 : 0.95 * exported / expected;
        }
    }
}
