using System.Runtime.InteropServices;

namespace Granary.Archive.Deflate;

/// <summary>ISA-L at its hardest level. Keeps its tables for the next piece.</summary>
internal sealed unsafe partial class IsaLDeflater : Deflater
{
    // The second interface of the library, as its igzip_lib.h has it.
    private const string Library = "libisal.so.2";
    private const int StreamLength = 82_384;
    private const int Level = 3;
    private const int LevelBufferLength = 610_304;
    private const ushort NoFlush = 0, FullFlush = 2;

    private void* tables = NativeMemory.AlignedAlloc(StreamLength + LevelBufferLength, 64);

    ~IsaLDeflater() => Free();

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsThere
    {
        get
        {
            if (!NativeLibrary.TryLoad(Library, out var library)) return false;
            NativeLibrary.Free(library);
            return true;
        }
    }

    public override int Deflate(ReadOnlySpan<byte> piece, bool isLast, byte[] output)
    {
        var stream = (Stream*)tables;
        Init(stream);
        fixed (byte* input = piece, deflated = output)
        {
            stream->NextIn = input;
            stream->AvailableIn = (uint)piece.Length;
            stream->NextOut = deflated;
            stream->AvailableOut = (uint)output.Length;
            stream->Level = Level;
            stream->LevelBuffer = (byte*)tables + StreamLength;
            stream->LevelBufferLength = LevelBufferLength;
            stream->EndOfStream = (ushort)(isLast ? 1 : 0);
            stream->Flush = isLast ? NoFlush : FullFlush;
            var outcome = Deflate(stream);
            if (outcome != 0 || stream->AvailableIn != 0) throw new InvalidOperationException($"ISA-L could not compress: {outcome}.");
            return (int)stream->TotalOut;
        }
    }

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(tables);
        tables = null;
    }

    [LibraryImport(Library, EntryPoint = "isal_deflate_init")]
    private static partial void Init(Stream* stream);

    [LibraryImport(Library, EntryPoint = "isal_deflate")]
    private static partial int Deflate(Stream* stream);

    // What lies in front of the library's own state.
    [StructLayout(LayoutKind.Sequential)]
    private struct Stream
    {
        public byte* NextIn;
        public uint AvailableIn;
        public uint TotalIn;
        public byte* NextOut;
        public uint AvailableOut;
        public uint TotalOut;
        public void* HuffmanTables;
        public uint Level;
        public uint LevelBufferLength;
        public byte* LevelBuffer;
        public ushort EndOfStream;
        public ushort Flush;
        public ushort GzipFlag;
        public ushort HistoryBits;
    }
}
