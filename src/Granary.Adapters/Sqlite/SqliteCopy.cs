using Granary.Domain.Ports;
using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>Copies a database that is in use, as of one instant.</summary>
internal static class SqliteCopy
{
    private const int PagesAtOnce = 4096;
    private const int WriteAheadLog = 2;

    /// <returns>The instant: nothing that was committed later is in the copy.</returns>
    /// <exception cref="TransientException">The database is locked, or the disk is full, or the like.</exception>
    public static DateTimeOffset Make(string source, string copy, TimeSpan busyTimeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!File.Exists(source))
            throw new InvalidOperationException($"There is no database '{source}': correct Granary:Crm:Database, or put the file there.");
        return UsesLogThatNobodyHasOpen(source)
            ? Quietly(source, () => Copy(SqliteDatabase.OpenFrozen(source), copy, clock, cancellationToken))
            : Copy(SqliteDatabase.OpenReadOnly(source, busyTimeout), copy, clock, cancellationToken);
    }

    private static DateTimeOffset Copy(SqliteDatabase source, string copy, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var from = source;
        using var to = SqliteDatabase.Create(copy);
        // The read lock is taken here and held until the last page: what is written meanwhile waits, or goes to the log.
        from.Execute("BEGIN");
        from.Execute("SELECT count(*) FROM sqlite_schema");
        var instant = clock.GetUtcNow();
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid) to.Check(raw.sqlite3_errcode(to.Handle), "copy to");
        int result;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            // The code itself: the step leaves it with neither of the two databases.
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                throw SqliteFailure.Of(result, $"Cannot copy '{from.Path}' to '{to.Path}': {raw.sqlite3_errstr(result).utf8_to_string()}");
        }
        while (result != raw.SQLITE_DONE);
        to.Check(raw.sqlite3_backup_finish(backup), "finish the copy");
        return instant;
    }

    /// <summary>
    /// Whether the database keeps a write-ahead log, but none is there, so that no one has it open. To open it the usual way would
    /// leave a log and its index beside it, or fail where nothing may be written.
    /// </summary>
    private static bool UsesLogThatNobodyHasOpen(string source)
    {
        const int readVersion = 19;
        Span<byte> header = stackalloc byte[readVersion + 1];
        using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header[readVersion] == WriteAheadLog
            && !File.Exists(source + "-wal");
    }

    /// <summary>Copies without a lock, and proves afterwards that none was needed.</summary>
    private static DateTimeOffset Quietly(string source, Func<DateTimeOffset> copy)
    {
        var before = State();
        var instant = copy();
        return State() == before
            ? instant
            : throw new TransientException($"'{source}' was opened for writing while it was copied without a lock.");

        (long, DateTime, bool) State() => (new FileInfo(source).Length, File.GetLastWriteTimeUtc(source), File.Exists(source + "-wal"));
    }
}
