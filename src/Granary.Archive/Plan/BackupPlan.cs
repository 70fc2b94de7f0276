using System.Text.Json;
using Granary.Archive.Names;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Plan;

/// <summary>
/// What a backup will contain, frozen when its snapshot was taken and stored, so that a backup that is taken up again
/// after a crash makes the same files.
/// </summary>
public sealed record BackupPlan(
    TextMode TextMode,
    SnapshotReference Snapshot,
    IReadOnlyList<PlannedModule> Modules,
    IReadOnlyList<CrmExclusion> Exclusions,
    long? Attachments = null)
{
    /// <summary>The stem under which the attachments themselves are exported.</summary>
    public const string AttachmentsStem = ModuleStems.Attachments;

    /// <summary>Everything that is exported by itself: each module, then the attachments if the CRM keeps any.</summary>
    public IEnumerable<string> Stems() => StemsOfModules().Concat(Attachments is null ? [] : [AttachmentsStem]);

    public IReadOnlyCollection<string> StemsOfModules() => [.. Modules.Select(module => module.Stem)];

    public static BackupPlan Make(CrmCatalog catalog, SnapshotReference snapshot, TextMode textMode) => new(
        textMode,
        snapshot,
        [.. catalog.Modules.Zip(ModuleStems.For(catalog.Modules.Select(module => module.Name)), (module, stem) => new PlannedModule(stem, module))],
        catalog.Exclusions,
        catalog.Attachments);

    /// <exception cref="InvalidDataException">The plan has no such module.</exception>
    public PlannedModule Module(string stem) =>
        Modules.FirstOrDefault(module => module.Stem == stem) ?? throw new InvalidDataException($"The plan of the backup has no module '{stem}'.");

    public Task WriteAsync(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(output, this, ArchiveJson.Compact, cancellationToken);

    public static async Task<BackupPlan> ReadAsync(Stream input, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<BackupPlan>(input, ArchiveJson.Compact, cancellationToken) ??
        throw new InvalidDataException("The stored plan of a backup is empty.");
}
