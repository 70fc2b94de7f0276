using Granary.Archive.Deflate;

namespace Granary.Archive.Parts;

/// <summary>The blocks of one export, used again and again. One thread at a time.</summary>
internal sealed class PartBlocks(ArchiveLimits limits) : IDisposable
{
    private readonly Stack<PartBlock> spare = new();

    public PartBlock Take() => spare.TryPop(out var block) ? block : new PartBlock(Deflater.Create(limits));

    public void GiveBack(PartBlock block)
    {
        block.Clear();
        spare.Push(block);
    }

    public void Dispose()
    {
        while (spare.TryPop(out var block)) block.Dispose();
    }
}
