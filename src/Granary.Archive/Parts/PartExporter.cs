using Granary.Archive.Plan;
using Granary.Domain.Ports;

namespace Granary.Archive.Parts;

/// <summary>
/// Exports one module, or the attachments, of a backup: goes on after the last part that is stored, and tries a part
/// again when the outside world failed in passing.
/// </summary>
public sealed class PartExporter(IArchiveStore store, ArchiveLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="folder">Where the parts of this snapshot lie.</param>
    /// <param name="stem">That of a module of the plan, or <see cref="BackupPlan.AttachmentsStem"/>.</param>
    /// <param name="report">Called from any thread, often; must return at once.</param>
    public async Task<PartProgress> ExportAsync(
        ArchiveKey folder, BackupPlan plan, string stem, ICrmSnapshot snapshot, Action<PartProgress> report, CancellationToken cancellationToken)
    {
        var parts = new PartFolder(store, folder);
        var stand = await parts.StandAsync(stem, cancellationToken);
        for (var attempt = 1; !stand.Done; attempt++)
        {
            report(stand);
            var before = stand.Parts;
            try
            {
                return await Processor.RunAsync(() => RunAsync(parts, plan, stem, stand, snapshot, report, cancellationToken), cancellationToken);
            }
            catch (TransientException) when (attempt < limits.Attempts)
            {
                await Task.Delay(Pause * attempt, time, cancellationToken);
                stand = await parts.StandAsync(stem, cancellationToken);
                if (stand.Parts > before) attempt = 0;
            }
        }
        return stand;
    }

    private Task<PartProgress> RunAsync(
        PartFolder parts, BackupPlan plan, string stem, PartProgress stand, ICrmSnapshot snapshot, Action<PartProgress> report, CancellationToken cancellationToken) =>
        stem == BackupPlan.AttachmentsStem
            ? new AttachmentExport(parts, snapshot, limits, report).RunAsync(stand, cancellationToken)
            : new ModuleExport(parts, plan.Module(stem), plan.TextMode, snapshot, limits, report).RunAsync(stand, cancellationToken);
}
