using System.IO.Hashing;
using System.Security.Cryptography;

namespace Granary.Archive.Parts;

/// <summary>
/// Takes the bytes of one file: counts, hashes and deflates them, in blocks and on every processor. Whoever writes much has to wait
/// for <see cref="CatchUpAsync"/> now and then: until then what is written is in memory.
/// </summary>
internal sealed class PartEntryStream(CountingStream output, PartBlocks blocks) : WriteOnlyStream
{
    private static readonly int Most = Environment.ProcessorCount + 1;

    private readonly long offset = output.Written;
    private readonly Crc32 crc = new();
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<(PartBlock Block, Task Work)> underWay = new();
    private PartBlock? current;
    private Task hashed = Task.CompletedTask;

    /// <summary>Bytes taken so far, before compression.</summary>
    public long Size { get; private set; }

    /// <summary>Whether more waits in memory than the processors are at.</summary>
    public bool IsBehind => underWay.Count > Most;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Size + buffer.Length >= ArchiveLimits.ZipCeiling) throw new EntryTooLargeException();
        Size += buffer.Length;
        while (!buffer.IsEmpty)
        {
            if (current is { IsFull: true }) Begin(isLast: false);
            current ??= blocks.Take();
            buffer = buffer[current.Take(buffer)..];
        }
    }

    /// <summary>Hands over what is done, until the processors are at all the rest.</summary>
    public async ValueTask CatchUpAsync()
    {
        while (IsBehind) await HandOverAsync();
    }

    /// <summary>Ends the deflate stream. The name is for the caller to give.</summary>
    public async ValueTask<PartEntry> FinishAsync()
    {
        if (current is not null) Begin(isLast: true);
        while (underWay.Count > 0) await HandOverAsync();
        // An empty file still needs its final block.
        if (output.Written == offset) output.Write([0x03, 0x00]);
        return new PartEntry("", offset, output.Written - offset, Size, crc.GetCurrentHashAsUInt32(), Convert.ToHexStringLower(sha.GetCurrentHash()));
    }

    public override async ValueTask DisposeAsync()
    {
        // Whoever gives a file up does not leave anybody working at it.
        foreach (var (block, work) in underWay)
        {
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            blocks.GiveBack(block);
        }
        underWay.Clear();
        if (current is not null) blocks.GiveBack(current);
        current = null;
        sha.Dispose();
        await base.DisposeAsync();
    }

    private void Begin(bool isLast)
    {
        var block = current!;
        current = null;
        // Hashes go by the order of the blocks; deflating goes by itself.
        hashed = HashAsync(hashed, block);
        underWay.Enqueue((block, Task.WhenAll(hashed, Processor.RunAsync(() => block.Deflate(isLast)))));
    }

    private async Task HashAsync(Task before, PartBlock block)
    {
        await before;
        await Processor.RunAsync(() => block.AddTo(crc, sha));
    }

    private async ValueTask HandOverAsync()
    {
        var (block, work) = underWay.Peek();
        await work;
        underWay.Dequeue();
        block.WriteTo(output);
        blocks.GiveBack(block);
    }
}
