using System.Globalization;
using System.Security.Cryptography;
using Granary.Archive.Manifests;
using Granary.Archive.Parts;
using Granary.Archive.Plan;
using Granary.Archive.Verification;
using Granary.Archive.Zip;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Assembly;

/// <summary>
/// Makes a backup of stored parts: attachment archives, the mapping that says where each attachment is, data archives.
/// Then reads all of it back. What comes out is a manifest, and nothing is published yet.
/// </summary>
internal sealed class BackupAssembler(IArchiveStore store, ArchiveLimits limits)
{
    private static readonly string[] MappingHeader = ["Attachment Id", "Module", "Record Id", "File Name", "Size", "SHA-256", "Zip", "Path"];
    private static readonly string[] ModulesHeader = ["Module", "Display Name", "File Stem", "Records", "Parts"];
    private static readonly string[] FieldsHeader = ["Module", "Api Name", "Label", "Data Type"];

    /// <returns>The manifest of what lies in the store now, without its <see cref="Manifest.CreatedAt"/>.</returns>
    /// <exception cref="InvalidDataException">What was read back is not what was written.</exception>
    public async Task<Manifest> AssembleAsync(AssemblyOrder order, CancellationToken cancellationToken)
    {
        var plan = order.Plan;
        var exported = new PartFolder(store, order.Parts);
        var made = new TableWriter(new PartFolder(store, order.Folder / "tables"), limits, plan.TextMode);
        var warnings = new List<BackupWarning>();

        var modules = new List<ManifestModule>();
        var data = new ZipPacker(limits);
        foreach (var planned in plan.Modules)
            modules.Add(await AddModuleAsync(planned, order, exported, data, warnings, cancellationToken));

        var attachments = new ZipPacker(limits);
        ManifestAttachments? attached = null;
        if (plan.Attachments is not null)
            attached = await AddAttachmentsAsync(order, exported, made, attachments, data, warnings, cancellationToken);

        foreach (var (key, index) in await made.WriteAsync("Metadata", "Modules", ModulesHeader, ModuleRows(plan, modules), cancellationToken))
            Pack(data, key, index);
        foreach (var (key, index) in await made.WriteAsync("Metadata", "Fields", FieldsHeader, FieldRows(plan), cancellationToken))
            Pack(data, key, index);

        return new Manifest(
            Manifest.CurrentVersion, order.Tenant, order.Tenant.Region, order.Backup, order.Epoch, plan.Snapshot, default, plan.TextMode,
            modules,
            [
                .. await WriteAsync("Data", data, order, cancellationToken),
                .. await WriteAsync("Attachments", attachments, order, cancellationToken),
            ],
            plan.Exclusions, warnings, attached);
    }

    private static async Task<ManifestModule> AddModuleAsync(
        PlannedModule planned, AssemblyOrder order, PartFolder exported, ZipPacker data, List<BackupWarning> warnings, CancellationToken cancellationToken)
    {
        var module = planned.Module;
        if (order.Failed.TryGetValue(planned.Stem, out var fault))
        {
            warnings.Add(new BackupWarning(WarningCode.ModuleFailed, module.Name, null, fault.Detail));
            return new ManifestModule(module.Name, module.DisplayName, module.Columns, 0, 1, [], module.OrderedBy);
        }

        var names = new List<string>();
        var rows = 0L;
        var before = warnings.Count;
        await foreach (var (key, index) in exported.ReadAllAsync(planned.Stem, cancellationToken))
        {
            Pack(data, key, index);
            names.AddRange(index.Entries.Select(entry => entry.Name));
            warnings.AddRange(index.Warnings);
            rows += index.Records;
        }
        return new ManifestModule(module.Name, module.DisplayName, module.Columns, rows, warnings.Count - before, names, module.OrderedBy);
    }

    private static async Task<ManifestAttachments> AddAttachmentsAsync(
        AssemblyOrder order, PartFolder exported, TableWriter made, ZipPacker attachments, ZipPacker data, List<BackupWarning> warnings, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        var size = 0L;
        if (order.Failed.TryGetValue(BackupPlan.AttachmentsStem, out var fault))
            warnings.Add(new BackupWarning(WarningCode.ModuleFailed, BackupPlan.AttachmentsStem, null, fault.Detail));
        else
            await foreach (var (key, index) in exported.ReadAllAsync(BackupPlan.AttachmentsStem, cancellationToken))
            {
                warnings.AddRange(index.Warnings);
                foreach (var entry in index.Entries)
                {
                    var of = entry.Attachment ?? throw new InvalidDataException($"The stored part {key} has a file that is no attachment.");
                    if (attachments.Add(new ZipItem(entry, key)) is not { } zip)
                    {
                        warnings.Add(new BackupWarning(WarningCode.AttachmentTooLarge, of.Module, of.Id, of.FileName));
                        continue;
                    }
                    size += entry.Size;
                    rows.Add([of.Id, of.Module, of.RecordId, of.FileName, entry.Size, entry.Sha256, ZipName("Attachments", zip), entry.Name]);
                }
            }

        var names = new List<string>();
        foreach (var (key, index) in await made.WriteAsync("Data", "Attachments", MappingHeader, rows, cancellationToken))
        {
            Pack(data, key, index);
            names.AddRange(index.Entries.Select(entry => entry.Name));
        }
        return new ManifestAttachments(rows.Count, size, names);
    }

    private static IEnumerable<IReadOnlyList<Cell>> ModuleRows(BackupPlan plan, IReadOnlyList<ManifestModule> modules) =>
        plan.Modules.Zip(modules, (planned, module) =>
            (IReadOnlyList<Cell>)[module.Name, module.DisplayName, planned.Stem, module.Rows, module.Parts.Count]);

    private static IEnumerable<IReadOnlyList<Cell>> FieldRows(BackupPlan plan) =>
        from planned in plan.Modules
        from column in planned.Module.Columns
        select (IReadOnlyList<Cell>)[planned.Module.Name, column.Name, column.DisplayName ?? column.Name, column.Type];

    private static void Pack(ZipPacker packer, ArchiveKey part, PartIndex index)
    {
        foreach (var entry in index.Entries)
            if (packer.Add(new ZipItem(entry, part)) is null)
                throw new EntryTooLargeException();
    }

    private async Task<IReadOnlyList<ManifestArchive>> WriteAsync(string kind, ZipPacker packer, AssemblyOrder order, CancellationToken cancellationToken)
    {
        var archives = new List<ManifestArchive>();
        foreach (var items in packer.Zips)
            archives.Add(await WriteAsync(ZipName(kind, archives.Count + 1), items, order, cancellationToken));
        return archives;
    }

    private async Task<ManifestArchive> WriteAsync(string name, IReadOnlyList<ZipItem> items, AssemblyOrder order, CancellationToken cancellationToken)
    {
        var key = order.Folder / name;
        var time = order.Plan.Snapshot.Instant;
        var (size, sha256) = (0L, "");
        var isNew = await store.WriteAsync(key, async (stream, token) =>
        {
            await using var hashing = new HashingWriter(stream);
            await ZipWriter.WriteAsync(hashing, items, time, store, token);
            (size, sha256) = (hashing.Written, hashing.Sha256());
        }, cancellationToken);
        if (!isNew) throw new InvalidDataException($"{key} was there before: another attempt has the same epoch.");

        var archive = new ManifestArchive(name, size, sha256, [.. items.Select(item => new ManifestEntry(
            item.Entry.Name, item.Entry.Size, item.Entry.CompressedSize, item.Entry.Crc32.ToString("x8", CultureInfo.InvariantCulture), item.Entry.Sha256, item.Entry.Rows))]);
        await using var written = await store.OpenAsync(key, cancellationToken) ?? throw new InvalidDataException($"{key} is gone right after it was written.");
        if (await ZipVerifier.VerifyAsync(written, archive, time, cancellationToken) is [var problem, ..])
            throw new InvalidDataException($"{key} did not read back as it was written: {problem.Code} {problem.Entry}");
        return archive;
    }

    private static string ZipName(string kind, int number) => FormattableString.Invariant($"{kind}_{number:000}.zip");
}
