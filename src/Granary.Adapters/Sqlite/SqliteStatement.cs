using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    public SqliteStatement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value), "bind a value for");
        return this;
    }

    public SqliteStatement Bind(int parameter, double value)
    {
        database.Check(raw.sqlite3_bind_double(handle, parameter, value), "bind a value for");
        return this;
    }

    public SqliteStatement Bind(int parameter, string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value), "bind a value for");
        return this;
    }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        database.Check(result, "read");
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Makes it ready to run again.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public int Type(int column) => raw.sqlite3_column_type(handle, column);

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public double Real(int column) => raw.sqlite3_column_double(handle, column);

    /// <summary>The value as text, up to its first NUL.</summary>
    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>The value as text, for a value without NUL. Valid until the next step.</summary>
    public ReadOnlySpan<byte> TextBytes(int column)
    {
        _ = raw.sqlite3_column_text(handle, column);
        return raw.sqlite3_column_blob(handle, column);
    }

    /// <summary>The bytes of a text or blob as they are stored, in the encoding of the database. Valid until the next step.</summary>
    public ReadOnlySpan<byte> StoredBytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
