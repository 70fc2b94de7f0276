using Granary.Domain.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>Tells the failures that may pass from those that stay.</summary>
internal static class SqliteFailure
{
    private const int PrimaryCode = 0xff;
    private const int CorruptFileSystem = raw.SQLITE_IOERR | (33 << 8), CannotRecoverLog = raw.SQLITE_READONLY | (5 << 8);

    public static Exception Of(int extendedCode, string message)
    {
        var cause = new SqliteException(message, extendedCode & PrimaryCode, extendedCode);
        return MayPass(extendedCode) ? new TransientException(message, cause) : cause;
    }

    private static bool MayPass(int extendedCode) => extendedCode switch
    {
        CorruptFileSystem => false,
        // A writer has died and left its journal: whoever writes next makes the database whole again.
        raw.SQLITE_READONLY_ROLLBACK or raw.SQLITE_READONLY_RECOVERY or CannotRecoverLog => true,
        _ => (extendedCode & PrimaryCode) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_FULL
            or raw.SQLITE_NOMEM or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL,
    };
}
