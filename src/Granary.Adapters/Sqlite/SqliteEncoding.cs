namespace Granary.Adapters.Sqlite;

/// <summary>How a database stores its text.</summary>
internal enum SqliteEncoding
{
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
}
