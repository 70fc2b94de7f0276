using System.Security.Cryptography;
using Granary.Archive.Manifests;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Archive.Assembly;

/// <summary>
/// Commits a backup. The manifest is written last, to a place that only one attempt can take: whoever finds one there
/// has the backup, whichever attempt wrote it.
/// </summary>
public sealed class BackupPublisher(IArchiveStore store, ArchiveLimits limits, ManifestKey key, TimeProvider time)
{
    /// <summary>Assembles, reads back, signs and commits.</summary>
    /// <returns>The backup that is published now, which an earlier attempt may have been.</returns>
    /// <exception cref="InvalidDataException">What was read back is not what was written; nothing is published.</exception>
    public Task<Publication> PublishAsync(AssemblyOrder order, CancellationToken cancellationToken) =>
        Processor.RunAsync(() => RunAsync(order, cancellationToken), cancellationToken);

    private async Task<Publication> RunAsync(AssemblyOrder order, CancellationToken cancellationToken)
    {
        var assembled = await new BackupAssembler(store, limits).AssembleAsync(order, cancellationToken);
        var bytes = (assembled with { CreatedAt = time.GetUtcNow() }).ToBytes();
        var signature = key.Sign(bytes);
        await store.WriteAsync(order.Folder / Manifest.SignatureName, (stream, token) => stream.WriteAsync(signature, token).AsTask(), cancellationToken);
        await store.WriteAsync(ManifestOf(order.Tenant, order.Backup), (stream, token) => stream.WriteAsync(bytes, token).AsTask(), cancellationToken);
        return await FindAsync(order.Tenant, order.Backup, cancellationToken) ??
               throw new InvalidDataException("The manifest is gone right after it was written.");
    }

    /// <summary>The backup as it is published; null when it is not.</summary>
    public async Task<Publication?> FindAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken)
    {
        if (await ReadAsync(ManifestOf(tenant, backup), cancellationToken) is not { } bytes) return null;

        var manifest = Manifest.Parse(bytes);
        var signature = await ReadAsync(ArchiveKey.Published(tenant, backup, manifest.Epoch, Manifest.SignatureName), cancellationToken) ??
                        throw new InvalidDataException("The manifest has lost its signature.");
        if (!key.Verify(bytes, signature)) throw new InvalidDataException("The signature of the manifest is wrong.");
        return new Publication(
            manifest.Epoch,
            manifest.Snapshot.Instant,
            manifest.CreatedAt,
            manifest.Modules.Count(module => module.Parts.Count > 0),
            manifest.Modules.Sum(module => module.Rows),
            manifest.Archives.Select(archive => new ArchiveFile(archive.Name, archive.Size, archive.Sha256))
                .Append(FileOf(Manifest.FileName, bytes))
                .Append(FileOf(Manifest.SignatureName, signature))
                .ToArray(),
            manifest.Warnings.Take(Publication.KeptWarnings).ToArray(),
            manifest.Warnings.Count,
            manifest.Warnings.Any(warning => warning.Code is WarningCode.ModuleFailed));
    }

    /// <summary>Removes what a published backup no longer needs: its parts, and whatever other attempts left.</summary>
    public async Task TidyAsync(TenantId tenant, BackupId backup, Publication publication, CancellationToken cancellationToken)
    {
        var folder = ArchiveKey.Of(tenant, backup);
        var keep = publication.Files.Select(file => ArchiveKey.Published(tenant, backup, publication.Epoch, file.Name)).ToHashSet();
        var superfluous = new List<ArchiveKey>();
        await foreach (var found in store.ListAsync(folder, cancellationToken))
            if (!keep.Contains(found))
                superfluous.Add(found);
        foreach (var found in superfluous) await store.DeleteAsync(found, cancellationToken);
        await store.DeleteUnfinishedAsync(folder, cancellationToken);
    }

    private static ArchiveKey ManifestOf(TenantId tenant, BackupId backup) => ArchiveKey.Of(tenant, backup) / Manifest.FileName;

    private static ArchiveFile FileOf(string name, byte[] bytes) => new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private async Task<byte[]?> ReadAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(key, cancellationToken);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
