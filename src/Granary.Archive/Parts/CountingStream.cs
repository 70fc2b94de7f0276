namespace Granary.Archive.Parts;

/// <summary>Passes bytes on and counts them. Ends where it is left: the stream below stays open.</summary>
internal sealed class CountingStream(Stream output) : WriteOnlyStream
{
    public long Written { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        output.Write(buffer);
        Written += buffer.Length;
    }
}
