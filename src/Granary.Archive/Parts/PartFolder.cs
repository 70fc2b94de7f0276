using System.Globalization;
using System.Runtime.CompilerServices;
using Granary.Domain.Ports;

namespace Granary.Archive.Parts;

/// <summary>
/// The parts of one backup in the store. They are the checkpoint: what lies here, whole, is never exported again.
/// </summary>
internal sealed class PartFolder(IArchiveStore store, ArchiveKey folder)
{
    public ArchiveKey KeyOf(string stem, int number) =>
        folder / string.Create(CultureInfo.InvariantCulture, $"{stem}_{number:000}.part");

    /// <summary>How far the export of a module has come.</summary>
    public async Task<PartProgress> StandAsync(string stem, CancellationToken cancellationToken)
    {
        var stand = new PartProgress(0, 0, Done: false);
        await foreach (var (_, index) in ReadAsync(stem, cancellationToken))
            stand = new PartProgress(stand.Parts + 1, stand.Records + index.Records, index.Last);
        return stand;
    }

    /// <summary>The parts of a module from the first on, as far as there are any.</summary>
    public async IAsyncEnumerable<(ArchiveKey Key, PartIndex Index)> ReadAsync(string stem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 1; await FindAsync(stem, number, cancellationToken) is { } index; number++)
        {
            yield return (KeyOf(stem, number), index);
            if (index.Last) yield break;
        }
    }

    /// <summary>The parts of a module that is exported, all of them.</summary>
    /// <exception cref="InvalidDataException">Some are not there: somebody who took the backup for theirs deleted them, or the store lost them.</exception>
    public async IAsyncEnumerable<(ArchiveKey Key, PartIndex Index)> ReadAllAsync(string stem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isWhole = false;
        await foreach (var part in ReadAsync(stem, cancellationToken))
        {
            isWhole = part.Index.Last;
            yield return part;
        }
        if (!isWhole) throw new InvalidDataException($"Parts of {stem} are not there any more.");
    }

    /// <summary>
    /// Makes part <paramref name="number"/> of what <paramref name="write"/> writes. Where another attempt was faster, the
    /// part is good, but whoever comes here has not read as far as it reaches: he has to begin again behind it.
    /// </summary>
    /// <exception cref="TransientException">The part was there already.</exception>
    public async Task<PartIndex> WriteAsync(string stem, int number, Func<Stream, CancellationToken, Task<PartIndex>> write, CancellationToken cancellationToken)
    {
        PartIndex? written = null;
        var isNew = await store.WriteAsync(KeyOf(stem, number), async (stream, token) => written = await write(stream, token), cancellationToken);
        return isNew && written is not null
            ? written
            : throw new TransientException($"Part {number} of {stem} was written by another attempt meanwhile.");
    }

    private async Task<PartIndex?> FindAsync(string stem, int number, CancellationToken cancellationToken)
    {
        await using var part = await store.OpenAsync(KeyOf(stem, number), cancellationToken);
        return part is null ? null : await PartIndex.ReadAsync(part, cancellationToken);
    }
}
