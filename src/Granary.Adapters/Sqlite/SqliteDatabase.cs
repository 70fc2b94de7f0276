using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>An open database file. One thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int DoubleQuotedStrings = 1013, TrustedSchema = 1017; // SQLITE_DBCONFIG_DQS_DML, _TRUSTED_SCHEMA

    private SqliteDatabase(string path, sqlite3 handle)
    {
        Path = path;
        Handle = handle;
    }

    static SqliteDatabase() => Batteries_V2.Init();

    public string Path { get; }

    public sqlite3 Handle { get; }

    /// <summary>A database that others write to. It is not changed, and nothing is put beside it.</summary>
    public static SqliteDatabase OpenReadOnly(string path, TimeSpan busyTimeout)
    {
        var database = Open(path, path, raw.SQLITE_OPEN_READONLY);
        raw.sqlite3_busy_timeout(database.Handle, (int)busyTimeout.TotalMilliseconds);
        return database;
    }

    /// <summary>A database that nobody writes to: it is read without locks, so that any number of readers may.</summary>
    public static SqliteDatabase OpenFrozen(string path)
    {
        var escaped = string.Join('/', System.IO.Path.GetFullPath(path).Split(System.IO.Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
        var uri = $"file://{(escaped.StartsWith('/') ? "" : "/")}{escaped}?immutable=1";
        return Open(path, uri, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
    }

    /// <summary>A new database that only this process sees until it is closed: no journal, no flush.</summary>
    public static SqliteDatabase Create(string path)
    {
        var database = Open(path, path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        database.Execute("PRAGMA journal_mode = OFF");
        database.Execute("PRAGMA synchronous = OFF");
        return database;
    }

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(Handle, sql, out var statement, out var rest), "prepare a statement for");
        if (string.IsNullOrWhiteSpace(rest)) return new SqliteStatement(this, statement);
        statement.Dispose();
        throw new InvalidOperationException($"A condition of the CRM's mapping ends the statement it is part of: '{rest.Trim()}' is left over. Write one expression, without a semicolon.");
    }

    /// <summary>Runs a statement to its end.</summary>
    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step()) { }
    }

    public void Check(int result, string doing)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw SqliteFailure.Of(raw.sqlite3_extended_errcode(Handle), $"Cannot {doing} '{Path}': {raw.sqlite3_errmsg(Handle).utf8_to_string()}");
    }

    public void Dispose() => Handle.Dispose();

    private static SqliteDatabase Open(string path, string name, int flags)
    {
        var result = raw.sqlite3_open_v2(name, out var handle, flags, null);
        var database = new SqliteDatabase(path, handle);
        try
        {
            database.Check(result, "open");
            raw.sqlite3_extended_result_codes(handle, 1);
            // A name that no column has must be an error, not a string; and a schema may call no function that does something.
            raw.sqlite3_db_config(handle, DoubleQuotedStrings, 0, out _);
            raw.sqlite3_db_config(handle, TrustedSchema, 0, out _);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
