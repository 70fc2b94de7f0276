using Granary.Contracts;
using Granary.Domain.Backups;

namespace Granary.Web.Api.Backups;

/// <summary>How far a backup is.</summary>
/// <param name="State">Where the backup stands.</param>
/// <param name="Phase">The step that it is at.</param>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Records">How many records are exported so far.</param>
/// <param name="ModulesDone">How many of the modules are exported, or have failed.</param>
/// <param name="Modules">Each module, in the order of the backup; none before the snapshot and after the end.</param>
internal sealed record ProgressResource(BackupState State, BackupPhase Phase, double Fraction, long Records, int ModulesDone, IReadOnlyList<ModuleResource> Modules)
{
    public static ProgressResource Of(Backup backup, BackupProgress progress) =>
        new(backup.State, progress.Phase, progress.Fraction, progress.Records, progress.ModulesDone, [.. progress.Modules.Select(ModuleResource.Of)]);
}
