using System.Security.Cryptography;

namespace Granary.Archive.Verification;

/// <summary>Reads a stream forward, counting and hashing every byte. Leaves it open.</summary>
internal sealed class HashingReader(Stream input) : ReadOnlyStream
{
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long position;

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public string Sha256() => Convert.ToHexStringLower(sha.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await input.ReadAsync(buffer, cancellationToken);
        sha.AppendData(buffer.Span[..read]);
        position += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) sha.Dispose();
        base.Dispose(disposing);
    }
}
