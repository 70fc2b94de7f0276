using System.Security.Cryptography;

namespace Granary.Archive.Assembly;

/// <summary>Passes bytes on, counting and hashing them. Leaves the stream below open.</summary>
internal sealed class HashingWriter(Stream output) : WriteOnlyStream
{
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Written { get; private set; }

    public string Sha256() => Convert.ToHexStringLower(sha.GetCurrentHash());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        output.Write(buffer);
        Count(buffer);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await output.WriteAsync(buffer, cancellationToken);
        Count(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) sha.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> buffer)
    {
        sha.AppendData(buffer);
        Written += buffer.Length;
    }
}
