using System.Text.Json;
using Granary.Archive.Manifests;

namespace Granary.Archive.Verification;

/// <summary>Checks a backup that somebody downloaded: the manifest against its signature, the archives against the manifest.</summary>
public static class BackupVerifier
{
    /// <returns>Everything that is wrong; nothing when the backup is what Granary signed.</returns>
    public static async Task<IReadOnlyList<ArchiveProblem>> VerifyAsync(string directory, ManifestKey key, CancellationToken cancellationToken)
    {
        var manifestPath = Path.Combine(directory, Manifest.FileName);
        if (!File.Exists(manifestPath)) return [new ArchiveProblem(ArchiveProblemCode.ManifestMissing, Manifest.FileName)];

        var bytes = await File.ReadAllBytesAsync(manifestPath, cancellationToken);
        var problems = new List<ArchiveProblem>();
        if (await CheckSignatureAsync(directory, bytes, key, cancellationToken) is { } wrong) problems.Add(wrong);

        Manifest manifest;
        try
        {
            manifest = Manifest.Parse(bytes);
            if (manifest.FormatVersion != Manifest.CurrentVersion) throw new JsonException("Another version of the format.");
        }
        catch (JsonException)
        {
            return [.. problems, new ArchiveProblem(ArchiveProblemCode.ManifestUnreadable, Manifest.FileName)];
        }

        foreach (var archive in manifest.Archives)
            problems.AddRange(await CheckAsync(directory, archive, manifest.Snapshot.Instant, cancellationToken));
        problems.AddRange(Directory.EnumerateFiles(directory, "*.zip").Select(path => Path.GetFileName(path)!)
            .Where(name => (name.StartsWith("Data_", StringComparison.Ordinal) || name.StartsWith("Attachments_", StringComparison.Ordinal)) &&
                           manifest.Archives.All(archive => archive.Name != name))
            .Order(StringComparer.Ordinal)
            .Select(name => new ArchiveProblem(ArchiveProblemCode.ArchiveUnexpected, name)));
        return problems;
    }

    private static async Task<ArchiveProblem?> CheckSignatureAsync(string directory, byte[] manifest, ManifestKey key, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, Manifest.SignatureName);
        if (!File.Exists(path)) return new ArchiveProblem(ArchiveProblemCode.SignatureMissing, Manifest.SignatureName);
        var signature = await File.ReadAllBytesAsync(path, cancellationToken);
        return key.Verify(manifest, signature) ? null : new ArchiveProblem(ArchiveProblemCode.SignatureWrong, Manifest.SignatureName);
    }

    private static async Task<IReadOnlyList<ArchiveProblem>> CheckAsync(
        string directory, ManifestArchive archive, DateTimeOffset time, CancellationToken cancellationToken)
    {
        // The name comes from a file that may be forged: it must name something in this folder.
        var path = Path.Combine(directory, archive.Name);
        if (Path.GetFileName(archive.Name) != archive.Name || !File.Exists(path))
            return [new ArchiveProblem(ArchiveProblemCode.ArchiveMissing, archive.Name)];

        await using var zip = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        return await ZipVerifier.VerifyAsync(zip, archive, time, cancellationToken);
    }
}
