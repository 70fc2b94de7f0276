using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>
/// Reads the records that <c>COPY ... TO STDOUT (FORMAT binary)</c> sends: text lies in the stream as it goes into the file, and what
/// does not is made text of when it is asked for.
/// </summary>
/// <param name="proveText">Whether the server may send bytes that are no UTF-8.</param>
internal sealed class PostgresRowReader(Stream copy, PostgresCell[] cells, bool proveText, Func<Exception, Exception> failure, Func<bool, ValueTask> end) : RowReader
{
    private const int SignatureLength = 11;
    private const int HeaderLength = SignatureLength + 2 * sizeof(int);
    private const short EndOfData = -1;

    private readonly (int Start, int Length)[] places = new (int, int)[cells.Length];
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private byte[] scratch = [];
    private int recordStart, position, filled;
    private bool begun, ended;

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ended) return false;
        try
        {
            if (!begun) await BeginAsync(cancellationToken);
            recordStart = position;
            if (position + sizeof(short) > filled) await FillAsync(sizeof(short), cancellationToken);
            var count = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(position));
            position += sizeof(short);
            if (count == EndOfData)
            {
                ended = true;
                // The message that the copy is complete is still to be read.
                if (await copy.ReadAsync(buffer.AsMemory(0, 1), cancellationToken) != 0) throw new InvalidOperationException("COPY went on after its end.");
                return false;
            }
            if (count != places.Length) throw new InvalidOperationException($"COPY sent {count} columns, not {places.Length}.");
            for (var i = 0; i < places.Length; i++)
            {
                if (position + sizeof(int) > filled) await FillAsync(sizeof(int), cancellationToken);
                var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(position));
                position += sizeof(int);
                // From the start of the record, which the buffer may move.
                places[i] = (position - recordStart, length);
                if (length <= 0) continue;
                if (position + length > filled) await FillAsync(length, cancellationToken);
                position += length;
            }
            return true;
        }
        catch (Exception e) when (PostgresFailure.IsOne(e))
        {
            throw failure(e);
        }
    }

    public override CellKind Read(int column, out ReadOnlySpan<byte> utf8)
    {
        var (start, length) = places[column];
        if (length < 0)
        {
            utf8 = default;
            return CellKind.Null;
        }
        utf8 = buffer.AsSpan(recordStart + start, length);
        switch (cells[column].Form)
        {
            case PostgresForm.Text:
                break;
            case PostgresForm.Jsonb:
                utf8 = utf8[1..];
                break;
            case PostgresForm.Bytes:
                utf8 = Hexadecimal(utf8);
                return cells[column].Kind;
            case var form:
                var text = Scratch(PostgresValue.MaxLength(form, utf8));
                utf8 = text[..PostgresValue.Write(form, utf8, text)];
                return cells[column].Kind;
        }
        if (!proveText || (!utf8.Contains((byte)0) && Utf8.IsValid(utf8))) return cells[column].Kind;
        utf8 = Hexadecimal(utf8);
        return CellKind.DamagedText;
    }

    public override async ValueTask DisposeAsync()
    {
        if (buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        await end(ended);
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await FillAsync(HeaderLength, cancellationToken);
        var extension = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(SignatureLength + sizeof(int)));
        position = HeaderLength;
        if (extension > 0) await FillAsync(extension, cancellationToken);
        position += extension;
        begun = true;
    }

    /// <summary>Reads on until so many bytes lie behind the position; the current record stays whole.</summary>
    private async ValueTask FillAsync(int needed, CancellationToken cancellationToken)
    {
        var kept = filled - recordStart;
        if (recordStart > 0)
        {
            buffer.AsSpan(recordStart, kept).CopyTo(buffer);
            position -= recordStart;
            filled = kept;
            recordStart = 0;
        }
        if (position + needed > buffer.Length) Grow(position + (long)needed);
        while (filled < position + needed)
        {
            var read = await copy.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0) throw new EndOfStreamException("COPY ended within a record.");
            filled += read;
        }
    }

    private void Grow(long needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * buffer.Length), Array.MaxLength));
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private ReadOnlySpan<byte> Hexadecimal(ReadOnlySpan<byte> bytes)
    {
        var text = Scratch(checked(2 + 2 * bytes.Length));
        @"\x"u8.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[2..], out var written);
        return text[..(2 + written)];
    }

    private Span<byte> Scratch(int length)
    {
        if (scratch.Length < length) scratch = new byte[length];
        return scratch;
    }
}
